"""What is done for the events that CloudFormation sends."""

import pytest

import data_api
from local_aws.data_api.errors import DataAPIError
from local_aws.data_api.faults import Fault, fails_before, refused
from local_aws.data_api.playground import CLUSTER_ARN, SECRET_ARN
from runners import Time
from stage import STACK, Context, Stage

USERS = "CREATE TABLE users (id INT PRIMARY KEY);"
POSTS = "CREATE TABLE posts (id INT PRIMARY KEY);\nINSERT INTO posts VALUES (1);"
FIRST = "INSERT INTO users VALUES (1);"
ONE = {"V1__users.sql": USERS}
TWO = ONE | {"V2__posts.sql": POSTS}


def test_create_applies_all_scripts_in_their_order(stage: Stage) -> None:
    event = stage.event("Create", stage.layer(ONE | {"V2__posts.sql": POSTS, "V10__first.sql": FIRST}))
    assert stage.deliver(event) == {
        "Status": "SUCCESS",
        "PhysicalResourceId": f"{CLUSTER_ARN}/{stage.database.name}/main/expand",
        "StackId": STACK,
        "RequestId": event["RequestId"],
        "LogicalResourceId": "Migration",
        "Data": {
            "Response": "applied 3 scripts; the database is at 10",
            "Head": "10",
            "Applied": "3",
            "State": "APPLIED",
        },
    }
    assert stage.query("SELECT (SELECT id FROM users), (SELECT id FROM posts)") == [[1, 1]]
    assert stage.history == [
        ["V1__users.sql", "APPLIED", 1],
        ["V2__posts.sql", "APPLIED", 2],
        ["V10__first.sql", "APPLIED", 1],
    ]


def test_every_call_goes_to_the_database_of_the_event(stage: Stage) -> None:
    stage.send("Create", TWO)
    for call in stage.calls:
        assert (call.request["resourceArn"], call.request["secretArn"]) == (CLUSTER_ARN, SECRET_ARN)
        assert call.operation == "CommitTransaction" or call.request["database"] == stage.database.name


def test_update_applies_only_what_is_pending(stage: Stage) -> None:
    stage.send("Create", ONE)
    assert stage.send("Update", TWO)["Data"] == {
        "Response": "applied 1 script; the database is at 2",
        "Head": "2",
        "Applied": "1",
        "State": "APPLIED",
    }
    assert stage.query("SELECT id FROM posts") == [[1]]


def test_an_update_with_the_same_scripts_runs_nothing(stage: Stage) -> None:
    stage.send("Create", TWO)
    before = stage.history
    assert stage.send("Update", TWO)["Data"]["Response"] == "applied nothing; the database is at 2"
    assert stage.history == before


def test_a_set_without_scripts_is_at_no_version(stage: Stage) -> None:
    assert stage.send("Create", {})["Data"]["Response"] == "applied nothing; the database is at no version"


def test_a_database_that_is_ahead_is_left_alone(stage: Stage) -> None:
    stage.send("Create", TWO)
    before = stage.history
    answer = stage.send("Update", ONE)
    assert (answer["Status"], answer["Data"]) == (
        "SUCCESS",
        {
            "Response": "the database is at 2, ahead of these scripts: nothing was run",
            "Head": "2",
            "Applied": "0",
            "State": "AHEAD",
        },
    )
    assert stage.history == before


def test_delete_touches_nothing(stage: Stage) -> None:
    stage.send("Create", ONE)
    stage.calls.clear()
    event = stage.event("Delete", "of a layer that is gone") | {"PhysicalResourceId": "whatever"}
    answer = stage.deliver(event)
    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", "whatever")
    assert stage.calls == []


def test_delete_needs_no_properties(stage: Stage) -> None:
    event = stage.event("Delete", "")
    event["ResourceProperties"] = {}
    assert stage.deliver(event)["Status"] == "SUCCESS"


