"""Scripts of PostgreSQL that take longer than a call: one block that goes on when its call has ended."""

from typing import Any

import pytest

from crashes import short_waits
from layers import Given
from local_aws.data_api import faults
from local_aws.data_api.errors import DataAPIError, LostAnswer
from stage import Context, Killed, Scripts, Stage

TABLE: Scripts = {"V1__kept.sql": "CREATE TABLE kept (a INT);"}
BLOCK = {"mode": "block", "timeout": 600}
SLOW = Given("INSERT INTO kept VALUES (1);\nSELECT pg_sleep(0.8);\nINSERT INTO kept VALUES (2);", changes=BLOCK)
SCRIPTS: Scripts = {**TABLE, "V2__slow.sql": SLOW}
MARK = "/* borealis "


@pytest.fixture
def stage(postgresql: Stage) -> Stage:
    """Where calls end after a fifth of a second."""
    postgresql.send("Create", TABLE)
    postgresql.calls.clear()
    postgresql.database.service.statement_seconds = 0.2
    return postgresql


def begun(stage: Stage) -> int:
    return sum(call.sql.startswith(MARK) for call in stage.calls)


def kept(stage: Stage) -> list[list[Any]]:
    return stage.query("SELECT a FROM kept ORDER BY a")


def test_a_block_that_goes_on_after_its_call_is_waited_for(stage: Stage) -> None:
    with short_waits():
        assert stage.send("Update", SCRIPTS)["Status"] == "SUCCESS"
    assert (kept(stage), begun(stage)) == ([[1], [2]], 1)
    assert stage.history[-1] == ["V2__slow.sql", "APPLIED", 3]


def test_a_block_that_fails_after_its_call_is_undone(stage: Stage) -> None:
    bad = Given(SLOW.text + "\nINSERT INTO nowhere VALUES (3);", changes=BLOCK)
    with short_waits():
        failed = stage.send("Update", {**TABLE, "V2__slow.sql": bad})
    assert failed["Reason"].startswith("V2__slow.sql: it was undone after its call had ended; the database's log says")
    assert (kept(stage), begun(stage)) == ([], 1)
    assert stage.history[-1] == ["V2__slow.sql", "FAILED", 0]
    with short_waits():
        assert stage.send("Update", SCRIPTS)["Status"] == "SUCCESS"
    assert kept(stage) == [[1], [2]]


def test_a_block_that_outlives_the_function_is_waited_for_in_the_next_invocation(stage: Stage) -> None:
    context = Context()

    def shorten(call: Any) -> None:
        if "pg_stat_activity" in call.sql:
            context.milliseconds = 50_000

    stage.faults.before = shorten
    event = stage.event("Update", stage.layer(SCRIPTS))
    with short_waits():
        assert stage.invoke(event, context) is None
        answer = stage.deliver(stage.functions.payloads.pop(0))
    assert (answer["Status"], answer["Data"]["Applied"]) == ("SUCCESS", "1")
    assert (kept(stage), begun(stage)) == ([[1], [2]], 1)


def test_a_block_whose_answer_was_lost_is_not_begun_again(stage: Stage) -> None:
    stage.database.service.statement_seconds = 45.0
    stage.faults.add(faults.answer_lost, sql=MARK)
    with short_waits():
        assert stage.send("Update", SCRIPTS)["Status"] == "SUCCESS"
    assert (kept(stage), begun(stage)) == ([[1], [2]], 1)


def test_a_block_that_never_began_is_begun_again(stage: Stage) -> None:
    stage.faults.add(faults.request_lost, sql=MARK)
    with short_waits():
        assert stage.send("Update", SCRIPTS)["Status"] == "SUCCESS"
    assert (kept(stage), begun(stage)) == ([[1], [2]], 2)


def test_a_block_that_never_begins_is_given_up(stage: Stage) -> None:
    stage.faults.add(faults.request_lost, sql=MARK, times=3)
    with short_waits():
        failed = stage.send("Update", SCRIPTS)
    assert failed["Reason"].startswith("V2__slow.sql: it was begun 3 times, and nobody saw it end")
    assert (kept(stage), begun(stage)) == ([], 3)
    with short_waits():
        assert stage.send("Update", SCRIPTS)["Status"] == "SUCCESS"


