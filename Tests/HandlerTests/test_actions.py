"""The function as it is invoked by somebody else than CloudFormation."""

from collections.abc import Callable
from typing import Any

import pytest

import index
from crash_points import Stages, crash_everywhere
from layers import Given
from stage import FUNCTION, Context, Stage

USERS = "CREATE TABLE users (id INT PRIMARY KEY);"
ONE = {"V1__users.sql": Given(USERS, undo="DROP TABLE users;")}
ROWS = Given("INSERT INTO users VALUES (1);\nINSERT INTO users VALUES (2);", undo="DELETE FROM users;")
TWO = ONE | {"V2__rows.sql": ROWS}
VIEW: dict[str, str | Given] = {"R__ids.sql": "CREATE OR REPLACE VIEW ids AS SELECT id FROM users;"}
BAD = TWO | {"V3__bad.sql": Given("INSERT INTO users VALUES (3);\nINSERT INTO nowhere VALUES (1);")}
DROP = {"V3__drop.sql": Given("DROP TABLE users;", changes={"phase": "contract"})}


def states(stage: Stage, scripts: Any) -> tuple[int, dict[str, str]]:
    answer = stage.act(scripts, action="status")
    assert answer["ok"], answer
    return answer["exitCode"], {script["script"]: script["state"] for script in answer["scripts"]}


def refusal(answer: dict[str, Any]) -> tuple[str, str]:
    assert not answer["ok"], answer
    return answer["error"]["code"], answer["error"]["message"]


# status


def test_the_status_of_an_empty_database_makes_nothing(stage: Stage) -> None:
    assert stage.act(TWO, action="status") == {
        "ok": True,
        "set": "main",
        "engine": stage.engine,
        "head": "",
        "exitCode": 2,
        "lease": None,
        "refusal": None,
        "scripts": [
            {"script": name, "kind": "versioned", "version": version, "state": "PENDING", "isEdited": False}
            for name, version in (("V1__users.sql", "1"), ("V2__rows.sql", "2"))
        ],
    }
    schema = "DATABASE()" if stage.engine == "mysql" else "'borealis'"
    assert stage.query(f"SELECT table_name FROM information_schema.tables WHERE table_schema = {schema}") == []


def test_a_database_that_has_all_is_clean(stage: Stage) -> None:
    stage.send("Create", TWO | VIEW)
    expected = {"V1__users.sql": "APPLIED", "V2__rows.sql": "APPLIED", "R__ids.sql": "APPLIED"}
    assert states(stage, TWO | VIEW) == (0, expected)


def test_what_is_pending_or_outdated_is_told(stage: Stage) -> None:
    stage.send("Create", ONE | VIEW)
    changed = {"R__ids.sql": "CREATE OR REPLACE VIEW ids AS SELECT id AS number FROM users;"}
    expected = {"V1__users.sql": "APPLIED", "V2__rows.sql": "PENDING", "R__ids.sql": "OUTDATED"}
    assert states(stage, TWO | changed) == (2, expected)


def test_what_failed_is_told_with_its_place(stage: Stage) -> None:
    stage.send("Create", BAD)
    answer = stage.act(BAD, action="status")
    failed = answer["scripts"][2]
    assert (answer["exitCode"], failed["state"], failed["of"], failed["line"]) == (3, "FAILED", 2, 2)
    assert "nowhere" in failed["message"]


def test_a_repeatable_script_that_failed_and_was_restored_is_applied(stage: Stage) -> None:
    stage.send("Create", ONE | VIEW)
    bad: dict[str, str | Given] = {"R__ids.sql": "INSERT INTO nowhere VALUES (1);"}
    stage.send("Update", ONE | bad)
    assert states(stage, ONE | bad) == (3, {"V1__users.sql": "APPLIED", "R__ids.sql": "FAILED"})
    stage.send("Update", ONE | VIEW)
    assert states(stage, ONE | VIEW) == (0, {"V1__users.sql": "APPLIED", "R__ids.sql": "APPLIED"})


def test_what_was_edited_or_removed_is_told(stage: Stage) -> None:
    stage.send("Create", TWO)
    answer = stage.act({"V1__users.sql": USERS + "-- edited", "V3__x.sql": "SELECT 1;"}, action="status")
    found = [(script["script"], script["state"], script["isEdited"]) for script in answer["scripts"]]
    assert (answer["exitCode"], found) == (
        3,
        [("V1__users.sql", "APPLIED", True), ("V3__x.sql", "PENDING", False), ("V2__rows.sql", "MISSING", False)],
    )
    assert answer["refusal"].startswith("edited after it was applied: V1__users.sql")


