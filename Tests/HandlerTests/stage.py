"""A stack with a migration, in this process: its events, the handler, and a Data API over a real database."""

import itertools
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import actions
import answer
import index
from invocation import Invocation
from layers import Given, layer
from local_aws.data_api.faults import Call, FaultPlan, nothing
from local_aws.data_api.playground import CLUSTER_ARN, SECRET_ARN, Database
from logs import Log

URL = "https://cloudformation.example/answer?signature=secret"
STACK = "arn:aws:cloudformation:eu-west-1:123456789012:stack/database/0123"
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:migration"
PREFIX = {"mysql": "borealis_", "postgresql": "borealis."}

Event = dict[str, Any]
Scripts = Mapping[str, str | Given]


class Killed(BaseException):
    """What ends a run without any word, as when its machine is lost."""


class Context:
    """An invocation with time left."""

    log_stream_name = "2026/11/21/[$LATEST]0123"
    invoked_function_arn = FUNCTION
    aws_request_id = "00000000-0000-4000-8000-000000000000"

    def __init__(self, milliseconds: int = 900_000) -> None:
        self.milliseconds = milliseconds

    def spend(self, seconds: float) -> None:
        self.milliseconds -= round(1000 * seconds)

    def get_remaining_time_in_millis(self) -> int:
        return self.milliseconds


class Watchdog:
    """Barks when a test says so, and not by the clock."""

    def __init__(self, bark: Callable[[], None]) -> None:
        self.bark = bark

    def start(self) -> None:
        pass

    def cancel(self) -> None:
        pass

    def join(self) -> None:
        pass


class Denied(Exception):
    """What boto3 raises of a call that a role may not make."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.response = {"Error": {"Code": "AccessDenied", "Message": f"{name} is not allowed"}}


class Refusing:
    """A service that this stack's role may not call."""

    def __getattr__(self, name: str) -> Any:
        def refuse(**parameters: Any) -> Any:
            raise Denied(name)

        return refuse


class CloudFormation:
    """Tells in which state the stack is."""

    def __init__(self) -> None:
        self.status = "UPDATE_IN_PROGRESS"
        self.asked: list[str] = []

    def describe_stacks(self, StackName: str) -> dict[str, Any]:
        self.asked.append(StackName)
        return {"Stacks": [{"StackId": StackName, "StackStatus": self.status}]}


class LambdaService:
    """Keeps what the function was invoked with."""

    def __init__(self) -> None:
        self.payloads: list[Event] = []

    def invoke(self, FunctionName: str, InvocationType: str, Payload: str) -> dict[str, Any]:
        assert (FunctionName, InvocationType) == (FUNCTION, "Event")
        self.payloads.append(json.loads(Payload))
        return {"StatusCode": 202}


