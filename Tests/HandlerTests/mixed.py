"""A set that has something of every kind, and leaves a trace of each statement that is run."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from layers import Given

Scripts = Mapping[str, str | Given]


def probe(kind: str, name: str, table: str | None = None, *, exists: bool = True) -> dict[str, Any]:
    """A probe as the manifest has it, among a statement's other members."""
    return {"probe": {"kind": kind, "name": name, "exists": exists} | ({"table": table} if table else {})}


def script(*statements: tuple[str, dict[str, Any]], **changes: Any) -> Given:
    """A script of statements, and what their entries have besides; changes: to the script's own entry."""
    texts = [text for text, _ in statements]
    return Given(";\n".join(texts) + ";\n", texts, changes or None, changes_in_order=[more for _, more in statements])


COUNT: tuple[str, dict[str, Any]] = ("UPDATE counters SET n = n + 1", {})


def mark(place: str) -> tuple[str, dict[str, Any]]:
    """A row which is there twice when the statement was run twice."""
    return f"INSERT INTO marks VALUES ('{place}')", {}


MYSQL: Scripts = {
    "V1__start.sql": script(
        ("CREATE TABLE counters (name VARCHAR(9) PRIMARY KEY, n INT NOT NULL)", probe("table", "counters")),
        ("CREATE TABLE marks (place VARCHAR(9) NOT NULL)", probe("table", "marks")),
        ("INSERT INTO counters VALUES ('a', 0)", {}),
        mark("V1"),
        ("CREATE INDEX marks_place ON marks (place)", probe("index", "marks_place", "marks")),
        COUNT,
    ),
    "V2__routines.sql": script(
        ("CREATE FUNCTION twice(a INT) RETURNS INT DETERMINISTIC RETURN 2 * a", probe("function", "twice")),
        ("CREATE PROCEDURE note() BEGIN DECLARE a INT; SET a = 1; END", probe("procedure", "note")),
        (
            "CREATE TRIGGER noted AFTER UPDATE ON counters FOR EACH ROW INSERT INTO marks VALUES ('trigger')",
            probe("trigger", "noted"),
        ),
    ),
    "V3__rows.sql": script(COUNT, mark("V3")),
    # That it was replaced can't be seen.
    "R__view.sql": script(("CREATE OR REPLACE VIEW doubled AS SELECT 2 * n AS n FROM counters", {})),
}
NOTE = (
    "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN INSERT INTO marks VALUES ('trigger'); RETURN NEW; END $$"
)
POSTGRESQL: Scripts = {
    "V1__start.sql": script(
        ("CREATE TABLE counters (name TEXT PRIMARY KEY, n INT NOT NULL)", {}),
        ("CREATE TABLE marks (place TEXT NOT NULL)", {}),
        ("INSERT INTO counters VALUES ('a', 0)", {}),
        mark("V1"),
        (NOTE, {}),
        ("CREATE TRIGGER noted AFTER UPDATE ON counters FOR EACH ROW EXECUTE FUNCTION note()", {}),
        COUNT,
    ),
    "V2__index.sql": script(
        (
            "CREATE INDEX CONCURRENTLY marks_place ON marks (place)",
            probe("index", "marks_place") | {"transaction": "outside"},
        ),
        mode="none",
    ),
    "V3__slow.sql": script(COUNT, mark("V3"), mode="block", timeout=600),
    "R__view.sql": script(
        ("CREATE OR REPLACE VIEW doubled AS SELECT 2 * n AS n FROM counters", {}),
        ("CREATE OR REPLACE FUNCTION twice(a INT) RETURNS INT LANGUAGE sql AS 'SELECT 2 * a'", {}),
    ),
}
SETS: dict[str, Scripts] = {"mysql": MYSQL, "postgresql": POSTGRESQL}

Query = Callable[[str], list[list[Any]]]
CATALOGUE = {
    "mysql": [
        "SELECT table_name, column_name, column_type, is_nullable, column_key FROM information_schema.columns "
        "WHERE table_schema = DATABASE() AND table_name NOT LIKE 'borealis%' ORDER BY 1, 2",
        "SELECT table_name, index_name, column_name, non_unique FROM information_schema.statistics "
        "WHERE table_schema = DATABASE() AND table_name NOT LIKE 'borealis%' ORDER BY 1, 2, 3",
        "SELECT routine_name, routine_type, routine_definition FROM information_schema.routines "
        "WHERE routine_schema = DATABASE() ORDER BY 1, 2",
        "SELECT trigger_name, action_statement FROM information_schema.triggers WHERE trigger_schema = DATABASE()",
        "SELECT table_name, view_definition FROM information_schema.views WHERE table_schema = DATABASE()",
    ],
    "postgresql": [
        "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
        "WHERE table_schema = 'public' ORDER BY 1, 2",
        "SELECT c.relname, i.indisvalid, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        "JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1",
        "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
        "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
        "SELECT viewname, definition FROM pg_views WHERE schemaname = 'public' ORDER BY 1",
    ],
}
DATA = ["SELECT name, n FROM counters ORDER BY name", "SELECT place FROM marks ORDER BY place"]
HISTORY = (
    "SELECT set_name, kind, version, description, script, checksum, statements, applied_statements, "
    "applied_prefix_hash, transaction_mode, state, undone, undo_sql, request_id, stack_id, error_code, error_message, "
    "error_line, finished_at IS NOT NULL FROM {} ORDER BY seq"
)


def picture(engine: str, query: Query) -> list[list[list[Any]]]:
    """The schema, the data and the history, without what differs from run to run.

    MySQL's definitions of views name the database; requests may be several that ask for the same.
    """
    prefix = "borealis_" if engine == "mysql" else "borealis."
    name = str(query("SELECT DATABASE()")[0][0]) if engine == "mysql" else ""
    questions = [*CATALOGUE[engine], *DATA, HISTORY.format(f"{prefix}history")]
    return [[[plain(value, name) for value in row] for row in query(question)] for question in questions]


def plain(value: Any, database: str) -> Any:
    if not isinstance(value, str):
        return value
    value = value.replace(f"`{database}`.", "") if database else value
    return "request" if re.fullmatch(r"request(-\d+)?", value) else value
