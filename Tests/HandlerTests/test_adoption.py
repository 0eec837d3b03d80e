"""The histories of other tools: what they have applied is not applied again."""

from typing import Any

import pytest

from layers import Given
from stage import Stage

SCRIPTS = {
    "V1__users.sql": "CREATE TABLE users (id INT PRIMARY KEY);",
    "V2__orders.sql": "CREATE TABLE orders (id INT PRIMARY KEY);",
    "V3__names.sql": "ALTER TABLE users ADD COLUMN name VARCHAR(9);",
}
TWO_ADOPTED = [
    ["V1__users.sql", "BASELINE", 1],
    ["V2__orders.sql", "BASELINE", 1],
    ["V3__names.sql", "APPLIED", 1],
]
INSTEAD = "deploy with onUnmanaged baseline:VERSION instead"

FLYWAY = """CREATE TABLE flyway_schema_history (installed_rank INT NOT NULL PRIMARY KEY, version VARCHAR(50),
description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum INT,
installed_by VARCHAR(100) NOT NULL, installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
execution_time INT NOT NULL, success BOOLEAN NOT NULL)"""
GOLANG_MIGRATE = "CREATE TABLE schema_migrations (version BIGINT NOT NULL PRIMARY KEY, dirty BOOLEAN NOT NULL)"
ALEMBIC = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
DBMATE = "CREATE TABLE schema_migrations (version VARCHAR(128) PRIMARY KEY)"
GOOSE = """CREATE TABLE goose_db_version (id SERIAL NOT NULL, version_id BIGINT NOT NULL, is_applied BOOLEAN NOT NULL,
tstamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (id))"""


def two_applied(stage: Stage, *statements: str) -> None:
    """The tables of the first two scripts, and a tool's history."""
    for sql in ("CREATE TABLE users (id INT PRIMARY KEY)", "CREATE TABLE orders (id INT PRIMARY KEY)", *statements):
        stage.query(sql)


def flyway(*rows: tuple[str | None, str, str, bool]) -> list[str]:
    """Flyway's table with rows of version, type, script, success."""
    values = [
        f"({rank}, NULLIF('{version or ''}', ''), 'd', '{kind}', '{script}', 1, 'me', 5, {success})"
        for rank, (version, kind, script, success) in enumerate(rows, 1)
    ]
    columns = "installed_rank, version, description, type, script, checksum, installed_by, execution_time, success"
    return [FLYWAY, f"INSERT INTO flyway_schema_history ({columns}) VALUES {', '.join(values)}"]


def goose(*rows: tuple[int, bool]) -> list[str]:
    values = ", ".join(f"({version}, {is_applied})" for version, is_applied in rows)
    return [GOOSE, f"INSERT INTO goose_db_version (version_id, is_applied) VALUES {values}"]


def adopt(stage: Stage, scripts: Any = SCRIPTS) -> dict[str, Any]:
    return stage.send("Create", scripts, OnUnmanaged="adopt")


def refusal(stage: Stage, scripts: Any = SCRIPTS) -> str:
    """Why nothing was adopted."""
    answer = adopt(stage, scripts)
    assert (answer["Status"], stage.history) == ("FAILED", [])
    return str(answer["Reason"]).removesuffix(" (log stream 2026/11/21/[$LATEST]0123)")


FIRST_TWO = {
    "flyway": flyway(("1", "SQL", "V1__users.sql", True), ("2", "SQL", "V2__orders.sql", True)),
    "flyway's baseline": flyway(("2", "BASELINE", "<< Flyway Baseline >>", True)),
    "flyway's baseline script": flyway(("2", "SQL_BASELINE", "B2__all.sql", True)),
    "flyway's schema": flyway(
        (None, "SCHEMA", '"public"', True), ("1.0", "SQL", "V1__users.sql", True), ("2", "JDBC", "V2__orders", True)
    ),
    "flyway's repeatable scripts": flyway(
        ("1", "SQL", "V1__users.sql", True), ("2", "SQL", "V2__orders.sql", True), (None, "SQL", "R__ids.sql", True)
    ),
    "flyway, undone": flyway(
        ("1", "SQL", "V1__users.sql", True),
        ("2", "SQL", "V2__orders.sql", True),
        ("3", "SQL", "V3__names.sql", True),
        ("3", "UNDO_SQL", "U3__names.sql", True),
    ),
    "flyway, deleted": flyway(
        ("1", "SQL", "V1__users.sql", True),
        ("2", "SQL", "V2__orders.sql", True),
        ("9", "SQL", "V9__gone.sql", True),
        ("9", "DELETE", "V9__gone.sql", True),
    ),
    "golang-migrate": [GOLANG_MIGRATE, "INSERT INTO schema_migrations VALUES (2, false)"],
    "dbmate": [DBMATE, "INSERT INTO schema_migrations VALUES ('1'), ('002')"],
    "goose": goose((0, True), (1, True), (2, True)),
    "goose, undone": goose((0, True), (1, True), (2, True), (3, True), (3, False)),
}


