"""What somebody repairs who has looked at the database."""

from typing import Any

import pytest

from layers import Given
from local_aws.data_api.faults import answer_lost, request_lost
from stage import Context, Stage

USERS = "CREATE TABLE users (id INT PRIMARY KEY);"
# Three statements of which nothing tells whether they have run; each alone, in any engine.
COLUMNS = Given(
    "ALTER TABLE users ADD COLUMN a INT;\nALTER TABLE users ADD COLUMN b INT;\nALTER TABLE users ADD COLUMN c INT;",
    changes={"mode": "none"},
    undo="ALTER TABLE users DROP COLUMN c;\nALTER TABLE users DROP COLUMN b;\nALTER TABLE users DROP COLUMN a;",
    undo_changes={"mode": "none"},
)
SCRIPTS: dict[str, str | Given] = {"V1__users.sql": USERS, "V2__columns.sql": COLUMNS}
WHY = "looked at the table"


def repair(stage: Stage, what: str, script: str | None = "V2__columns.sql", scripts: Any = SCRIPTS) -> dict[str, Any]:
    named: dict[str, Any] = {"script": script} if script else {}
    return stage.act(scripts, action="repair", what=what, reason=WHY, **named)


def refusal(answer: dict[str, Any]) -> str:
    assert (answer["ok"], answer["error"]["code"]) == (False, "Unrepairable"), answer
    return str(answer["error"]["message"])


def columns(stage: Stage) -> list[str]:
    schema = "DATABASE()" if stage.engine == "mysql" else "'public'"
    found = stage.query(
        f"SELECT column_name FROM information_schema.columns WHERE table_schema = {schema} AND table_name = 'users' "
        "ORDER BY ordinal_position"
    )
    return [str(row[0]) for row in found]


def stop(stage: Stage, column: str, *, has_run: bool) -> None:
    """A deploy in which nobody hears of a statement's end."""
    stage.faults.add(answer_lost if has_run else request_lost, sql=f"ADD COLUMN {column}")
    assert stage.send("Create", SCRIPTS)["Status"] == "FAILED"
    assert stage.history[-1][:2] == ["V2__columns.sql", "AMBIGUOUS"]


def reason(stage: Stage) -> list[list[Any]]:
    return stage.query(f"SELECT state, reason FROM {stage.table('history')} WHERE script = 'V2__columns.sql'")


def test_a_statement_that_has_run_is_gone_on_behind(stage: Stage) -> None:
    stop(stage, "b", has_run=True)
    status = stage.act(SCRIPTS, action="status")["scripts"][1]
    assert (status["state"], status["at"], status["of"]) == ("AMBIGUOUS", 2, 3)
    answer = repair(stage, "mark-applied")
    assert answer == {"ok": True, "script": "V2__columns.sql", "state": "FAILED", "at": 3}
    assert stage.act(SCRIPTS, action="plan")["scripts"][0]["from"] == 3
    assert stage.act(SCRIPTS, action="up")["applied"] == ["V2__columns.sql"]
    assert columns(stage) == ["id", "a", "b", "c"]
    assert reason(stage) == [["APPLIED", WHY]]


@pytest.mark.parametrize("column", ["a", "b"])
def test_a_statement_that_has_not_run_is_run_again(stage: Stage, column: str) -> None:
    stop(stage, column, has_run=False)
    number = "abc".index(column) + 1
    answer = repair(stage, "retry")
    assert answer == {"ok": True, "script": "V2__columns.sql", "state": "FAILED", "at": number}
    assert stage.send("Update", SCRIPTS)["Status"] == "SUCCESS"
    assert columns(stage) == ["id", "a", "b", "c"]


def test_behind_the_last_statement_the_script_is_repaired(stage: Stage) -> None:
    stop(stage, "c", has_run=True)
    answer = repair(stage, "mark-applied")
    assert answer == {"ok": True, "script": "V2__columns.sql", "state": "REPAIRED", "at": None}
    assert stage.act(SCRIPTS, action="status")["exitCode"] == 0
    assert stage.send("Update", SCRIPTS)["Data"]["Applied"] == "0"


def test_a_script_that_somebody_has_run_by_hand_counts_as_applied(stage: Stage) -> None:
    stage.send("Create", {"V1__users.sql": USERS})
    assert repair(stage, "mark-applied")["state"] == "REPAIRED"
    assert stage.send("Update", SCRIPTS)["Data"]["Response"] == "applied nothing; the database is at 2"
    assert (columns(stage), reason(stage)) == (["id"], [["REPAIRED", WHY]])


def test_a_script_that_failed_as_a_whole_can_be_marked_too(stage: Stage) -> None:
    bad = {"V1__users.sql": USERS, "V2__columns.sql": "INSERT INTO nowhere VALUES (1);"}
    stage.send("Create", bad)
    assert repair(stage, "mark-applied", scripts=bad)["state"] == "REPAIRED"
    assert stage.act(bad, action="status")["exitCode"] == 0


def test_a_script_is_not_marked_before_those_below_it(stage: Stage) -> None:
    words = "V1__users.sql comes before V2__columns.sql, and is pending; begin with that"
    assert refusal(repair(stage, "mark-applied")) == words


