"""What other tools remember of the scripts that they have applied."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from data_api import Database
from manifest import Manifest, Script, version_order
from request import Engine
from shape import VERSION

PAGE = 500
WORDS = re.compile(r"[^0-9a-z]+")

Order = tuple[int, ...]

# Of the row with which goose begins its table.
BEGINNING = (0,)
# The tables by their usual names; schema_migrations is golang-migrate's where it has the column dirty.
TOOLS = {
    "flyway_schema_history": "Flyway",
    "schema_migrations": "dbmate",
    "alembic_version": "Alembic",
    "goose_db_version": "goose",
}
NAMES = ", ".join(f"'{name}'" for name in TOOLS)
# The tables with the name that a statement needs, quoted by the server where it may be anything.
HISTORIES: dict[Engine, str] = {
    "mysql": (
        "SELECT t.table_name, t.table_name, (SELECT COUNT(*) FROM information_schema.columns c WHERE "
        "c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.column_name = 'dirty') "
        "FROM information_schema.tables t WHERE t.table_schema = DATABASE() "
        f"AND t.table_name IN ({NAMES}) ORDER BY 1"
    ),
    "postgresql": (
        "SELECT CAST(c.relname AS TEXT), pg_catalog.format('%I.%I', n.nspname, c.relname), (SELECT count(*) "
        "FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'dirty' AND NOT a.attisdropped) "
        "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        f"WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND c.relname IN ({NAMES}) ORDER BY 2"
    ),
}


class Unadoptable(Exception):
    """What another tool has applied can't be told from the scripts; nothing was changed."""


@dataclass
class Past:
    """What a tool has applied: all up to a version, and single versions with what they are called there."""

    up_to: Order | None = None
    versions: dict[Order, str] = field(default_factory=dict)

    def add(self, version: str, called: str) -> None:
        if not VERSION.fullmatch(version):
            raise Unadoptable(f"{called} has the version {version}, which is no number; {BASELINE_INSTEAD}")
        self.versions[version_order(version)] = called

    def has(self, script: Script) -> bool:
        is_below = self.up_to is not None and script.order <= self.up_to
        return is_below or script.order in self.versions


@dataclass(frozen=True)
class Table:
    """A tool's history; name: as a statement needs it."""

    database: Database
    tool: str
    name: str

    def rows(self, columns: str, order: str) -> list[list[Any]]:
        """All rows: nobody adds any while they are read, as one tool only may be at work."""
        text = "CHAR" if self.database.engine == "mysql" else "TEXT"
        found: list[list[Any]] = []
        while True:
            rows = self.database.ask(
                f"SELECT {columns.format(text=text)} FROM {self.name} ORDER BY {order} LIMIT {PAGE} OFFSET {len(found)}"
            ).rows
            found += rows
            if len(rows) < PAGE:
                return found


BASELINE_INSTEAD = "deploy with onUnmanaged baseline:VERSION instead"


def adopted(database: Database, manifest: Manifest, tables: list[str]) -> list[Script]:
    """The scripts that another tool has applied; tables: names of those that the database has.

    Raises Unadoptable where that is not certain.
    """
    table = history(database)
    past = READERS[table.tool](table, manifest)
    others = [name for name in tables if name.split(".")[-1] not in TOOLS]
    if past.up_to is None and not past.versions and others:
        raise Unadoptable(
            f"{table.tool} has applied nothing, and the database has tables ({', '.join(others[:3])}); "
            f"{BASELINE_INSTEAD}"
        )
    refuse_unknown(table, past, manifest)
    scripts = {script.name: script for script in (manifest.up_to(past.up_to) if past.up_to is not None else [])}
    versioned = [script for script in manifest.scripts if script.kind == "versioned"]
    scripts |= {script.name: script for script in versioned if past.has(script)}
    refuse_gap(table, versioned, list(scripts.values()))
    return list(scripts.values())


def has_history(database: Database) -> bool:
    """Whether another tool has a history in the database."""
    return bool(database.ask(HISTORIES[database.engine]).rows)


def history(database: Database) -> Table:
    """The one history that the database has."""
    found = [
        Table(database, "golang-migrate" if has_dirty else TOOLS[str(name)], str(quoted))
        for name, quoted, has_dirty in database.ask(HISTORIES[database.engine]).rows
    ]
    if not found:
        raise Unadoptable(
            f"there is no history of Flyway, golang-migrate, Alembic, dbmate or goose to adopt; {BASELINE_INSTEAD}"
        )
    if len(found) > 1:
        names = " and ".join(f"{table.name} ({table.tool})" for table in found)
        raise Unadoptable(
            f"the database has more than one history: {names}; drop what is no longer used, or {BASELINE_INSTEAD}"
        )
    return found[0]


def refuse_unknown(table: Table, past: Past, manifest: Manifest) -> None:
    ours = {script.order for script in manifest.scripts if script.kind != "repeatable"}
    is_above = [
        called
        for version, called in past.versions.items()
        if version not in ours and (past.up_to is None or version > past.up_to)
    ]
    if is_above:
        raise Unadoptable(
            f"applied by {table.tool} and not among the scripts: {', '.join(is_above[:3])}; "
            f"add a script with that version, or {BASELINE_INSTEAD}"
        )


