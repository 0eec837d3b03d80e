"""Fifteen stories that must be impossible, each told with the faults that would make it true."""

import hashlib
from typing import Any

import pytest

from crash_points import Stages
from invocation import KEY, MOST_HOPS
from layers import Given, Scripts
from local_aws.data_api.errors import DataAPIError
from local_aws.data_api.faults import (
    Call,
    Fault,
    answer_lost,
    cluster_resumes,
    drops_transaction,
    fails_after,
    fails_before,
    link_fails,
    refused,
    times_out,
)
from stage import Context, Killed, Stage

ONE: Scripts = {"V1__users.sql": "CREATE TABLE users (id INT PRIMARY KEY);"}
TWO: Scripts = ONE | {"V2__rows.sql": "INSERT INTO users VALUES (1);\nINSERT INTO users VALUES (2);"}
THREE: Scripts = TWO | {"V3__more.sql": "CREATE TABLE more (id INT);"}


def probed(text: str, name: str, **changes: Any) -> Given:
    """A script that makes one table, with what tells that it is there."""
    probe = {"kind": "table", "name": name, "exists": True}
    return Given(text, changes=changes or None).with_statement(probe=probe)


def killing(stage: Stage, part: str) -> None:
    """Ends the next run when a call is done."""

    def after(call: Call) -> None:
        if part in call.sql:
            stage.faults.clear()
            raise Killed

    stage.faults.after = after


def pause_before(stage: Stage, number: int) -> None:
    stage.faults.add(cluster_resumes, when=lambda call: call.number >= number, times=5)


def test_1_a_rollback_meets_a_newer_database_and_the_stack_is_stuck(stage: Stage) -> None:
    stage.send("Create", ONE)
    stage.send("Update", THREE)
    stage.stacks.status = "UPDATE_ROLLBACK_IN_PROGRESS"
    assert stage.send("Update", ONE)["Data"]["State"] == "AHEAD"
    stage.query(f"UPDATE {stage.table('history')} SET checksum = 'x'")
    assert stage.send("Update", ONE)["Status"] == "SUCCESS"


