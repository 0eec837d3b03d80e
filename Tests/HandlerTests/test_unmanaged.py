"""A database that has tables before the first script is run."""

from collections.abc import Callable
from typing import Any

from crash_points import Stages, crash_everywhere
from layers import Given
from runners import prepare
from stage import Event, Stage

USERS = "CREATE TABLE users (id INT PRIMARY KEY);"
SCRIPTS = {
    "V1__users.sql": USERS,
    "V2__orders.sql": "CREATE TABLE orders (id INT PRIMARY KEY);",
    "V3__names.sql": "ALTER TABLE users ADD COLUMN name VARCHAR(9);",
}
WAYS = (
    "if they are what the scripts up to a version make, set onUnmanaged to baseline:VERSION; if Flyway, "
    "golang-migrate, Alembic, dbmate or goose has made them, set it to adopt (log stream 2026/11/21/[$LATEST]0123)"
)


def made_by_hand(stage: Stage) -> None:
    stage.query("CREATE TABLE users (id INT PRIMARY KEY)")
    stage.query("CREATE TABLE orders (id INT PRIMARY KEY)")


def test_tables_without_a_history_are_refused(stage: Stage) -> None:
    made_by_hand(stage)
    answer = stage.send("Create", SCRIPTS)
    words = "the database has tables (orders, users), and no history of scripts"
    assert (answer["Status"], answer["Reason"]) == ("FAILED", f"{words}: {WAYS}")
    assert stage.history == []


def test_three_of_many_tables_are_named(stage: Stage) -> None:
    for name in "abcd":
        stage.query(f"CREATE TABLE {name} (id INT)")
    assert "has tables (a, b, c, …), and" in stage.send("Create", SCRIPTS)["Reason"]


def test_a_table_in_another_schema_is_named_with_it(postgresql: Stage) -> None:
    postgresql.query("CREATE SCHEMA shop")
    postgresql.query("CREATE TABLE shop.users (id INT)")
    assert "has tables (shop.users), and" in postgresql.send("Create", SCRIPTS)["Reason"]


def test_tables_of_extensions_are_nobodys(postgresql: Stage) -> None:
    postgresql.query("CREATE TABLE names (id INT)")
    postgresql.query("CREATE EXTENSION citext")
    postgresql.query("ALTER EXTENSION citext ADD TABLE names")
    assert postgresql.send("Create", SCRIPTS)["Status"] == "SUCCESS"


def test_an_empty_database_needs_no_baseline(stage: Stage) -> None:
    answer = stage.send("Create", SCRIPTS, OnUnmanaged="baseline:2")
    assert answer["Data"]["Response"] == "applied 3 scripts; the database is at 3"


def test_what_comes_after_the_baseline_is_applied(stage: Stage) -> None:
    made_by_hand(stage)
    answer = stage.send("Create", SCRIPTS, OnUnmanaged="baseline:2")
    assert answer["Data"]["Response"] == "applied 1 script; the database is at 3"
    assert stage.history == [
        ["V1__users.sql", "BASELINE", 1],
        ["V2__orders.sql", "BASELINE", 1],
        ["V3__names.sql", "APPLIED", 1],
    ]
    assert stage.query("SELECT name FROM users") == []


def test_a_baseline_may_be_all_of_the_set(stage: Stage) -> None:
    made_by_hand(stage)
    answer = stage.send("Create", SCRIPTS, OnUnmanaged="baseline:3")
    assert answer["Data"]["Response"] == "applied nothing; the database is at 3"


def test_repeatable_scripts_are_run_behind_a_baseline(stage: Stage) -> None:
    made_by_hand(stage)
    view = {"R__ids.sql": "CREATE OR REPLACE VIEW ids AS SELECT id FROM users;"}
    answer = stage.send("Create", SCRIPTS | view, OnUnmanaged="baseline:3")
    assert answer["Data"]["Response"] == "applied 1 script; the database is at 3"


def test_a_baseline_is_a_version_of_the_set(stage: Stage) -> None:
    made_by_hand(stage)
    for version in ("9", "2.5", "two"):
        answer = stage.send("Create", SCRIPTS, OnUnmanaged=f"baseline:{version}")
        assert answer["Reason"].startswith(f"no script has the version {version} of the baseline; the set has 1 to 3 (")
    assert stage.history == []


def test_a_script_that_replaces_older_ones_is_the_baseline(stage: Stage) -> None:
    made_by_hand(stage)
    scripts = {"B2__all.sql": USERS, "V3__names.sql": SCRIPTS["V3__names.sql"]}
    assert stage.send("Create", scripts, OnUnmanaged="baseline:2")["Status"] == "SUCCESS"
    assert stage.history == [["B2__all.sql", "BASELINE", 1], ["V3__names.sql", "APPLIED", 1]]


