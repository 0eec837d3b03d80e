"""Statements that are sent together: each round trip costs more than most of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from dollar import dollar_quoted
from manifest import Statement

MOST = 50
# Source: RDS Data API Reference, ExecuteStatement, sql, read 2026-11-21: 65,536 characters.
LONGEST = 65_536
# What the block adds for a statement, and for itself, at most.
EXTRA = 64


@dataclass(frozen=True)
class Batch:
    """Statements that are sent in one call; first counts from 1."""

    first: int
    statements: list[Statement]

    @property
    def sql(self) -> str:
        """The one statement, or a block of PostgreSQL that runs them all."""
        if len(self.statements) == 1:
            return self.statements[0].text
        body = "".join(f"EXECUTE {dollar_quoted(statement.text)};\n" for statement in self.statements)
        return f"DO {dollar_quoted(f'BEGIN{chr(10)}{body}END')}"


def batches(statements: list[Statement], *, is_batched: bool) -> Iterator[Batch]:
    """The statements in their order; of PostgreSQL those that only change rows, and hold no secret, together."""
    pending: list[Statement] = []
    length = 0
    for number, statement in enumerate(statements, 1):
        joins = is_batched and statement.kind == "dml data" and not statement.has_secret
        added = len(statement.text) + EXTRA
        if pending and (not joins or len(pending) == MOST or length + added > LONGEST - EXTRA):
            yield Batch(number - len(pending), pending)
            pending, length = [], 0
        if joins:
            pending.append(statement)
            length += added
        else:
            yield Batch(number, [statement])
    if pending:
        yield Batch(len(statements) + 1 - len(pending), pending)
