"""A developer's own stack: scripts that were edited are applied anew, on a database without anything."""

from collections.abc import Callable
from typing import Any

import pytest

from crash_points import Stages, crash_everywhere
from layers import Given
from local_aws.data_api.faults import Call, answer_lost, nothing
from stage import Event, Stage

USERS = "CREATE TABLE users (id INT PRIMARY KEY);"
ORDERS = "CREATE TABLE orders (id INT PRIMARY KEY, user_id INT, FOREIGN KEY (user_id) REFERENCES users (id));"
BEFORE = {"V1__users.sql": USERS, "V2__orders.sql": ORDERS, "R__ids.sql": "CREATE VIEW ids AS SELECT id FROM users;"}
AFTER = BEFORE | {"V1__users.sql": "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(9));"}


@pytest.fixture(autouse=True)
def allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The function of a stack that is rebuilt."""
    monkeypatch.setenv("ON_EDITED", "rebuild")


def rebuild(stage: Stage, scripts: Any, **properties: str) -> dict[str, Any]:
    return stage.send("Update", scripts, **{"OnEdited": "rebuild"} | properties)


def tables(stage: Stage) -> list[str]:
    """All but the handler's own."""
    if stage.engine == "mysql":
        found = stage.query("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")
    else:
        found = stage.query(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema NOT IN ('information_schema', 'pg_catalog', 'borealis')"
        )
    return sorted(str(row[0]) for row in found if not str(row[0]).startswith("borealis_"))


def test_what_was_edited_is_applied_anew(stage: Stage) -> None:
    stage.send("Create", BEFORE)
    stage.query("INSERT INTO users VALUES (1)")
    answer = rebuild(stage, AFTER)
    assert answer.get("Data") == {
        "Response": "applied 3 scripts; the database is at 2",
        "Head": "2",
        "Applied": "3",
        "State": "APPLIED",
    }
    assert stage.history == [
        ["V1__users.sql", "APPLIED", 1],
        ["V2__orders.sql", "APPLIED", 1],
        ["R__ids.sql", "APPLIED", 1],
    ]
    assert stage.query("SELECT id, name FROM users") == []


def test_a_removed_script_is_a_reason_too(stage: Stage) -> None:
    stage.send("Create", BEFORE | {"V3__more.sql": "CREATE TABLE more (id INT);"})
    scripts = BEFORE | {"V4__others.sql": "CREATE TABLE others (id INT);"}
    assert rebuild(stage, scripts)["Data"]["Response"] == "applied 4 scripts; the database is at 4"
    assert tables(stage) == ["ids", "orders", "others", "users"]


def test_without_the_option_an_edit_is_refused(stage: Stage) -> None:
    stage.send("Create", BEFORE)
    assert rebuild(stage, AFTER, OnEdited="refuse")["Reason"].startswith("edited after it was applied: V1__users.sql")


@pytest.mark.parametrize("setting", ["refuse", None])
def test_an_event_rebuilds_nothing_that_the_stack_does_not_allow(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, setting: str | None
) -> None:
    stage.send("Create", BEFORE)
    monkeypatch.delenv("ON_EDITED")
    if setting:
        monkeypatch.setenv("ON_EDITED", setting)
    stage.calls.clear()
    words = "OnEdited is rebuild, which the stack of the function doesn't allow; nothing was run"
    assert rebuild(stage, AFTER)["Reason"].startswith(words)
    assert stage.calls == []
    assert tables(stage) == ["ids", "orders", "users"]


def test_what_was_not_edited_is_not_dropped(stage: Stage) -> None:
    stage.send("Create", BEFORE)
    stage.query("INSERT INTO users VALUES (1)")
    scripts = BEFORE | {"V3__more.sql": "CREATE TABLE more (id INT);"}
    assert rebuild(stage, scripts)["Data"]["Response"] == "applied 1 script; the database is at 3"
    assert stage.query("SELECT id FROM users") == [[1]]


def test_another_set_is_not_dropped(stage: Stage) -> None:
    stage.send("Create", BEFORE)
    layer = stage.layer({"V1__others.sql": "CREATE TABLE others (id INT);"}, set="other")
    stage.deliver(stage.event("Create", layer, Set="other"))
    answer = rebuild(stage, AFTER)
    words = "a rebuild would drop what the set other has made; restore the scripts instead"
    assert answer["Reason"].startswith(words)
    assert tables(stage) == ["ids", "orders", "others", "users"]


def test_what_was_there_before_is_not_dropped(stage: Stage) -> None:
    stage.query("CREATE TABLE users (id INT PRIMARY KEY)")
    stage.send("Create", BEFORE, OnUnmanaged="baseline:1")
    answer = rebuild(stage, AFTER)
    words = "a rebuild would drop what was in the database before the first script; restore the scripts instead"
    assert answer["Reason"].startswith(words)
    assert tables(stage) == ["ids", "orders", "users"]


