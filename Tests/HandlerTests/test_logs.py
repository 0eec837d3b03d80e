"""What CloudWatch is told: a line of JSON for each step, nothing that a row holds, and metrics by their rules."""

import json
from collections.abc import Callable
from typing import Any

import pytest

import answer
import index
from invocation import MOST_HOPS
from layers import Given, Scripts
from local_aws.data_api.errors import DataAPIError
from local_aws.data_api.faults import (
    Fault,
    answer_lost,
    cluster_resumes,
    drops_transaction,
    fails_after,
    link_fails,
    refused,
    times_out,
)
from stage import Context, Killed, Stage

# What must never be in a line, wherever it was planted.
PLANTED = ("planted", "hunter2", "signature=", "SELECT", "INSERT", "CREATE", "UPDATE ", "Traceback")
ONE: Scripts = {"V1__users.sql": "CREATE TABLE users (name VARCHAR(50) PRIMARY KEY);"}


def rows(text: str) -> Scripts:
    return ONE | {"V2__rows.sql": text}


TWICE = rows("INSERT INTO users VALUES ('planted');\nINSERT INTO users VALUES ('planted');")
UNKNOWN = rows("INSERT INTO users VALUES (planted_column);")
SYNTAX = rows("INSERT INTO users planted 'planted';")
PASSWORD = ONE | {"V2__user.sql": "CREATE USER planted IDENTIFIED BY 'hunter2' WITH 'planted';"}
ALONE = ONE | {"V2__more.sql": Given("CREATE TABLE planted (id INT);", changes={"mode": "segments"})}
GOOD = rows("INSERT INTO users VALUES ('planted');")


def says(code: str) -> Fault:
    words = "Database error code: 1213. Message: Deadlock; Duplicate entry 'planted' for key; SELECT planted"
    return refused(lambda attempt: DataAPIError(code, words))


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    printed = capsys.readouterr()
    assert printed.err == ""
    assert [part for part in PLANTED if part in printed.out] == []
    found = [json.loads(line) for line in printed.out.splitlines()]
    assert all("step" in line or "_aws" in line for line in found)
    return found


@pytest.mark.parametrize("scripts", [TWICE, UNKNOWN, SYNTAX, PASSWORD], ids=["twice", "unknown", "syntax", "password"])
def test_what_a_database_refuses_is_not_logged(
    stage: Stage, scripts: Scripts, capsys: pytest.CaptureFixture[str]
) -> None:
    failed = stage.send("Create", scripts)
    assert failed["Status"] == "FAILED"
    assert "hunter2" not in repr(failed)
    assert {"step", "code"} <= {name for line in lines(capsys) for name in line}


