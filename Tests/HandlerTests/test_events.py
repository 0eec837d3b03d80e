"""What the handler does with the events that CloudFormation sends."""

from typing import Any

import pytest

from conftest import CLUSTER, SECRET, ApiError, Context, Stack

USERS = "CREATE TABLE users (id INT);"
POSTS = "CREATE TABLE posts (id INT);\nINSERT INTO posts VALUES (1);"
FIRST = "INSERT INTO users VALUES (1);"
ONE = {"V1__users.sql": USERS}
TWO = ONE | {"V2__posts.sql": POSTS}


def test_create_applies_all_scripts_in_their_order(stack: Stack) -> None:
    scripts = {"V2__posts.sql": POSTS, "V10__first.sql": FIRST}
    assert stack.send("Create", ONE | scripts) == {
        "Status": "SUCCESS",
        "PhysicalResourceId": f"{CLUSTER}/blog/main",
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
        assert name in ("commit", "rollback") or parameters["database"] == "blog"


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
    kept = "; the 1 before it stay, as MySQL commits them" if stack.engine == "mysql" else ""
    assert answer["Status"] == "FAILED"
    assert answer["Reason"] == (
        "V2__posts.sql:2: statement 2 of 2 failed: Database error code: 1146. Message: no such column"
        f"{kept} (log stream 2026/11/21/[$LATEST]0123)"
    )
    assert answer["PhysicalResourceId"] == "Migration/request-0"
    assert stack.client.versions == ["1"]


def test_what_failed_is_run_again_by_the_next_deploy(stack: Stack) -> None:
    stack.client.failures["users VALUES"] = [ApiError("DatabaseErrorException", "lock wait")]
    assert stack.send("Create", ONE | {"V2__first.sql": FIRST})["Status"] == "FAILED"
    assert ("rollback", stack.client.calls[-1][1]) == stack.client.calls[-1]
    answer = stack.send("Update", ONE | {"V2__first.sql": FIRST})
    assert answer["Data"]["Applied"] == "1"
    assert stack.client.versions == ["1", "2"]


def test_transactions_are_used_where_the_engine_can_roll_back(stack: Stack) -> None:
    stack.send("Create", ONE | {"V2__first.sql": FIRST})
    calls = [(name, parameters.get("sql", "")[:12]) for name, parameters in stack.client.calls]
    data = [("begin", ""), ("execute", "INSERT INTO "), ("execute", "INSERT INTO "), ("commit", "")]
    assert calls[-4:] == data
    assert calls.count(("begin", "")) == (1 if stack.engine == "mysql" else 2)
    outside = [p for name, p in stack.client.calls if name == "execute" and "transactionId" not in p]
    assert all(p["continueAfterTimeout"] for p in outside if p["sql"] != "SELECT 1")


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
    stack.client.failures["SELECT 1"] = [error] * 5
    assert stack.send("Update", ONE)["Status"] == "SUCCESS"


def test_a_database_that_never_answers_is_reported(stack: Stack) -> None:
    stack.client.failures["SELECT 1"] = [ApiError("DatabaseResumingException", "resuming")] * 1000
    answer = stack.send("Create", ONE)
    assert answer["Status"] == "FAILED"
    assert answer["Reason"].startswith("the database didn't answer for 3")


def test_what_is_missing_is_waited_for_on_create_only(stack: Stack) -> None:
    stack.client.failures["SELECT 1"] = [ApiError("HttpEndpointNotEnabledException", "not enabled")]
    assert stack.send("Create", ONE)["Status"] == "SUCCESS"
    stack.client.failures["SELECT 1"] = [ApiError("HttpEndpointNotEnabledException", "not enabled")]
    answer = stack.send("Update", TWO)
    assert (answer["Status"], stack.client.versions) == ("FAILED", ["1"])


def test_a_statement_that_may_have_run_is_not_sent_again(stack: Stack) -> None:
    stack.client.failures["CREATE TABLE users"] = [ApiError("StatementTimeoutException", "timed out")]
    answer = stack.send("Create", ONE)
    assert answer["Reason"].startswith("V1__users.sql:1: statement 1 of 1 failed: timed out")
    assert stack.client.statements == ["CREATE TABLE users (id INT)"]


def test_no_statement_starts_when_the_time_is_up(stack: Stack) -> None:
    stack.context = Context(milliseconds=59_000)
    answer = stack.send("Create", ONE)
    assert answer["Reason"].startswith("the function's time is up; deploy again")
    assert stack.client.calls == []


def test_the_scripts_of_another_deploy_are_not_run(stack: Stack) -> None:
    stack.layer(TWO)
    answer = stack.deliver(stack.event("Update", "0" * 64))
    assert answer["Reason"].startswith("the layer has the scripts of another deploy")
    assert stack.client.calls == []


def test_a_script_that_is_not_that_of_the_manifest_is_not_run(stack: Stack) -> None:
    scripts_hash = stack.layer(ONE)
    (stack.folder / "V1__users.sql").write_text("DROP TABLE users;")
    answer = stack.deliver(stack.event("Create", scripts_hash))
    assert answer["Reason"].startswith("V1__users.sql in the layer is not the script of the manifest")
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


def test_neither_sql_nor_secrets_are_printed(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    stack.client.failures["secret_table"] = [ApiError("DatabaseErrorException", "no")]
    answers: list[dict[str, Any]] = [stack.send("Create", {"V1__a.sql": "INSERT INTO secret_table VALUES ('hunter2')"})]
    printed = capsys.readouterr().out + repr(answers)
    for secret in ("hunter2", "secret_table", "signature=", "INSERT"):
        assert secret not in printed