def test_what_another_tool_has_begun_with_is_not_dropped(stage: Stage) -> None:
    stage.query("CREATE TABLE legacy (id INT)")
    stage.query(
        "CREATE TABLE flyway_schema_history (installed_rank INT, version VARCHAR(50), type VARCHAR(20), "
        "script VARCHAR(100), success BOOLEAN)"
    )
    stage.query("INSERT INTO flyway_schema_history VALUES (1, '1', 'BASELINE', '<< Flyway Baseline >>', true)")
    stage.send("Create", {"V2__users.sql": USERS}, OnUnmanaged="adopt")
    answer = rebuild(stage, {"V2__users.sql": USERS + "-- edited"})
    words = "a rebuild would drop what was in the database before the first script; restore the scripts instead"
    assert answer["Reason"].startswith(words)
    assert tables(stage) == ["flyway_schema_history", "legacy", "users"]


def test_what_was_made_by_hand_in_place_of_a_script_is_not_dropped(stage: Stage) -> None:
    stage.query(USERS)
    marked = stage.act(BEFORE, action="repair", what="mark-script-applied", script="V1__users.sql", reason="by hand")
    assert marked["state"] == "REPAIRED"
    stage.send("Create", BEFORE)
    answer = rebuild(stage, AFTER)
    words = "a rebuild would drop what somebody has made in place of V1__users.sql; restore the scripts instead"
    assert answer["Reason"].startswith(words)
    assert tables(stage) == ["ids", "orders", "users"]


def test_a_script_that_was_repaired_at_a_statement_is_applied_anew(stage: Stage) -> None:
    scripts = BEFORE | {"V1__users.sql": Given(USERS, changes={"mode": "none"})}
    stage.faults.add(answer_lost, sql="CREATE TABLE users")
    stage.send("Create", scripts)
    repair: dict[str, Any] = {
        "what": "mark-applied",
        "statement": "1",
        "script": "V1__users.sql",
        "reason": "it is there",
    }
    assert stage.act(scripts, action="repair", **repair)["state"] == "REPAIRED"
    stage.send("Update", scripts)
    assert rebuild(stage, AFTER)["Data"]["Applied"] == "3"


@pytest.mark.parametrize(
    ("makes", "words"),
    [
        ("CREATE VIEW others AS SELECT 1", "view public.others"),
        ("CREATE SCHEMA others", "schema others"),
        ("CREATE FUNCTION others() RETURNS INT LANGUAGE sql AS 'SELECT 1'", "function public.others()"),
    ],
)
def test_what_another_role_owns_is_not_dropped(postgresql: Stage, makes: str, words: str) -> None:
    postgresql.send("Create", BEFORE)
    owner = f"other_{postgresql.database.name}"
    postgresql.query(f"CREATE ROLE {owner}")
    try:
        postgresql.query(f"GRANT {owner} TO CURRENT_USER")
        postgresql.query(f"GRANT CREATE ON SCHEMA public TO {owner}")
        postgresql.query(f"GRANT CREATE ON DATABASE {postgresql.database.name} TO {owner}")
        postgresql.query(makes)
        kind = words.partition(" ")[0]
        name = "others()" if kind == "function" else "others"
        postgresql.query(f"ALTER {kind} {name} OWNER TO {owner}")
        answer = rebuild(postgresql, AFTER)
        expected = f"a rebuild would drop the {words}, which {owner} owns; restore the scripts instead"
        assert answer.get("Reason", "").startswith(expected)
        assert set(tables(postgresql)) >= {"ids", "orders", "users"}
    finally:
        postgresql.query(f"DROP OWNED BY {owner}")
        postgresql.query(f"DROP ROLE {owner}")


def test_whoever_was_shut_out_drops_nothing_more(mysql: Stage) -> None:
    mysql.send("Create", {"V1__a.sql": "CREATE TABLE a (id INT);", "V2__b.sql": "CREATE TABLE b (id INT);"})

    def after(call: Call) -> None:
        if call.sql.startswith("DROP TABLE"):
            mysql.faults.after = nothing
            mysql.query("UPDATE borealis_fence SET value = value + 1")
            mysql.query("UPDATE borealis_lease SET owner = 'other', request_id = 'other'")

    mysql.faults.after = after
    layer = mysql.layer({"V1__a.sql": "CREATE TABLE a (id INT, b INT);", "V2__b.sql": "CREATE TABLE b (id INT);"})
    assert mysql.invoke(mysql.event("Update", layer, OnEdited="rebuild")) is None
    assert tables(mysql) == ["b"]


