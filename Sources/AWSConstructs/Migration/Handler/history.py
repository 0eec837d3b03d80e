"""The table that remembers which scripts were applied; it is changed only by adding to it."""

from dataclasses import dataclass

from data_api import Database
from manifest import Script
from request import Engine, Request

TABLE: dict[Engine, str] = {"mysql": "borealis_history", "postgresql": "borealis.history"}
COLUMNS = """
    set_name VARCHAR(64) NOT NULL,
    version VARCHAR(64) NOT NULL,
    description VARCHAR(200) NOT NULL,
    script VARCHAR(500) NOT NULL,
    checksum CHAR(64) NOT NULL,
    statements INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    stack_id VARCHAR(255) NOT NULL,
    request_id VARCHAR(64) NOT NULL,
    execution_ms BIGINT NOT NULL,"""
DEFINITION: dict[Engine, tuple[str, ...]] = {
    "mysql": (
        f"""CREATE TABLE IF NOT EXISTS borealis_history (
    seq BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,{COLUMNS}
    finished_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    UNIQUE KEY borealis_history_version (set_name, version)
)""",
    ),
    "postgresql": (
        "CREATE SCHEMA IF NOT EXISTS borealis",
        f"""CREATE TABLE IF NOT EXISTS borealis.history (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,{COLUMNS}
    finished_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (set_name, version)
)""",
    ),
}
# The Data API ends a call whose answer is over 1 MiB.
PAGE = 500


@dataclass(frozen=True)
class Applied:
    """A script that the database has."""

    version: str
    script: str
    checksum: str


class History:
    """What was applied of one set of scripts."""

    def __init__(self, database: Database, request: Request) -> None:
        self.database = database
        self.request = request
        self.table = TABLE[database.engine]

    def make(self) -> None:
        """Makes the table where there is none."""
        for statement in DEFINITION[self.database.engine]:
            self.database.execute(statement)

    def applied(self) -> dict[str, Applied]:
        """All scripts by version, in the order in which they were applied."""
        applied: dict[str, Applied] = {}
        last = 0
        while True:
            rows = self.database.execute(
                f"SELECT seq, version, script, checksum FROM {self.table} "
                f"WHERE set_name = :set_name AND seq > :last ORDER BY seq LIMIT {PAGE}",
                set_name=self.request.set_name,
                last=last,
            )
            for seq, version, script, checksum in rows:
                applied[version] = Applied(version, script, checksum)
                last = int(seq)
            if len(rows) < PAGE:
                return applied

    def add(self, script: Script, statements: int, milliseconds: int, transaction: str | None) -> None:
        """Remembers a script, in the transaction that ran it where there is one."""
        self.database.execute(
            f"INSERT INTO {self.table} (set_name, version, description, script, checksum, statements, state, "
            "stack_id, request_id, execution_ms) VALUES (:set_name, :version, :description, :script, :checksum, "
            ":statements, 'APPLIED', :stack_id, :request_id, :execution_ms)",
            transaction,
            set_name=self.request.set_name,
            version=script.version,
            description=script.description[:200],
            script=script.name[:500],
            checksum=script.checksum,
            statements=statements,
            stack_id=self.request.stack_id,
            request_id=self.request.request_id,
            execution_ms=milliseconds,
        )