def test_2_nobody_answers_and_the_stack_hangs_for_hours(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that doesn't end, in the last invocation that there can be."""
    stage.hang("CREATE TABLE users", monkeypatch)
    event = stage.event("Create", stage.layer(ONE)) | {KEY: {"hop": MOST_HOPS, "owner": "o", "deadline": 0}}
    answer = stage.invoke(event)
    assert answer and "resumable at V1__users.sql, statement 1 of 1" in answer["Reason"]


def test_3_a_paused_cluster_fails_the_deploy_or_half_of_it_runs(stages: Stages) -> None:
    """It pauses before any one call of a run that nobody has disturbed, and is asked five times."""
    with stages() as stage:
        stage.send("Create", TWO)
        calls = list(stage.calls)
    # Statements, rows, and what begins and ends them.
    for part in ("CREATE TABLE users", "INSERT INTO users"):
        assert any(part in call.sql for call in calls)
    assert {"BeginTransaction", "CommitTransaction"} < {call.operation for call in calls}
    for number in range(1, len(calls) + 1):
        with stages() as stage:
            pause_before(stage, number)
            assert stage.send("Create", TWO)["Data"]["Applied"] == "2", f"call {number}"
            assert stage.query("SELECT COUNT(*) FROM users") == [[2]], f"call {number}"
            assert len(stage.calls) == len(calls) + 5


def test_4_a_statement_that_takes_longer_than_a_call(stage: Stage) -> None:
    """In no transaction, or in a block, it goes on, and is waited for."""
    mode = "block" if stage.engine == "postgresql" else "segments"
    scripts = TWO | {"V3__more.sql": probed("CREATE TABLE more (id INT);", "more", mode=mode)}
    stage.faults.add(times_out(finishes=True), sql="CREATE TABLE more")
    assert stage.send("Create", scripts)["Data"]["Applied"] == "3"
    assert stage.query("SELECT COUNT(*) FROM more") == [[0]]
    assert stage.history[-1][:2] == ["V3__more.sql", "APPLIED"]


def test_4_a_statement_of_a_transaction_that_takes_longer_is_undone_and_says_what_to_do(postgresql: Stage) -> None:
    postgresql.faults.add(times_out(finishes=False), sql="ADD COLUMN a")
    alter = "ALTER TABLE users ADD COLUMN b INT;\nALTER TABLE users ADD COLUMN a INT;"
    reason = postgresql.send("Create", ONE | {"V2__a.sql": alter})["Reason"]
    assert reason.startswith("V2__a.sql:2: statement 2 of 2 failed: ")
    assert "; give the script -- borealis:timeout 10m, or divide it" in reason
    columns = "SELECT COUNT(*) FROM information_schema.columns WHERE table_name = 'users'"
    assert postgresql.query(columns) == [[1]]


def test_5_a_half_applied_script_of_mysql_never_converges(mysql: Stage) -> None:
    text = "CREATE TABLE a (id INT);\nINSERT INTO {} VALUES (1);\nCREATE TABLE b (id INT);"
    failed = mysql.send("Create", {"V1__a.sql": text.format("nowhere")})
    assert "statement 2 of 3 failed" in failed["Reason"]
    assert mysql.send("Create", {"V1__a.sql": text.format("a")})["Data"]["Applied"] == "1"
    assert mysql.query("SELECT (SELECT COUNT(*) FROM a), (SELECT COUNT(*) FROM b)") == [[1, 0]]


def test_6_an_index_that_is_built_concurrently_deadlocks_or_stays_invalid(postgresql: Stage) -> None:
    twice: Scripts = {"V1__users.sql": "CREATE TABLE users (id INT);\nINSERT INTO users VALUES (1), (1);"}
    text = "CREATE UNIQUE INDEX CONCURRENTLY users_id ON users (id);"
    probe = {"kind": "index", "name": "users_id", "exists": True}
    index = Given(text, changes={"mode": "none"}).with_statement(probe=probe, transaction="outside")
    open_transactions: list[int] = []

    def look(call: Call) -> None:
        if "CONCURRENTLY" in call.sql:
            open_transactions.append(len(postgresql.database.service.transactions.open))

    postgresql.faults.before = look
    assert postgresql.send("Create", twice | {"V2__index.sql": index})["Status"] == "FAILED"
    valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_id'::regclass"
    assert postgresql.query(valid) == [[False]]
    postgresql.query("DELETE FROM users WHERE ctid = (SELECT MIN(ctid) FROM users)")
    assert postgresql.send("Create", twice | {"V2__index.sql": index})["Status"] == "SUCCESS"
    assert postgresql.query(valid) == [[True]]
    assert open_transactions and set(open_transactions) == {0}


def test_7_a_dead_holder_blocks_deploys(stage: Stage) -> None:
    killing(stage, "CREATE TABLE users")
    with pytest.raises(Killed):
        stage.send("Create", {"V1__users.sql": probed("CREATE TABLE users (id INT PRIMARY KEY);", "users")})
    clock = stage.database.service.clock
    begun = clock.now()

    def expire() -> None:
        if clock.now() > begun + 200:
            stage.let_the_lease_expire()

    clock.watch(expire)
    fixed = TWO | {"V1__users.sql": probed("CREATE TABLE users (id INT PRIMARY KEY);", "users")}
    assert stage.send("Create", fixed)["Status"] == "SUCCESS"
    assert stage.query("SELECT COUNT(*) FROM users") == [[2]]


def test_8_two_deploys_race(stage: Stage) -> None:
    """Another stack's deploy comes in the middle of this one: it waits, and says who is in its way."""
    stage.send("Create", ONE)
    event = stage.event("Update", stage.layer(TWO))
    other = stage.event("Update", stage.layer(TWO)) | {"StackId": "arn:aws:cloudformation:eu:1:stack/other/1"}

    def interrupt(call: Call) -> None:
        if call.operation == "BeginTransaction":
            stage.faults.before = lambda call: None
            stage.deliver(other)

    stage.faults.before = interrupt
    stage.calls.clear()
    stage.run(event)
    lost, won = stage.answers[-2:]
    assert lost["Reason"].startswith(
        f"another deploy works on this database: stack database/0123, request {event['RequestId']}, for "
    )
    assert (won["RequestId"], won["Data"]["Applied"]) == (event["RequestId"], "1")
    assert stage.query("SELECT COUNT(*) FROM users") == [[2]]


def test_8_one_event_is_delivered_three_times(stage: Stage) -> None:
    event = stage.event("Create", stage.layer(TWO))
    first = stage.deliver(event)
    assert [stage.deliver(event), stage.deliver(event)] == [first, first]
    assert stage.query("SELECT COUNT(*) FROM users") == [[2]]


def test_9_the_sql_has_changed_and_nothing_runs(stage: Stage) -> None:
    stage.send("Create", ONE)
    edited: Scripts = {"V1__users.sql": "CREATE TABLE users (id BIGINT PRIMARY KEY);"}
    assert stage.send("Update", edited)["Status"] == "FAILED"
    assert stage.send("Update", TWO)["Data"]["Applied"] == "1"
    # The event is there before the function has its new layer.
    scripts_hash = stage.layer(THREE)
    (stage.folder / scripts_hash).rename(stage.folder / "new")
    (stage.folder / scripts_hash).symlink_to(stage.folder / stage.layer(TWO))
    assert stage.invoke(stage.event("Update", scripts_hash)) is None
    (stage.folder / scripts_hash).unlink()
    (stage.folder / "new").rename(stage.folder / scripts_hash)
    assert stage.deliver(stage.functions.payloads.pop())["Data"]["Applied"] == "1"


def test_10_line_ends_or_a_byte_order_mark_break_a_checksum(stage: Stage) -> None:
    """The layer may have other bytes than those that the checksum is of.

    A formatter changes more than that, and the function can't tell: synth compares scripts by their tokens, and refuses
    or records what has changed (TokensHashTests.swift, MigrationSumTests.swift).
    """
    stage.send("Create", ONE)
    text = str(ONE["V1__users.sql"])
    content = "\ufeff" + text + "\r\n"
    changes = {
        "checksum": hashlib.sha256(text.encode()).hexdigest(),
        "content": hashlib.sha256(content.encode()).hexdigest(),
    }
    answer = stage.send("Update", {"V1__users.sql": Given(content, [text[:-1]], changes)})
    assert answer["Data"]["Response"] == "applied nothing; the database is at 1"


def test_11_a_bad_split_succeeds(stage: Stage) -> None:
    two = "CREATE TABLE a (id INT); CREATE TABLE b (id INT)"
    answer = stage.send("Create", {"V1__a.sql": Given(two, [two])})
    assert answer["Reason"].startswith("V1__a.sql:1: statement 1 of 1 failed: ")
    assert stage.send("Create", {"V1__a.sql": "CREATE TABLE a (id INT);\nCREATE TABLE b (id INT);"})["Data"]["Head"]


ENDED = [
    "INSERT INTO users VALUES (2); COMMIT",
    "BEGIN; INSERT INTO users VALUES (2)",
    "INSERT INTO users VALUES (2); COMMIT; INSERT INTO users VALUES (3)",
]


@pytest.mark.parametrize("piece", ENDED)
def test_11_a_bad_split_that_ends_a_transaction_leaves_nothing(stage: Stage, piece: str) -> None:
    """A call takes one statement, so that what is before it in the script is undone."""
    pieces = ["INSERT INTO users VALUES (1)", piece]
    script = Given(";\n".join(pieces), pieces, {"mode": "transaction"})
    stage.send("Create", ONE)
    answer = stage.send("Update", ONE | {"V2__rows.sql": script})
    assert answer["Reason"].startswith("V2__rows.sql:2: statement 2 of 2 failed: ")
    assert stage.query("SELECT id FROM users") == []
    assert stage.history[-1] == ["V2__rows.sql", "FAILED", 0]


def test_12_an_answer_is_too_long_or_says_to_look_elsewhere(stage: Stage) -> None:
    words = "Database error code: 4711. Message: the disk is full" + "; very" * 200_000 + " full"
    stage.faults.add(refused(lambda attempt: DataAPIError("DatabaseErrorException", words)), sql="INSERT INTO users")
    stage.faults.add(refused(lambda attempt: DataAPIError("DatabaseErrorException", words)), sql="INSERT INTO users")
    answer = stage.send("Create", TWO)
    assert answer["Reason"].startswith(
        "V2__rows.sql:1: statement 1 of 2 failed: Database error code: 4711. Message: the"
    )
    assert answer["Reason"].endswith(f"… (log stream {Context.log_stream_name})")
    assert len(answer["Reason"].encode()) <= 900


def test_13_delete_runs_migrations_or_blocks(stage: Stage) -> None:
    stage.send("Create", ONE)
    stage.faults.clear()
    stage.faults.add(refused(lambda attempt: DataAPIError("NotFoundException", "it is gone")), times=100)
    assert stage.deliver(stage.event("Delete", stage.layer(THREE)))["Status"] == "SUCCESS"
    assert stage.calls == []


@pytest.mark.parametrize("fault", [answer_lost, fails_after, fails_before, link_fails, drops_transaction])
def test_14_a_lost_commit_applies_a_script_twice(stage: Stage, fault: Fault) -> None:
    """Twice, or not at all: the rows have no key that would tell."""
    stage.send("Create", {"V1__rows.sql": "CREATE TABLE list (id INT);"})
    stage.faults.add(fault, operation="CommitTransaction")
    rows = "INSERT INTO list VALUES (1);\nINSERT INTO list VALUES (2);"
    scripts = {"V1__rows.sql": "CREATE TABLE list (id INT);", "V2__rows.sql": rows}
    assert stage.send("Update", scripts)["Data"]["Applied"] == "1"
    assert stage.query("SELECT id FROM list ORDER BY id") == [[1], [2]]
    assert stage.history[-1] == ["V2__rows.sql", "APPLIED", 2]


def test_15_a_deleted_layer_is_no_success(stage: Stage) -> None:
    stage.send("Create", ONE)
    scripts_hash = stage.layer(TWO)
    (stage.folder / scripts_hash / "migrations.json").unlink()
    assert stage.deliver(stage.event("Update", scripts_hash))["Status"] == "FAILED"


def test_15_a_failure_is_no_success(stage: Stage) -> None:
    scripts = ONE | {"V2__bad.sql": "INSERT INTO nowhere VALUES (1);", "V3__more.sql": "CREATE TABLE more (id INT);"}
    for kind in ("Create", "Update", "Update"):
        assert stage.send(kind, scripts)["Status"] == "FAILED"
    assert [row[:2] for row in stage.history] == [["V1__users.sql", "APPLIED"], ["V2__bad.sql", "FAILED"]]


def test_15_no_version_is_skipped(stage: Stage) -> None:
    stage.send("Create", ONE | {"V3__more.sql": "CREATE TABLE more (id INT);"})
    reason = stage.send("Update", THREE)["Reason"]
    assert reason.startswith("V2__rows.sql comes before 3, which is applied already; give it a higher version")
