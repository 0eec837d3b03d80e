"""What the handler does with the events that CloudFormation sends."""

import pytest

import answer as answers
import data_api
import index
from recording import CLUSTER, SECRET, SETTINGS, ApiError, Context, Stack

USERS = "CREATE TABLE users (id INT);"
POSTS = "CREATE TABLE posts (id INT);\nINSERT INTO posts VALUES (1);"
FIRST = "INSERT INTO users VALUES (1);"
ONE = {"V1__users.sql": USERS}
TWO = ONE | {"V2__posts.sql": POSTS}


def test_create_applies_all_scripts_in_their_order(stack: Stack) -> None:
    scripts = {"V2__posts.sql": POSTS, "V10__first.sql": FIRST}
    assert stack.send("Create", ONE | scripts) == {
        "Status": "SUCCESS",
        "PhysicalResourceId": f"{CLUSTER}/blog/main/expand",
        "StackId": "arn:aws:cloudformation:eu-west-1:123456789012:stack/database/0123",
        "RequestId": "request-0",
        "LogicalResourceId": "Migration",
        "Data": {"Response": "applied 3 scripts; the database is at 10", "Head": "10", "Applied": "3"},
    }
    assert stack.client.statements == [
        "CREATE TABLE users (id INT)",
        "CREATE TABLE posts (id INT)",
        "INSERT INTO posts VALUES (1)",
        "INSERT INTO users VALUES (1)",
    ]
    assert stack.client.versions == ["1", "2", "10"]


def test_every_call_goes_to_the_database_of_the_event(stack: Stack) -> None:
    stack.send("Create", TWO)
    for name, parameters in stack.client.calls:
        assert parameters["resourceArn"] == CLUSTER
        assert parameters["secretArn"] == SECRET
        assert name == "CommitTransaction" or parameters["database"] == "blog"


def test_update_applies_only_what_is_pending(stack: Stack) -> None:
    stack.send("Create", ONE)
    stack.client.calls.clear()
    answer = stack.send("Update", TWO)
    assert answer["Data"] == {"Response": "applied 1 script; the database is at 2", "Head": "2", "Applied": "1"}
    assert stack.client.statements == ["CREATE TABLE posts (id INT)", "INSERT INTO posts VALUES (1)"]


def test_an_event_that_is_delivered_again_runs_nothing(stack: Stack) -> None:
    stack.send("Create", TWO)
    stack.client.calls.clear()
    answer = stack.send("Create", TWO)
    assert answer["Data"] == {"Response": "applied nothing; the database is at 2", "Head": "2", "Applied": "0"}
    assert stack.client.statements == []


def test_a_database_that_is_ahead_is_left_alone(stack: Stack) -> None:
    stack.send("Create", TWO)
    stack.client.calls.clear()
    answer = stack.send("Update", ONE)
    assert answer["Status"] == "SUCCESS"
    assert answer["Data"] == {
        "Response": "the database is at 2, ahead of these scripts: nothing was run",
        "Head": "2",
        "Applied": "0",
    }
    assert stack.client.statements == []


def test_delete_touches_nothing(stack: Stack) -> None:
    stack.send("Create", ONE)
    stack.client.calls.clear()
    answer = stack.deliver(stack.event("Delete", "of a layer that is gone", PhysicalResourceId="whatever"))
    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", "whatever")
    assert stack.client.calls == []


@pytest.mark.parametrize(
    ("scripts", "reason"),
    [
        (
            {"V1__users.sql": USERS + " ", "V2__posts.sql": POSTS},
            "edited after it was applied: V1__users.sql (",
        ),
        ({"V2__posts.sql": POSTS}, "applied and no longer among the scripts: V1__users.sql; restore"),
        (
            {"V1__users.sql": USERS, "V1.5__late.sql": FIRST, "V2__posts.sql": POSTS},
            "V1.5__late.sql comes before 2, which is applied already",
        ),
        (
            {"V1__users.sql": USERS, "V3__other.sql": FIRST},
            "applied and no longer among the scripts: V2__posts.sql",
        ),
    ],
)
def test_a_contradiction_is_refused_before_anything_runs(stack: Stack, scripts: dict[str, str], reason: str) -> None:
    stack.send("Create", TWO)
    stack.client.calls.clear()
    answer = stack.send("Update", scripts)
    assert answer["Status"] == "FAILED"
    assert answer["Reason"].startswith(reason)
    assert stack.client.statements == []
    assert stack.client.versions == ["1", "2"]


