"""A script of PostgreSQL that takes longer than a call of the Data API: one block that goes on when the call ends."""

import itertools
import time

import errors
import overdue
import settling
from batches import LONGEST
from budget import OutOfTime, TooLate
from data_api import Unavailable
from dollar import dollar_quoted
from failures import ScriptFailed
from history import Entry, Failure
from lease import Replaced
from manifest import Script
from probe import is_running, mark
from run import Run

POLL_SECONDS = 5
# A block whose end nobody saw is begun again, but not for ever: by each of the three deliveries of an event.
ATTEMPTS = 3
CONTENDED_ATTEMPTS = 5


class Unseen(Exception):
    """A block did nothing, and nothing tells why: perhaps it never began."""


def goes_on_with(run: Run, script: Script, entry: Entry) -> bool:
    """Whether this request has begun the block before: then it counts how often."""
    is_begun = entry.state == "RUNNING" and entry.mode == script.mode == "block"
    return is_begun and entry.request_id == run.request.request_id


def apply_block(run: Run, script: Script, entry: Entry | None) -> None:
    """All of a script and its row in the history, or nothing; the row tells that it has ended well."""
    begun = len(run.journal.steps(entry.seq)) if entry else 0
    seq = run.history.begin(script, entry)
    if begun and seq in run.lease.cancelled:
        raise undone(run, script, seq, overdue.words(script.timeout))
    for number in range(begun + 1, ATTEMPTS + 1):
        run.budget.check()
        # What is journalled is the block as such.
        run.journal.start(seq, number, script.statements[0], None)
        try:
            persist(run, script, seq, number)
            return
        except Unseen:
            run.log.step("again", script=script.name)
    raise undone(run, script, seq, f"it was begun {ATTEMPTS} times, and nobody saw it end")


def persist(run: Run, script: Script, seq: int, number: int) -> None:
    """Runs the block, again where others were in the way.

    Raises Unseen, and ScriptFailed.
    """
    for attempt in itertools.count(1):
        sql = block(run, script, seq, number)
        if len(sql) > LONGEST:
            words = f"it has {len(sql)} characters as a block; expected at most {LONGEST}; divide it"
            raise undone(run, script, seq, words)
        try:
            run.database.execute(sql, goes_on=True)
            return
        except (Replaced, OutOfTime, TooLate):
            raise
        except Exception as error:
            if errors.is_contended(error) and attempt < CONTENDED_ATTEMPTS:
                run.budget.check()
                settling.pause(attempt)
                continue
            if errors.did_nothing(error) or isinstance(error, Unavailable):
                has_secret = any(statement.has_secret for statement in script.statements)
                words = f"{errors.code(error)} about a password" if has_secret else errors.message(error)
                raise undone(run, script, seq, f"it was undone: {words}", errors.database_code(error)) from error
            run.log.step("goes on", script=script.name, code=errors.code(error))
            wait(run, script, seq, was_seen=errors.code(error) == errors.TIMEOUT)
            return


def undone(run: Run, script: Script, seq: int, words: str, code: str = "") -> ScriptFailed:
    """What a block leaves that failed: whoever runs it next begins to count anew."""
    run.history.fail(seq, script, "FAILED", 0, Failure(code, words, None))
    run.journal.forget(seq, 1)
    return ScriptFailed(f"{script.name}: {words}")


def wait(run: Run, script: Script, seq: int, *, was_seen: bool) -> None:
    """Returns when the row says that the script was applied.

    Raises Unseen for a block that perhaps never began.
    """
    time.sleep(POLL_SECONDS)
    while is_running(run.database, seq):
        was_seen = True
        run.lease.cancel_overdue()
        run.budget.check()
        time.sleep(POLL_SECONDS)
    # One that begins yet does nothing.
    run.lease.raise_fence(run.lease.fence)
    if run.history.has_applied(script):
        return
    if seq in run.lease.cancelled:
        raise undone(run, script, seq, overdue.words(script.timeout))
    if not was_seen:
        raise Unseen
    raise undone(run, script, seq, "it was undone after its call had ended; the database's log says why")


def block(run: Run, script: Script, seq: int, number: int) -> str:
    """The script as one statement, which holds the fence as long as it runs."""
    begun = mark(run.lease.owner, seq, number, script.timeout)
    lock_timeout = f"PERFORM pg_catalog.set_config('lock_timeout', '{script.lock_timeout}', true);\n"
    lines = [
        f"PERFORM 1 FROM borealis.fence WHERE id = 1 AND value = {run.lease.fence} FOR UPDATE;\n",
        "IF NOT FOUND THEN RAISE EXCEPTION 'borealis: another run has taken over'; END IF;\n",
        lock_timeout if script.lock_timeout is not None else "",
        *(f"EXECUTE {dollar_quoted(statement.text)};\n" for statement in script.statements),
        f"{run.history.applied_in_block(seq, script)};\n",
    ]
    return f"{begun}DO {dollar_quoted(f'BEGIN{chr(10)}{chr(10).join(lines)}END')}"
