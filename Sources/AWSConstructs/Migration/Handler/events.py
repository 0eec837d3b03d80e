"""What is done for an event of CloudFormation."""

import time

import answer
import errors
import rollback
import tables
from advance import advance, at_rest
from budget import OutOfTime, TooLate
from data_api import Database, Unavailable
from history import History
from invocation import MARGIN_SECONDS, Invocation
from journal import Journal
from lease import Holder, Lease, Replaced
from logs import Log
from manifest import InvalidLayer, Manifest, hash_of
from outcome import Outcome, newest
from request import Request, head_of
from run import Run
from runs import Found, Runs
from server import Server

# How long another configuration of the function is waited for, which reaches it a little after CloudFormation's event.
LAYER_SECONDS = (5, 10, 15, 30)
POLL_SECONDS = 5


class Unprepared(Exception):
    """The function's own tables are not whole."""


class Unfinished(Exception):
    """There is no time left for the rest of the work."""


class Remembered(Exception):
    """The request was answered before."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


def respond(invocation: Invocation, log: Log) -> Outcome | None:
    """What is answered to an event; None where another invocation answers it."""
    try:
        outcome = worked(invocation, log)
    except Remembered as before:
        invocation.settle(before.outcome)
        return before.outcome
    except Replaced as replaced:
        outcome = left(invocation, replaced, log)
    except (OutOfTime, TooLate) as late:
        if isinstance(late, OutOfTime) and go_on(invocation, log):
            return None
        outcome = explained(invocation, Unfinished(resumable(str(late), invocation)), log)
    except Exception as error:
        log.step("failed", code=errors.code(error), place=str(invocation.progress))
        outcome = explained(invocation, error, log)
    return concluded(invocation, outcome, log) if outcome else None


def worked(invocation: Invocation, log: Log) -> Outcome | None:
    """What came of the work; None where another invocation does it."""
    request = invocation.request = Request.of(invocation.event)
    if hash_of(invocation.scripts) != request.scripts_hash:
        await_layer(invocation, log)
        return None
    # Not before the layer: the function's environment comes together with it.
    request.check_environment()
    manifest = Manifest.read(invocation.scripts)
    check_layer(manifest, request)
    run = invocation.run = prepared(invocation, request, manifest, log)
    return migrate(run, manifest)


def concluded(invocation: Invocation, outcome: Outcome, log: Log) -> Outcome | None:
    """Remembers what is answered, and lets others work."""
    # Where the invocation was ended meanwhile, what is remembered is another's to say.
    if not invocation.settle(outcome):
        return outcome
    try:
        remember(invocation, outcome, log)
    except Replaced as replaced:
        other = left(invocation, replaced, log)
        # It has the lease no longer, and can't be replaced once more.
        return concluded(invocation, other, log) if other else None
    if invocation.run and invocation.run.lease.is_held:
        invocation.run.lease.release()
    return outcome


def remember(invocation: Invocation, outcome: Outcome, log: Log, *, is_fenced: bool = True) -> None:
    """Writes down what is answered, for who delivers the event again.

    Raises Replaced.
    """
    if invocation.run is None:
        return
    try:
        invocation.run.runs.write("DONE", invocation.hop, outcome.response, is_fenced=is_fenced)
    except Replaced:
        raise
    except Exception as error:
        log.step("the answer was not remembered", code=errors.code(error))


def left(invocation: Invocation, replaced: Replaced, log: Log) -> Outcome | None:
    """What is answered by one who was replaced: nothing where that was by another invocation for the same request.

    Where it was by another request, the next invocation waits for its turn, as somebody must answer this one.
    """
    log.step("left", reason=str(replaced))
    run = invocation.run
    if run is None or is_taken_care_of(run) or go_on(invocation, log):
        return None
    return explained(invocation, Unfinished(resumable("another deploy has taken over", invocation)), log)


def resumable(words: str, invocation: Invocation) -> str:
    return f"{words}; resumable at {invocation.progress}; deploy again, and it goes on from there"


def is_taken_care_of(run: Run) -> bool:
    """Whether another invocation works on this request, or has ended it."""
    # It would have the next call raise once more.
    run.lease.is_held = False
    try:
        found = run.runs.find()
    except Exception as error:
        run.log.step("who has replaced this run is not known", code=errors.code(error))
        return False
    if found is None:
        return False
    return found.outcome is not None or is_anothers(run, found.holder)


def is_anothers(run: Run, holder: Holder) -> bool:
    """Whether another invocation than this one and the one before it works on this request."""
    request = run.request
    is_same = (holder.stack_id, holder.request_id) == (request.stack_id, request.request_id)
    return holder.is_live and is_same and holder.owner not in (run.lease.owner, run.lease.predecessor)


def check_layer(manifest: Manifest, request: Request) -> None:
    given, expected = (manifest.engine, manifest.set_name), (request.target.engine, request.set_name)
    if given != expected:
        raise InvalidLayer(f"the layer has the scripts of {' '.join(given)}; expected those of {' '.join(expected)}")


def await_layer(invocation: Invocation, log: Log) -> None:
    """Waits for the layer that the event is about, and never runs the scripts of another."""
    if invocation.hop >= len(LAYER_SECONDS):
        raise InvalidLayer("the layer has the scripts of another deploy; deploy again")
    seconds = LAYER_SECONDS[invocation.hop]
    log.step("waiting for the layer", seconds=seconds)
    time.sleep(seconds)
    invocation.go_on()


def go_on(invocation: Invocation, log: Log) -> bool:
    """Hands the work to another invocation, which begins where this one came to."""
    if invocation.is_last:
        return False
    log.step("to be continued", hop=invocation.hop, place=str(invocation.progress))
    try:
        invocation.go_on()
    except Exception as error:
        log.step("not continued", code=errors.code(error))
        return False
    return True


def explained(invocation: Invocation, error: Exception, log: Log) -> Outcome:
    """What is answered to an error."""

    def runs() -> Runs | None:
        if invocation.run:
            return invocation.run.runs
        # A database that didn't answer wouldn't now.
        is_silent = isinstance(error, Unavailable | Unfinished)
        return None if is_silent or invocation.request is None else unprepared(invocation, invocation.request, log)

    return rollback.failure(invocation, answer.words(error), lambda: head(invocation, error), runs, log)


def head(invocation: Invocation, error: Exception) -> str:
    """The newest version of the database; where that doesn't tell, of the scripts that the event is about."""
    run = invocation.run
    if run and not isinstance(error, Unavailable | Unfinished):
        try:
            return newest(run.history.entries())
        except Exception as lost:
            run.log.step("the head is not known", code=errors.code(lost))
    return head_of(invocation.event)