def test_a_failed_statement_is_reported_in_the_words_of_the_database(stack: Stack) -> None:
    stack.client.failures["posts VALUES"] = [
        ApiError("DatabaseErrorException", "Database error code: 1146. Message: no such column\nmore lines")
    ]
    answer = stack.send("Create", TWO | {"V3__first.sql": FIRST})
    kept = "; the 1 before it stay, as they were committed" if stack.engine == "mysql" else ""
    assert answer["Status"] == "FAILED"
    assert answer["Reason"] == (
        "V2__posts.sql:2: statement 2 of 2 failed: Database error code: 1146. Message: no such column"
        f"{kept} (log stream 2026/11/21/[$LATEST]0123)"
    )
    assert answer["PhysicalResourceId"] == "Migration/request-0"
    assert stack.client.versions == ["1"]


@pytest.mark.parametrize("first", [FIRST, POSTS])
def test_what_failed_at_its_first_statement_is_run_by_the_next_deploy(stack: Stack, first: str) -> None:
    scripts = ONE | {"V2__first.sql": first}
    stack.client.failures[first.split(";")[0]] = [ApiError("DatabaseErrorException", "no such table")]
    assert stack.send("Create", scripts)["Status"] == "FAILED"
    assert stack.client.versions == ["1"]
    assert stack.send("Update", ONE)["Data"]["Applied"] == "0"
    answer = stack.send("Update", ONE | {"V2__first.sql": first + "-- corrected"})
    assert answer["Data"]["Applied"] == "1"
    assert stack.client.versions == ["1", "2"]


def test_what_stopped_in_the_middle_is_never_run_twice(mysql: Stack) -> None:
    mysql.client.failures["posts VALUES"] = [ApiError("DatabaseErrorException", "no such column")]
    assert mysql.send("Create", TWO)["Status"] == "FAILED"
    mysql.client.calls.clear()
    for scripts in (TWO, ONE | {"V2__posts.sql": POSTS + "-- corrected"}):
        answer = mysql.send("Update", scripts)
        assert answer["Reason"].startswith(
            "V2__posts.sql stopped after 1 of 2 statements in an earlier deploy; undo what it did, delete its row"
        )
    assert mysql.client.statements == []
    # The rollback that CloudFormation sends after a failed update.
    assert mysql.send("Update", ONE)["Data"] == {
        "Response": "the database is at 1, and V2__posts.sql in part, ahead of these scripts: nothing was run",
        "Head": "1",
        "Applied": "0",
    }


@pytest.mark.parametrize("code", ["StatementTimeoutException", "InternalServerErrorException", "ReadTimeoutError"])
def test_a_statement_that_may_have_run_is_not_sent_again(mysql: Stack, code: str) -> None:
    mysql.client.failures["CREATE TABLE users"] = [ApiError(code, "no answer")]
    answer = mysql.send("Create", ONE)
    assert answer["Reason"].startswith(
        "V1__users.sql:1: statement 1 of 1 failed: no answer; it may have run, or still be running: look"
    )
    answer = mysql.send("Create", ONE)
    assert answer["Reason"].startswith("V1__users.sql stopped after at least 0 of 1 statements in an earlier deploy")
    assert mysql.client.statements == ["CREATE TABLE users (id INT)"]