def test_what_is_ahead_is_told(stage: Stage) -> None:
    stage.send("Create", TWO)
    assert states(stage, ONE) == (0, {"V1__users.sql": "APPLIED", "V2__rows.sql": "AHEAD"})


def test_a_script_below_what_is_applied_is_out_of_order(stage: Stage) -> None:
    stage.send("Create", TWO)
    expected = {"V1__users.sql": "APPLIED", "V1.5__x.sql": "OUT_OF_ORDER", "V2__rows.sql": "APPLIED"}
    scripts = ONE | {"V1.5__x.sql": "SELECT 1;", "V2__rows.sql": ROWS}
    assert states(stage, scripts) == (3, expected)


def test_a_baseline_and_what_was_undone_are_told(stage: Stage) -> None:
    stage.act(TWO, action="baseline", version="1")
    stage.query(USERS)
    stage.act(TWO, action="up")
    stage.act(TWO, action="down", to="1")
    assert states(stage, TWO) == (2, {"V1__users.sql": "BASELINE", "V2__rows.sql": "UNDONE"})


def test_who_works_is_told(stage: Stage) -> None:
    stage.send("Create", ONE)
    stage.query(
        f"UPDATE {stage.table('lease')} SET owner = 'other', stack_id = 'stack', request_id = 'request', "
        "taken_at = CURRENT_TIMESTAMP, expires_at = CURRENT_TIMESTAMP + INTERVAL '60' SECOND"
    )
    lease = stage.act(ONE, action="status")["lease"]
    assert (lease["stack"], lease["request"]) == ("stack", "request")


def test_a_script_is_running_as_long_as_somebody_has_the_lease(stage: Stage) -> None:
    stage.send("Create", TWO)
    changes = "state = 'RUNNING', transaction_mode = 'segments', applied_statements = 0"
    stage.query(f"UPDATE {stage.table('history')} SET {changes} WHERE script = 'V2__rows.sql'")
    stage.query(f"INSERT INTO {stage.table('steps')} (seq, idx, hash, state) VALUES (2, 1, 'x', 'done')")
    report = stage.act(TWO, action="status")["scripts"][1]
    assert (report["state"], report["at"], report["of"]) == ("INTERRUPTED", 2, 2)
    stage.query(
        f"UPDATE {stage.table('lease')} SET owner = 'other', expires_at = CURRENT_TIMESTAMP + INTERVAL '60' SECOND"
    )
    assert stage.act(TWO, action="status")["scripts"][1]["state"] == "RUNNING"


# plan


def test_the_plan_is_what_would_be_done(stage: Stage) -> None:
    stage.send("Create", ONE)
    assert stage.act(TWO | DROP | VIEW, action="plan") == {
        "ok": True,
        "scripts": [
            {"script": "V2__rows.sql", "version": "2", "mode": "transaction", "statements": 2, "from": 1},
            {
                "script": "R__ids.sql",
                "version": None,
                "mode": "transaction" if stage.engine == "postgresql" else "segments",
                "statements": 1,
                "from": 1,
            },
        ],
        "later": ["V3__drop.sql"],
        "isAhead": False,
        "refusal": None,
    }
    assert len(stage.history) == 1


def test_the_plan_of_the_other_phase(stage: Stage) -> None:
    stage.send("Create", TWO)
    answer = stage.act(TWO | DROP, action="plan", phase="contract")
    assert [script["script"] for script in answer["scripts"]] == ["V3__drop.sql"]


def test_the_plan_ends_at_a_version(stage: Stage) -> None:
    answer = stage.act(TWO | VIEW, action="plan", to="1")
    assert [script["script"] for script in answer["scripts"]] == ["V1__users.sql"]


def test_the_plan_up_to_a_version_tells_that_the_database_is_ahead(stage: Stage) -> None:
    stage.send("Create", TWO)
    answer = stage.act(ONE, action="plan", to="1")
    assert (answer["scripts"], answer["isAhead"]) == ([], True)


def test_a_refusal_is_a_plan_too(stage: Stage) -> None:
    stage.send("Create", TWO)
    answer = stage.act({"V1__users.sql": USERS + "-- edited", "V2__rows.sql": ROWS}, action="plan")
    assert (answer["ok"], answer["scripts"], answer["refusal"]["code"]) == (True, [], "Edited")


def test_tables_of_others_are_a_refusal(stage: Stage) -> None:
    stage.query("CREATE TABLE users (id INT)")
    answer = stage.act(TWO, action="plan")
    assert answer["refusal"]["code"] == "Unmanaged"
    assert answer["refusal"]["message"].startswith("the database has tables (users), and no history")


