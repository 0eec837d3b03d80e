"""What is done for an event of CloudFormation."""

import time

import answer
import errors
import tables
from apply import apply
from budget import OutOfTime
from data_api import Database
from failures import ScriptFailed
from history import Entry, History
from invocation import Invocation
from journal import Journal, Step
from lease import Holder, Lease, Replaced
from logs import Log
from manifest import InvalidLayer, Manifest
from outcome import Outcome, ahead, finished
from plan import Pending, plan
from request import Request
from rollback import is_rolling_back
from run import Run
from runs import Found, Runs
from server import Server

# How long another configuration of the function is waited for, which reaches it a little after CloudFormation's event.
LAYER_SECONDS = (5, 10, 15, 30)
POLL_SECONDS = 5


class Unprepared(Exception):
    """The function's own tables are not whole."""


class Remembered(Exception):
    """The request was answered before."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


def respond(invocation: Invocation, request: Request, log: Log) -> Outcome | None:
    """What is answered to an event; None where another invocation answers it."""
    run: Run | None = None
    try:
        manifest = Manifest.read(invocation.scripts)
        if not is_about(manifest, request):
            await_layer(invocation)
            return None
        run = prepared(invocation, request, manifest, log)
        outcome = migrate(run, manifest)
    except Remembered as before:
        return before.outcome
    except Replaced as replaced:
        log.step("left", reason=str(replaced))
        return None
    except OutOfTime as late:
        if go_on(invocation, late, log):
            return None
        outcome = Outcome.failure(f"{late}; deploy again, and it goes on from there")
    except Exception as error:
        outcome = explained(invocation, request, run, error, log)
    return outcome if run is None else concluded(run, outcome)


def concluded(run: Run, outcome: Outcome) -> Outcome | None:
    """Remembers what is answered, and lets others work."""
    try:
        run.runs.write("DONE", run.hop, outcome.response)
    except Replaced as replaced:
        run.log.step("left", reason=str(replaced))
        return None
    except Exception as error:
        run.log.step("the answer was not remembered", code=errors.code(error))
    if run.lease.is_held:
        run.lease.release()
    return outcome


def is_about(manifest: Manifest, request: Request) -> bool:
    wanted = (request.scripts_hash, request.target.engine, request.set_name)
    return (manifest.scripts_hash, manifest.engine, manifest.set_name) == wanted


def await_layer(invocation: Invocation) -> None:
    """Waits for the layer that the event is about, and never runs the scripts of another."""
    if invocation.hop >= len(LAYER_SECONDS):
        raise InvalidLayer("the layer has the scripts of another deploy; deploy again")
    time.sleep(LAYER_SECONDS[invocation.hop])
    invocation.go_on()


def go_on(invocation: Invocation, late: OutOfTime, log: Log) -> bool:
    """Hands the work to another invocation, which begins where this one came to."""
    if invocation.is_last:
        return False
    log.step("to be continued", hop=invocation.hop, reason=str(late))
    try:
        invocation.go_on()
    except Exception as error:
        log.step("not continued", code=errors.code(error))
        return False
    return True


def explained(invocation: Invocation, request: Request, run: Run | None, error: Exception, log: Log) -> Outcome:
    """What is answered to an error: a rollback is never stopped."""
    words = answer.words(error)
    if is_rolling_back(invocation.clients, request, run.runs if run else None, log):
        return Outcome.success(f"needs attention before the next deploy: {words}", "", 0, "NEEDS_ATTENTION")
    return Outcome.failure(words)


def prepared(invocation: Invocation, request: Request, manifest: Manifest, log: Log) -> Run:
    """A run on a database that answers, and has the function's own tables."""
    budget = invocation.budget(request)
    budget.check()
    database = Database(invocation.clients.data_api(), request.target, budget, log)
    server = Server.of(database, is_new=request.is_new_target)
    server.check(manifest)
    if not server.is_prepared:
        tables.make(database)
    lease = Lease(database, request, invocation.owner, invocation.predecessor)
    return Run(
        request=request,
        database=database,
        lease=lease,
        history=History(database, request, lease, server.version),
        journal=Journal(database, lease),
        runs=Runs(database, request, lease),
        budget=budget,
        log=log,
        hop=invocation.hop,
    )


def migrate(run: Run, manifest: Manifest) -> Outcome:
    """Applies what is pending; where nothing is, nobody is kept waiting."""
    found = find(run)
    if run.hop == 0:
        found = await_other(run, found)
    if found.outcome:
        raise Remembered(Outcome.of(found.outcome))
    entries = run.history.entries()
    planned = plan(manifest, entries, run.request, steps(run, entries))
    if planned.scripts or run.hop > 0:
        return work(run, manifest, found.holder)
    return ahead(entries) if planned.is_ahead else finished(planned, entries, run.request.request_id)


def find(run: Run) -> Found:
    """What is known of the request."""
    found = run.runs.find()
    if found is None:
        # Who made the tables didn't come to their first rows.
        tables.make(run.database)
        found = run.runs.find()
    if found is None:
        raise Unprepared("the function's own tables have no rows; delete them and deploy again")
    return found


def await_other(run: Run, found: Found) -> Found:
    """The same event may have been delivered before: waits until it is known whether that delivery lives.

    Lambda delivers it no more when this one ends well, so that a dead one must be found out here.

    Raises Replaced when it lives.
    """
    first = found.holder
    while found.state == "RUNNING" and found.holder.is_live and found.holder.request_id == run.request.request_id:
        if (found.holder.owner, found.holder.expires_at) != (first.owner, first.expires_at):
            raise Replaced("the request is being worked on")
        run.budget.check()
        time.sleep(POLL_SECONDS)
        found = find(run)
    return found


def work(run: Run, manifest: Manifest, holder: Holder) -> Outcome:
    """Takes the lease, looks again, and applies what is pending."""
    run.lease.take(holder)
    found = find(run)
    if found.outcome:
        run.lease.release()
        raise Remembered(Outcome.of(found.outcome))
    run.runs.write("RUNNING", run.hop)
    entries = run.history.entries()
    planned = plan(manifest, entries, run.request, steps(run, entries))
    if planned.is_ahead:
        return ahead(entries)
    # Whatever is wrong with the layer is found before anything is run.
    for pending in planned.scripts:
        pending.script.check()
    for index, pending in enumerate(planned.scripts):
        apply_in_time(run, pending, is_first=index == 0)
    return finished(planned, entries, run.request.request_id)


def apply_in_time(run: Run, pending: Pending, *, is_first: bool) -> None:
    """Applies a script, or says where the work came to."""
    try:
        apply(run, pending.script, pending.entry)
    except OutOfTime as late:
        if is_first and run.hop > 0 and pending.script.mode == "transaction":
            # The next invocation would come no further.
            words = f"{pending.script.name} takes longer than the function may work; divide it"
            raise ScriptFailed(words) from late
        raise OutOfTime(f"{late} in {pending.script.name}") from late


def steps(run: Run, entries: list[Entry]) -> dict[int, list[Step]]:
    """What the journal has of the scripts that stopped."""
    begun = [entry for entry in entries if not entry.is_applied and not entry.did_nothing]
    return {entry.seq: run.journal.steps(entry.seq) for entry in begun}