class Stage:
    """Sends events for one database, and keeps the answers."""

    def __init__(self, engine: str, database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.engine = engine
        self.database = database
        self.folder = folder
        self.monkeypatch = monkeypatch
        self.answers: list[dict[str, Any]] = []
        self.stacks: Any = CloudFormation()
        self.functions: Any = LambdaService()
        self.numbers = itertools.count(1)
        # Of the properties that CloudFormation sent last.
        self.last: dict[str, str] = {}
        monkeypatch.setattr(answer, "put", self.keep)
        # Waits take no time here, and as long as they say by the clock of the Data API.
        monkeypatch.setattr("time.sleep", database.service.clock.sleep)

    def keep(self, url: str, body: dict[str, Any], log: Log) -> None:
        self.answers.append(body)

    def hang(self, sql: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Has a statement take longer than the invocation: the watchdog barks while it runs."""
        dogs: list[Watchdog] = []

        def watchdog(invocation: Invocation, bark: Callable[[], None]) -> Watchdog:
            dogs.append(Watchdog(bark))
            return dogs[-1]

        def before(call: Call) -> None:
            if sql in call.sql:
                self.faults.before = nothing
                dogs[-1].bark()

        monkeypatch.setattr(Invocation, "watchdog", watchdog)
        self.faults.before = before

    # The clients of the handler.

    def data_api(self) -> Any:
        return self.database.client

    def lambda_service(self) -> Any:
        return self.functions

    def cloudformation(self) -> Any:
        return self.stacks

    # Events.

    def layer(self, scripts: Scripts, **changes: Any) -> str:
        """Writes a layer into a folder of its own, and gives its hash."""
        made = self.folder / f"layer{next(self.numbers)}"
        made.mkdir(exist_ok=True)
        scripts_hash = layer(made, self.engine, scripts, **changes)
        if not (self.folder / scripts_hash).exists():
            made.rename(self.folder / scripts_hash)
        return scripts_hash

    def event(self, kind: str, scripts_hash: str, **properties: str) -> Event:
        """An event of CloudFormation; properties: those that differ from the usual."""
        given = {
            "ServiceToken": FUNCTION,
            "ServiceTimeout": "1800",
            "ClusterArn": CLUSTER_ARN,
            "SecretArn": SECRET_ARN,
            "DatabaseName": self.database.name,
            "Engine": self.engine,
            "Set": "main",
            "Phase": "expand",
            "Head": "",
            "OnEdited": "refuse",
            "OnRollback": "keep",
            "OnUnmanaged": "fail",
            "ScriptsHash": scripts_hash,
        } | properties
        event: Event = {
            "RequestType": kind,
            "RequestId": f"request-{next(self.numbers)}",
            "ResponseURL": URL,
            "StackId": STACK,
            "ResourceType": "Custom::SchemaMigration",
            "LogicalResourceId": "Migration",
            "ResourceProperties": given,
        }
        if kind != "Create":
            event["PhysicalResourceId"] = f"{CLUSTER_ARN}/{self.database.name}/{given['Set']}/{given['Phase']}"
        if kind == "Update":
            event["OldResourceProperties"] = self.last
        self.last = given
        return event

    def invoke(self, event: Event, context: Context | None = None) -> dict[str, Any] | None:
        """Delivers an event with its scripts in the layer, and gives the answer, if there is one."""
        before = len(self.answers)
        self.run(event, context)
        given = self.answers[before:]
        assert len(given) <= 1
        return given[0] if given else None

    def run(self, event: Event, context: Context | None = None) -> None:
        """Delivers an event; what is answered meanwhile may be to another one, too."""
        folder = self.folder / event["ResourceProperties"].get("ScriptsHash", "none")
        self.run_in(folder, event, context)

    def run_in(self, folder: Path, event: Any, context: Context | None = None) -> None:
        """Delivers anything, with a folder in place of the layer."""
        index.run(event, context or Context(), self, folder)

    def context_until(self, is_last: Callable[[Call], bool]) -> Context:
        """An invocation whose time is up when a call has been made."""
        context = Context()

        def after(call: Call) -> None:
            if is_last(call):
                context.milliseconds = 59_000
                self.faults.after = nothing

        self.faults.after = after
        return context

    def deliver(self, event: Event, context: Context | None = None) -> dict[str, Any]:
        """The same for an event that is answered; where the function invokes itself, that is done too."""
        found = self.invoke(event, context)
        while found is None:
            assert self.functions.payloads, "nobody answers"
            found = self.invoke(self.functions.payloads.pop(0))
        return found

    def send(self, kind: str, scripts: Scripts, **properties: str) -> dict[str, Any]:
        return self.deliver(self.event(kind, self.layer(scripts), **properties))

    def act(self, scripts: Scripts, context: Context | None = None, **event: Any) -> dict[str, Any]:
        """Invokes the function with an action, and gives what it returns."""
        context = context or Context()
        context.aws_request_id = f"invocation-{next(self.numbers)}"
        folder = self.folder / self.layer(scripts)
        target = {"CLUSTER_ARN": CLUSTER_ARN, "SECRET_ARN": SECRET_ARN, "DATABASE_NAME": self.database.name}
        for name, value in target.items():
            self.monkeypatch.setenv(name, value)
        return actions.respond(event, context, self, folder)

    # The database.

    @property
    def faults(self) -> FaultPlan:
        return self.database.service.faults

    @property
    def calls(self) -> list[Call]:
        """Those that the Data API got, but for what the test itself asks."""
        return self.faults.calls

    def query(self, sql: str) -> list[list[Any]]:
        """Rows, asked without the Data API."""
        clusters = self.database.service.clusters
        cluster = clusters.cluster(CLUSTER_ARN)
        with clusters.server(cluster).connect(cluster.master, self.database.name, autocommit=True) as connection:
            cursor = connection.cursor()
            cursor.execute(sql)
            return [list(row) for row in cursor.fetchall()] if cursor.description else []

    def table(self, name: str) -> str:
        """One of the handler's own tables."""
        return f"{PREFIX[self.engine]}{name}"

    @property
    def has_tables(self) -> bool:
        """Whether the handler has made its own tables."""
        place = "table_schema = DATABASE() AND table_name = 'borealis_lease'"
        if self.engine == "postgresql":
            place = "table_schema = 'borealis' AND table_name = 'lease'"
        return self.query(f"SELECT 1 FROM information_schema.tables WHERE {place}") != []

    @property
    def history(self) -> list[list[Any]]:
        return self.query(f"SELECT script, state, applied_statements FROM {self.table('history')} ORDER BY seq")

    def let_the_lease_expire(self) -> None:
        """What two minutes do."""
        past = "CURRENT_TIMESTAMP - INTERVAL '1' SECOND"
        self.query(f"UPDATE {self.table('lease')} SET expires_at = {past} WHERE owner IS NOT NULL")