def test_a_run_that_was_killed_is_not_repeated(mysql: Stack) -> None:
    class Killed(BaseException): ...

    mysql.client.failures["posts VALUES"] = [Killed()]  # type: ignore[list-item]
    with pytest.raises(Killed):
        mysql.send("Create", TWO)
    mysql.client.calls.clear()
    assert mysql.send("Create", TWO)["Reason"].startswith("V2__posts.sql stopped after at least 0 of 2 statements")
    assert mysql.client.statements == []


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("BeginTransaction", "V1__users.sql: it was undone: no"),
        ("INSERT INTO borealis", "V1__users.sql: it was undone: no"),
        ("CommitTransaction", "V1__users.sql: whether it was committed is not known; the next deploy finds out: no"),
    ],
)
def test_a_transaction_that_fails_is_begun_anew_by_the_next_deploy(postgresql: Stack, part: str, reason: str) -> None:
    postgresql.client.failures[part] = [ApiError("InternalServerErrorException", "no")]
    assert postgresql.send("Create", ONE)["Reason"].startswith(reason)
    assert postgresql.client.versions == []
    postgresql.client.pending = []
    assert postgresql.send("Create", ONE)["Data"]["Applied"] == "1"


def test_a_rollback_that_fails_hides_nothing(postgresql: Stack) -> None:
    postgresql.client.failures["CREATE TABLE users"] = [ApiError("DatabaseErrorException", "first")]
    postgresql.client.failures["RollbackTransaction"] = [ApiError("TransactionNotFoundException", "second")]
    assert postgresql.send("Create", ONE)["Reason"].startswith("V1__users.sql:1: statement 1 of 1 failed: first")


def test_a_script_whose_end_is_not_remembered_says_so(mysql: Stack) -> None:
    mysql.client.failures["UPDATE borealis"] = [ApiError("InternalServerErrorException", "no")]
    assert mysql.send("Create", ONE)["Reason"].startswith(
        "V1__users.sql: all its statements ran, and the history could not be told: no"
    )


def test_transactions_are_used_where_the_engine_can_roll_back(stack: Stack) -> None:
    stack.send("Create", ONE | {"V2__first.sql": FIRST})
    names = [name for name, _ in stack.client.calls]
    assert names[-4:] == ["BeginTransaction", "ExecuteStatement", "ExecuteStatement", "CommitTransaction"]
    assert names.count("BeginTransaction") == (1 if stack.engine == "mysql" else 2)
    executed = [parameters for name, parameters in stack.client.calls if name == "ExecuteStatement"]
    outside = [p for p in executed if "transactionId" not in p and p["sql"] not in SETTINGS]
    assert outside and all(p["continueAfterTimeout"] for p in outside)


@pytest.mark.parametrize(
    "error",
    [
        ApiError("DatabaseResumingException", "The Aurora DB instance is resuming"),
        ApiError("DatabaseUnavailableException", "unavailable"),
        ApiError("BadRequestException", "Communications link failure; the last packet …"),
        ApiError("ThrottlingException", "Rate exceeded"),
    ],
)
def test_a_paused_database_is_waited_for(stack: Stack, error: ApiError) -> None:
    stack.client.fail_to_answer(*[error] * 5)
    assert stack.send("Update", ONE)["Status"] == "SUCCESS"


def test_a_database_that_never_answers_is_reported(stack: Stack) -> None:
    stack.client.fail_to_answer(*[ApiError("DatabaseResumingException", "resuming")] * 1000)
    answer = stack.send("Create", ONE)
    assert answer["Status"] == "FAILED"
    assert answer["Reason"].startswith("the database didn't answer for 3")