def test_a_block_whose_call_comes_late_does_nothing(stage: Stage) -> None:
    """Its run has begun it again meanwhile, as it was not seen."""
    late: list[faults.Attempt] = []

    def comes_later(attempt: faults.Attempt) -> faults.Response:
        late.append(attempt)
        raise LostAnswer

    stage.faults.add(comes_later, sql=MARK)
    with short_waits():
        assert stage.send("Update", SCRIPTS)["Status"] == "SUCCESS"
    with pytest.raises(DataAPIError, match="another run has taken over"):
        late[0].perform()
    assert kept(stage) == [[1], [2]]


def test_a_block_that_others_are_in_the_way_of_is_begun_again(stage: Stage) -> None:
    words = "ERROR: deadlock detected; SQLState: 40P01"
    refusal = faults.refused(lambda attempt: DataAPIError("DatabaseErrorException", words))
    stage.faults.add(refusal, sql=MARK, times=4)
    with short_waits():
        assert stage.send("Update", SCRIPTS)["Status"] == "SUCCESS"
    assert (kept(stage), begun(stage)) == ([[1], [2]], 5)


def test_a_block_that_became_an_ordinary_script_is_run_as_one(stage: Stage) -> None:
    stage.faults.add(faults.request_lost, sql=MARK, times=3)
    with short_waits():
        stage.send("Update", SCRIPTS)
    rows = "INSERT INTO kept VALUES (1);\nINSERT INTO kept VALUES (2);"
    stage.database.service.statement_seconds = 45.0
    assert stage.send("Update", {**TABLE, "V2__slow.sql": rows})["Status"] == "SUCCESS"
    assert kept(stage) == [[1], [2]]


LIMITED: Scripts = {**TABLE, "V2__slow.sql": Given("SELECT pg_sleep(600);", changes={"mode": "block", "timeout": 1})}
TOO_LONG = "V2__slow.sql: it took longer than its timeout of 1 s and was cancelled"


def test_a_block_that_takes_longer_than_its_timeout_is_cancelled(stage: Stage) -> None:
    with short_waits():
        failed = stage.send("Update", LIMITED)
    assert failed["Reason"].startswith(TOO_LONG)
    assert begun(stage) == 1
    assert stage.history[-1] == ["V2__slow.sql", "FAILED", 0]
    with short_waits():
        assert stage.send("Update", SCRIPTS)["Status"] == "SUCCESS"
    assert kept(stage) == [[1], [2]]


def test_the_next_invocation_cancels_a_block_that_takes_too_long(stage: Stage) -> None:
    context = stage.context_until(lambda call: call.sql.startswith(MARK))
    event = stage.event("Update", stage.layer(LIMITED))
    with short_waits():
        assert stage.invoke(event, context) is None
        failed = stage.deliver(stage.functions.payloads.pop(0))
    assert failed["Reason"].startswith(TOO_LONG)
    assert begun(stage) == 1


def test_another_deploy_cancels_a_block_that_takes_too_long(stage: Stage) -> None:
    """Its own run is dead, and a block that nobody ends would hold the fence."""

    def kill(call: Any) -> None:
        if call.sql.startswith(MARK):
            raise Killed

    stage.faults.after = kill
    with pytest.raises(Killed), short_waits():
        stage.send("Update", LIMITED)
    stage.faults.clear()
    stage.let_the_lease_expire()
    with short_waits():
        assert stage.send("Update", SCRIPTS)["Status"] == "SUCCESS"
    assert (kept(stage), stage.history[-1]) == ([[1], [2]], ["V2__slow.sql", "APPLIED", 3])


def test_a_statement_in_no_transaction_that_takes_longer_than_its_timeout_is_cancelled(stage: Stage) -> None:
    alone = Given("SELECT pg_sleep(600);", changes={"mode": "none", "timeout": 1})
    with short_waits():
        failed = stage.send("Update", {**TABLE, "V2__slow.sql": alone.with_statement(**{"class": "dml neutral"})})
    words = "TookTooLong: it took longer than its timeout of 1 s and was cancelled (log stream"
    assert failed["Reason"].startswith(f"V2__slow.sql:1: statement 1 of 1 failed: {words}")
    assert begun(stage) == 1
    assert stage.history[-1] == ["V2__slow.sql", "FAILED", 0]


def test_a_block_that_may_take_longer_is_not_cancelled(stage: Stage) -> None:
    with short_waits():
        assert stage.send("Update", SCRIPTS)["Status"] == "SUCCESS"
    asked = [call for call in stage.calls if "pg_cancel_backend" in call.sql]
    assert asked != []
    assert begun(stage) == 1