def test_the_scripts_of_a_baseline_may_not_be_edited(stage: Stage) -> None:
    made_by_hand(stage)
    stage.send("Create", SCRIPTS, OnUnmanaged="baseline:3")
    answer = stage.send("Update", SCRIPTS | {"V1__users.sql": USERS + "-- edited"}, OnUnmanaged="baseline:3")
    assert answer["Reason"].startswith("edited after it was applied: V1__users.sql")


def test_a_second_set_finds_a_managed_database(stage: Stage) -> None:
    stage.send("Create", SCRIPTS)
    layer = stage.layer({"V1__rows.sql": "CREATE TABLE others (id INT);"}, set="other")
    answer = stage.deliver(stage.event("Create", layer, Set="other"))
    assert answer["Data"]["Response"] == "applied 1 script; the database is at 1"


def second(stage: Stage, way: str, scripts: Any = SCRIPTS) -> dict[str, Any]:
    """A second set in a database that the first manages."""
    stage.send("Create", {"V1__first.sql": "CREATE TABLE first (id INT);"})
    made_by_hand(stage)
    layer = stage.layer(scripts, set="other")
    return stage.deliver(stage.event("Create", layer, Set="other", OnUnmanaged=way))


def test_a_second_set_may_begin_with_a_baseline(stage: Stage) -> None:
    answer = second(stage, "baseline:2")
    assert answer.get("Data", answer)["Response"] == "applied 1 script; the database is at 3"
    assert stage.history[1:] == [
        ["V1__users.sql", "BASELINE", 1],
        ["V2__orders.sql", "BASELINE", 1],
        ["V3__names.sql", "APPLIED", 1],
    ]


def test_a_second_set_that_was_undone_begins_anew(stage: Stage) -> None:
    scripts = {"V1__more.sql": Given("CREATE TABLE more (id INT);", undo="DROP TABLE more;")}
    stage.send("Create", {"V1__first.sql": "CREATE TABLE first (id INT);"})
    layer = stage.layer(scripts, set="other")
    stage.deliver(stage.event("Create", layer, Set="other"))
    stage.query(f"UPDATE {stage.table('history')} SET state = 'UNDONE', undone = seq WHERE set_name = 'other'")
    stage.query("DROP TABLE more")
    answer = stage.deliver(stage.event("Create", layer, Set="other", OnUnmanaged="baseline:1"))
    assert answer["Data"]["Response"] == "applied 1 script; the database is at 1"


def test_a_second_set_may_adopt(stage: Stage) -> None:
    stage.query("CREATE TABLE schema_migrations (version BIGINT NOT NULL PRIMARY KEY, dirty BOOLEAN NOT NULL)")
    stage.query("INSERT INTO schema_migrations VALUES (2, false)")
    prepare(stage)
    stage.query(
        f"INSERT INTO {stage.table('history')} (set_name, kind, version, description, script, checksum, statements, "
        "applied_statements, transaction_mode, state, run_id, stack_id, request_id, engine_version, installed_by, "
        "fence) VALUES ('first', 'versioned', '1', '', 'V1__first.sql', '', 1, 1, 'none', 'APPLIED', '', '', '', '', "
        "'', 0)"
    )
    made_by_hand(stage)
    layer = stage.layer(SCRIPTS, set="other")
    answer = stage.deliver(stage.event("Create", layer, Set="other", OnUnmanaged="adopt"))
    assert answer.get("Data", answer)["Response"] == "applied 1 script; the database is at 3"


def test_a_second_set_with_nothing_to_adopt_is_refused(stage: Stage) -> None:
    answer = second(stage, "adopt")
    words = (
        "other sets have a history in this database, and there is none of Flyway, golang-migrate, Alembic, dbmate or "
        "goose to adopt: set onUnmanaged to baseline:VERSION if the database has what the scripts up to a version "
        "make, or to fail if this set begins with nothing"
    )
    assert answer["Reason"].startswith(words)
    assert len(stage.history) == 1


def test_a_baseline_survives_a_crash_at_any_call(stages: Stages, tell: Callable[[str], None]) -> None:
    def begin(stage: Stage) -> Event:
        made_by_hand(stage)
        scripts = SCRIPTS | {"V3__rows.sql": "INSERT INTO users VALUES (1);"}
        del scripts["V3__names.sql"]
        return stage.event("Create", stage.layer(scripts), OnUnmanaged="baseline:2")

    def check(stage: Stage, answer: Any) -> None:
        assert answer["Data"]["Head"] == "3"
        rows = [["V1__users.sql", "BASELINE", 1], ["V2__orders.sql", "BASELINE", 1], ["V3__rows.sql", "APPLIED", 1]]
        assert stage.history == rows
        assert stage.query("SELECT id FROM users") == [[1]]

    points = crash_everywhere(stages, begin, Stage.deliver, check)
    tell(f"baseline: {points} crash points, all converged")
    assert points > 20
