"""What became of a statement whose end nobody saw."""

import random
import time
from typing import Literal

import errors
import overdue
from budget import OutOfTime, TooLate
from data_api import Unavailable
from failures import ScriptFailed, failed, note, words
from lease import Replaced
from manifest import Script
from plan import doubt
from probe import Presence, is_running
from run import Run

POLL_SECONDS = 5
# done: it has run; again: it did nothing, and nothing tells why; contended: it did nothing, as others were in the way;
# failed: it did nothing, and never will as it is.
Verdict = Literal["done", "again", "contended", "failed"]
# How often a statement is begun in one run.
MOST_ATTEMPTS: dict[Verdict, int] = {"again": 2, "contended": 5}


def settle(run: Run, script: Script, seq: int) -> int:
    """Where a script goes on that an earlier run has begun: the number of its next statement."""
    steps = run.journal.steps(seq)
    open_steps = [step.number for step in steps if step.state != "done"]
    if not open_steps:
        return len(steps) + 1
    number = open_steps[0]
    if unseen(run, script, seq, number) == "done":
        run.journal.finish(seq, number, 0)
        return number + 1
    return number


def start_over(run: Run, script: Script, seq: int) -> int:
    """The same for a repeatable script, which may be run from its beginning at any time."""
    if any(step.state == "started" for step in run.journal.steps(seq)):
        time.sleep(POLL_SECONDS)
        await_end(run, seq)
    run.journal.forget(seq, 1)
    return 1


def verdict(run: Run, script: Script, seq: int, number: int, error: Exception) -> Verdict:
    """What an error says of the statement that had it.

    Raises ScriptFailed when nobody can know; and the error when there is no time, or another has taken over.
    """
    if isinstance(error, Replaced):
        raise error
    statement = script.statements[number - 1]
    is_known = isinstance(error, OutOfTime | TooLate | Unavailable) or errors.did_nothing(error)
    if not is_known:
        connection_id = errors.connection_id(error)
        if connection_id:
            run.journal.keep_connection(seq, number, connection_id)
        run.log.step("unseen", script=script.name, statement=number, code=errors.code(error))
        return unseen(run, script, seq, number, error)
    is_in_part = errors.code(error) in errors.OF_DATABASE and statement.may_commit_by_itself
    if is_in_part and script.kind != "repeatable":
        raise doubtful(run, script, seq, number, error)
    run.journal.forget(seq, number)
    if isinstance(error, OutOfTime | TooLate):
        raise error
    return "contended" if errors.is_contended(error) else "failed"


def pause(attempt: int) -> None:
    """Lets those go on who were in the way."""
    time.sleep(2**attempt * random.uniform(0.5, 1.0))


def unseen(run: Run, script: Script, seq: int, number: int, error: Exception | None = None) -> Verdict:
    """What the catalogue tells of a statement, when the server no longer works on it."""
    # What was sent may not have begun.
    time.sleep(POLL_SECONDS)
    await_end(run, seq)
    statement = script.statements[number - 1]
    presence = Presence.of(run.database.engine, statement.probe)
    if presence is None or statement.probe is None:
        # What changes neither the schema nor rows may be done twice, and so may all of a repeatable script.
        if not (statement.kind.endswith(" neutral") or script.kind == "repeatable"):
            raise doubtful(run, script, seq, number, error)
    elif presence.ask(run.database) == statement.probe.exists:
        was_there = [step.was_there for step in run.journal.steps(seq) if step.number == number]
        if was_there != [statement.probe.exists]:
            return "done"
    # Nothing has changed; where it was so before, too, running it again is harmless, or fails in plain words.
    run.journal.forget(seq, number)
    if seq in run.lease.cancelled:
        raise late(run, script, seq, number)
    return "again"


def await_end(run: Run, seq: int) -> None:
    """Returns when the server works on nothing of a script."""
    while is_running(run.database, seq):
        run.budget.check()
        run.log.step("waiting for a statement")
        run.lease.cancel_overdue()
        time.sleep(POLL_SECONDS)


def late(run: Run, script: Script, seq: int, number: int) -> ScriptFailed:
    """A statement that was cancelled, and left nothing."""
    cause = overdue.TookTooLong(overdue.words(script.timeout))
    note(run, lambda failure: run.history.fail(seq, script, "FAILED", number - 1, failure), script, number, cause)
    return failed(script, number, cause, kept=number - 1)


def doubtful(run: Run, script: Script, seq: int, number: int, error: Exception | None) -> ScriptFailed:
    """A statement of which nobody knows whether it has run: never sent again by itself."""
    run.journal.doubt(seq, number)
    cause = error or RuntimeError("its run ended before it did")
    note(run, lambda failure: run.history.fail(seq, script, "AMBIGUOUS", number - 1, failure), script, number, cause)
    why = words(script.statements[number - 1], error) if error else str(cause)
    return ScriptFailed(doubt(script, number, why))