def unprepared(invocation: Invocation, request: Request, log: Log) -> Runs:
    """The table of requests, for who only reads it."""
    database = Database(invocation.clients.data_api(), request.target, invocation.budget, log)
    return Runs(database, request, Lease(database, request, invocation.owner))


def prepared(invocation: Invocation, request: Request, manifest: Manifest, log: Log) -> Run:
    """A run on a database that answers, and has the function's own tables."""
    run, has_tables = opened(invocation, request, manifest, log)
    if not has_tables:
        tables.make(run.database)
    return run


def opened(invocation: Invocation, request: Request, manifest: Manifest, log: Log) -> tuple[Run, bool]:
    """A run on a database that answers, and whether that has the function's own tables."""
    budget = invocation.budget
    budget.check()
    database = Database(invocation.clients.data_api(), request.target, budget, log)
    server = Server.of(database, is_new=request.is_new_target)
    server.check(manifest)
    lease = Lease(database, request, invocation.owner, invocation.predecessor)
    runs = Runs(database, request, lease)
    run = Run(
        request=request,
        database=database,
        lease=lease,
        history=History(database, request, lease, server.version),
        journal=Journal(database, lease),
        runs=runs,
        budget=budget,
        log=log,
        progress=invocation.progress,
        hop=invocation.hop,
        is_rolling_back=lambda: rollback.is_confirmed(invocation, log),
    )
    return run, server.is_prepared


def migrate(run: Run, manifest: Manifest) -> Outcome:
    """Applies what is pending; where nothing is, nobody is kept waiting."""
    found = await_other(run, find(run))
    if found.outcome:
        raise Remembered(Outcome.of(found.outcome))
    outcome = at_rest(run, manifest, run.history.entries()) if run.hop == 0 else None
    return outcome or work(run, manifest, found)


def find(run: Run) -> Found:
    """What is known of the request."""
    found = run.runs.find()
    if found is None:
        # Who made the tables didn't come to their first rows.
        tables.make(run.database)
        found = run.runs.find()
    if found is None:
        raise Unprepared("the function's own tables have no rows; delete them and deploy again")
    if found.age is not None:
        # Of an event that is delivered again CloudFormation counts from the first delivery.
        run.budget.limit(time.time() + run.request.service_timeout - MARGIN_SECONDS - found.age)
    return found


def await_other(run: Run, found: Found) -> Found:
    """The same event may have been delivered before: waits until it is known whether that delivery lives.

    Lambda delivers it no more when this one ends well, so that a dead one must be found out here. An invocation of the
    function by itself can be delivered twice, too.

    Raises Replaced when it lives.
    """
    first = found.holder
    while found.outcome is None and is_anothers(run, found.holder):
        if (found.holder.owner, found.holder.expires_at) != (first.owner, first.expires_at):
            raise Replaced("the request is being worked on")
        run.budget.check()
        time.sleep(POLL_SECONDS)
        found = find(run)
    return found


def work(run: Run, manifest: Manifest, found: Found) -> Outcome:
    """Takes the lease, looks again, and applies what is pending."""
    if found.state is None:
        # How long the lease was waited for counts, too, when the event is delivered again.
        run.runs.begin(run.hop)
    run.lease.take(found.holder)
    found = find(run)
    if found.outcome:
        run.lease.release()
        raise Remembered(Outcome.of(found.outcome))
    run.runs.write("RUNNING", run.hop)
    return advance(run, manifest)
