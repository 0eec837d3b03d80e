"""A database that has tables and no history: made by hand, or by another tool."""

from pathlib import Path

from adoption import Unadoptable, adopted, has_history
from data_api import Database
from dialect import DIALECTS
from history import History
from manifest import Manifest, Script, version_order
from request import BASELINE, Engine
from run import Run
from shape import VERSION
from tables import LISTED
from transactions import OwnWork, persist, transact

# Of the names of tables, how many are asked for, and told.
MOST = 20
TOLD = 3
# The tables and views of a database; unless: a condition.
TABLES: dict[Engine, str] = {
    "mysql": (
        "SELECT table_name FROM information_schema.tables "
        f"WHERE table_schema = DATABASE() AND table_name NOT IN ({LISTED['mysql']}) "
        f"{{unless}} ORDER BY table_name LIMIT {MOST}"
    ),
    "postgresql": (
        "SELECT CAST(CASE n.nspname WHEN 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END AS TEXT) AS t "
        "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND n.nspname !~ '^pg_' "
        "AND n.nspname NOT IN ('information_schema', 'borealis') AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d "
        "WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e') "
        f"{{unless}} ORDER BY t LIMIT {MOST}"
    ),
}


# The row of a set that took over tables of which none is a script's: what is in the database is not the set's alone.
FOUND = Script(
    folder=Path(),
    name="",
    kind="found",
    version=None,
    description="tables that were there before the first script",
    checksum="0" * 64,
    phase="expand",
    mode="none",
    timeout=None,
    lock_timeout=None,
    content="",
    entries=(),
    undo=None,
    waivers=None,
)


class Unmanaged(Exception):
    """The history can't be begun; nothing was run."""


def take_over(run: Run, manifest: Manifest) -> bool:
    """Begins the history of a database that others have made, as the request says; False where nothing is to be done.

    Where other sets have made it, too, unless the request says fail: then a set just begins beside them.

    Raises Unmanaged, and Unadoptable.
    """
    names = tables(run.database)
    wanted = run.request.on_unmanaged
    if wanted == "fail":
        if names:
            raise refused(names)
        return False
    if not names and not is_beside_others(run):
        return False
    if wanted == "adopt":
        if not names and not has_history(run.database):
            raise Unadoptable(
                "other sets have a history in this database, and there is none of Flyway, golang-migrate, Alembic, "
                f"dbmate or goose to adopt: set onUnmanaged to {BASELINE}VERSION if the database has what the scripts "
                "up to a version make, or to fail if this set begins with nothing"
            )
        scripts = adopted(run.database, manifest, names)
    else:
        scripts = known(manifest, wanted[len(BASELINE) :])
    remember(run, scripts or [FOUND])
    return True


def is_beside_others(run: Run) -> bool:
    """Whether other sets have a history in the database, and this one never had any."""
    rows = run.database.ask(f"SELECT DISTINCT set_name FROM {run.history.table}").rows
    return bool(rows) and [run.request.set_name] not in rows


def tables(database: Database, *, has_history: bool = True) -> list[str]:
    """Names of tables that no history tells of, whatever the set; none where one does."""
    table = f"{DIALECTS[database.engine].prefix}history"
    unless = f"AND NOT EXISTS (SELECT 1 FROM {table})" if has_history else ""
    return [str(row[0]) for row in database.ask(TABLES[database.engine].format(unless=unless)).rows]


def refused(names: list[str]) -> Unmanaged:
    return Unmanaged(
        f"the database has tables ({some(names)}), and no history of scripts: if they are what the scripts up to a "
        f"version make, set onUnmanaged to {BASELINE}VERSION; if Flyway, golang-migrate, Alembic, dbmate or goose "
        "has made them, set it to adopt"
    )


def some(names: list[str]) -> str:
    return ", ".join(names[:TOLD]) + (", …" if len(names) > TOLD else "")


def known(manifest: Manifest, version: str) -> list[Script]:
    """The scripts up to a version.

    Raises Unmanaged where the set has no such version.
    """
    found = manifest.up_to(version_order(version)) if VERSION.fullmatch(version) else []
    if not found or all(script.order != version_order(version) for script in found):
        versions = [script.version or "" for script in manifest.scripts if script.kind != "repeatable"]
        has = f"has {versions[0]} to {versions[-1]}" if versions else "is empty"
        raise Unmanaged(f"no script has the version {version} of the baseline; the set {has}")
    return found


def remember(run: Run, scripts: list[Script]) -> None:
    """Writes the rows of a baseline: all, or none."""
    job = OwnWork("baseline")
    history: History = run.history
    run.log.step("baseline", scripts=len(scripts))

    def work(transaction: str) -> None:
        history.add_baseline(scripts, transaction)

    persist(run, job, lambda: transact(run, job, work, lambda: bool(history.entries())))
