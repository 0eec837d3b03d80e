"""Scripts in one transaction: all of a script and its row in the history, or nothing."""

import pytest

from layers import Given
from local_aws.data_api import faults
from local_aws.data_api.errors import DataAPIError
from local_aws.data_api.playground import CLUSTER_ARN
from stage import Scripts, Stage

TABLE = {"V1__rows.sql": "CREATE TABLE kept (a INT PRIMARY KEY);"}
# Not sent with others, which are data.
INSERT = "INSERT INTO kept VALUES (1)"
ROWS: Scripts = {**TABLE, "V2__rows.sql": f"{INSERT};"}


def begun(stage: Stage) -> int:
    return sum(call.operation == "BeginTransaction" for call in stage.calls)


def prepare(stage: Stage) -> None:
    stage.send("Create", TABLE)
    stage.calls.clear()


def assert_applied_once(stage: Stage, transactions: int) -> None:
    assert stage.query("SELECT a FROM kept") == [[1]]
    assert stage.history[-1] == ["V2__rows.sql", "APPLIED", 1]
    assert begun(stage) == transactions


@pytest.mark.parametrize("fault", [faults.answer_lost, faults.fails_after, faults.answer_never_comes])
def test_a_commit_whose_answer_was_lost_is_looked_up(stage: Stage, fault: faults.Fault) -> None:
    prepare(stage)
    stage.faults.add(fault, operation="CommitTransaction")
    assert stage.send("Update", ROWS)["Status"] == "SUCCESS"
    assert_applied_once(stage, transactions=1)


@pytest.mark.parametrize("fault", [faults.request_lost, faults.fails_before, faults.drops_transaction])
def test_a_commit_that_never_came_is_done_again_from_the_beginning(stage: Stage, fault: faults.Fault) -> None:
    prepare(stage)
    stage.faults.add(fault, operation="CommitTransaction")
    assert stage.send("Update", ROWS)["Status"] == "SUCCESS"
    assert_applied_once(stage, transactions=2)


def test_a_transaction_that_died_is_begun_once_more(stage: Stage) -> None:
    prepare(stage)
    stage.faults.add(faults.drops_transaction, sql=INSERT)
    assert stage.send("Update", ROWS)["Status"] == "SUCCESS"
    assert_applied_once(stage, transactions=2)


def test_a_transaction_that_dies_each_time_is_given_up(stage: Stage) -> None:
    prepare(stage)
    stage.faults.add(faults.drops_transaction, sql=INSERT, times=2)
    failed = stage.send("Update", ROWS)
    assert failed["Reason"].startswith("V2__rows.sql: it was undone, 2 times: ")
    assert (stage.query("SELECT a FROM kept"), begun(stage)) == ([], 2)
    assert stage.send("Update", ROWS)["Status"] == "SUCCESS"


@pytest.mark.parametrize(
    "words",
    [
        "ERROR: canceling statement due to lock timeout; SQLState: 55P03",
        "ERROR: could not serialize access due to concurrent update; SQLState: 40001",
        "ERROR: deadlock detected\n  Detail: Process 1 waits for ShareLock; SQLState: 40P01",
        "Lock wait timeout exceeded; try restarting transaction; Error code: 1205",
        "Deadlock found when trying to get lock; try restarting transaction; Error code: 1213",
    ],
)
@pytest.mark.parametrize(("times", "status"), [(4, "SUCCESS"), (5, "FAILED")])
def test_a_script_that_others_are_in_the_way_of_is_begun_five_times(
    stage: Stage, words: str, times: int, status: str
) -> None:
    prepare(stage)
    refusal = faults.refused(lambda attempt: DataAPIError("DatabaseErrorException", words))
    stage.faults.add(refusal, sql=INSERT, times=times)
    assert stage.send("Update", ROWS)["Status"] == status
    assert begun(stage) == 5
    assert stage.query("SELECT a FROM kept") == ([[1]] if status == "SUCCESS" else [])


