"""Which scripts are run: kinds, phases, accepted edits, and what the server must be set to."""

from typing import Any

import pytest

from layers import Given, Scripts
from recording import Stack

ONE: Scripts = {"V1__users.sql": "CREATE TABLE users (id INT);"}
VIEW = "CREATE OR REPLACE VIEW ids AS SELECT id FROM users;"
CONTRACT = {"phase": "contract"}
EXPANDING: Scripts = ONE | {"V2__names.sql": "CREATE TABLE names (id INT);"}
BOTH: Scripts = EXPANDING | {"V3__drop.sql": Given("DROP TABLE users;", changes=CONTRACT)}


def scripts(stack: Stack) -> list[str]:
    """Those that the history has, in its order."""
    return [row["script"] for row in stack.client.history if row["state"] == "APPLIED"]


def test_repeatable_scripts_come_last_and_again_when_they_change(stack: Stack) -> None:
    first = ONE | {"R__b.sql": VIEW, "R__a.sql": VIEW}
    answer = stack.send("Create", first)
    assert answer["Data"] == {"Response": "applied 3 scripts; the database is at 1", "Head": "1", "Applied": "3"}
    assert scripts(stack) == ["V1__users.sql", "R__b.sql", "R__a.sql"]
    assert stack.send("Update", first)["Data"]["Applied"] == "0"
    assert stack.send("Update", first | {"R__a.sql": VIEW + "-- changed"})["Data"]["Applied"] == "1"
    assert scripts(stack)[-1] == "R__a.sql"
    # The content that it had before is a change, too.
    assert stack.send("Update", first)["Data"]["Applied"] == "1"


def test_a_repeatable_script_that_is_gone_is_no_contradiction(stack: Stack) -> None:
    stack.send("Create", ONE | {"R__a.sql": VIEW})
    assert stack.send("Update", ONE)["Data"]["Response"] == "applied nothing; the database is at 1"


class Killed(BaseException):
    """What ends a run without any word."""


def test_a_repeatable_script_that_stopped_is_not_begun_again(mysql: Stack) -> None:
    mysql.client.failures["CREATE OR REPLACE"] = [Killed()]  # type: ignore[list-item]
    with pytest.raises(Killed):
        mysql.send("Create", ONE | {"R__a.sql": VIEW})
    assert mysql.send("Create", ONE | {"R__a.sql": VIEW})["Reason"].startswith("R__a.sql stopped after at least 0 of 1")


def test_a_rollback_brings_back_the_repeatable_script_that_was_applied_before(mysql: Stack) -> None:
    mysql.send("Create", ONE | {"R__a.sql": VIEW})
    mysql.client.failures["WHERE id > 1"] = [Killed()]  # type: ignore[list-item]
    changed = ONE | {"R__a.sql": VIEW.replace(";", " WHERE id > 1;")}
    with pytest.raises(Killed):
        mysql.send("Update", changed)
    assert mysql.send("Update", ONE | {"R__a.sql": VIEW})["Data"]["Applied"] == "0"
    assert mysql.send("Update", ONE)["Data"]["Applied"] == "0"
    assert mysql.send("Update", changed)["Status"] == "FAILED"


def test_repeatable_scripts_are_left_alone_when_the_database_is_ahead(stack: Stack) -> None:
    stack.send("Create", EXPANDING)
    assert stack.send("Update", ONE | {"R__a.sql": VIEW})["Data"]["Applied"] == "0"
    assert scripts(stack) == ["V1__users.sql", "V2__names.sql"]


BASELINE = {"B2__all.sql": "CREATE TABLE users (id INT);\nCREATE TABLE names (id INT);"}
AFTER = EXPANDING | BASELINE | {"V3__more.sql": "INSERT INTO users VALUES (1);"}


