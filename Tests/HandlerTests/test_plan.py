"""Which versions are applied: baselines, versions that are taken, and accepted changes of what was applied."""

from typing import Any

import pytest

from layers import Scripts
from local_aws.data_api.faults import Attempt, Response
from stage import Stage

ONE: Scripts = {"V1__users.sql": "CREATE TABLE users (id INT);"}
TWO: Scripts = ONE | {"V2__names.sql": "CREATE TABLE names (id INT);"}
BASELINE: Scripts = {"B2__all.sql": "CREATE TABLE users (id INT);\nCREATE TABLE names (id INT);"}
AFTER: Scripts = BASELINE | TWO | {"V3__more.sql": "INSERT INTO users VALUES (1);"}


def scripts(stage: Stage) -> list[str]:
    return [row[0] for row in stage.history if row[1] == "APPLIED"]


def test_versions_are_compared_as_numbers(stage: Stage) -> None:
    stage.send("Create", TWO)
    answer = stage.send("Update", TWO | {"V10__more.sql": "INSERT INTO users VALUES (1);"})
    assert answer["Data"]["Head"] == "10"
    assert stage.send("Update", TWO)["Data"]["State"] == "AHEAD"


def test_an_empty_database_begins_with_the_baseline(stage: Stage) -> None:
    assert stage.send("Create", AFTER)["Data"]["Response"] == "applied 2 scripts; the database is at 3"
    assert scripts(stage) == ["B2__all.sql", "V3__more.sql"]
    assert stage.send("Update", AFTER)["Data"]["Applied"] == "0"


def test_a_database_with_a_history_needs_no_baseline(stage: Stage) -> None:
    stage.send("Create", ONE)
    assert stage.send("Update", AFTER)["Data"]["Applied"] == "2"
    assert scripts(stage) == ["V1__users.sql", "V2__names.sql", "V3__more.sql"]


def test_a_baseline_that_was_applied_is_kept(stage: Stage) -> None:
    stage.send("Create", AFTER)
    reason = stage.send("Update", {name: text for name, text in AFTER.items() if name != "B2__all.sql"})["Reason"]
    assert reason.startswith("applied and no longer among the scripts: B2__all.sql")


def test_a_baseline_that_failed_is_begun_again(stage: Stage) -> None:
    broken = {"B2__all.sql": "CREATE TABLE users (id INT);\nINSERT INTO names VALUES (1);"}
    assert stage.send("Create", broken)["Status"] == "FAILED"
    assert stage.send("Create", AFTER)["Data"]["Head"] == "3"
    assert scripts(stage) == ["B2__all.sql", "V3__more.sql"]


def rebase(stage: Stage, script: str, name: str | None) -> dict[str, str]:
    """An accepted change of a script as it was applied."""
    checksum = stage.query(f"SELECT checksum FROM {stage.table('history')} WHERE script = '{script}'")[0][0]
    return {"script": script, "checksum": checksum, "reason": "agreed"} | ({"name": name} if name else {})


def update(stage: Stage, scripts: Scripts, rebases: list[dict[str, str]]) -> dict[str, Any]:
    return stage.deliver(stage.event("Update", stage.layer(scripts, rebases=rebases)))


def test_an_edit_or_a_removal_that_was_accepted_is_no_contradiction(stage: Stage) -> None:
    stage.send("Create", TWO)
    rebases = [rebase(stage, "V1__users.sql", "V1__users.sql"), rebase(stage, "V2__names.sql", None)]
    edited: Scripts = {"V1__users.sql": "-- edited\nSELECT 1;", "V3__more.sql": "INSERT INTO users VALUES (1);"}
    assert stage.send("Update", edited)["Status"] == "FAILED"
    assert update(stage, edited, rebases)["Data"]["Applied"] == "1"


def test_a_script_that_was_given_another_version_is_not_run_again(stage: Stage) -> None:
    stage.send("Create", TWO)
    late = ONE | {"V7__names.sql": TWO["V2__names.sql"]}
    rebases = [
        rebase(stage, "V2__names.sql", "V5__names.sql"),
        {"script": "V5__names.sql", "checksum": "of no row", "name": "V7__names.sql", "reason": "again"},
    ]
    assert update(stage, late, rebases)["Data"]["Applied"] == "0"
    assert stage.send("Update", late)["Status"] == "FAILED"


def test_the_version_of_a_removed_script_is_taken(stage: Stage) -> None:
    stage.send("Create", TWO)
    rebases = [rebase(stage, "V2__names.sql", None)]
    assert update(stage, ONE, rebases)["Data"]["Applied"] == "0"
    other = update(stage, ONE | {"V2__other.sql": "CREATE TABLE other (id INT);"}, rebases)
    assert other["Reason"].startswith("V2__other.sql has the version of V2__names.sql, which was applied and removed")
    assert update(stage, TWO, rebases)["Data"]["Applied"] == "0"


def test_a_script_that_was_restored_and_edited_counts_as_applied(stage: Stage) -> None:
    stage.send("Create", TWO)
    rebases = [rebase(stage, "V2__names.sql", None), rebase(stage, "V2__names.sql", "V2__names.sql")]
    edited = ONE | {"V2__names.sql": "CREATE TABLE names (id BIGINT);"}
    assert update(stage, edited, rebases)["Data"]["Applied"] == "0"


def test_a_database_below_a_baseline_that_replaces_older_scripts_is_refused(stage: Stage) -> None:
    stage.send("Create", TWO)
    squashed: Scripts = {"B3__all.sql": "CREATE TABLE users (id INT);", "V4__more.sql": "CREATE TABLE more (id INT);"}
    rebases = [rebase(stage, "V1__users.sql", None), rebase(stage, "V2__names.sql", None)]
    reason = update(stage, squashed, rebases)["Reason"]
    assert reason.startswith("the database is below B3__all.sql, and the scripts up to it are gone")


@pytest.mark.parametrize("mode", ["ANSI_QUOTES", "STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES"])
def test_a_server_that_reads_quotes_otherwise_is_refused(mysql: Stage, mode: str) -> None:
    def answer_as_with(attempt: Attempt) -> Response:
        """Only a superuser may set it for connections to come."""
        attempt.call.request["sql"] = attempt.call.sql.replace("@@sql_mode", f"'{mode}'")
        return attempt.perform()

    mysql.faults.add(answer_as_with, sql="@@sql_mode")
    reason = mysql.send("Create", ONE)["Reason"]
    assert reason.startswith(f"the database's sql_mode has {mode.split(',')[-1]}; the scripts were read without")
    assert mysql.query("SHOW TABLES") == []


def test_a_server_without_standard_strings_is_refused(postgresql: Stage) -> None:
    postgresql.query(f"ALTER DATABASE {postgresql.database.name} SET standard_conforming_strings = off")
    reason = postgresql.send("Create", ONE)["Reason"]
    assert reason.startswith("the database's standard_conforming_strings is off; the scripts were read with on")
    assert postgresql.query("SELECT nspname FROM pg_namespace WHERE nspname = 'borealis'") == []
