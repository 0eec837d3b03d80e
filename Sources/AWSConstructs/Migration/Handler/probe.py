"""Whether a statement has run: what is in the catalogue, and what the server still works on."""

from collections.abc import Callable
from dataclasses import dataclass

from data_api import Database, Value
from manifest import Probe
from request import Engine

# A mark is in front of the statement, and a server shows at least so much of it.
MARK = "/* borealis {run}/{seq}/{number}{limit} */ "


@dataclass(frozen=True)
class Presence:
    """A question whose answer is 1 where something is there, else 0."""

    question: str
    values: dict[str, Value]

    @classmethod
    def of(cls, engine: Engine, probe: Probe | None) -> "Presence | None":
        """None where nothing tells that a statement has run."""
        if probe is None:
            return None
        find = FINDERS[engine].get(probe.kind)
        if find is None:
            return None
        values: dict[str, Value] = {"probed_name": probe.name}
        if probe.schema is not None:
            values["probed_schema"] = probe.schema
        if probe.table is not None:
            values["probed_table"] = probe.table
        return cls(f"SELECT CASE WHEN EXISTS ({find(probe)}) THEN 1 ELSE 0 END", values)

    def ask(self, database: Database) -> bool:
        return bool(database.ask(self.question, self.values).rows[0][0])


def mark(run: str, seq: int, number: int, timeout: int | None = None) -> str:
    """What a statement begins with, so that it is found among those that run; timeout: see overdue, in seconds."""
    limit = "" if timeout is None else f" timeout={timeout}"
    return MARK.format(run=run, seq=seq, number=number, limit=limit)


def is_running(database: Database, seq: int) -> bool:
    """Whether a statement of a script is still at work, whichever run has begun it."""
    mark = f"^/[*] borealis [^/ ]+/{seq}/"
    return bool(database.ask(RUNNING[database.engine], {"mark": mark, "seq": seq}).rows)


# MySQL shows of a CALL the statement inside that it is at, without the mark: the connection tells, where it is known.
# Source: MySQL 8.0 Reference Manual, "The INFORMATION_SCHEMA PROCESSLIST Table", INFO, read 2026-11-21.
RUNNING: dict[Engine, str] = {
    "mysql": (
        "SELECT 1 FROM information_schema.processlist WHERE (info REGEXP :mark OR id IN "
        "(SELECT CAST(connection_id AS UNSIGNED) FROM borealis_steps WHERE seq = :seq AND state = 'started' "
        "AND connection_id IS NOT NULL)) AND db = DATABASE() AND command <> 'Sleep' AND id <> CONNECTION_ID()"
    ),
    "postgresql": (
        "SELECT 1 FROM pg_catalog.pg_stat_activity WHERE (query ~ :mark OR CAST(pid AS TEXT) IN "
        "(SELECT connection_id FROM borealis.steps WHERE seq = :seq AND state = 'started')) AND state = 'active' "
        "AND datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()"
    ),
}

# PostgreSQL: names without a schema are those that the search path finds.
CLASS = "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"


def in_schema(schema: str | None, visible: str) -> str:
    return "n.nspname = :probed_schema" if schema is not None else visible


def relation(kinds: str) -> Callable[[Probe], str]:
    def find(probe: Probe) -> str:
        place = in_schema(probe.schema, "pg_catalog.pg_table_is_visible(c.oid)")
        return f"{CLASS} WHERE c.relname = :probed_name AND c.relkind IN ({kinds}) AND {place}"

    return find


def postgresql_index(probe: Probe) -> str:
    """An index that was left invalid isn't there."""
    place = in_schema(probe.schema, "pg_catalog.pg_table_is_visible(c.oid)")
    return (
        f"{CLASS} JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid "
        f"WHERE c.relname = :probed_name AND {place}{' AND i.indisvalid' if probe.exists else ''}"
    )


def postgresql_column(probe: Probe) -> str:
    place = in_schema(probe.schema, "pg_catalog.pg_table_is_visible(c.oid)")
    return (
        f"{CLASS} JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid WHERE c.relname = :probed_table AND {place} "
        "AND a.attname = :probed_name AND a.attnum > 0 AND NOT a.attisdropped"
    )


def postgresql_constraint(probe: Probe) -> str:
    place = in_schema(probe.schema, "pg_catalog.pg_table_is_visible(c.oid)")
    return (
        f"{CLASS} JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid WHERE c.relname = :probed_table AND {place} "
        "AND k.conname = :probed_name"
    )


def postgresql_trigger(probe: Probe) -> str:
    place = in_schema(probe.schema, "pg_catalog.pg_table_is_visible(c.oid)")
    return (
        f"{CLASS} JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid WHERE c.relname = :probed_table AND {place} "
        "AND t.tgname = :probed_name AND NOT t.tgisinternal"
    )


def postgresql_type(probe: Probe) -> str:
    place = in_schema(probe.schema, "pg_catalog.pg_type_is_visible(t.oid)")
    return (
        "SELECT 1 FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace "
        f"WHERE t.typname = :probed_name AND {place}"
    )


def postgresql_schema(probe: Probe) -> str:
    return "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = :probed_name"


def listed(table: str, schema: str, name: str, owner: str | None = None, more: str = "") -> Callable[[Probe], str]:
    """MySQL's information_schema: a view of it, and its columns for the database, the name and the table."""

    def find(probe: Probe) -> str:
        place = ":probed_schema" if probe.schema is not None else "DATABASE()"
        table_name = f" AND {owner} = :probed_table" if owner and probe.table is not None else ""
        found = f"SELECT 1 FROM information_schema.{table} WHERE {schema} = {place} AND {name} = :probed_name"
        return f"{found}{table_name}{more}"

    return find


def mysql_schema(probe: Probe) -> str:
    return "SELECT 1 FROM information_schema.schemata WHERE schema_name = :probed_name"


def routine(kind: str) -> Callable[[Probe], str]:
    return listed("routines", "routine_schema", "routine_name", more=f" AND routine_type = '{kind}'")


# Functions and procedures of PostgreSQL are left out: a name can be that of several.
FINDERS: dict[Engine, dict[str, Callable[[Probe], str]]] = {
    "mysql": {
        "schema": mysql_schema,
        "table": listed("tables", "table_schema", "table_name"),
        "view": listed("views", "table_schema", "table_name"),
        "column": listed("columns", "table_schema", "column_name", "table_name"),
        "index": listed("statistics", "table_schema", "index_name", "table_name"),
        "constraint": listed("table_constraints", "constraint_schema", "constraint_name", "table_name"),
        "function": routine("FUNCTION"),
        "procedure": routine("PROCEDURE"),
        "trigger": listed("triggers", "trigger_schema", "trigger_name"),
        "event": listed("events", "event_schema", "event_name"),
    },
    "postgresql": {
        "schema": postgresql_schema,
        "table": relation("'r', 'p', 'f'"),
        "view": relation("'v', 'm'"),
        "sequence": relation("'S'"),
        "column": postgresql_column,
        "index": postgresql_index,
        "constraint": postgresql_constraint,
        "trigger": postgresql_trigger,
        "type": postgresql_type,
    },
}