def refuse_gap(table: Table, versioned: list[Script], chosen: list[Script]) -> None:
    """Scripts are applied in their order: one below another that is applied would never be."""
    newest = max((script.order for script in chosen), default=())
    # A baseline stands for what is below it.
    start = max((script.order for script in chosen if script.kind == "baseline"), default=())
    left_out = [script.name for script in versioned if start < script.order < newest and script not in chosen]
    if left_out:
        raise Unadoptable(
            f"{table.tool} has not applied {', '.join(left_out[:3])}, but newer scripts: apply it there first, "
            "or give it a higher version"
        )


def flyway(table: Table, manifest: Manifest) -> Past:
    """flyway_schema_history: of a version, its newest row counts; repeatable scripts have none, and are run again.

    type: SQL, JDBC, SCRIPT, CUSTOM, SCHEMA, BASELINE, SQL_BASELINE, DELETE, UNDO_SQL, UNDO_SCRIPT, …
    Source: github.com/flyway/flyway, CoreMigrationType.java at 2e85788; Redgate's documentation, "Flyway schema
    history table"; read 2026-11-21.
    """
    past = Past()
    rows = table.rows(
        "CAST(version AS {text}), CAST(type AS {text}), CAST(script AS {text}), CASE WHEN success THEN 1 ELSE 0 END",
        "installed_rank",
    )
    for version, kind, script, has_succeeded in rows:
        if not has_succeeded:
            raise Unadoptable(f"{script} has failed, says Flyway; clean up, run flyway repair, and deploy again")
        if version is None:
            continue
        if kind.startswith("UNDO") or kind == "DELETE":
            past.versions.pop(version_order(version), None)
        elif kind.endswith("BASELINE"):
            past.up_to = version_order(version)
        else:
            past.add(version, script)
    return past


def golang_migrate(table: Table, manifest: Manifest) -> Past:
    """schema_migrations (version bigint, dirty boolean): one row, the newest version; none where nothing is applied.

    Source: github.com/golang-migrate/migrate, database/mysql/mysql.go at 0026365, read 2026-11-21.
    """
    rows = table.rows("CAST(version AS {text}), CASE WHEN dirty THEN 1 ELSE 0 END", "version")
    if not rows:
        return Past()
    version, is_dirty = rows[-1]
    if is_dirty:
        raise Unadoptable(
            f"golang-migrate left the database dirty at {version}: finish or undo what that script did, "
            "set the version with migrate force, and deploy again"
        )
    # After the last script was undone it may be -1.
    return up_to(table, version, manifest) if VERSION.fullmatch(version) else Past()


def up_to(table: Table, version: str, manifest: Manifest) -> Past:
    """All scripts up to a version that the set must have."""
    at = version_order(version)
    found = [script for script in manifest.scripts if script.kind != "repeatable" and script.order == at]
    if not found:
        raise Unadoptable(
            f"the database is at {version}, says {table.tool}, and no script has that version; "
            f"add it, or {BASELINE_INSTEAD}"
        )
    return Past(up_to=found[-1].order)


def alembic(table: Table, manifest: Manifest) -> Past:
    """alembic_version (version_num varchar(32)): the newest revision; several rows where branches were not merged.

    Source: alembic.sqlalchemy.org, "Tutorial", and Alembic's DDL as it is quoted in public projects, read 2026-11-21.
    """
    revisions = [str(row[0]) for row in table.rows("CAST(version_num AS {text})", "version_num")]
    if not revisions:
        return Past()
    if len(revisions) > 1:
        raise Unadoptable(f"Alembic has several heads ({', '.join(revisions)}); merge them, and deploy again")
    named = [script for script in manifest.scripts if script.kind != "repeatable" and holds(script, revisions[0])]
    if len(named) != 1:
        which = "several scripts have" if named else "no script has"
        raise Unadoptable(
            f"the database is at Alembic's revision {revisions[0]}, which {which} in the name; put it into the name of "
            f"the script that ends with what Alembic has made, as in V7__{revisions[0]}.sql, or {BASELINE_INSTEAD}"
        )
    return Past(up_to=named[0].order)


def holds(script: Script, revision: str) -> bool:
    """Whether a script's name has a revision among its words."""
    name = f"_{'_'.join(WORDS.split(script.name.lower()))}_"
    return f"_{'_'.join(WORDS.split(revision.lower()))}_" in name


def dbmate(table: Table, manifest: Manifest) -> Past:
    """schema_migrations (version varchar): a row for each version.

    Source: schemas that dbmate has dumped into public projects, read 2026-11-21.
    """
    past = Past()
    for (version,) in table.rows("CAST(version AS {text})", "version"):
        past.add(str(version), str(version))
    return past


def goose(table: Table, manifest: Manifest) -> Past:
    """goose_db_version (id, version_id bigint, is_applied boolean): of a version the newest row; 0 begins the table.

    Source: github.com/pressly/goose, internal/dialect/dialectquery at 04013ca, read 2026-11-21.
    """
    past = Past()
    for version, is_applied in table.rows("CAST(version_id AS {text}), CASE WHEN is_applied THEN 1 ELSE 0 END", "id"):
        if is_applied and version_order(version) != BEGINNING:
            past.add(version, version)
        else:
            past.versions.pop(version_order(version), None)
    return past


READERS: dict[str, Callable[[Table, Manifest], Past]] = {
    "Flyway": flyway,
    "golang-migrate": golang_migrate,
    "Alembic": alembic,
    "dbmate": dbmate,
    "goose": goose,
}