@pytest.mark.parametrize(
    "code", ["HttpEndpointNotEnabledException", "DatabaseNotFoundException", "AccessDeniedException"]
)
def test_what_was_just_made_is_waited_for(stack: Stack, code: str) -> None:
    stack.client.fail_to_answer(*[ApiError(code, "not yet")] * 3)
    assert stack.send("Create", ONE)["Status"] == "SUCCESS"
    stack.client.fail_to_answer(ApiError(code, "not any more"))
    assert stack.send("Update", TWO)["Reason"].startswith("An error occurred")
    moved = stack.event("Update", stack.layer(ONE))
    moved["OldResourceProperties"]["ClusterArn"] = "arn:aws:rds:eu-west-1:123456789012:cluster:old"
    stack.client.fail_to_answer(ApiError(code, "not yet"))
    assert stack.deliver(moved)["Status"] == "SUCCESS"


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("CREATE TABLE users (id INT)", ApiError("BadRequestException", "Communications link failure")),
        ("CALL fill()", ApiError("DatabaseErrorException", "the second of its statements failed")),
    ],
)
def test_what_may_have_done_something_is_not_repeated(mysql: Stack, statement: str, error: ApiError) -> None:
    mysql.client.failures[statement] = [error]
    scripts = {"V1__a.sql": f"{statement};"}
    assert "it may have run" in mysql.send("Create", scripts)["Reason"]
    assert mysql.send("Create", scripts)["Reason"].startswith("V1__a.sql stopped after at least 0 of 1 statements")
    assert mysql.client.statements == [statement]


@pytest.mark.parametrize("code", ["AccessDeniedException", "InvalidSecretException", "NotFoundException"])
def test_what_was_refused_can_be_run_again(mysql: Stack, code: str) -> None:
    mysql.client.failures["CREATE TABLE users"] = [ApiError(code, "no")]
    assert mysql.send("Create", ONE)["Status"] == "FAILED"
    assert mysql.client.history == []
    assert mysql.send("Create", ONE)["Data"]["Applied"] == "1"


@pytest.mark.parametrize("script", [POSTS, "INSERT INTO posts VALUES (1);\n" + USERS])
def test_a_history_that_cannot_be_told_hides_no_failure(mysql: Stack, script: str) -> None:
    mysql.client.failures["posts VALUES"] = [ApiError("DatabaseErrorException", "no such column")]
    mysql.client.failures["UPDATE borealis"] = [ApiError("InternalServerErrorException", "oops")]
    mysql.client.failures["DELETE FROM borealis"] = [ApiError("InternalServerErrorException", "oops")]
    reason = mysql.send("Create", {"V1__a.sql": script})["Reason"]
    assert "failed: no such column" in reason
    assert "; and the history could not be told: oops (log" in reason


def test_two_sets_may_make_the_history_at_the_same_time(stack: Stack) -> None:
    stack.client.failures["CREATE TABLE IF NOT EXISTS"] = [ApiError("DatabaseErrorException", "duplicate key")] * 2
    assert stack.send("Create", ONE)["Status"] == "SUCCESS"


def test_a_history_that_cannot_be_made_is_reported(stack: Stack) -> None:
    stack.client.failures["CREATE TABLE IF NOT EXISTS"] = [ApiError("DatabaseErrorException", "no rights")] * 9
    assert "no rights" in stack.send("Create", ONE)["Reason"]


def test_a_client_that_cannot_be_made_is_answered(stack: Stack) -> None:
    def broken() -> data_api.Client:
        raise RuntimeError("no region")

    event = stack.event("Create", stack.layer(ONE))
    index.run(event, stack.context, broken, stack.folder)
    assert stack.answers[-1]["Reason"].startswith("no region")
    index.run(event | {"RequestType": "Delete", "PhysicalResourceId": "p"}, stack.context, broken, stack.folder)
    assert stack.answers[-1]["Status"] == "SUCCESS"


def test_the_client_sends_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    config = index.make_client().meta.config  # type: ignore[attr-defined]
    assert config.retries["total_max_attempts"] == 1
    assert (config.connect_timeout, config.read_timeout) == (5, 60)


def test_no_statement_starts_when_the_time_is_up(stack: Stack) -> None:
    stack.context = Context(milliseconds=data_api.RESERVE_MILLISECONDS - 1)
    answer = stack.send("Create", ONE)
    assert answer["Reason"].startswith("the function's time is up")
    assert stack.client.calls == []


