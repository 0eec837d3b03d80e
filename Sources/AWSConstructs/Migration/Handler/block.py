"""A script of PostgreSQL that takes longer than a call of the Data API: one block that goes on when the call ends."""

import time

import errors
from batches import LONGEST
from dollar import dollar_quoted
from failures import ScriptFailed
from history import Entry, Failure
from manifest import Script
from probe import is_running, mark
from run import Run

POLL_SECONDS = 5
# A block whose end nobody saw is begun once more, but not for ever.
ATTEMPTS = 2


def apply_block(run: Run, script: Script, entry: Entry | None) -> None:
    """All of a script and its row in the history, or nothing; the row tells that it has ended well."""
    earlier = run.journal.steps(entry.seq) if entry and entry.state == "RUNNING" else []
    if entry and entry.request_id != run.request.request_id:
        run.journal.forget(entry.seq, 1)
        earlier = []
    seq = run.history.begin(script, entry)
    if len(earlier) >= ATTEMPTS:
        raise undone(run, script, seq, "it was begun twice, and nobody saw it end")
    number = len(earlier) + 1
    run.budget.check()
    # What is journalled is the block as such.
    run.journal.start(seq, number, script.statements[0], None)
    sql = block(run, script, seq, number)
    if len(sql) > LONGEST:
        words = f"it has {len(sql)} characters as a block; expected at most {LONGEST}; divide it"
        raise undone(run, script, seq, words)
    try:
        run.database.execute(sql, goes_on=True)
    except Exception as error:
        if errors.did_nothing(error) or errors.is_contended(error):
            has_secret = any(statement.has_secret for statement in script.statements)
            words = f"{errors.code(error)} about a password" if has_secret else errors.message(error)
            raise undone(run, script, seq, f"it was undone: {words}", errors.database_code(error)) from error
        run.log.step("goes on", script=script.name, code=errors.code(error))
        wait(run, script, seq)


def undone(run: Run, script: Script, seq: int, words: str, code: str = "") -> ScriptFailed:
    run.history.fail(seq, script, "FAILED", 0, Failure(code, words, None))
    return ScriptFailed(f"{script.name}: {words}")


def wait(run: Run, script: Script, seq: int) -> None:
    """Returns when the row says that the script was applied."""
    while True:
        # A block that ends between the two questions has changed its row.
        at_work = is_running(run.database, seq)
        if run.history.has_applied(script):
            return
        if not at_work:
            words = "it was undone after its call had ended; the database's log says why"
            raise undone(run, script, seq, words)
        run.budget.check()
        time.sleep(POLL_SECONDS)


def block(run: Run, script: Script, seq: int, number: int) -> str:
    """The script as one statement, which holds the fence as long as it runs."""
    lock_timeout = f"PERFORM pg_catalog.set_config('lock_timeout', '{script.lock_timeout}', true);\n"
    lines = [
        f"PERFORM 1 FROM borealis.fence WHERE id = 1 AND value = {run.lease.fence} FOR UPDATE;\n",
        "IF NOT FOUND THEN RAISE EXCEPTION 'borealis: another run has taken over'; END IF;\n",
        lock_timeout if script.lock_timeout is not None else "",
        *(f"EXECUTE {dollar_quoted(statement.text)};\n" for statement in script.statements),
        "UPDATE borealis.history SET state = 'APPLIED', finished_at = clock_timestamp(), "
        f"applied_statements = {len(script.statements)}, "
        f"applied_prefix_hash = '{script.prefix_hash(len(script.statements))}', "
        "execution_ms = EXTRACT(EPOCH FROM clock_timestamp() - transaction_timestamp()) * 1000 "
        f"WHERE seq = {seq};\n",
    ]
    return f"{mark(run.lease.owner, seq, number)}DO {dollar_quoted(f'BEGIN{chr(10)}{chr(10).join(lines)}END')}"