@pytest.mark.parametrize("history", FIRST_TWO)
def test_what_comes_behind_another_history_is_applied(stage: Stage, history: str) -> None:
    two_applied(stage, *FIRST_TWO[history])
    answer = adopt(stage)
    assert answer.get("Data", answer)["Response"] == "applied 1 script; the database is at 3"
    assert stage.history == TWO_ADOPTED


def test_a_repeatable_script_is_run_again(stage: Stage) -> None:
    two_applied(stage, *FIRST_TWO["flyway's repeatable scripts"])
    adopt(stage, SCRIPTS | {"R__ids.sql": "CREATE OR REPLACE VIEW ids AS SELECT id FROM users;"})
    assert stage.history == [*TWO_ADOPTED, ["R__ids.sql", "APPLIED", 1]]


def test_a_revision_of_alembic_is_found_in_a_name(stage: Stage) -> None:
    two_applied(stage, ALEMBIC, "INSERT INTO alembic_version VALUES ('ae1027a6acf')")
    scripts = {name.replace("orders", "ae1027a6acf_orders"): text for name, text in SCRIPTS.items()}
    adopt(stage, scripts)
    assert [row[1] for row in stage.history] == ["BASELINE", "BASELINE", "APPLIED"]


def test_a_revision_of_alembic_that_no_name_has_is_refused(stage: Stage) -> None:
    two_applied(stage, ALEMBIC, "INSERT INTO alembic_version VALUES ('ae1027a6acf')")
    assert refusal(stage) == (
        "the database is at Alembic's revision ae1027a6acf, which no script has in the name; put it into the name of "
        f"the script that ends with what Alembic has made, as in V7__ae1027a6acf.sql, or {INSTEAD}"
    )


def test_several_heads_of_alembic_are_refused(stage: Stage) -> None:
    two_applied(stage, ALEMBIC, "INSERT INTO alembic_version VALUES ('a1'), ('b2')")
    assert refusal(stage) == "Alembic has several heads (a1, b2); merge them, and deploy again"


def test_a_script_that_failed_in_flyway_is_refused(stage: Stage) -> None:
    two_applied(stage, *flyway(("1", "SQL", "V1__users.sql", True), ("2", "SQL", "V2__orders.sql", False)))
    words = "V2__orders.sql has failed, says Flyway; clean up, run flyway repair, and deploy again"
    assert refusal(stage) == words


def test_a_dirty_database_is_refused(stage: Stage) -> None:
    two_applied(stage, GOLANG_MIGRATE, "INSERT INTO schema_migrations VALUES (2, true)")
    assert refusal(stage) == (
        "golang-migrate left the database dirty at 2: finish or undo what that script did, set the version with "
        "migrate force, and deploy again"
    )


def test_a_version_that_the_set_lacks_is_refused(stage: Stage) -> None:
    two_applied(stage, *flyway(("1", "SQL", "V1__users.sql", True), ("4", "SQL", "V4__gone.sql", True)))
    assert refusal(stage) == (
        f"applied by Flyway and not among the scripts: V4__gone.sql; add a script with that version, or {INSTEAD}"
    )


def test_a_newest_version_that_the_set_lacks_is_refused(stage: Stage) -> None:
    two_applied(stage, GOLANG_MIGRATE, "INSERT INTO schema_migrations VALUES (7, false)")
    assert refusal(stage) == (
        f"the database is at 7, says golang-migrate, and no script has that version; add it, or {INSTEAD}"
    )