# up, down, baseline


def test_up_applies_what_is_pending(stage: Stage) -> None:
    stage.send("Create", ONE)
    assert stage.act(TWO, action="up") == {
        "ok": True,
        "applied": ["V2__rows.sql"],
        "head": "2",
        "state": "APPLIED",
        "message": "applied 1 script; the database is at 2",
    }
    assert stage.query("SELECT id FROM users ORDER BY id") == [[1], [2]]
    assert stage.act(TWO, action="up")["applied"] == []


def test_up_ends_at_a_version_and_leaves_repeatable_scripts(stage: Stage) -> None:
    assert stage.act(TWO | VIEW, action="up", to="1")["applied"] == ["V1__users.sql"]
    assert stage.act(TWO | VIEW, action="up", to="2")["applied"] == ["V2__rows.sql", "R__ids.sql"]


def test_up_says_what_failed(stage: Stage) -> None:
    code, message = refusal(stage.act(BAD, action="up"))
    assert code == "ScriptFailed"
    assert message.startswith("V3__bad.sql:2: statement 2 of 2 failed")
    assert stage.act(TWO, action="status")["lease"] is None


def test_up_says_how_far_it_came(stage: Stage) -> None:
    context = Context()

    def spend(call: Any) -> None:
        if "VALUES (2)" in call.sql:
            context.milliseconds = 30_000

    scripts = TWO | {"V3__more.sql": "INSERT INTO users VALUES (9);"}
    stage.faults.after = spend
    code, message = refusal(stage.act(scripts, context, action="up"))
    assert (code, message) == (
        "OutOfTime",
        "the function's time is up at V3__more.sql, after V1__users.sql, V2__rows.sql; do the same again, "
        "and it goes on from there",
    )
    stage.faults.clear()
    assert stage.act(scripts, action="up")["applied"] == ["V3__more.sql"]


def test_up_waits_for_a_deploy(stage: Stage) -> None:
    stage.send("Create", ONE)
    stage.query(
        f"UPDATE {stage.table('lease')} SET owner = 'other', stack_id = 'a:stack/b', request_id = 'request', "
        "taken_at = CURRENT_TIMESTAMP, expires_at = CURRENT_TIMESTAMP + INTERVAL '900' SECOND"
    )
    code, message = refusal(stage.act(TWO, action="up"))
    assert code == "Held"
    assert message.startswith("another deploy works on this database: stack b, request request, for ")


def test_down_undoes_what_is_above_a_version(stage: Stage) -> None:
    stage.act(TWO, action="up")
    assert stage.act(TWO, action="down", to="1") == {"ok": True, "undone": ["V2__rows.sql"], "head": "1"}
    assert stage.query("SELECT id FROM users") == []
    assert stage.act(TWO, action="down", to="0")["undone"] == ["V1__users.sql"]
    assert refusal(stage.act(TWO, action="down", to="7")) == (
        "Refused",
        "no applied script has the version 7; expected one, or 0",
    )


def test_down_is_all_or_nothing(stage: Stage) -> None:
    scripts: dict[str, str | Given] = {"V1__users.sql": USERS, "V2__rows.sql": ROWS}
    stage.act(scripts, action="up")
    assert refusal(stage.act(scripts, action="down", to="0")) == ("Irreversible", "nothing undoes V1__users.sql")
    assert stage.query("SELECT id FROM users ORDER BY id") == [[1], [2]]


ZEROS = {
    "V1.0__users.sql": Given(USERS, undo="DROP TABLE users;"),
    "V2.0__rows.sql": ROWS,
    "V3.0__more.sql": Given("INSERT INTO users VALUES (3);", undo="DELETE FROM users WHERE id = 3;"),
}


@pytest.mark.parametrize("version", ["2", "2.0", "2.0.0"])
def test_down_takes_a_version_whatever_zeros_it_ends_with(stage: Stage, version: str) -> None:
    stage.act(ZEROS, action="up")
    assert stage.act(ZEROS, action="down", to=version)["undone"] == ["V3.0__more.sql"]


@pytest.mark.parametrize("version", ["1", "1.0"])
def test_up_takes_a_version_whatever_zeros_it_ends_with(stage: Stage, version: str) -> None:
    assert stage.act(ZEROS, action="up", to=version)["applied"] == ["V1.0__users.sql"]