def test_an_empty_database_begins_with_the_baseline(stack: Stack) -> None:
    answer = stack.send("Create", AFTER)
    assert answer["Data"]["Response"] == "applied 2 scripts; the database is at 3"
    assert scripts(stack) == ["B2__all.sql", "V3__more.sql"]
    assert stack.send("Update", AFTER)["Data"]["Applied"] == "0"


def test_a_database_with_a_history_needs_no_baseline(stack: Stack) -> None:
    stack.send("Create", ONE)
    assert stack.send("Update", AFTER)["Data"]["Applied"] == "2"
    assert scripts(stack) == ["V1__users.sql", "V2__names.sql", "V3__more.sql"]


def test_a_baseline_that_was_applied_is_kept(stack: Stack) -> None:
    stack.send("Create", AFTER)
    without = {name: text for name, text in AFTER.items() if name != "B2__all.sql"}
    reason = stack.send("Update", without)["Reason"]
    assert reason.startswith("applied and no longer among the scripts: B2__all.sql")


def test_each_phase_runs_its_own_scripts(stack: Stack) -> None:
    stack.send("Create", ONE)
    expanded = stack.send("Update", BOTH)
    assert expanded["Data"] == {
        "Response": "applied 1 script; the database is at 2; 1 script left for the other phase",
        "Head": "2",
        "Applied": "1",
    }
    event = stack.event("Create", stack.layer(BOTH))
    event["ResourceProperties"]["Phase"] = "contract"
    contracted = stack.deliver(event)
    assert contracted["Data"] == {"Response": "applied 1 script; the database is at 3", "Head": "3", "Applied": "1"}
    assert contracted["PhysicalResourceId"] != expanded["PhysicalResourceId"]
    assert scripts(stack) == ["V1__users.sql", "V2__names.sql", "V3__drop.sql"]


MIXED = ONE | {"V2__drop.sql": Given("DROP TABLE users;", changes=CONTRACT), "V3__a.sql": "CREATE TABLE a (id INT);"}


def test_an_empty_database_gets_all_scripts_in_their_order(stack: Stack) -> None:
    assert stack.send("Create", MIXED)["Data"]["Head"] == "3"
    assert scripts(stack) == list(MIXED)
    event = stack.event("Create", stack.layer(MIXED))
    event["ResourceProperties"]["Phase"] = "contract"
    assert stack.deliver(event)["Data"]["Applied"] == "0"


def test_a_rollback_of_one_phase_sees_what_the_other_has_applied(stack: Stack) -> None:
    stack.send("Create", BOTH)
    assert "ahead of these scripts" in stack.send("Update", EXPANDING)["Data"]["Response"]


def test_what_contracts_is_not_overtaken_by_what_expands(stack: Stack) -> None:
    stack.send("Create", ONE)
    stack.client.calls.clear()
    reason = stack.send("Update", MIXED)["Reason"]
    assert reason.startswith("V2__drop.sql contracts and comes before V3__a.sql, which expands, and both are pending")
    assert stack.client.statements == []


def test_nothing_contracts_before_all_has_expanded(stack: Stack) -> None:
    event = stack.event("Create", stack.layer(BOTH))
    event["ResourceProperties"]["Phase"] = "contract"
    assert stack.deliver(event)["Reason"].startswith(
        "V1__users.sql comes before the scripts that contract, and is pending"
    )


def test_a_phase_is_one_of_two(stack: Stack) -> None:
    event = stack.event("Create", stack.layer(ONE))
    event["ResourceProperties"]["Phase"] = "rewind"
    assert stack.deliver(event)["Reason"].startswith("Phase is rewind; expected expand or contract")


def rebase(stack: Stack, script: str, name: str | None) -> dict[str, str]:
    """An accepted change of a script as it was applied."""
    checksum = next(row["checksum"] for row in stack.client.history if row["script"] == script)
    return {"script": script, "checksum": checksum, "reason": "agreed"} | ({"name": name} if name else {})


