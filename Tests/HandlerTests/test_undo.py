"""What a rollback of the stack undoes, with the SQL that was stored when it was applied."""

from collections.abc import Callable
from typing import Any

import pytest

from crash_points import Stages, crash_everywhere
from layers import Given
from local_aws.data_api.faults import request_lost
from stage import Event, Refusing, Stage

USERS = "CREATE TABLE users (id INT PRIMARY KEY);"
OLD = {"V1__users.sql": Given(USERS, undo="DROP TABLE users;")}
ROWS = Given("INSERT INTO users VALUES (1);\nINSERT INTO users VALUES (2);", undo="DELETE FROM users;")


def probed(kind: str, name: str, *, exists: bool, **more: Any) -> dict[str, Any]:
    return {"probe": {"kind": kind, "name": name, "exists": exists, **more}}


def orders(**changes: Any) -> Given:
    """A table, and what undoes it."""
    undo = {
        "line": 1,
        "offset": 0,
        "length": len("DROP TABLE orders"),
        "class": "ddl destructive",
        "transaction": "commits",
        **probed("table", "orders", exists=False),
    }
    text = "CREATE TABLE orders (id INT PRIMARY KEY);"
    given = Given(text, undo="DROP TABLE orders;", undo_changes={"statements": [undo]} | changes)
    return given.with_statement(**probed("table", "orders", exists=True))


NEW = OLD | {"V2__rows.sql": ROWS, "V3__orders.sql": orders()}


def roll_back(stage: Stage, scripts: Any = OLD, **properties: str) -> dict[str, Any]:
    stage.stacks.status = "UPDATE_ROLLBACK_IN_PROGRESS"
    return stage.send("Update", scripts, **{"OnRollback": "undo"} | properties)


def tables(stage: Stage) -> list[str]:
    """Those of the scripts."""
    schema = "DATABASE()" if stage.engine == "mysql" else "'public'"
    found = stage.query(f"SELECT table_name FROM information_schema.tables WHERE table_schema = {schema}")
    return sorted(str(row[0]) for row in found if not str(row[0]).startswith("borealis"))


def states(stage: Stage) -> list[list[Any]]:
    return stage.query(
        "SELECT script, state, CASE WHEN undone = seq THEN 1 ELSE undone END "
        f"FROM {stage.table('history')} ORDER BY seq"
    )


def test_a_rollback_undoes_what_is_newer(stage: Stage) -> None:
    stage.send("Create", OLD)
    stage.send("Update", NEW)
    answer = roll_back(stage)
    assert answer["Data"] == {
        "Response": "undid 2 scripts; applied nothing; the database is at 1",
        "Head": "1",
        "Applied": "0",
        "State": "APPLIED",
    }
    assert states(stage) == [
        ["V1__users.sql", "APPLIED", 0],
        ["V2__rows.sql", "UNDONE", 1],
        ["V3__orders.sql", "UNDONE", 1],
    ]
    assert (tables(stage), stage.query("SELECT id FROM users")) == (["users"], [])


def test_the_newest_is_undone_first(stage: Stage) -> None:
    stage.send("Create", OLD)
    stage.send(
        "Update",
        OLD | {"V2__rows.sql": ROWS, "V3__rows.sql": Given("SELECT 1;", undo="DELETE FROM users WHERE id = 1;")},
    )
    stage.calls.clear()
    roll_back(stage)
    assert [call.sql for call in stage.calls if call.sql.startswith("DELETE FROM users")] == [
        "DELETE FROM users WHERE id = 1",
        "DELETE FROM users",
    ]


def test_the_rollback_keeps_it_unless_undoing_is_wanted(stage: Stage) -> None:
    stage.send("Create", OLD)
    stage.send("Update", NEW)
    assert roll_back(stage, OnRollback="keep")["Data"]["State"] == "AHEAD"
    assert tables(stage) == ["orders", "users"]


def test_an_older_branch_undoes_nothing(stage: Stage) -> None:
    stage.send("Create", OLD)
    stage.send("Update", NEW)
    answer = stage.send("Update", OLD, OnRollback="undo")
    assert answer["Data"]["State"] == "AHEAD"
    assert tables(stage) == ["orders", "users"]


def test_nothing_is_undone_where_one_script_lasts(stage: Stage) -> None:
    stage.send("Create", OLD)
    stage.send("Update", NEW | {"V2__rows.sql": "INSERT INTO users VALUES (1);"})
    answer = roll_back(stage)
    assert (answer["Data"]["State"], answer["Data"]["Response"]) == (
        "AHEAD",
        "the database is at 3, ahead of these scripts: nothing was run; nothing was undone: "
        "nothing undoes V2__rows.sql",
    )
    assert tables(stage) == ["orders", "users"]


def test_nothing_is_undone_where_a_script_is_applied_in_part(mysql: Stage) -> None:
    mysql.send("Create", OLD)
    mysql.send(
        "Update",
        NEW | {"V4__half.sql": Given("CREATE TABLE half (id INT);\nDROP TABLE nowhere;", undo="DROP TABLE half;")},
    )
    answer = roll_back(mysql)
    assert answer["Data"]["Response"].endswith("nothing was undone: V4__half.sql is applied in part")
    assert tables(mysql) == ["half", "orders", "users"]


