"""The tables that the function keeps in the database; they are changed only by adding."""

import random
import time

from data_api import Database
from dialect import DIALECTS
from errors import code
from request import Engine

NAMES = ("history", "steps", "runs", "lease", "fence")
# As the catalogue of each engine has their names: 'borealis_history', 'borealis_steps', …
LISTED: dict[Engine, str] = {
    "mysql": ", ".join(f"'{DIALECTS['mysql'].prefix}{name}'" for name in NAMES),
    "postgresql": ", ".join(f"'{name}'" for name in NAMES),
}

HISTORY = """
    set_name VARCHAR(64) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    version VARCHAR(64) NULL,
    description VARCHAR(200) NOT NULL,
    script VARCHAR(500) NOT NULL,
    checksum CHAR(64) NOT NULL,
    statements INTEGER NOT NULL,
    applied_statements INTEGER NOT NULL,
    applied_prefix_hash CHAR(64) NULL,
    transaction_mode VARCHAR(16) NOT NULL,
    state VARCHAR(16) NOT NULL,
    undone BIGINT NOT NULL DEFAULT 0,
    undo_sql {long} NULL,
    run_id VARCHAR(64) NOT NULL,
    stack_id VARCHAR(255) NOT NULL,
    request_id VARCHAR(64) NOT NULL,
    engine_version VARCHAR(64) NOT NULL,
    installed_by VARCHAR(128) NOT NULL,
    started_at {time} NOT NULL DEFAULT {now},
    finished_at {time} NULL,
    execution_ms BIGINT NULL,
    error_code VARCHAR(64) NULL,
    error_message VARCHAR(1000) NULL,
    error_line INTEGER NULL,
    waivers TEXT NULL,
    reason VARCHAR(500) NULL,
    fence BIGINT NOT NULL,
    UNIQUE {unique} (set_name, kind, version, undone)"""
STEPS = """
    seq BIGINT NOT NULL,
    idx INTEGER NOT NULL,
    hash CHAR(64) NOT NULL,
    state VARCHAR(16) NOT NULL,
    was_there INTEGER NULL,
    connection_id VARCHAR(64) NULL,
    row_count BIGINT NULL,
    started_at {time} NOT NULL DEFAULT {now},
    finished_at {time} NULL,
    PRIMARY KEY (seq, idx)"""
RUNS = """
    stack_id VARCHAR(255) NOT NULL,
    request_id VARCHAR(64) NOT NULL,
    set_name VARCHAR(64) NOT NULL,
    phase VARCHAR(16) NOT NULL,
    hop INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    from_hash VARCHAR(64) NULL,
    to_hash VARCHAR(64) NOT NULL,
    response TEXT NULL,
    owner VARCHAR(64) NOT NULL,
    started_at {time} NOT NULL DEFAULT {now},
    updated_at {time} NOT NULL DEFAULT {now},
    PRIMARY KEY (stack_id, request_id, set_name, phase)"""
LEASE = """
    id INTEGER NOT NULL PRIMARY KEY,
    owner VARCHAR(64) NULL,
    stack_id VARCHAR(255) NULL,
    request_id VARCHAR(64) NULL,
    set_name VARCHAR(64) NULL,
    taken_at {time} NULL,
    expires_at {time} NULL"""
FENCE = """
    id INTEGER NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL"""

# MySQL's CURRENT_TIMESTAMP follows a time zone in which an hour may be missing, or come twice.
WORDS: dict[Engine, dict[str, str]] = {
    "mysql": {
        "long": "LONGTEXT",
        "time": "DATETIME(6)",
        "now": "(UTC_TIMESTAMP(6))",
        "unique": "KEY borealis_history_version",
    },
    "postgresql": {"long": "TEXT", "time": "TIMESTAMPTZ", "now": "clock_timestamp()", "unique": ""},
}
SEQ: dict[Engine, str] = {
    "mysql": "seq BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,",
    "postgresql": "seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,",
}
# Names are told apart to the byte, whatever the database's own collation is.
END: dict[Engine, str] = {
    "mysql": ") ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
    "postgresql": ")",
}
FIRST_ROWS: dict[Engine, tuple[str, ...]] = {
    "mysql": (
        "INSERT IGNORE INTO borealis_lease (id) VALUES (1)",
        "INSERT IGNORE INTO borealis_fence (id, value) VALUES (1, 0)",
    ),
    "postgresql": (
        "INSERT INTO borealis.lease (id) VALUES (1) ON CONFLICT DO NOTHING",
        "INSERT INTO borealis.fence (id, value) VALUES (1, 0) ON CONFLICT DO NOTHING",
    ),
}
MAKE_ATTEMPTS = 5


def definition(engine: Engine) -> list[str]:
    """The statements that make what isn't there."""
    bodies = {"history": f"\n    {SEQ[engine]}{HISTORY}", "steps": STEPS, "runs": RUNS, "lease": LEASE, "fence": FENCE}
    prefix = DIALECTS[engine].prefix
    made = [
        f"CREATE TABLE IF NOT EXISTS {prefix}{name} ({bodies[name].format(**WORDS[engine])}\n{END[engine]}"
        for name in NAMES
    ]
    schema = ["CREATE SCHEMA IF NOT EXISTS borealis"] if engine == "postgresql" else []
    return [*schema, *made, *FIRST_ROWS[engine]]


def make(database: Database) -> None:
    """Makes the tables; on PostgreSQL all of them, or none.

    PostgreSQL's IF NOT EXISTS fails when another makes the same at the same time; then it is there.
    """
    statements = definition(database.engine)
    if database.engine == "postgresql":
        statements = [f"DO $borealis$ BEGIN {'; '.join(statements)}; END $borealis$"]
    for statement in statements:
        for attempt in range(MAKE_ATTEMPTS):
            try:
                database.ask(statement)
                break
            except Exception as error:
                if code(error) != "DatabaseErrorException" or attempt + 1 == MAKE_ATTEMPTS:
                    raise
                time.sleep(attempt + random.random())
