"""The table that remembers which scripts were applied."""

from dataclasses import dataclass

import errors
from data_api import Database, Value, Values
from dialect import DIALECTS
from lease import Lease, Replaced
from manifest import Script, version_order
from request import Request

# The Data API ends a call whose answer is over 1 MiB.
PAGE = 500
# A row of an answer has at most 64 KB, and a character at most four bytes.
PIECE = 16_000
IN_FORCE = ("APPLIED", "BASELINE", "REPAIRED")


@dataclass(frozen=True)
class Entry:
    """A script that was applied, or begun."""

    seq: int
    kind: str
    # None for a repeatable script, which has a row for each time that it was run.
    version: str | None
    script: str
    checksum: str
    statements: int
    applied_statements: int
    mode: str
    state: str
    request_id: str
    # 1 for one that the history can undo, else 0.
    has_undo: int

    @property
    def order(self) -> tuple[int, ...]:
        return version_order(self.version or "0")

    @property
    def is_applied(self) -> bool:
        return self.state in IN_FORCE

    @property
    def did_nothing(self) -> bool:
        """Whether all of it was undone, or none begun: as if it had never been there."""
        if self.mode in ("transaction", "block"):
            return self.state in ("RUNNING", "FAILED")
        return self.state == "FAILED" and self.applied_statements == 0


class RowGone(Exception):
    """A row of the history was deleted while its script was run."""


@dataclass(frozen=True)
class Failure:
    """What is remembered of an error."""

    code: str
    message: str
    line: int | None