def test_a_lock_of_another_is_waited_for_as_long_as_the_script_says(postgresql: Stage) -> None:
    prepare(postgresql)
    clusters = postgresql.database.service.clusters
    cluster = clusters.cluster(CLUSTER_ARN)
    script = Given("ALTER TABLE kept ADD COLUMN b INT;", changes={"lockTimeout": 20})
    other = clusters.server(cluster).connect(cluster.master, postgresql.database.name, autocommit=False)
    with other:
        other.execute("LOCK TABLE kept")
        failed = postgresql.send("Update", {**TABLE, "V2__b.sql": script})
        assert "it was undone, 5 times: ERROR: canceling statement due to lock timeout" in failed["Reason"]
        assert begun(postgresql) == 5
    assert postgresql.send("Update", {**TABLE, "V2__b.sql": script})["Status"] == "SUCCESS"


SLEEP = {"mysql": "INSERT INTO kept SELECT SLEEP(5)", "postgresql": "INSERT INTO kept SELECT 1 FROM pg_sleep(5)"}
FIXES = {
    "mysql": "a call ends after 45 seconds: divide the statement",
    "postgresql": "give the script -- borealis:timeout 10m, or divide it",
}


def test_a_statement_that_is_too_slow_fails_and_the_answer_says_what_helps(stage: Stage) -> None:
    prepare(stage)
    stage.database.service.statement_seconds = 0.2
    failed = stage.send("Update", {**TABLE, "V2__slow.sql": f"INSERT INTO kept VALUES (7);\n{SLEEP[stage.engine]};"})
    assert failed["Reason"].startswith(
        "V2__slow.sql:2: statement 2 of 2 failed: StatementTimeoutException: Request timed out; "
    )
    assert FIXES[stage.engine] in failed["Reason"]
    assert stage.query("SELECT a FROM kept") == []
    assert stage.history[-1] == ["V2__slow.sql", "FAILED", 0]


def test_a_check_that_was_deferred_fails_at_the_commit(postgresql: Stage) -> None:
    tables = (
        "CREATE TABLE kept (a INT PRIMARY KEY);\n"
        "CREATE TABLE child (a INT REFERENCES kept DEFERRABLE INITIALLY DEFERRED);"
    )
    postgresql.send("Create", {"V1__tables.sql": tables})
    orphan = "INSERT INTO child VALUES (1);"
    failed = postgresql.send("Update", {"V1__tables.sql": tables, "V2__orphan.sql": orphan})
    assert "violates foreign key constraint" in failed["Reason"]
    assert "the commit found it, as a check was deferred" in failed["Reason"]
    assert postgresql.history[-1] == ["V2__orphan.sql", "FAILED", 0]
    corrected = {"V1__tables.sql": tables, "V2__orphan.sql": f"INSERT INTO kept VALUES (1);\n{orphan}"}
    assert postgresql.send("Update", corrected)["Status"] == "SUCCESS"


def test_rows_that_are_too_large_to_be_answered_undo_their_transaction(stage: Stage) -> None:
    prepare(stage)
    failed = stage.send("Update", {**TABLE, "V2__large.sql": f"{INSERT};\nSELECT REPEAT('a', 70000);"})
    if stage.engine == "postgresql":
        # In a block nothing is answered.
        assert failed["Status"] == "SUCCESS"
        return
    assert failed["Reason"].startswith("V2__large.sql:2: statement 2 of 2 failed: ")
    assert stage.query("SELECT a FROM kept") == []


def test_the_words_of_a_deferred_check_are_not_told_where_a_statement_has_a_secret(postgresql: Stage) -> None:
    raising = "CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%', NEW.a; END $$"
    check = "CREATE CONSTRAINT TRIGGER told AFTER INSERT ON words DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
    pieces = ["CREATE TABLE words (a TEXT)", raising, f"{check}EXECUTE FUNCTION tell()"]
    base = {"V1__words.sql": Given(";\n".join(pieces) + ";", pieces)}
    postgresql.send("Create", base)
    insert = Given("INSERT INTO words VALUES ('hunter2');\nSELECT 1;", changes_in_order=[{"secret": True}, {}])
    reason = postgresql.send("Update", base | {"V2__insert.sql": insert})["Reason"]
    assert reason.startswith(
        "V2__insert.sql:2: statement 2 of 2 failed: P0001 in a script with a password; the commit found it, as a check"
    )
    told = "SELECT error_code, error_message FROM borealis.history ORDER BY seq DESC LIMIT 1"
    assert postgresql.query(told) == [["P0001", "P0001 in a script with a password"]]