def test_an_edit_is_accepted(stage: Stage) -> None:
    stage.send("Create", SCRIPTS)
    edited = SCRIPTS | {"V1__users.sql": USERS + "-- edited"}
    assert stage.act(edited, action="status")["exitCode"] == 3
    answer = repair(stage, "accept-checksum", "V1__users.sql", edited)
    assert answer == {"ok": True, "script": "V1__users.sql", "state": "APPLIED", "at": None}
    assert stage.send("Update", edited)["Data"]["Response"] == "applied nothing; the database is at 2"


def test_a_repeatable_script_is_accepted_as_it_is(stage: Stage) -> None:
    view = "CREATE OR REPLACE VIEW ids AS SELECT id FROM users;"
    stage.send("Create", SCRIPTS | {"R__ids.sql": view})
    edited = SCRIPTS | {"R__ids.sql": view + "-- edited"}
    repair(stage, "accept-checksum", "R__ids.sql", edited)
    assert stage.send("Update", edited)["Data"]["Applied"] == "0"


def test_a_statement_of_an_undoing_is_repaired(stage: Stage) -> None:
    stage.send("Create", SCRIPTS)
    stage.faults.add(answer_lost, sql="DROP COLUMN b")
    assert stage.act(SCRIPTS, action="down", to="1")["error"]["code"] == "ScriptFailed"
    status = stage.act(SCRIPTS, action="status")["scripts"][1]
    assert (status["state"], status["at"]) == ("UNDOING", 2)
    answer = repair(stage, "mark-applied")
    assert answer == {"ok": True, "script": "V2__columns.sql", "state": "UNDOING", "at": 3}
    assert stage.act(SCRIPTS, action="down", to="1")["undone"] == ["V2__columns.sql"]
    assert columns(stage) == ["id"]


def test_a_lease_is_ended_and_its_holder_shut_out(stage: Stage) -> None:
    stage.send("Create", {"V1__users.sql": USERS})
    stage.query(
        f"UPDATE {stage.table('lease')} SET owner = 'other', stack_id = 'stack', request_id = 'r', "
        "expires_at = CURRENT_TIMESTAMP + INTERVAL '60' SECOND"
    )
    [[before]] = stage.query(f"SELECT value FROM {stage.table('fence')}")
    assert repair(stage, "release-lease", None) == {"ok": True, "holder": {"stack": "stack", "request": "r"}}
    assert stage.query(f"SELECT value FROM {stage.table('fence')}") == [[before + 1]]
    assert stage.act(SCRIPTS, action="up")["applied"] == ["V2__columns.sql"]
    assert refusal(repair(stage, "release-lease", None)) == "nobody has the lease"


def test_a_repair_leaves_no_lease(stage: Stage) -> None:
    stop(stage, "b", has_run=True)
    repair(stage, "retry")
    assert stage.query(f"SELECT owner FROM {stage.table('lease')}") == [[None]]


def test_what_makes_no_sense_for_the_state_is_refused(stage: Stage) -> None:
    stage.send("Create", SCRIPTS)
    new = SCRIPTS | {"V3__more.sql": "SELECT 1;"}
    where = "no statement of it is uncertain; where the script was edited, accept-checksum is possible"
    for what in ("retry", "mark-applied"):
        assert refusal(repair(stage, what)) == f"V2__columns.sql is APPLIED: {where}"
    assert refusal(repair(stage, "accept-checksum")) == (
        "V2__columns.sql is what was applied: there is no checksum to accept"
    )
    assert refusal(repair(stage, "retry", "V3__more.sql", new)) == (
        "V3__more.sql has nothing to retry: the next deploy runs it; mark-applied is possible"
    )
    assert refusal(repair(stage, "accept-checksum", "V3__more.sql", new)) == (
        "V3__more.sql is not applied: there is no checksum to accept"
    )


def test_what_failed_in_part_is_corrected_and_not_repaired(mysql: Stage) -> None:
    half = SCRIPTS | {"V2__columns.sql": "CREATE TABLE a (id INT);\nDROP TABLE nowhere;"}
    mysql.send("Create", half)
    for what in ("retry", "mark-applied"):
        assert refusal(repair(mysql, what, scripts=half)) == (
            "V2__columns.sql is FAILED: no statement of it is uncertain; deploy again, with the script corrected from "
            "the statement on that failed"
        )


def test_an_unknown_script_is_refused_with_the_nearest_name(stage: Stage) -> None:
    words = "there is no script V2__column.sql; did you mean V2__columns.sql?"
    assert refusal(repair(stage, "retry", "V2__column.sql")) == words
    assert refusal(repair(stage, "retry", "zzz")) == "there is no script zzz"


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (
            {"what": "delete", "reason": WHY},
            "what is unknown; expected retry, mark-applied, accept-checksum, release-lease",
        ),
        ({"what": "retry", "reason": WHY}, "retry needs a script"),
        ({"what": "release-lease", "script": "V1__users.sql", "reason": WHY}, "release-lease has no script"),
        ({"what": "retry", "script": "V1__users.sql", "reason": " "}, "the reason has 1 characters; expected 1 to 500"),
        (
            {"what": "retry", "script": "V1__users.sql", "reason": "x" * 501},
            "the reason has 501 characters; expected 1 to 500",
        ),
    ],
)
def test_a_bad_repair_is_refused_before_any_call(mysql: Stage, event: Any, words: str) -> None:
    assert refusal(mysql.act(SCRIPTS, Context(), action="repair", **event)) == words
    assert mysql.calls == []