def test_an_edit_or_a_removal_that_was_accepted_is_no_contradiction(stack: Stack) -> None:
    stack.send("Create", EXPANDING)
    rebases = [rebase(stack, "V1__users.sql", "V1__users.sql"), rebase(stack, "V2__names.sql", None)]
    edited: Scripts = {"V1__users.sql": "-- edited", "V3__more.sql": "INSERT INTO users VALUES (1);"}
    assert stack.send("Update", edited)["Status"] == "FAILED"
    answer = stack.deliver(stack.event("Update", stack.layer(edited, rebases=rebases)))
    assert answer["Data"]["Applied"] == "1"


def test_a_script_that_was_given_another_version_is_not_run_again(stack: Stack) -> None:
    stack.send("Create", EXPANDING)
    late = ONE | {"V7__names.sql": EXPANDING["V2__names.sql"]}
    rebases = [
        rebase(stack, "V2__names.sql", "V5__names.sql"),
        {"script": "V5__names.sql", "checksum": "of no row", "name": "V7__names.sql", "reason": "again"},
    ]
    answer = stack.deliver(stack.event("Update", stack.layer(late, rebases=rebases)))
    assert answer["Data"]["Applied"] == "0"
    assert stack.send("Update", late)["Status"] == "FAILED"


def test_the_version_of_a_removed_script_is_taken(stack: Stack) -> None:
    stack.send("Create", EXPANDING)
    rebases = [rebase(stack, "V2__names.sql", None)]

    def send(scripts: Scripts) -> dict[str, Any]:
        return stack.deliver(stack.event("Update", stack.layer(scripts, rebases=rebases)))

    assert send(ONE)["Data"]["Applied"] == "0"
    other = send(ONE | {"V2__other.sql": "CREATE TABLE other (id INT);"})
    assert other["Reason"].startswith("V2__other.sql has the version of V2__names.sql, which was applied and removed")
    assert send(EXPANDING)["Data"]["Applied"] == "0"


def test_a_script_that_was_restored_and_edited_counts_as_applied(stack: Stack) -> None:
    stack.send("Create", EXPANDING)
    rebases = [rebase(stack, "V2__names.sql", None), rebase(stack, "V2__names.sql", "V2__names.sql")]
    edited = ONE | {"V2__names.sql": "CREATE TABLE names (id BIGINT);"}
    answer = stack.deliver(stack.event("Update", stack.layer(edited, rebases=rebases)))
    assert answer["Data"]["Applied"] == "0"


def test_a_database_below_a_baseline_that_replaces_older_scripts_is_refused(stack: Stack) -> None:
    stack.send("Create", EXPANDING)
    squashed: Scripts = {"B3__all.sql": "CREATE TABLE users (id INT);", "V4__more.sql": "CREATE TABLE more (id INT);"}
    rebases = [rebase(stack, "V1__users.sql", None), rebase(stack, "V2__names.sql", None)]
    answer = stack.deliver(stack.event("Update", stack.layer(squashed, rebases=rebases)))
    assert answer["Reason"].startswith("the database is below B3__all.sql, and the scripts up to it are gone")


@pytest.mark.parametrize("mode", ["ANSI_QUOTES", "STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES"])
def test_a_server_that_reads_quotes_otherwise_is_refused(mysql: Stack, mode: str) -> None:
    mysql.client.setting = mode
    reason = mysql.send("Create", ONE)["Reason"]
    assert reason.startswith(f"the database's sql_mode has {mode.split(',')[-1]}; the scripts were read without")
    assert mysql.client.statements == []


def test_a_server_without_standard_strings_is_refused(postgresql: Stack) -> None:
    postgresql.client.setting = "off"
    reason = postgresql.send("Create", ONE)["Reason"]
    assert reason.startswith("the database's standard_conforming_strings is off; the scripts were read with on")


def test_a_manifest_of_another_format_is_refused(stack: Stack) -> None:
    answer = stack.deliver(stack.event("Create", stack.layer(ONE, formatVersion=3)))
    assert answer["Reason"].startswith("migrations.json has format 3; expected 2")