def test_a_script_that_was_left_out_is_refused(stage: Stage) -> None:
    two_applied(stage, DBMATE, "INSERT INTO schema_migrations VALUES ('1'), ('3')")
    assert refusal(stage) == (
        "dbmate has not applied V2__orders.sql, but newer scripts: apply it there first, or give it a higher version"
    )


def test_a_version_that_is_no_number_is_refused(stage: Stage) -> None:
    two_applied(stage, DBMATE, "INSERT INTO schema_migrations VALUES ('1'), ('x')")
    assert refusal(stage) == f"x has the version x, which is no number; {INSTEAD}"


def test_two_histories_are_refused(stage: Stage) -> None:
    two_applied(stage, *FIRST_TWO["goose"], *FIRST_TWO["flyway"])
    place = "public." if stage.engine == "postgresql" else ""
    assert refusal(stage) == (
        f"the database has more than one history: {place}flyway_schema_history (Flyway) and {place}goose_db_version "
        f"(goose); drop what is no longer used, or {INSTEAD}"
    )


def test_a_database_without_another_history_is_refused(stage: Stage) -> None:
    two_applied(stage)
    words = f"there is no history of Flyway, golang-migrate, Alembic, dbmate or goose to adopt; {INSTEAD}"
    assert refusal(stage) == words


def test_tables_beside_an_empty_history_are_refused(stage: Stage) -> None:
    two_applied(stage, GOLANG_MIGRATE)
    words = f"golang-migrate has applied nothing, and the database has tables (orders, users); {INSTEAD}"
    assert refusal(stage) == words


def test_an_empty_history_alone_is_followed_by_all_scripts(stage: Stage) -> None:
    stage.query(GOLANG_MIGRATE)
    assert adopt(stage)["Data"]["Response"] == "applied 3 scripts; the database is at 3"


def test_a_baseline_below_all_scripts_is_remembered(stage: Stage) -> None:
    stage.query("CREATE TABLE legacy (id INT)")
    for sql in flyway(("1", "BASELINE", "<< Flyway Baseline >>", True)):
        stage.query(sql)
    scripts = {"V2__users.sql": SCRIPTS["V1__users.sql"]}
    assert adopt(stage, scripts)["Data"]["Response"] == "applied 1 script; the database is at 2"
    assert stage.query(f"SELECT kind, version, state FROM {stage.table('history')} ORDER BY seq") == [
        ["found", None, "BASELINE"],
        ["versioned", "2", "APPLIED"],
    ]
    status = stage.act(scripts, action="status")
    assert (status["exitCode"], [script["state"] for script in status["scripts"]]) == (0, ["APPLIED"])


def test_what_contracts_waits_in_an_adopted_database(stage: Stage) -> None:
    stage.query("CREATE TABLE legacy (id INT)")
    for sql in flyway(("1", "BASELINE", "<< Flyway Baseline >>", True)):
        stage.query(sql)
    answer = adopt(stage, {"V2__drop.sql": Given("DROP TABLE legacy;", changes={"phase": "contract"})})
    assert answer["Data"]["Applied"] == "0"
    assert stage.query("SELECT id FROM legacy") == []


def test_a_long_history_is_read_whole(stage: Stage) -> None:
    values = ", ".join(f"('{number}')" for number in range(1, 1202))
    stage.query(DBMATE)
    stage.query(f"INSERT INTO schema_migrations VALUES {values}")
    scripts = {f"V{number}__n.sql": "SELECT 1;" for number in range(1, 1203)}
    assert adopt(stage, scripts)["Data"]["Response"] == "applied 1 script; the database is at 1202"
    assert len(stage.history) == 1202


def test_a_history_in_a_schema_with_a_strange_name_is_read(postgresql: Stage) -> None:
    postgresql.query('CREATE SCHEMA "my ""shop"')
    two_applied(postgresql, GOLANG_MIGRATE.replace("schema_migrations", '"my ""shop".schema_migrations'))
    postgresql.query('INSERT INTO "my ""shop".schema_migrations VALUES (2, false)')
    adopt(postgresql)
    assert postgresql.history == TWO_ADOPTED