class History:
    """What was applied of one set of scripts.

    run_id: this invocation's.
    """

    def __init__(self, database: Database, request: Request, lease: Lease, version: str) -> None:
        self.database = database
        self.request = request
        self.lease = lease
        self.engine_version = version
        self.dialect = DIALECTS[database.engine]
        self.table = f"{self.dialect.prefix}history"

    def entries(self) -> list[Entry]:
        """All rows that were not undone, in the order in which the scripts were begun."""
        entries: list[Entry] = []
        last = 0
        while True:
            rows = self.database.ask(
                "SELECT seq, kind, version, script, checksum, statements, applied_statements, transaction_mode, state, "
                f"request_id, CASE WHEN undo_sql IS NULL THEN 0 ELSE 1 END FROM {self.table} "
                f"WHERE set_name = :set_name AND undone = 0 AND seq > :last ORDER BY seq LIMIT {PAGE}",
                {"set_name": self.request.set_name, "last": last},
            ).rows
            entries += [Entry(*row) for row in rows]
            if len(rows) < PAGE:
                return entries
            last = entries[-1].seq

    def begin(self, script: Script, entry: Entry | None) -> int:
        """Remembers a script as RUNNING before its first statement, and gives its row's number."""
        if entry:
            self.resume(script, entry)
            return entry.seq
        values = self.values(script, "RUNNING", 0)
        columns = self.columns(values)
        table, fence = self.table, self.lease.fence_table
        self.database.ask(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns.values())} FROM {fence} "
            f"WHERE id = 1 AND value = :fence AND NOT EXISTS (SELECT 1 FROM {table} "
            f"WHERE run_id = :run_id AND script = :script AND state = 'RUNNING'){self.dialect.share}",
            present(values),
        )
        return self.running(script)

    def running(self, script: Script) -> int:
        rows = self.database.ask(
            f"SELECT MAX(seq) FROM {self.table} WHERE run_id = :run_id AND script = :script AND state = 'RUNNING'",
            {"run_id": self.lease.owner, "script": script.name},
        ).rows
        if rows[0][0] is None:
            raise Replaced("the fence is another's")
        return int(rows[0][0])

    def resume(self, script: Script, entry: Entry) -> None:
        """Goes on with a script that was begun, as it is now."""
        self.change(
            entry.seq,
            script=script.name,
            checksum=script.checksum,
            description=script.description,
            statements=len(script.entries),
            # What was committed statement by statement stays so, whatever the script is now.
            transaction_mode=script.mode if entry.did_nothing else entry.mode,
            state="RUNNING",
            undo_sql=script.undo_text,
            run_id=self.lease.owner,
            stack_id=self.request.stack_id,
            request_id=self.request.request_id,
            error_code=None,
            error_message=None,
            error_line=None,
        )

    def add_applied(self, script: Script, entry: Entry | None, milliseconds: int, transaction: str) -> None:
        """Remembers a script as APPLIED in the transaction that ran it, which has locked the fence."""
        values = self.values(script, "APPLIED", len(script.entries)) | {
            "applied_prefix_hash": script.prefix_hash(len(script.entries)),
            "execution_ms": milliseconds,
        }
        times = {"started_at": self.dialect.before(":execution_ms"), "finished_at": self.dialect.now}
        columns = self.columns(values) | times
        if entry is None:
            sql = f"INSERT INTO {self.table} ({', '.join(columns)}) VALUES ({', '.join(columns.values())})"
        else:
            columns |= {"error_code": "NULL", "error_message": "NULL", "error_line": "NULL"}
            changes = ", ".join(f"{name} = {value}" for name, value in columns.items())
            sql = f"UPDATE {self.table} SET {changes} WHERE seq = {entry.seq}"
        self.database.execute(sql, present(values), transaction)

    def add_baseline(self, scripts: list[Script], transaction: str) -> None:
        """Remembers scripts that were applied by others, in a transaction that has locked the fence.

        Nothing undoes them: what was run may have been something else.
        """
        absent = ("undo_sql", "waivers")
        sets = [
            {name: value for name, value in row.items() if name not in absent}
            for row in (self.values(script, "BASELINE", len(script.entries)) for script in scripts)
        ]
        for start in range(0, len(sets), PAGE):
            columns = self.columns(sets[start]) | {"finished_at": self.dialect.now}
            sql = f"INSERT INTO {self.table} ({', '.join(columns)}) VALUES ({', '.join(columns.values())})"
            self.database.execute_batch(sql, transaction, sets[start : start + PAGE])

    def has_applied(self, script: Script) -> bool:
        """Whether this run has applied a script: asked when the answer to a commit was lost."""
        return bool(
            self.database.ask(
                f"SELECT 1 FROM {self.table} WHERE run_id = :run_id AND script = :script AND state = 'APPLIED'",
                {"run_id": self.lease.owner, "script": script.name},
            ).rows
        )

    def end(self, seq: int, script: Script, milliseconds: int) -> None:
        """Says that a script which is in no transaction was applied."""
        count = len(script.entries)
        self.change(
            seq,
            state="APPLIED",
            applied_statements=count,
            applied_prefix_hash=script.prefix_hash(count),
            execution_ms=milliseconds,
        )

    def fail(self, seq: int, script: Script, state: str, applied: int, failure: Failure) -> None:
        """Says how far a script came."""
        prefix = script.prefix_hash(applied)
        self.note_failure(seq, state, failure, applied_statements=applied, applied_prefix_hash=prefix)

    def note_failure(self, seq: int, state: str, failure: Failure, **more: Value) -> None:
        """Keeps an error; more: what else the row gets."""
        self.change(
            seq,
            state=state,
            error_code=failure.code[:64],
            error_message=failure.message[: errors.MESSAGE_CHARACTERS],
            error_line=failure.line,
            **more,
        )

    def add_failed(self, script: Script, entry: Entry | None, failure: Failure) -> None:
        """Remembers a script that failed as a whole."""
        seq = self.begin(script, entry)
        self.fail(seq, script, "FAILED", 0, failure)

    def change(self, seq: int, **values: Value) -> None:
        """Changes a row, unless somebody has taken over.

        Raises Replaced when somebody has.
        """
        changes = ", ".join(f"{name} = {value}" for name, value in zip(values, given(values), strict=True))
        ended = "NULL" if values.get("state") == "RUNNING" else self.dialect.now
        changed = self.database.ask(
            f"UPDATE {self.table} SET {changes}, finished_at = {ended}, fence = :fence "
            f"WHERE seq = {seq} AND {self.dialect.is_fenced}",
            present(values) | {"fence": self.lease.fence},
        ).changed
        if not changed:
            self.lease.check()
            self.require(seq)

    def require(self, seq: int) -> None:
        """Raises RowGone when somebody has deleted a row: what it said is lost."""
        if not self.database.ask(f"SELECT 1 FROM {self.table} WHERE seq = {seq}").rows:
            raise RowGone(f"row {seq} of {self.table} is gone; nothing may delete rows of the history")

    def applied_in_block(self, seq: int, script: Script) -> str:
        """The statement with which a block of PostgreSQL says that it has applied a script."""
        count = len(script.statements)
        return (
            f"UPDATE {self.table} SET state = 'APPLIED', finished_at = {self.dialect.now}, "
            f"applied_statements = {count}, applied_prefix_hash = '{script.prefix_hash(count)}', "
            "execution_ms = EXTRACT(EPOCH FROM clock_timestamp() - transaction_timestamp()) * 1000 "
            f"WHERE seq = {seq}"
        )

    def undo_text(self, seq: int) -> str:
        """What undoes a script, as it was when that was applied."""
        pieces: list[str] = []
        while True:
            rows = self.database.ask(
                f"SELECT SUBSTRING(undo_sql, {len(pieces) * PIECE + 1}, {PIECE}) FROM {self.table} WHERE seq = {seq}"
            ).rows
            pieces.append(str(rows[0][0] or ""))
            if len(pieces[-1]) < PIECE:
                return "".join(pieces)

    @staticmethod
    def columns(values: Values) -> dict[str, str]:
        """What a new row has, by columns: parameters, and who adds it."""
        return dict(zip(values, given(values), strict=True)) | {"installed_by": "CURRENT_USER"}

    def values(self, script: Script, state: str, applied: int) -> dict[str, Value]:
        """A row's values by their columns."""
        return {
            "set_name": self.request.set_name,
            "kind": script.kind,
            "version": script.version,
            "description": script.description,
            "script": script.name,
            "checksum": script.checksum,
            "statements": len(script.entries),
            "applied_statements": applied,
            "transaction_mode": script.mode,
            "state": state,
            "undo_sql": script.undo_text,
            "run_id": self.lease.owner,
            "stack_id": self.request.stack_id,
            "request_id": self.request.request_id,
            "engine_version": self.engine_version,
            "waivers": script.waivers,
            "fence": self.lease.fence,
        }


def given(values: Values) -> list[str]:
    """What stands for the values in a statement: the type of a parameter without a value could be a wrong one."""
    return ["NULL" if value is None else f":{name}" for name, value in values.items()]


def present(values: Values) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None}
