"""The journal of a script that is in no transaction: what was begun, and what has ended."""

from dataclasses import dataclass

from data_api import Database, Values
from dialect import DIALECTS
from lease import Lease
from manifest import Statement
from probe import Presence

PAGE = 1000


@dataclass(frozen=True)
class Step:
    """A statement that was begun; number counts from 1."""

    number: int
    hash: str
    # started, done or ambiguous.
    state: str
    # Whether what it makes was there before it: None where that can't be asked.
    was_there: bool | None


class Journal:
    """The steps of scripts."""

    def __init__(self, database: Database, lease: Lease) -> None:
        self.database = database
        self.lease = lease
        self.dialect = DIALECTS[database.engine]
        self.table = f"{self.dialect.prefix}steps"

    def steps(self, seq: int) -> list[Step]:
        """Those of one row of the history, in their order."""
        steps: list[Step] = []
        while True:
            rows = self.database.ask(
                f"SELECT idx, hash, state, was_there FROM {self.table} WHERE seq = {seq} AND idx > :last "
                f"ORDER BY idx LIMIT {PAGE}",
                {"last": steps[-1].number if steps else 0},
            ).rows
            steps += [Step(row[0], row[1], row[2], None if row[3] is None else bool(row[3])) for row in rows]
            if len(rows) < PAGE:
                return steps

    def start(self, seq: int, number: int, statement: Statement, presence: Presence | None) -> None:
        """Remembers, before a statement, that it may have run from now on, and whether what it makes is there.

        Raises Replaced when somebody has taken over.
        """
        was_there = f"({presence.question})" if presence else "NULL"
        added = self.database.ask(
            f"INSERT INTO {self.table} (seq, idx, hash, state, was_there) "
            f"SELECT {seq}, {number}, :hash, 'started', {was_there} FROM {self.dialect.prefix}fence "
            f"WHERE id = 1 AND value = :fence AND NOT EXISTS (SELECT 1 FROM {self.table} t "
            f"WHERE t.seq = {seq} AND t.idx = {number}){self.dialect.share}",
            {"hash": statement.hash, "fence": self.lease.fence, **(presence.values if presence else {})},
        ).changed
        if not added:
            self.lease.check()

    def finish(self, seq: int, number: int, rows: int) -> None:
        """Says that a statement has run."""
        self.change(seq, number, f"state = 'done', row_count = {rows}, finished_at = {self.dialect.now}")

    def doubt(self, seq: int, number: int) -> None:
        """Says that nobody knows whether a statement has run."""
        self.change(seq, number, "state = 'ambiguous'")

    def keep_connection(self, seq: int, number: int, connection_id: str) -> None:
        """Remembers where a statement goes on whose call has ended."""
        self.change(seq, number, "connection_id = :connection_id", connection_id=connection_id[:64])

    def change(self, seq: int, number: int, changes: str, **values: str) -> None:
        changed = self.database.ask(
            f"UPDATE {self.table} SET {changes} WHERE seq = {seq} AND idx = {number} AND {self.dialect.is_fenced}",
            {"fence": self.lease.fence, **values},
        ).changed
        if not changed:
            self.lease.check()

    def forget(self, seq: int, first: int) -> None:
        """Forgets the steps from one on: they did nothing."""
        self.database.ask(
            f"DELETE FROM {self.table} WHERE seq = {seq} AND idx >= {first} AND {self.dialect.is_fenced}",
            {"fence": self.lease.fence},
        )

    def add_done(self, seq: int, first: int, statements: list[Statement], transaction: str) -> None:
        """Remembers statements in the transaction that ran them, which has locked the fence."""
        sets: list[Values] = [
            {"idx": number, "hash": statement.hash} for number, statement in enumerate(statements, first)
        ]
        sql = (
            f"INSERT INTO {self.table} (seq, idx, hash, state, finished_at) "
            f"VALUES ({seq}, :idx, :hash, 'done', {self.dialect.now})"
        )
        for start in range(0, len(sets), PAGE):
            self.database.execute_batch(sql, transaction, sets[start : start + PAGE])
