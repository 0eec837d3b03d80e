"""The table that remembers which scripts were applied."""

import random
import time
from dataclasses import dataclass

from data_api import Database, code
from manifest import Script
from request import Engine, Request

TABLE: dict[Engine, str] = {"mysql": "borealis_history", "postgresql": "borealis.history"}
COLUMNS = """
    set_name VARCHAR(64) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    version VARCHAR(64) NULL,
    description VARCHAR(200) NOT NULL,
    script VARCHAR(500) NOT NULL,
    checksum CHAR(64) NOT NULL,
    statements INTEGER NOT NULL,
    applied_statements INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    stack_id VARCHAR(255) NOT NULL,
    request_id VARCHAR(64) NOT NULL,"""
DEFINITION: dict[Engine, tuple[str, ...]] = {
    # Names are told apart to the byte, whatever the database's own collation is.
    "mysql": (
        f"""CREATE TABLE IF NOT EXISTS borealis_history (
    seq BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,{COLUMNS}
    started_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    finished_at TIMESTAMP(6) NULL,
    UNIQUE KEY borealis_history_version (set_name, kind, version)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin""",
    ),
    "postgresql": (
        "CREATE SCHEMA IF NOT EXISTS borealis",
        f"""CREATE TABLE IF NOT EXISTS borealis.history (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,{COLUMNS}
    started_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    finished_at TIMESTAMPTZ NULL,
    UNIQUE (set_name, kind, version)
)""",
    ),
}
# Only one row of a script can be that of a run which has not ended.
RUNNING_ROW = "set_name = :set_name AND script = :script AND state = 'RUNNING'"
# The Data API ends a call whose answer is over 1 MiB.
PAGE = 500
MAKE_ATTEMPTS = 5


@dataclass(frozen=True)
class Entry:
    """A script that was applied, or begun: only one in no transaction can be found as RUNNING or FAILED."""

    seq: int
    kind: str
    # None for a repeatable script, which has a row for each time that it was run.
    version: str | None
    script: str
    checksum: str
    statements: int
    applied_statements: int
    state: str

    @property
    def is_applied(self) -> bool:
        return self.state == "APPLIED"


class History:
    """What was applied of one set of scripts."""

    def __init__(self, database: Database, request: Request) -> None:
        self.database = database
        self.request = request
        self.table = TABLE[database.engine]

    def make(self) -> None:
        """Makes the table where there is none.

        PostgreSQL's IF NOT EXISTS fails when another set makes it at the same time; then it is there.
        """
        for statement in DEFINITION[self.database.engine]:
            for attempt in range(MAKE_ATTEMPTS):
                try:
                    self.database.execute(statement)
                    break
                except Exception as error:
                    if code(error) != "DatabaseErrorException" or attempt + 1 == MAKE_ATTEMPTS:
                        raise
                    time.sleep(attempt + random.random())

    def entries(self) -> list[Entry]:
        """All rows, in the order in which the scripts were begun."""
        entries: list[Entry] = []
        last = 0
        while True:
            rows = self.database.execute(
                f"SELECT seq, kind, version, script, checksum, statements, applied_statements, state FROM {self.table} "
                f"WHERE set_name = :set_name AND seq > :last ORDER BY seq LIMIT {PAGE}",
                set_name=self.request.set_name,
                last=last,
            )
            entries += [Entry(*row) for row in rows]
            if len(rows) < PAGE:
                return entries
            last = entries[-1].seq

    def add(self, script: Script, statements: int, state: str, transaction: str | None) -> None:
        """Remembers a script: as APPLIED in the transaction that ran it, or as RUNNING before its first statement."""
        values = self.values(script, statements, state)
        names = ", ".join(f":{name}" for name in values)
        self.database.execute(self.insertion(values, names, state), transaction, **values)

    def row(self, script: Script, statements: int) -> str:
        """PostgreSQL's statement that remembers a script as APPLIED, for where a call has no parameters."""
        values = self.values(script, statements, "APPLIED")
        return self.insertion(values, ", ".join(literal(value) for value in values.values()), "APPLIED")

    def has(self, script: Script) -> bool:
        """Whether a script was applied for this request."""
        return bool(
            self.database.execute(
                f"SELECT 1 FROM {self.table} WHERE set_name = :set_name AND script = :script "
                "AND request_id = :request_id AND state = 'APPLIED'",
                set_name=self.request.set_name,
                script=script.name,
                request_id=self.request.request_id,
            )
        )

    def insertion(self, values: dict[str, str | int | None], given: str, state: str) -> str:
        finished = "CURRENT_TIMESTAMP" if state == "APPLIED" else "NULL"
        return f"INSERT INTO {self.table} ({', '.join(values)}, finished_at) VALUES ({given}, {finished})"

    def values(self, script: Script, statements: int, state: str) -> dict[str, str | int | None]:
        """A row's values by their columns."""
        return {
            "set_name": self.request.set_name,
            "kind": script.kind,
            "version": script.version,
            "description": script.description,
            "script": script.name,
            "checksum": script.checksum,
            "statements": statements,
            "applied_statements": statements if state == "APPLIED" else 0,
            "state": state,
            "stack_id": self.request.stack_id,
            "request_id": self.request.request_id,
        }

    def change(self, script: Script, state: str, applied_statements: int) -> None:
        """Says how a script that is in no transaction went on."""
        self.database.execute(
            f"UPDATE {self.table} SET state = :state, applied_statements = :applied_statements, "
            f"finished_at = CURRENT_TIMESTAMP WHERE {RUNNING_ROW}",
            set_name=self.request.set_name,
            script=script.name,
            state=state,
            applied_statements=applied_statements,
        )

    def remove(self, script: Script) -> None:
        """Forgets a script that did nothing."""
        self.database.execute(
            f"DELETE FROM {self.table} WHERE {RUNNING_ROW}", set_name=self.request.set_name, script=script.name
        )


def literal(value: str | int | None) -> str:
    """A value as PostgreSQL's SQL has it; that backslashes are plain was asked of the server."""
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
