"""A script in one transaction: all of it and its row in the history, or nothing."""

import time

import errors
from batches import batches
from failures import failed, note
from history import Entry
from manifest import Script
from run import Run
from transactions import StatementFailed, execute, is_of_statement, persist, transact


class BatchFailed(Exception):
    """One of several statements failed; which, is found out when they are sent one by one."""


def apply_whole(run: Run, script: Script, entry: Entry | None) -> None:
    """Applies a script; whatever is in its way for a moment is waited for."""
    try:
        try:
            persist(run, script, lambda: attempt(run, script, entry, is_batched=run.database.engine == "postgresql"))
        except BatchFailed as problem:
            run.log.step("one by one", script=script.name, code=str(problem))
            persist(run, script, lambda: attempt(run, script, entry, is_batched=False))
    except StatementFailed as problem:
        note(run, lambda failure: run.history.add_failed(script, entry, failure), script, problem.number, problem.error)
        raise failed(script, problem.number, problem.error, fix=problem.fix) from problem.error


def attempt(run: Run, script: Script, entry: Entry | None, *, is_batched: bool) -> None:
    """One transaction, from its beginning to its commit."""
    begun = time.monotonic()

    def work(transaction: str) -> None:
        for batch in batches(script.statements, is_batched=is_batched):
            run.budget.check()
            if len(batch.statements) == 1:
                execute(run, batch.sql, batch.first, transaction)
            else:
                execute_together(run, batch.sql, transaction)
        run.history.add_applied(script, entry, round(1000 * (time.monotonic() - begun)), transaction)

    transact(run, script, work, lambda: run.history.has_applied(script))


def execute_together(run: Run, sql: str, transaction: str) -> None:
    try:
        run.database.execute(sql, None, transaction)
    except Exception as error:
        if not is_of_statement(error):
            raise
        raise BatchFailed(errors.database_code(error)) from error