def test_all_kinds_of_things_are_dropped_in_mysql(mysql: Stage) -> None:
    mysql.send("Create", BEFORE)
    for sql in (
        "CREATE TABLE `a ``quoted`` name` (id INT PRIMARY KEY, other INT)",
        "CREATE TABLE a_circle (id INT PRIMARY KEY, FOREIGN KEY (id) REFERENCES `a ``quoted`` name` (id))",
        "ALTER TABLE `a ``quoted`` name` ADD FOREIGN KEY (other) REFERENCES a_circle (id)",
        "CREATE TRIGGER watch BEFORE INSERT ON users FOR EACH ROW SET NEW.id = NEW.id + 1",
        "CREATE FUNCTION one() RETURNS INT DETERMINISTIC RETURN 1",
        "CREATE PROCEDURE two() SELECT 2",
        "CREATE EVENT later ON SCHEDULE EVERY 1 DAY DO SELECT 1",
        "CREATE VIEW ones AS SELECT one()",
    ):
        mysql.query(sql)
    assert rebuild(mysql, AFTER)["Status"] == "SUCCESS"
    assert tables(mysql) == ["ids", "orders", "users"]
    kinds = ("routines WHERE routine_schema", "events WHERE event_schema", "triggers WHERE trigger_schema")
    assert [mysql.query(f"SELECT COUNT(*) FROM information_schema.{kind} = DATABASE()") for kind in kinds] == [
        [[0]]
    ] * 3


def test_all_kinds_of_things_are_dropped_in_postgresql(postgresql: Stage) -> None:
    postgresql.send("Create", BEFORE)
    for sql in (
        'CREATE SCHEMA "a ""quoted"" name"',
        'CREATE TABLE "a ""quoted"" name"."x ""y" (id INT)',
        "CREATE TYPE mood AS ENUM ('calm')",
        "CREATE DOMAIN positive AS INT CHECK (VALUE > 0)",
        "CREATE TYPE pair AS (a INT, b mood)",
        "CREATE FUNCTION one(p positive, VARIADIC q INT[]) RETURNS INT LANGUAGE sql AS 'SELECT 1'",
        "CREATE PROCEDURE two() LANGUAGE sql AS 'SELECT 1'",
        "CREATE AGGREGATE total(INT) (SFUNC = int4pl, STYPE = INT)",
        "CREATE SEQUENCE numbers",
        "CREATE TABLE counting (id INT GENERATED ALWAYS AS IDENTITY, other SERIAL)",
        "CREATE TYPE span AS RANGE (SUBTYPE = INT)",
        "CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM users",
        "CREATE OPERATOR === (LEFTARG = INT, RIGHTARG = INT, FUNCTION = int4eq)",
        'CREATE COLLATION plain FROM "C"',
        "CREATE TEXT SEARCH CONFIGURATION words (COPY = simple)",
        "CREATE STATISTICS together ON id, user_id FROM orders",
        "CREATE TABLE parted (id INT) PARTITION BY RANGE (id)",
        "CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (2)",
    ):
        postgresql.query(sql)
    answer = rebuild(postgresql, AFTER)
    assert answer.get("Reason") is None
    assert tables(postgresql) == ["ids", "orders", "users"]
    schemas = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' ORDER BY 1"
    assert postgresql.query(schemas) == [["borealis"], ["information_schema"], ["public"]]
    left = "SELECT count(*) FROM pg_depend WHERE refclassid = 'pg_namespace'::regclass AND refobjid = 2200"
    # Two tables and a view.
    assert postgresql.query(left) == [[3]]


def test_an_extension_stays_with_what_is_its_own(postgresql: Stage) -> None:
    postgresql.send("Create", BEFORE)
    postgresql.query("CREATE SCHEMA tools")
    postgresql.query("CREATE EXTENSION citext SCHEMA tools")
    postgresql.query("CREATE TABLE tools.names (name tools.citext)")
    postgresql.query("CREATE EXTENSION hstore")
    assert rebuild(postgresql, AFTER)["Status"] == "SUCCESS"
    assert postgresql.query("SELECT 'A'::tools.citext OPERATOR(tools.=) 'a', 'a=>1'::hstore -> 'a'") == [[True, "1"]]
    assert tables(postgresql) == ["ids", "orders", "users"]


def test_a_rebuild_survives_a_crash_at_any_call(stages: Stages, tell: Callable[[str], None]) -> None:
    table = {"probe": {"kind": "table", "name": "users", "exists": True}}
    rows: dict[str, str | Given] = {"V2__rows.sql": "INSERT INTO users VALUES (1);"}

    def prepare(stage: Stage) -> Event:
        stage.send("Create", {"V1__users.sql": Given(USERS).with_statement(**table), **rows})
        stage.query("CREATE VIEW ids AS SELECT id FROM users")
        edited = Given(USERS + "-- edited").with_statement(**table)
        return stage.event("Update", stage.layer({"V1__users.sql": edited, **rows}), OnEdited="rebuild")

    def check(stage: Stage, answer: Any) -> None:
        assert answer["Data"]["Head"] == "2"
        assert stage.history == [["V1__users.sql", "APPLIED", 1], ["V2__rows.sql", "APPLIED", 1]]
        assert (tables(stage), stage.query("SELECT id FROM users")) == (["users"], [[1]])

    points = crash_everywhere(stages, prepare, Stage.deliver, check)
    tell(f"rebuild: {points} crash points, all converged")
    assert points > 40
