"""Scripts that are run whenever they have changed."""

from layers import Scripts
from stage import Stage

ONE: Scripts = {"V1__users.sql": "CREATE TABLE users (id INT PRIMARY KEY);"}
TWO: Scripts = ONE | {"V2__rows.sql": "INSERT INTO users VALUES (1), (2);"}
A = "CREATE OR REPLACE VIEW ids AS SELECT id FROM users;"
B = "CREATE OR REPLACE VIEW ids AS SELECT id FROM users WHERE id > 1;"
OTHER = "CREATE OR REPLACE VIEW others AS SELECT id FROM users;"


def scripts(stage: Stage) -> list[str]:
    return [row[0] for row in stage.history if row[1] == "APPLIED"]


def test_they_come_last_and_again_when_they_change(stage: Stage) -> None:
    repeatable: Scripts = {"R__b.sql": A, "R__a.sql": OTHER}
    first = repeatable | ONE
    answer = stage.send("Create", first)
    assert answer["Data"]["Response"] == "applied 3 scripts; the database is at 1"
    assert scripts(stage) == ["V1__users.sql", "R__b.sql", "R__a.sql"]
    assert stage.send("Update", first)["Data"]["Applied"] == "0"
    assert stage.send("Update", TWO | {"R__b.sql": B, "R__a.sql": OTHER})["Data"]["Applied"] == "2"
    assert stage.query("SELECT id FROM ids") == [[2]]


def test_the_content_that_it_had_before_is_a_change_too(stage: Stage) -> None:
    stage.send("Create", TWO | {"R__a.sql": A})
    stage.send("Update", TWO | {"R__a.sql": B})
    assert stage.send("Update", TWO | {"R__a.sql": A})["Data"]["Applied"] == "1"
    assert stage.query("SELECT count(*) FROM ids") == [[2]]


def test_one_that_is_gone_is_no_contradiction(stage: Stage) -> None:
    stage.send("Create", ONE | {"R__a.sql": A})
    assert stage.send("Update", ONE)["Data"]["Response"] == "applied nothing; the database is at 1"


def test_a_set_of_nothing_else_is_at_no_version(stage: Stage) -> None:
    answer = stage.send("Create", {"R__a.sql": "CREATE OR REPLACE VIEW ids AS SELECT 1 AS id;"})
    assert (answer["Data"]["Response"], answer["Data"]["Head"]) == (
        "applied 1 script; the database is at no version",
        "",
    )


def test_one_that_failed_is_run_again_as_it_is_then(stage: Stage) -> None:
    stage.send("Create", TWO | {"R__a.sql": A})
    assert stage.send("Update", TWO | {"R__a.sql": B.replace("users", "nowhere")})["Status"] == "FAILED"
    assert stage.query("SELECT count(*) FROM ids") == [[2]]
    assert stage.send("Update", TWO | {"R__a.sql": B})["Data"]["Applied"] == "1"
    assert stage.query("SELECT id FROM ids") == [[2]]


def test_one_that_stopped_in_the_middle_is_run_from_its_beginning(mysql: Stage) -> None:
    half = OTHER + "\n" + B.replace("users", "nowhere")
    mysql.send("Create", TWO)
    assert mysql.send("Update", TWO | {"R__a.sql": half})["Status"] == "FAILED"
    assert mysql.history[-1] == ["R__a.sql", "FAILED", 1]
    assert mysql.send("Update", TWO | {"R__a.sql": B})["Data"]["Applied"] == "1"
    assert mysql.history[-1] == ["R__a.sql", "APPLIED", 1]
    assert mysql.query("SELECT id FROM ids") == [[2]]


def test_they_are_left_alone_when_the_database_is_ahead(stage: Stage) -> None:
    stage.send("Create", TWO)
    assert stage.send("Update", ONE | {"R__a.sql": A})["Data"]["State"] == "AHEAD"
    assert scripts(stage) == ["V1__users.sql", "V2__rows.sql"]