def test_what_failed_as_a_whole_needs_no_undoing(stage: Stage) -> None:
    stage.send("Create", OLD)
    stage.send("Update", NEW | {"V4__bad.sql": "INSERT INTO nowhere VALUES (1);"})
    assert roll_back(stage)["Data"]["Response"].startswith("undid 2 scripts; ")


def test_an_undone_script_can_be_applied_again_and_undone_again(stage: Stage) -> None:
    stage.send("Create", OLD)
    for _ in range(2):
        stage.stacks.status = "UPDATE_IN_PROGRESS"
        assert stage.send("Update", NEW)["Data"]["Applied"] == "2"
        roll_back(stage)
    assert [row[:2] for row in states(stage)] == [
        ["V1__users.sql", "APPLIED"],
        *[["V2__rows.sql", "UNDONE"], ["V3__orders.sql", "UNDONE"]] * 2,
    ]


def test_repeatable_scripts_become_what_they_were(stage: Stage) -> None:
    view = "CREATE OR REPLACE VIEW ids AS SELECT id FROM users;"
    stage.send("Create", OLD | {"R__ids.sql": view})
    stage.send("Update", OLD | {"V2__rows.sql": ROWS, "R__ids.sql": view + "-- newer"})
    answer = roll_back(stage, OLD | {"R__ids.sql": view})
    assert answer["Data"]["Response"] == "undid 1 script; applied 1 script; the database is at 1"


def test_an_undoing_that_fails_leaves_the_rollback_alone(stage: Stage) -> None:
    stage.send("Create", OLD)
    stage.send("Update", OLD | {"V2__rows.sql": Given("SELECT 1;", undo="DELETE FROM nowhere;")})
    answer = roll_back(stage)
    assert (answer["Status"], answer["Data"]["State"]) == ("SUCCESS", "NEEDS_ATTENTION")
    assert "U2__rows.sql:1: statement 1 of 1 failed" in answer["Data"]["Response"]
    assert stage.history[-1][:2] == ["V2__rows.sql", "APPLIED"]


def test_a_script_that_is_undone_in_part_is_not_gone_on_from(mysql: Stage) -> None:
    half = Given(
        "CREATE TABLE a (id INT);\nCREATE TABLE b (id INT);", undo="DROP TABLE b;\nDROP TABLE nowhere;\nDROP TABLE a;"
    )
    mysql.send("Create", OLD)
    mysql.send("Update", OLD | {"V2__half.sql": half})
    assert roll_back(mysql)["Data"]["State"] == "NEEDS_ATTENTION"
    assert mysql.history[-1][:2] == ["V2__half.sql", "UNDOING"]
    mysql.stacks.status = "UPDATE_IN_PROGRESS"
    answer = mysql.send("Update", OLD | {"V2__half.sql": half})
    words = "V2__half.sql was undone in part: have the function finish that with down, and deploy again"
    assert answer["Reason"].startswith(words)
    mysql.query("CREATE TABLE nowhere (id INT)")
    assert roll_back(mysql)["Data"]["Response"] == "undid 1 script; applied nothing; the database is at 1"
    assert tables(mysql) == ["users"]


def test_long_sql_is_stored_whole(stage: Stage) -> None:
    undo = "".join(f"DELETE FROM users WHERE id = {number};\n" for number in range(3000)) + "DELETE FROM users;"
    stage.send("Create", OLD)
    stage.send("Update", OLD | {"V2__rows.sql": Given(ROWS.text, undo=undo)})
    assert roll_back(stage)["Data"]["State"] == "APPLIED"
    assert stage.query("SELECT id FROM users") == []


def test_a_slow_undoing_is_one_block(postgresql: Stage) -> None:
    slow = Given(ROWS.text, undo="DELETE FROM users;", undo_changes={"mode": "block"})
    postgresql.send("Create", OLD)
    postgresql.send("Update", OLD | {"V2__rows.sql": slow})
    assert roll_back(postgresql)["Data"]["Response"] == "undid 1 script; applied nothing; the database is at 1"
    assert postgresql.query("SELECT id FROM users") == []
    assert states(postgresql)[-1] == ["V2__rows.sql", "UNDONE", 1]


def test_a_slow_undoing_that_failed_often_can_be_run(postgresql: Stage) -> None:
    slow = Given(ROWS.text, undo="INSERT INTO gone VALUES (1);", undo_changes={"mode": "block"})
    new = OLD | {"V2__rows.sql": slow}
    postgresql.send("Create", new)
    for _ in range(4):
        answer = postgresql.act(new, action="down", to="1")
        assert 'it was undone: ERROR: relation "gone" does not exist' in answer["error"]["message"]
    postgresql.query("CREATE TABLE gone (a INT)")
    assert postgresql.act(new, action="down", to="1")["undone"] == ["V2__rows.sql"]


