"""A Data API that records, a layer on disk, and the events of CloudFormation."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.validate import ParamValidator

import answer
import data_api
import index
from layers import Given, layer

CLUSTER = "arn:aws:rds:eu-west-1:123456789012:cluster:blog"
SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:blog-AbCdEf"
URL = "https://cloudformation.example/answer?signature=secret"

Event = dict[str, Any]


class ApiError(Exception):
    """An error as boto3 raises it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"An error occurred ({code}) when calling the ExecuteStatement operation: {message}")
        self.response = {"Error": {"Code": code, "Message": message}}


# What the handler asks before all else, and the usual answer.
SETTINGS = {"SELECT @@sql_mode": "STRICT_TRANS_TABLES", "SELECT current_setting('standard_conforming_strings')": "on"}
MODEL = botocore.session.get_session().get_service_model("rds-data")


class RecordingClient:
    """A Data API whose database knows the history only; it records every call, and takes what the real one takes."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.history: list[dict[str, Any]] = []
        self.pending: list[dict[str, Any]] = []
        self.on_call: Callable[[], None] = lambda: None
        # By a part of a statement: what is raised, once for each.
        self.failures: dict[str, list[Exception]] = {}
        # By a part of a statement: the records of its answers, one after the other, then none.
        self.answers: dict[str, list[Any]] = {}
        # How quotes are read, where not as usual.
        self.setting = ""

    def fail_to_answer(self, *errors: Exception) -> None:
        """What the first calls of a run raise."""
        for question in SETTINGS:
            self.failures[question] = list(errors)

    @property
    def statements(self) -> list[str]:
        """The scripts' statements, without the handler's own."""
        sent = [parameters["sql"] for name, parameters in self.calls if name == "ExecuteStatement"]
        return [sql for sql in sent if "borealis" not in sql and sql not in SETTINGS]

    @property
    def versions(self) -> list[str]:
        return [row["version"] for row in self.history if row["state"] == "APPLIED" and row["version"]]

    def record(self, name: str, parameters: dict[str, Any]) -> None:
        self.calls.append((name, parameters))
        self.on_call()
        report = ParamValidator().validate(parameters, MODEL.operation_model(name).input_shape)
        assert not report.has_errors(), report.generate_report()
        for part, errors in self.failures.items():
            if errors and part in parameters.get("sql", name):
                raise errors.pop(0)

    def execute_statement(self, **parameters: Any) -> dict[str, Any]:
        self.record("ExecuteStatement", parameters)
        sql = parameters["sql"]
        values = {p["name"]: data_api.content(p["value"]) for p in parameters.get("parameters", [])}
        if sql in SETTINGS:
            return {"records": [[{"stringValue": self.setting or SETTINGS[sql]}]]}
        for part, answers in self.answers.items():
            if part in sql:
                return {"records": answers.pop(0) if answers else []}
        if sql.startswith("INSERT INTO borealis"):
            row = values | {"seq": len(self.history) + len(self.pending) + 1}
            (self.pending if "transactionId" in parameters else self.history).append(row)
        elif sql.startswith("UPDATE borealis"):
            self.row(values).update(values)
        elif sql.startswith("DELETE FROM borealis"):
            self.history.remove(self.row(values))
        elif sql.startswith("SELECT seq"):
            rows = [r for r in self.history if r["set_name"] == values["set_name"] and r["seq"] > values["last"]]
            return {"records": [self.fields(row) for row in rows[:500]]}
        return {"records": []}

    def row(self, values: dict[str, Any]) -> dict[str, Any]:
        expected = {name: values[name] for name in ("set_name", "script")} | {"state": "RUNNING"}
        return next(row for row in self.history if all(row[name] == value for name, value in expected.items()))

    @staticmethod
    def fields(row: dict[str, Any]) -> list[dict[str, Any]]:
        names = ("seq", "kind", "version", "script", "checksum", "statements", "applied_statements", "state")
        return [data_api.parameter(name, row[name])["value"] for name in names]

    def begin_transaction(self, **parameters: Any) -> dict[str, Any]:
        self.record("BeginTransaction", parameters)
        return {"transactionId": "tx"}

    def commit_transaction(self, **parameters: Any) -> dict[str, Any]:
        self.record("CommitTransaction", parameters)
        self.history += self.pending
        self.pending = []
        return {}

    def rollback_transaction(self, **parameters: Any) -> dict[str, Any]:
        self.record("RollbackTransaction", parameters)
        self.pending = []
        return {}


class Context:
    """An invocation with time left."""

    log_stream_name = "2026/11/21/[$LATEST]0123"
    invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:migration"
    aws_request_id = "0123"

    def __init__(self, milliseconds: int = 900_000) -> None:
        self.milliseconds = milliseconds
        # How often there is time when the handler asks.
        self.calls_until_late = 1_000_000

    def spend(self, seconds: int) -> None:
        self.milliseconds -= 1000 * seconds

    def get_remaining_time_in_millis(self) -> int:
        self.calls_until_late -= 1
        return self.milliseconds if self.calls_until_late > 0 else 0


class Stack:
    """A stack with a Custom::SchemaMigration: it sends events and keeps the answers."""

    def __init__(self, folder: Path, engine: str) -> None:
        self.folder = folder
        self.engine = engine
        self.client = RecordingClient()
        self.context = Context()
        self.answers: list[dict[str, Any]] = []
        # Of the properties that CloudFormation sent last.
        self.last_hash = ""

    def layer(self, scripts: Mapping[str, str | Given], **changes: Any) -> str:
        return layer(self.folder, self.engine, scripts, **changes)

    def event(self, kind: str, scripts_hash: str, **changes: Any) -> Event:
        event: Event = {
            "RequestType": kind,
            "RequestId": f"request-{len(self.answers)}",
            "ResponseURL": URL,
            "StackId": "arn:aws:cloudformation:eu-west-1:123456789012:stack/database/0123",
            "ResourceType": "Custom::SchemaMigration",
            "LogicalResourceId": "Migration",
            "ResourceProperties": {
                "ServiceToken": "arn:aws:lambda:eu-west-1:123456789012:function:migration",
                "ServiceTimeout": "1800",
                "ClusterArn": CLUSTER,
                "SecretArn": SECRET,
                "DatabaseName": "blog",
                "Engine": self.engine,
                "Set": "main",
                "Phase": "expand",
                "ScriptsHash": scripts_hash,
            },
        }
        if kind != "Create":
            event["PhysicalResourceId"] = f"{CLUSTER}/blog/main/expand"
        if kind == "Update":
            event["OldResourceProperties"] = event["ResourceProperties"] | {"ScriptsHash": self.last_hash}
        return event | changes

    def send(self, kind: str, scripts: Mapping[str, str | Given], **changes: Any) -> dict[str, Any]:
        """Delivers an event with these scripts in the layer, and gives the answer."""
        return self.deliver(self.event(kind, self.layer(scripts), **changes))

    def deliver(self, event: Event) -> dict[str, Any]:
        before = len(self.answers)
        index.run(event, self.context, lambda: self.client, self.folder)
        self.last_hash = event["ResourceProperties"].get("ScriptsHash", "")
        assert len(self.answers) == before + 1
        return self.answers[-1]


def make_stack(engine: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Stack:
    """A stack whose answers are kept and whose waits take no time."""
    stack = Stack(folder, engine)

    def keep(url: str, body: dict[str, Any]) -> None:
        assert url == URL
        stack.answers.append(body)

    monkeypatch.setattr(answer, "put", keep)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    return stack
