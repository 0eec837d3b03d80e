"""Work in a transaction, begun again as long as that can help."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import errors
from failures import Concealed, ScriptFailed
from run import Run

CONTENDED_ATTEMPTS = 5
LOST_ATTEMPTS = 2


class Work(Protocol):
    """What a transaction is for, and the limits of its statements and locks: seconds and milliseconds."""

    @property
    def name(self) -> str: ...

    @property
    def timeout(self) -> int | None: ...

    @property
    def lock_timeout(self) -> int | None: ...

    @property
    def entries(self) -> tuple[dict[str, Any], ...]: ...


@dataclass(frozen=True)
class OwnWork:
    """Work of the function itself, which is in no script."""

    name: str
    timeout: int | None = None
    lock_timeout: int | None = None
    # Of statements of a script, as the manifest has them.
    entries: tuple[dict[str, Any], ...] = ()


class Contended(Exception):
    """Others were in the way."""


class TransactionLost(Exception):
    """The transaction ended without a word, or may have; nothing of it was done."""


class StatementFailed(Exception):
    """A statement did nothing, and never will as it is; number counts from 1 in its script."""

    def __init__(self, number: int, error: Exception, fix: str = "") -> None:
        super().__init__()
        self.number = number
        self.error = error
        self.fix = fix


def persist(run: Run, script: Work, once: Callable[[], None]) -> None:
    """Does something in a transaction of its own, again when others were in the way or the transaction was lost."""
    contended = lost = 0
    while True:
        try:
            once()
            return
        except (Contended, TransactionLost) as problem:
            contended += isinstance(problem, Contended)
            lost += isinstance(problem, TransactionLost)
            error = cause(problem)
            if contended == CONTENDED_ATTEMPTS or lost == LOST_ATTEMPTS:
                words = f"{script.name}: it was undone, {contended + lost} times: {errors.message(error)}"
                raise ScriptFailed(words) from error
            run.log.step("again", script=script.name, code=errors.database_code(error))
            run.budget.check()
            time.sleep(2**contended * random.uniform(0.5, 1.0))


def cause(problem: Exception) -> Exception:
    """The error of the call that a problem came from."""
    return problem.__cause__ if isinstance(problem.__cause__, Exception) else problem


def classified(error: Exception) -> Exception:
    """What an error means for the transaction; the error itself where it is the statement's own.

    A statement of our own that takes too long waits for others; one of a script has failed before it comes here.
    """
    if errors.is_contended(error) or errors.code(error) == errors.TIMEOUT:
        return Contended()
    if errors.is_lost(error) or errors.is_ambiguous(error):
        return TransactionLost()
    return error


def transact(run: Run, script: Work, work: Callable[[str], None], was_done: Callable[[], bool]) -> None:
    """One transaction: it locks the fence, does the work, and commits.

    was_done: whether the work is in the database, asked when the answer to the commit was lost.
    """
    transaction = run.database.begin()
    try:
        run.lease.lock_fence(transaction, settings(run, script))
        work(transaction)
    except Exception as error:
        run.database.roll_back(transaction)
        problem = classified(error)
        if problem is error:
            raise
        raise problem from error
    commit(run, script, transaction, was_done)


def settings(run: Run, script: Work) -> dict[str, str]:
    """What holds until the end of the script's transaction."""
    if run.database.engine != "postgresql":
        return {}
    lock_timeout = {"lock_timeout": str(script.lock_timeout)} if script.lock_timeout is not None else {}
    return lock_timeout | ({"statement_timeout": f"{script.timeout}s"} if script.timeout is not None else {})


def execute(run: Run, sql: str, number: int, transaction: str) -> None:
    """Runs a statement of a script in its transaction.

    Raises StatementFailed when it can't be run.
    """
    run.progress.statement = number
    try:
        run.database.execute(sql, None, transaction)
    except Exception as error:
        if not is_of_statement(error):
            raise
        fix = late_fix(run) if errors.code(error) == errors.TIMEOUT else ""
        raise StatementFailed(number, error, fix) from error


def is_of_statement(error: Exception) -> bool:
    """Whether a statement of a script can't be run as it is; of one whose result can't be shown nothing stays."""
    if errors.code(error) == errors.TIMEOUT:
        return True
    return (errors.did_nothing(error) or errors.is_unshown(error)) and classified(error) is error


def late_fix(run: Run) -> str:
    if run.database.engine == "postgresql":
        return "; give the script -- borealis:timeout 10m, or divide it"
    return "; a call ends after 45 seconds: divide the statement"


def commit(run: Run, script: Work, transaction: str, was_done: Callable[[], bool]) -> None:
    """Commits; when the answer is lost, the database tells what became of it."""
    try:
        run.database.commit(transaction)
    except Exception as error:
        run.log.step("commit unanswered", script=script.name, code=errors.code(error))
        # If it is still open it ends here.
        run.database.roll_back(transaction)
        run.lease.await_transaction()
        if was_done():
            return
        if errors.is_contended(error):
            raise Contended from error
        if script.entries and errors.did_nothing(error) and not errors.is_lost(error):
            fix = "; the commit found it, as a check was deferred"
            # It may be about any of the statements.
            has_secret = any(entry.get("secret", False) for entry in script.entries)
            raise StatementFailed(len(script.entries), Concealed(error) if has_secret else error, fix) from error
        raise TransactionLost from error
