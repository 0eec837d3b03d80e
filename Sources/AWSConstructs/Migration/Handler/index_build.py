"""Indexes of PostgreSQL that are built CONCURRENTLY."""

from data_api import Database, Value
from manifest import Statement


def drop_invalid(database: Database, statement: Statement) -> None:
    """Drops an index that an earlier attempt has left: it stays, invalid, and would be in the way of the next.

    Source: PostgreSQL Manual, CREATE INDEX, "Building Indexes Concurrently", read 2026-11-21.
    """
    probe = statement.probe
    if database.engine != "postgresql" or probe is None or probe.kind != "index" or not probe.exists:
        return
    values: dict[str, Value] = {"name": probe.name}
    place = "pg_catalog.pg_table_is_visible(c.oid)"
    if probe.schema is not None:
        values["schema"] = probe.schema
        place = "n.nspname = :schema"
    invalid = database.ask(
        "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_index i "
        "JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        f"WHERE c.relname = :name AND NOT i.indisvalid AND {place}",
        values,
    ).rows
    if invalid:
        # The name in quotes as the server wrote it.
        database.ask(f"DROP INDEX CONCURRENTLY IF EXISTS {invalid[0][0]}")
