"""A script that the engine can't roll back: the journal says how far it came, and it goes on from there."""

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass

import settling
from batches import LONGEST
from failures import ScriptFailed, failed, note
from history import Entry
from index_build import drop_invalid
from manifest import Script, Statement
from probe import Presence, mark
from run import Run
from transactions import StatementFailed, execute, persist, transact


@dataclass(frozen=True)
class Unit:
    """Statements that are done together: one alone, or a run of those that a transaction can hold; first from 1."""

    first: int
    statements: list[Statement]
    is_transaction: bool


def apply_in_steps(run: Run, script: Script, entry: Entry | None) -> None:
    """Applies a script, from where an earlier run of it came to."""
    begun = time.monotonic()
    seq = run.history.begin(script, entry)
    number = resume(run, script, seq) if entry else 1
    for unit in units(script, number):
        run.budget.check()
        if unit.is_transaction:
            apply_segment(run, script, seq, unit)
        else:
            apply_alone(run, script, seq, unit.first, unit.statements[0])
    run.history.end(seq, script, round(1000 * (time.monotonic() - begun)))


def resume(run: Run, script: Script, seq: int) -> int:
    """The number of the statement that comes next."""
    if script.kind == "repeatable":
        return settling.start_over(run, script, seq)
    return settling.settle(run, script, seq)


def units(script: Script, first: int) -> Iterator[Unit]:
    """What is to be done from a statement on."""
    number = first
    rest = script.statements[first - 1 :]
    together = script.mode != "none"
    for is_inside, group in itertools.groupby(rest, lambda statement: together and statement.is_inside):
        statements = list(group)
        for part in [statements] if is_inside else [[statement] for statement in statements]:
            yield Unit(number, part, is_inside)
            number += len(part)


def apply_segment(run: Run, script: Script, seq: int, unit: Unit) -> None:
    """Runs statements and writes their steps in one transaction."""

    def work(transaction: str) -> None:
        for number, statement in enumerate(unit.statements, unit.first):
            run.budget.check()
            execute(run, statement.text, number, transaction)
        run.journal.add_done(seq, unit.first, unit.statements, transaction)

    def was_done() -> bool:
        return any(step.number == unit.first for step in run.journal.steps(seq))

    try:
        persist(run, script, lambda: transact(run, script, work, was_done))
    except StatementFailed as problem:
        raise stopped(run, script, seq, problem, kept=unit.first - 1) from problem.error


def apply_alone(run: Run, script: Script, seq: int, number: int, statement: Statement) -> None:
    """Runs one statement between its two entries in the journal."""
    presence = Presence.of(run.database.engine, statement.probe)
    run.progress.statement = number
    for attempt in itertools.count(1):
        drop_invalid(run.database, statement)
        run.journal.start(seq, number, statement, presence)
        try:
            changed = run.database.execute(marked(run, seq, number, statement, script.timeout), goes_on=True).changed
        except Exception as error:
            verdict = settling.verdict(run, script, seq, number, error)
            if attempt < settling.MOST_ATTEMPTS.get(verdict, 0):
                settling.pause(attempt)
                continue
            if verdict != "done":
                raise stopped(run, script, seq, StatementFailed(number, error), kept=number - 1) from error
            changed = 0
        run.journal.finish(seq, number, changed)
        return


def marked(run: Run, seq: int, number: int, statement: Statement, timeout: int | None) -> str:
    """The statement with what tells it among those that run, where there is room for that."""
    sql = f"{mark(run.lease.owner, seq, number, timeout)}{statement.text}"
    return sql if len(sql) <= LONGEST else statement.text


def stopped(run: Run, script: Script, seq: int, problem: StatementFailed, kept: int) -> ScriptFailed:
    """What a statement leaves that did nothing: those before it are kept."""
    note(
        run,
        lambda failure: run.history.fail(seq, script, "FAILED", kept, failure),
        script,
        problem.number,
        problem.error,
    )
    return failed(script, problem.number, problem.error, kept, problem.fix)
