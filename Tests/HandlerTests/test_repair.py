"""What somebody repairs who has looked at the database."""

import hashlib
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
EITHER: list[tuple[str, dict[str, str]]] = [("retry", {}), ("mark-applied", {"statement": "1"})]


def repair(
    stage: Stage, what: str, script: str | None = "V2__columns.sql", scripts: Any = SCRIPTS, **more: str
) -> dict[str, Any]:
    named: dict[str, Any] = more | ({"script": script} if script else {})
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
    answer = repair(stage, "mark-applied", statement="2")
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
    answer = repair(stage, "mark-applied", statement="3")
    assert answer == {"ok": True, "script": "V2__columns.sql", "state": "REPAIRED", "at": None}
    assert stage.act(SCRIPTS, action="status")["exitCode"] == 0
    assert stage.send("Update", SCRIPTS)["Data"]["Applied"] == "0"


def test_a_script_that_somebody_has_run_by_hand_counts_as_applied(stage: Stage) -> None:
    stage.send("Create", {"V1__users.sql": USERS})
    assert repair(stage, "mark-script-applied")["state"] == "REPAIRED"
    assert stage.send("Update", SCRIPTS)["Data"]["Response"] == "applied nothing; the database is at 2"
    assert (columns(stage), reason(stage)) == (["id"], [["REPAIRED", WHY]])


def test_a_script_that_failed_as_a_whole_can_be_marked_too(stage: Stage) -> None:
    bad = {"V1__users.sql": USERS, "V2__columns.sql": "INSERT INTO nowhere VALUES (1);"}
    stage.send("Create", bad)
    assert repair(stage, "mark-script-applied", scripts=bad)["state"] == "REPAIRED"
    assert stage.act(bad, action="status")["exitCode"] == 0


def test_a_script_is_not_marked_before_those_below_it(stage: Stage) -> None:
    words = "V1__users.sql comes before V2__columns.sql, and is pending; begin with that"
    assert refusal(repair(stage, "mark-script-applied")) == words


def test_another_statement_than_the_uncertain_one_is_not_marked(stage: Stage) -> None:
    stop(stage, "b", has_run=True)
    words = "statement 3 of V2__columns.sql is not uncertain; statement 2 is: look at that"
    assert refusal(repair(stage, "mark-applied", statement="3")) == words
    assert stage.history[-1][:2] == ["V2__columns.sql", "AMBIGUOUS"]


def test_a_statement_that_was_retried_is_not_marked_for_the_whole_script(mysql: Stage) -> None:
    stop(mysql, "a", has_run=False)
    assert repair(mysql, "retry")["at"] == 1
    answer = refusal(repair(mysql, "mark-applied", statement="1"))
    assert answer.startswith("V2__columns.sql has no uncertain statement: the next deploy runs it")
    assert mysql.history[-1] == ["V2__columns.sql", "FAILED", 0]


def test_a_script_is_not_marked_as_a_whole_where_a_statement_may_have_run(stage: Stage) -> None:
    stop(stage, "a", has_run=True)
    assert refusal(repair(stage, "mark-script-applied")) == (
        "V2__columns.sql is AMBIGUOUS, and statement 1 of it has run, or may have: no mark of all of it is possible; "
        "mark-applied and retry are, for statement 1"
    )


def test_a_script_that_was_applied_in_part_is_not_marked_as_a_whole(mysql: Stage) -> None:
    half = SCRIPTS | {"V2__columns.sql": "CREATE TABLE a (id INT);\nDROP TABLE nowhere;"}
    mysql.send("Create", half)
    assert refusal(repair(mysql, "mark-script-applied", scripts=half)) == (
        "V2__columns.sql is FAILED, and statement 1 of it has run, or may have: no mark of all of it is possible; "
        "deploy again, with the script corrected from the statement on that failed"
    )


def test_what_is_accepted_is_undone_as_the_script_says_now(stage: Stage) -> None:
    stage.send("Create", {"V1__users.sql": Given(USERS, undo="DROP TABLE nowhere;")})
    edited: dict[str, str | Given] = {"V1__users.sql": Given(USERS + "\nSELECT 1;", undo="DROP TABLE users;")}
    repair(stage, "accept-checksum", "V1__users.sql", edited)
    expected = hashlib.sha256(
        "".join(hashlib.sha256(sql.encode()).hexdigest() for sql in (USERS[:-1], "SELECT 1")).encode()
    ).hexdigest()
    assert stage.query(f"SELECT applied_prefix_hash FROM {stage.table('history')}") == [[expected]]
    assert stage.act(edited, action="down", to="0")["undone"] == ["V1__users.sql"]
    assert columns(stage) == []


def test_nothing_undoes_a_baseline_that_was_accepted(stage: Stage) -> None:
    stage.query(USERS)
    stage.act(SCRIPTS, action="baseline", version="1")
    edited: dict[str, str | Given] = {"V1__users.sql": Given(USERS + "-- edited", undo="DROP TABLE users;")}
    assert repair(stage, "accept-checksum", "V1__users.sql", edited)["state"] == "BASELINE"
    assert stage.act(edited, action="down", to="0")["error"]["message"] == "nothing undoes V1__users.sql"


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
    answer = repair(stage, "mark-applied", statement="2")
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
    for what, more in EITHER:
        assert refusal(repair(stage, what, **more)) == f"V2__columns.sql is APPLIED: {where}"
    assert refusal(repair(stage, "mark-script-applied")) == (
        "V2__columns.sql is APPLIED: there is nothing to mark; where the script was edited, accept-checksum is possible"
    )
    assert refusal(repair(stage, "accept-checksum")) == (
        "V2__columns.sql is what was applied: there is no checksum to accept"
    )
    for what, more in EITHER:
        assert refusal(repair(stage, what, "V3__more.sql", new, **more)) == (
            "V3__more.sql has no uncertain statement: the next deploy runs it; mark-script-applied is possible"
        )
    assert refusal(repair(stage, "accept-checksum", "V3__more.sql", new)) == (
        "V3__more.sql is not applied: there is no checksum to accept"
    )


def test_what_failed_in_part_is_corrected_and_not_repaired(mysql: Stage) -> None:
    half = SCRIPTS | {"V2__columns.sql": "CREATE TABLE a (id INT);\nDROP TABLE nowhere;"}
    mysql.send("Create", half)
    for what, more in EITHER:
        assert refusal(repair(mysql, what, scripts=half, **more)) == (
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
            "what is unknown; expected retry, mark-applied, mark-script-applied, accept-checksum, release-lease",
        ),
        ({"what": "retry", "reason": WHY}, "retry needs a script"),
        (
            {"what": "mark-applied", "script": "V1__users.sql", "reason": WHY},
            "mark-applied needs a statement: the number of the uncertain one, from 1",
        ),
        (
            {"what": "mark-applied", "script": "V1__users.sql", "statement": "0", "reason": WHY},
            "mark-applied needs a statement: the number of the uncertain one, from 1",
        ),
        (
            {"what": "mark-script-applied", "script": "V1__users.sql", "statement": "1", "reason": WHY},
            "mark-script-applied has no statement",
        ),
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