def test_a_script_whose_version_got_a_zero_is_still_the_same(stage: Stage) -> None:
    stage.act(TWO, action="up")
    scripts = {"V1.0__users.sql": ONE["V1__users.sql"], "V2.0__rows.sql": ROWS}
    assert states(stage, scripts) == (0, {"V1.0__users.sql": "APPLIED", "V2.0__rows.sql": "APPLIED"})
    assert stage.act(scripts, action="up")["applied"] == []


def test_down_to_0_undoes_a_version_0_too(stage: Stage) -> None:
    scripts = {"V0__users.sql": ONE["V1__users.sql"], "V1__rows.sql": ROWS}
    stage.act(scripts, action="up")
    assert stage.act(scripts, action="down", to="0")["undone"] == ["V1__rows.sql", "V0__users.sql"]


def test_a_baseline_is_the_beginning_of_a_history(stage: Stage) -> None:
    stage.query(USERS)
    answer = stage.act(TWO, action="baseline", version="1")
    assert answer == {"ok": True, "scripts": ["V1__users.sql"], "head": "1"}
    assert refusal(stage.act(TWO, action="baseline", version="1")) == (
        "Refused",
        "the set main has a history already; a baseline is its beginning",
    )
    assert stage.act(TWO, action="up")["applied"] == ["V2__rows.sql"]


def test_up_goes_on_after_a_crash_at_any_call(stages: Stages, tell: Callable[[str], None]) -> None:
    probe = {"probe": {"kind": "table", "name": "users", "exists": True}}
    scripts = {"V1__users.sql": Given(USERS).with_statement(**probe), "V2__rows.sql": ROWS}

    def work(stage: Stage, given: None) -> dict[str, Any]:
        return stage.act(scripts, action="up")

    def check(stage: Stage, answer: dict[str, Any]) -> None:
        assert (answer["ok"], answer.get("head")) == (True, "2")
        assert stage.query("SELECT id FROM users ORDER BY id") == [[1], [2]]

    points = crash_everywhere(stages, lambda stage: None, work, check)
    tell(f"up: {points} crash points, all converged")
    assert points > 20


# What is asked for.


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ({"action": "drop"}, "the action is unknown; expected status, plan, up, down, baseline, repair"),
        ({"action": 7}, "the action is unknown; expected status, plan, up, down, baseline, repair"),
        ({"action": "down"}, "down lacks to"),
        ({"action": "up", "to": 7}, "to is no text"),
        ({"action": "up", "to": ""}, "to is no text"),
        ({"action": "up", "to": "v7"}, "to is no version; expected numbers with dots between them"),
        ({"action": "up", "too": "7"}, "up has no member too; expected to"),
        ({"action": "status", "to": "7"}, "status has no member to; expected none"),
        ({"action": "up", "phase": "both"}, "the phase is unknown; expected expand or contract"),
        ({"action": "repair", "script": "V1__users.sql"}, "repair lacks what, reason"),
    ],
)
def test_what_makes_no_sense_is_refused_before_any_call(mysql: Stage, event: Any, words: str) -> None:
    assert refusal(mysql.act(TWO, **event)) == ("InvalidAction", words)
    assert mysql.calls == []


def test_a_version_that_the_set_lacks_is_refused(stage: Stage) -> None:
    assert refusal(stage.act(TWO, action="up", to="9")) == ("Refused", "no script has the version 9")


def test_a_password_is_not_in_an_answer(mysql: Stage) -> None:
    scripts = {"V1__user.sql": "CREATE USER u IDENTIFIED BY 'hunter2' FAILED;"}
    answer = mysql.act(scripts, action="up")
    assert "hunter2" not in str(answer) + str(mysql.act(scripts, action="status"))
    assert refusal(answer)[1].startswith(
        "V1__user.sql:1: statement 1 of 1 failed: DatabaseErrorException about a password"
    )


def test_the_entry_point_tells_an_action_from_an_event(monkeypatch: pytest.MonkeyPatch) -> None:
    assert index.handler({"action": "nothing"}, Context()) == {
        "ok": False,
        "error": {
            "code": "InvalidAction",
            "message": "the action is unknown; expected status, plan, up, down, baseline, repair",
        },
    }


def test_the_history_tells_who_has_asked(stage: Stage) -> None:
    stage.act(ONE, action="up")
    [[stack, request]] = stage.query(f"SELECT stack_id, request_id FROM {stage.table('history')}")
    assert (stack, request.startswith("invocation-")) == (FUNCTION, True)


def test_a_version_has_plain_digits(stage: Stage) -> None:
    assert refusal(stage.act(ONE, action="up", to="\u0661")) == (
        "InvalidAction",
        "to is no version; expected numbers with dots between them",
    )