def test_a_slow_undoing_whose_end_nobody_saw_can_be_run_later(postgresql: Stage) -> None:
    slow = Given(ROWS.text, undo="DELETE FROM users;", undo_changes={"mode": "block"})
    new = OLD | {"V2__rows.sql": slow}
    postgresql.send("Create", new)
    postgresql.faults.add(request_lost, sql="DELETE FROM users", times=3)
    answer = postgresql.act(new, action="down", to="1")
    assert answer["error"]["message"] == "U2__rows.sql: it was begun 3 times, and nobody saw it end"
    assert postgresql.act(new, action="down", to="1")["undone"] == ["V2__rows.sql"]


def test_an_undoing_survives_a_crash_at_any_call(stages: Stages, tell: Callable[[str], None]) -> None:
    def prepare(stage: Stage) -> Event:
        block = {"mode": "block"} if stage.engine == "postgresql" else None
        slow = Given("INSERT INTO users VALUES (3);", undo="DELETE FROM users WHERE id = 3;", undo_changes=block)
        stage.send("Create", OLD)
        stage.send("Update", OLD | {"V2__rows.sql": ROWS, "V3__orders.sql": orders(mode="none"), "V4__slow.sql": slow})
        stage.stacks.status = "UPDATE_ROLLBACK_IN_PROGRESS"
        return stage.event("Update", stage.layer(OLD), OnRollback="undo")

    def check(stage: Stage, answer: Any) -> None:
        assert (answer["Data"]["Head"], answer["Data"]["State"]) == ("1", "APPLIED")
        assert [row[1:] for row in states(stage)] == [["APPLIED", 0], *[["UNDONE", 1]] * 3]
        assert (tables(stage), stage.query("SELECT id FROM users")) == (["users"], [])

    points = crash_everywhere(stages, prepare, Stage.deliver, check)
    tell(f"undo: {points} crash points, all converged")
    assert points > 40


def test_the_limits_of_the_undo_script_hold_while_it_undoes(postgresql: Stage) -> None:
    seen = "INSERT INTO seen SELECT current_setting('statement_timeout'), current_setting('lock_timeout')"
    limited = Given("SELECT 1;", undo=f"{seen};", undo_changes={"timeout": 90, "lockTimeout": 750})
    old = OLD | {"V2__seen.sql": "CREATE TABLE seen (statement TEXT, lock TEXT);"}
    postgresql.send("Create", old)
    postgresql.send("Update", old | {"V3__limited.sql": limited})
    assert roll_back(postgresql, old)["Data"]["State"] == "APPLIED"
    assert postgresql.query("SELECT * FROM seen") == [["90s", "750ms"]]


def test_scripts_may_be_in_folders(stage: Stage) -> None:
    (stage.folder / "layer1" / "undo").mkdir(parents=True)
    (stage.folder / "layer1" / "2026").mkdir()
    rows = Given(ROWS.text, undo=ROWS.undo, undo_changes={"script": "undo/U2__rows.sql"})
    (stage.folder / "layer1" / "undo" / "U2__rows.sql").write_text(rows.undo or "")
    rows = Given(rows.text, undo=rows.undo, undo_changes=rows.undo_changes, changes={"script": "2026/V2__rows.sql"})
    (stage.folder / "layer1" / "2026" / "V2__rows.sql").write_text(rows.text)
    scripts_hash = stage.layer(OLD | {"V2__rows.sql": rows})
    assert stage.deliver(stage.event("Create", scripts_hash))["Data"]["Applied"] == "2"
    assert roll_back(stage)["Data"]["Response"] == "undid 1 script; applied nothing; the database is at 1"
    assert stage.query("SELECT id FROM users") == []


class Throttled:
    """A CloudFormation that tells the state of a stack only after so many calls."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.asked = 0

    def describe_stacks(self, StackName: str) -> dict[str, Any]:
        self.asked += 1
        if self.asked > self.times:
            return {"Stacks": [{"StackStatus": "UPDATE_ROLLBACK_IN_PROGRESS"}]}
        error = Exception()
        error.response = {"Error": {"Code": "Throttling", "Message": "Rate exceeded"}}  # type: ignore[attr-defined]
        raise error


@pytest.mark.parametrize("stacks", [Throttled(1000), Refusing()], ids=["throttled", "denied"])
def test_nothing_is_undone_unless_cloudformation_says_that_the_stack_goes_back(stage: Stage, stacks: Any) -> None:
    """A plain deploy of what was before looks the same to the function."""
    stage.send("Create", OLD, OnRollback="undo")
    stage.send("Update", NEW, OnRollback="undo")
    before = tables(stage)
    stage.stacks = stacks
    answer = stage.send("Update", OLD, OnRollback="undo")
    assert (answer["Status"], answer["Data"]["State"]) == ("SUCCESS", "AHEAD")
    assert answer["Data"]["Response"].endswith(
        "nothing was undone: CloudFormation does not say that the stack is rolled back"
    )
    assert tables(stage) == before


def test_cloudformation_is_asked_again_when_it_is_throttled(stage: Stage) -> None:
    stage.send("Create", OLD, OnRollback="undo")
    stage.send("Update", NEW, OnRollback="undo")
    stage.stacks = Throttled(3)
    assert stage.send("Update", OLD, OnRollback="undo")["Data"]["State"] == "APPLIED"