def test_the_time_ends_between_two_statements(stack: Stack) -> None:
    stack.context.calls_until_late = 3
    answer = stack.send("Create", {"V2__posts.sql": POSTS})
    assert answer["Reason"].startswith(
        "V2__posts.sql:2: statement 2 of 2 failed: the function's time is up; the 1 before it stay"
        if stack.engine == "mysql"
        else "V2__posts.sql was undone, as the function's time is up; deploy again, and what is left is applied"
    )
    assert [row["state"] for row in stack.client.history] == (["FAILED"] if stack.engine == "mysql" else [])


@pytest.mark.parametrize("milliseconds", [540_000, 900_000])
@pytest.mark.parametrize("statement", ["INSERT INTO a VALUES (1);", "CREATE TABLE a (b INT);"])
def test_there_is_always_time_to_answer(stack: Stack, milliseconds: int, statement: str) -> None:
    """Every call takes as long as it can, until the time is up."""
    stack.context.milliseconds = milliseconds
    stack.client.on_call = lambda: stack.context.spend(data_api.CONNECT_SECONDS + data_api.READ_SECONDS)
    answer = stack.send("Create", {"V1__a.sql": statement * 50})
    assert "the function's time is up" in answer["Reason"]
    assert stack.context.milliseconds >= 1000 * answers.PUT_SECONDS
    assert "RUNNING" not in [row["state"] for row in stack.client.history]


def test_the_scripts_of_another_deploy_are_not_run(stack: Stack) -> None:
    stack.layer(TWO)
    answer = stack.deliver(stack.event("Update", "0" * 64))
    assert answer["Reason"].startswith("the layer has the scripts of another deploy")
    assert stack.client.calls == []


def test_a_script_that_is_not_that_of_the_manifest_is_not_run(stack: Stack) -> None:
    scripts_hash = stack.layer(TWO)
    (stack.folder / "V2__posts.sql").write_text("DROP TABLE users;")
    answer = stack.deliver(stack.event("Create", scripts_hash))
    assert answer["Reason"].startswith("V2__posts.sql in the layer is not the script of the manifest")
    assert stack.client.statements == []


@pytest.mark.parametrize("name", ["ClusterArn", "SecretArn", "DatabaseName", "Engine", "Set", "ScriptsHash"])
def test_a_property_that_is_missing_is_named(stack: Stack, name: str) -> None:
    event = stack.event("Create", stack.layer(ONE))
    del event["ResourceProperties"][name]
    assert stack.deliver(event)["Reason"].startswith(f"the custom resource lacks {name}")


def test_sets_of_scripts_do_not_see_each_other(stack: Stack) -> None:
    stack.send("Create", ONE)
    stack.client.history[0]["set_name"] = "other"
    assert stack.send("Update", ONE)["Data"]["Applied"] == "1"


def test_a_long_history_is_read_page_by_page(stack: Stack) -> None:
    scripts = {f"V{number}__s.sql": f"SELECT {number + 1}" for number in range(1, 1202)}
    assert stack.send("Create", scripts)["Data"]["Applied"] == "1201"
    assert stack.send("Update", scripts)["Data"]["Applied"] == "0"


def test_no_secret_is_printed_or_answered(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    script = "CREATE USER a IDENTIFIED BY 'hunter2' WITH;"
    words = "You have an error in your SQL syntax; check the manual near 'IDENTIFIED BY 'hunter2'' at line 1"
    stack.client.failures["CREATE USER"] = [ApiError("DatabaseErrorException", words)]
    answer = stack.send("Create", {"V1__a.sql": script})
    assert answer["Reason"].startswith(
        "V1__a.sql:1: statement 1 of 1 failed: DatabaseErrorException about a password (log stream"
    )
    printed = capsys.readouterr().out + repr(answer)
    for secret in ("hunter2", "signature="):
        assert secret not in printed


def test_sql_is_not_printed(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    stack.send("Create", TWO)
    assert capsys.readouterr().out == "applied V1__users.sql: 1 statement\napplied V2__posts.sql: 2 statements\n"