@pytest.mark.parametrize(
    ("scripts", "reason"),
    [
        ({"V1__users.sql": USERS + " ", "V2__posts.sql": POSTS}, "edited after it was applied: V1__users.sql ("),
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
    ids=["edited", "missing", "out of order", "missing below a new one"],
)
def test_a_contradiction_is_refused_before_anything_runs(stage: Stage, scripts: dict[str, str], reason: str) -> None:
    stage.send("Create", TWO)
    before = stage.history
    answer = stage.send("Update", scripts)
    assert answer["Status"] == "FAILED"
    assert answer["Reason"].startswith(reason)
    assert stage.history == before
    assert stage.query("SELECT count(*) FROM users") == [[0]]


def test_an_edit_is_told_with_both_hashes(stage: Stage) -> None:
    stage.send("Create", ONE)
    was = stage.query(f"SELECT checksum FROM {stage.table('history')}")[0][0]
    reason = stage.send("Update", {"V1__users.sql": USERS + " "})["Reason"]
    assert reason.startswith(f"edited after it was applied: V1__users.sql ({was[:12]} → ")


def test_a_failed_statement_is_reported_in_the_words_of_the_database(stage: Stage) -> None:
    bad = "CREATE TABLE posts (id INT);\nINSERT INTO nowhere VALUES (1);"
    answer = stage.send("Create", ONE | {"V2__posts.sql": bad, "V3__first.sql": FIRST})
    assert answer["Status"] == "FAILED"
    assert answer["PhysicalResourceId"].startswith("Migration/request-")
    code = {"mysql": "1146", "postgresql": "42P01"}[stage.engine]
    kept = "; the 1 before it stay, and the next deploy goes on behind them" if stage.engine == "mysql" else ""
    assert answer["Reason"].startswith("V2__posts.sql:2: statement 2 of 2 failed: ")
    assert answer["Reason"].endswith(f"{kept} (log stream {Context.log_stream_name})")
    assert (code in answer["Reason"], "nowhere" in answer["Reason"]) == (True, True)
    assert "V3__first.sql" not in [row[0] for row in stage.history]


def test_a_failed_update_keeps_the_resource_that_it_was(stage: Stage) -> None:
    stage.send("Create", ONE)
    event = stage.event("Update", stage.layer(ONE | {"V2__a.sql": "INSERT INTO nowhere VALUES (1);"}))
    event["PhysicalResourceId"] = "what it was"
    assert stage.deliver(event)["PhysicalResourceId"] == "what it was"


@pytest.mark.parametrize("first", ["INSERT INTO users VALUES (1), (1);", "CREATE TABLE users (id INT);"])
def test_what_failed_at_its_first_statement_can_be_corrected(stage: Stage, first: str) -> None:
    assert stage.send("Create", ONE | {"V2__a.sql": first})["Status"] == "FAILED"
    assert stage.send("Update", ONE)["Data"]["Applied"] == "0"
    answer = stage.send("Update", ONE | {"V2__a.sql": FIRST})
    assert answer["Data"]["Applied"] == "1"
    assert stage.query("SELECT id FROM users") == [[1]]


def says(code: str, words: str) -> Fault:
    return refused(lambda attempt: DataAPIError(code, words))


@pytest.mark.parametrize("code", ["AccessDeniedException", "InvalidSecretException", "NotFoundException"])
def test_what_was_refused_can_be_run_again(stage: Stage, code: str) -> None:
    stage.faults.add(says(code, "no"), sql="CREATE TABLE users")
    failed = stage.send("Create", ONE)
    assert failed["Reason"].startswith(f"V1__users.sql:1: statement 1 of 1 failed: {code}: no")
    assert stage.send("Create", ONE)["Data"]["Applied"] == "1"


@pytest.mark.parametrize(
    "code", ["HttpEndpointNotEnabledException", "DatabaseNotFoundException", "AccessDeniedException"]
)
def test_what_was_just_made_is_waited_for(stage: Stage, code: str) -> None:
    stage.faults.add(says(code, "not yet"), times=3)
    assert stage.send("Create", ONE)["Status"] == "SUCCESS"
    stage.faults.add(says(code, "not any more"))
    assert stage.send("Update", TWO)["Reason"].startswith(f"{code}: not any more")
    moved = stage.event("Update", stage.layer(ONE))
    moved["OldResourceProperties"]["ClusterArn"] = "arn:aws:rds:eu-west-1:123456789012:cluster:old"
    stage.faults.add(says(code, "not yet"))
    assert stage.deliver(moved)["Status"] == "SUCCESS"


def test_a_database_that_never_answers_is_reported(stage: Stage) -> None:
    stage.faults.add(says("DatabaseResumingException", "resuming"), times=1000)
    assert stage.send("Create", ONE)["Reason"].startswith("the database didn't answer for 3")


def test_two_sets_do_not_see_each_other(stage: Stage) -> None:
    stage.send("Create", ONE)
    other = {"V1__posts.sql": POSTS}
    answer = stage.deliver(stage.event("Create", stage.layer(other, set="other"), Set="other"))
    assert answer["Data"]["Response"] == "applied 1 script; the database is at 1"
    assert stage.query(f"SELECT set_name, script FROM {stage.table('history')} ORDER BY seq") == [
        ["main", "V1__users.sql"],
        ["other", "V1__posts.sql"],
    ]
    assert stage.send("Update", ONE)["Data"]["State"] == "APPLIED"


def test_a_client_that_cannot_be_made_is_answered(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("there is no region")

    monkeypatch.setattr(stage, "data_api", broken)
    assert stage.send("Create", ONE)["Reason"].startswith("there is no region")
    assert stage.deliver(stage.event("Delete", ""))["Status"] == "SUCCESS"


@pytest.mark.parametrize("name", ["ClusterArn", "SecretArn", "DatabaseName", "Engine", "Set", "Phase", "ScriptsHash"])
def test_a_property_that_is_missing_is_named(mysql: Stage, name: str) -> None:
    event = mysql.event("Create", mysql.layer(ONE))
    del event["ResourceProperties"][name]
    assert mysql.deliver(event)["Reason"].startswith(f"the custom resource lacks {name} (log stream")
    assert mysql.calls == []


@pytest.mark.parametrize("name", ["ServiceTimeout", "Head", "OnEdited", "OnRollback", "OnUnmanaged"])
def test_a_property_that_older_templates_lack_has_a_default(mysql: Stage, name: str) -> None:
    event = mysql.event("Create", mysql.layer(ONE))
    del event["ResourceProperties"][name]
    assert mysql.deliver(event)["Status"] == "SUCCESS"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("Phase", "rewind", "expand or contract"),
        ("Engine", "oracle", "mysql or postgresql"),
        ("OnEdited", "ignore", "refuse or rebuild"),
        ("OnRollback", "panic", "keep or undo"),
        ("OnUnmanaged", "baseline:", "fail, adopt or baseline:VERSION"),
        ("ServiceTimeout", "119", "120 to 3600 seconds"),
        ("ServiceTimeout", "3601", "120 to 3600 seconds"),
        ("ServiceTimeout", "soon", "120 to 3600 seconds"),
    ],
)
def test_a_property_with_another_value_is_refused(mysql: Stage, name: str, value: str, expected: str) -> None:
    reason = mysql.send("Create", ONE, **{name: value})["Reason"]
    assert reason.startswith(f"{name} is {value}; expected {expected}")
    assert mysql.calls == []


def test_a_script_in_doubt_that_was_shortened_is_told_as_edited(mysql: Stage) -> None:
    first = "ALTER TABLE users ADD a INT;"
    mysql.send("Create", ONE)
    mysql.faults.add(fails_before, sql="ADD b INT", times=9)
    assert mysql.send("Update", ONE | {"V2__a.sql": f"{first}\nALTER TABLE users ADD b INT;"})["Status"] == "FAILED"
    assert mysql.history[1] == ["V2__a.sql", "AMBIGUOUS", 1]
    reason = mysql.send("Update", ONE | {"V2__a.sql": first})["Reason"]
    assert reason.startswith("V2__a.sql was begun, up to statement 2, and edited at statement 2; restore that one")


def test_calls_that_take_long_use_up_the_patience(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Time()
    monkeypatch.setattr(data_api, "time", told)
    stage.faults.before = lambda call: told.sleep(60)
    stage.faults.add(says("DatabaseResumingException", "resuming"), times=1000)
    assert stage.send("Create", ONE)["Reason"].startswith("the database didn't answer for 31")
    assert len(stage.calls) == 5
