"""The table of requests: what each asked for, and what was answered."""

import json
from dataclasses import dataclass
from typing import Any

from data_api import Database, Value
from dialect import DIALECTS
from history import given, present
from lease import Holder, Lease
from request import Request

# What another write for the same request changes.
CHANGING = ("hop", "state", "response", "owner")


@dataclass(frozen=True)
class Found:
    """What is known of a request, and who works now."""

    # None for one that has not begun; RUNNING or DONE.
    state: str | None
    # What was answered, as an Outcome is written.
    outcome: dict[str, Any] | None
    # In seconds, since it began.
    age: int | None
    holder: Holder


class Runs:
    """The requests of one stack and set."""

    def __init__(self, database: Database, request: Request, lease: Lease) -> None:
        self.database = database
        self.request = request
        self.lease = lease
        self.dialect = DIALECTS[database.engine]
        self.table = f"{self.dialect.prefix}runs"
        self.key = {
            "stack_id": request.stack_id,
            "request_id": request.request_id,
            "set_name": request.set_name,
            "phase": request.phase,
        }

    @property
    def is_this(self) -> str:
        return " AND ".join(f"{self.table}.{name} = :{name}" for name in self.key)

    def find(self) -> Found | None:
        """What is known of this request; None where the tables aren't whole."""
        lease, fence = self.lease.table, self.lease.fence_table
        rows = self.database.ask(
            f"SELECT {self.table}.state, {self.table}.response, "
            f"{self.dialect.seconds_since(f'{self.table}.started_at')}, {self.lease.columns} FROM {lease} "
            f"CROSS JOIN {fence} LEFT JOIN {self.table} ON {self.is_this} WHERE {lease}.id = 1 AND {fence}.id = 1",
            self.key,
        ).rows
        if not rows:
            return None
        state, response, age, *holder = rows[0]
        outcome = json.loads(response) if response else None
        return Found(state, outcome, None if age is None else int(age), Holder.of(holder))

    def begin(self, hop: int) -> None:
        """Remembers when this request began, where nothing is known of it."""
        values = self.values("RUNNING", hop, None)
        written = given(values)
        same = "UPDATE hop = hop"
        conflict = f"ON DUPLICATE KEY {same}" if self.database.engine == "mysql" else "ON CONFLICT DO NOTHING"
        sql = f"INSERT INTO {self.table} ({', '.join(values)}) VALUES ({', '.join(written)}) {conflict}"
        self.database.ask(sql, present(values))

    def write(self, state: str, hop: int, response: dict[str, Any] | None = None, *, is_fenced: bool = True) -> None:
        """Remembers how far this request is.

        is_fenced: it waits for a transaction that has locked the fence, as everything does that the lease is for.

        Raises Replaced when this run had the lease, and somebody has taken over.
        """
        values = self.values(state, hop, response)
        written = dict(zip(values, given(values), strict=True))
        changing = [f"{name} = {given}" for name, given in written.items() if name in CHANGING]
        conflict = f"{self.conflict} {', '.join(changing)}, updated_at = {self.dialect.now}"
        source = f"VALUES ({', '.join(written.values())})"
        fence = {}
        if self.lease.is_held and is_fenced:
            place = f"FROM {self.lease.fence_table} WHERE id = 1 AND value = :fence{self.dialect.share}"
            source = f"SELECT {', '.join(written.values())} {place}"
            fence = {"fence": self.lease.fence}
        sql = f"INSERT INTO {self.table} ({', '.join(written)}) {source} {conflict}"
        changed = self.database.ask(sql, {**present(values), **fence}).changed
        if fence and not changed:
            self.lease.check()

    def values(self, state: str, hop: int, response: dict[str, Any] | None) -> dict[str, Value]:
        """The columns of a row, but for its times."""
        return {
            **self.key,
            "hop": hop,
            "state": state,
            "from_hash": self.request.old_hash,
            "to_hash": self.request.scripts_hash,
            "response": json.dumps(response) if response else None,
            "owner": self.lease.owner,
        }

    @property
    def conflict(self) -> str:
        if self.database.engine == "mysql":
            return "ON DUPLICATE KEY UPDATE"
        return f"ON CONFLICT ({', '.join(self.key)}) DO UPDATE SET"

    def reverses_the_last(self) -> bool:
        """Whether this request goes back where the last one of its stack came from, as a rollback does.

        A rollback that is begun again follows one like itself, which is passed over.
        """
        if self.request.old_hash in (None, self.request.scripts_hash):
            return False
        back = {"from_hash": self.request.old_hash, "to_hash": self.request.scripts_hash}
        rows = self.database.ask(
            f"SELECT from_hash, to_hash FROM {self.table} WHERE stack_id = :stack_id AND set_name = :set_name "
            "AND phase = :phase AND request_id <> :request_id AND (from_hash IS NULL OR from_hash <> :from_hash "
            "OR to_hash <> :to_hash) ORDER BY updated_at DESC LIMIT 1",
            {**self.key, **back},
        ).rows
        return bool(rows) and rows[0] == [self.request.scripts_hash, self.request.old_hash]