@pytest.mark.parametrize("fault", [answer_lost, fails_after, link_fails, drops_transaction, cluster_resumes])
@pytest.mark.parametrize("part", ["ExecuteStatement", "BeginTransaction", "CommitTransaction", "RollbackTransaction"])
def test_what_goes_wrong_with_a_call_is_not_logged(
    stage: Stage, part: str, fault: Fault, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.faults.add(fault, operation=part, when=lambda call: call.number > 5)
    stage.send("Create", TWICE | {"R__planted.sql": "SELECT 'planted';"})
    lines_without_names = capsys.readouterr().out.replace("R__planted.sql", "")
    assert [word for word in PLANTED if word in lines_without_names] == []


@pytest.mark.parametrize(
    "code", ["DatabaseErrorException", "InternalServerErrorException", "StatementTimeoutException", "Unheard"]
)
@pytest.mark.parametrize("number", [1, 3, 9])
def test_what_a_call_says_is_not_logged(
    stage: Stage, code: str, number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.faults.add(says(code), when=lambda call: call.number >= number, times=60)
    stage.send("Create", GOOD)
    lines(capsys)


def test_what_goes_on_is_not_logged(mysql: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    mysql.faults.add(times_out(finishes=False), sql="CREATE TABLE planted")
    mysql.send("Create", ALONE)
    lines(capsys)


def test_what_the_other_services_say_is_not_logged(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    class Talking:
        def __getattr__(self, name: str) -> Callable[..., None]:
            def talk(**parameters: Any) -> None:
                raise RuntimeError("planted is not allowed")

            return talk

    stage.send("Create", ONE)
    stage.stacks = stage.functions = Talking()
    context = stage.context_until(lambda call: True)
    stage.run(stage.event("Update", stage.layer(GOOD)), context)
    steps = [line.get("step") for line in lines(capsys)]
    assert {"not continued", "the stack's state is not known"} <= set(steps)


def test_what_a_killed_run_leaves_is_not_logged(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    def kill(call: Any) -> None:
        if "planted" in call.sql:
            stage.faults.clear()
            raise Killed

    stage.faults.after = kill
    with pytest.raises(Killed):
        stage.send("Create", GOOD)
    stage.let_the_lease_expire()
    stage.database.service.clock.sleep(200)
    assert stage.send("Create", GOOD)["Status"] == "SUCCESS"
    lines(capsys)


def test_an_answer_that_is_not_accepted_is_logged_without_its_url(
    stage: Stage, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr(answer, "sent", lambda url, data, log: print(json.dumps({"step": "sent"})) or "OSError")
    event = stage.event("Create", stage.layer(ONE)) | {"ResponseURL": "https://planted.example/?signature=x"}
    with pytest.raises(ConnectionError, match="the answer could not be sent"):
        index.run(event, Context(), stage, stage.folder / event["ResourceProperties"]["ScriptsHash"])
    assert sum(line.get("step") == "sent" for line in lines(capsys)) == answer.ATTEMPTS


def test_each_step_is_a_line(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    event = stage.event("Create", stage.layer(GOOD))
    stage.deliver(event)
    found = lines(capsys)
    steps = [{name: value for name, value in line.items() if name not in ("ms", "mode")} for line in found[:-2]]
    always = {"set": "main", "request": event["RequestId"]}
    assert steps == [
        {"step": "begin", **always, "script": "V1__users.sql", "statements": 1},
        {"step": "applied", **always, "script": "V1__users.sql"},
        {"step": "begin", **always, "script": "V2__rows.sql", "statements": 1},
        {"step": "applied", **always, "script": "V2__rows.sql"},
    ]
    assert found[-1] == {"step": "answered", **always, "status": "SUCCESS", "state": "APPLIED"}


# Source: Amazon CloudWatch User Guide, "Specification: Embedded metric format", read 2026-11-21.
UNITS = {"Count", "Milliseconds"}


def check_metrics(line: dict[str, Any]) -> dict[str, float]:
    """The metrics of a line, after a look at the rules of their format."""
    assert set(line["_aws"]) == {"Timestamp", "CloudWatchMetrics"}
    assert isinstance(line["_aws"]["Timestamp"], int)
    assert line["_aws"]["Timestamp"] > 1_700_000_000_000
    [directive] = line["_aws"]["CloudWatchMetrics"]
    assert set(directive) == {"Namespace", "Dimensions", "Metrics"}
    assert 1 <= len(directive["Namespace"]) <= 1024
    for names in directive["Dimensions"]:
        assert len(names) <= 30
        assert all(isinstance(line[name], str) and 1 <= len(line[name]) <= 1024 for name in names)
    assert 1 <= len(directive["Metrics"]) <= 100
    assert all(metric["Unit"] in UNITS for metric in directive["Metrics"])
    return {metric["Name"]: line[metric["Name"]] for metric in directive["Metrics"]}


@pytest.mark.parametrize(("scripts", "applied", "failures"), [(GOOD, 2, 0), (TWICE, 0, 1), (ONE, 1, 0)])
def test_metrics_count_what_was_done(
    stage: Stage, scripts: Scripts, applied: int, failures: int, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.send("Create", scripts)
    [metrics] = [check_metrics(line) for line in lines(capsys) if "_aws" in line]
    assert metrics == {"Applied": applied, "Duration": metrics["Duration"], "Failures": failures}
    assert isinstance(metrics["Duration"], int) and metrics["Duration"] >= 0


def metrics(capsys: pytest.CaptureFixture[str]) -> list[tuple[float, float]]:
    """What was counted: Applied and Failures."""
    counted = [check_metrics(line) for line in lines(capsys) if "_aws" in line]
    return [(found["Applied"], found["Failures"]) for found in counted]


def test_an_answer_that_is_given_again_is_counted_once(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    event = stage.event("Create", stage.layer(ONE))
    assert [stage.deliver(event)["Status"] for _ in range(2)] == ["SUCCESS", "SUCCESS"]
    assert metrics(capsys) == [(1, 0)]


def test_a_request_that_makes_no_sense_is_counted(mysql: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    mysql.send("Create", ONE, Phase="rewind")
    mysql.send("Create", ONE, DatabaseName="", Set="")
    assert metrics(capsys) == [(0, 1)] * 2


def test_an_event_that_cannot_be_read_is_counted(mysql: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    mysql.deliver(mysql.event("Create", mysql.layer(ONE)) | {"Borealis": {"hop": "soon"}})
    assert metrics(capsys) == [(0, 1)]


def test_what_the_watchdog_answers_is_counted(
    stage: Stage, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.hang("INSERT INTO users", monkeypatch)
    event = stage.event("Create", stage.layer(GOOD)) | {"Borealis": {"hop": MOST_HOPS}}
    assert stage.deliver(event)["Status"] == "FAILED"
    assert metrics(capsys) == [(0, 1)]


def test_work_that_is_handed_over_is_counted_where_it_ends(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    context = stage.context_until(lambda call: "CREATE TABLE users" in call.sql)
    stage.deliver(stage.event("Create", stage.layer(GOOD)), context)
    assert metrics(capsys) == [(2, 0)]


def test_actions_that_run_scripts_are_counted(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    stage.act(GOOD, action="up")
    stage.act(GOOD, action="down", to="0")
    stage.act(GOOD, action="status")
    assert metrics(capsys) == [(2, 0), (0, 1)]
