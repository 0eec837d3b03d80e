"""The clients of boto3 that the function makes, and when."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import index
from budget import Budget
from clients import AWSClients
from data_api import Client, Database
from local_aws.data_api.faults import answer_lost
from local_aws.data_api.http import HTTPServer
from local_aws.endpoint import REGION
from local_aws.sockets import listening
from logs import Log
from request import Request
from stage import Stage

HANDLER = Path(index.__file__).parent
# Modules of boto3, and of what it needs itself.
BOTO3 = {"boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six", "urllib3"}
IMPORT = """
import json, sys
before = set(sys.modules)
import boto3
alone = set(sys.modules)
made = []
boto3.client = boto3.Session = boto3.session.Session = lambda *names, **options: made.append(names)
import index
print(json.dumps([sorted({name.split(".")[0] for name in found}) for found in (alone, set(sys.modules) - alone)]))
print(json.dumps([made, boto3.DEFAULT_SESSION is None]))
"""


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    """As it is made where nothing but the region is set."""
    monkeypatch.delenv("AWS_MAX_ATTEMPTS")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    return AWSClients().data_api()


@pytest.fixture
def server(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[HTTPServer]:
    """The stage's Data API over HTTP, where clients that are made find it."""
    server = HTTPServer(stage.database.service, listening(0))
    monkeypatch.setenv("AWS_ENDPOINT_URL_RDS_DATA", server.endpoint)
    yield server
    server.stop()


def test_the_client_of_the_data_api_sends_nothing_twice_and_waits_longer_than_a_call(client: Client) -> None:
    config = client.meta.config  # type: ignore[attr-defined]
    found = config.retries["total_max_attempts"], config.connect_timeout, config.read_timeout
    assert found == (1, 5, 60)


def test_a_statement_whose_answer_was_lost_on_its_way_reached_the_server_once(
    stage: Stage, server: HTTPServer, client: Client
) -> None:
    stage.query("CREATE TABLE list (id INT)")
    event = stage.event("Create", "0" * 64)
    request = Request.of(event)
    budget = Budget(lambda: 900_000, time.time() + 900)
    database = Database(client, request.target, budget, Log("main", stage.database.name, "request"))
    stage.faults.add(answer_lost, sql="INSERT")
    with pytest.raises(Exception, match="Connection was closed"):
        database.execute("INSERT INTO list VALUES (1)")
    assert [call.sql for call in stage.calls] == ["INSERT INTO list VALUES (1)"]
    assert stage.query("SELECT id FROM list") == [[1]]


def test_a_cold_start_loads_its_own_modules_and_boto3_and_makes_no_client() -> None:
    command = [sys.executable, "-c", IMPORT]
    done = subprocess.run(command, cwd=HANDLER, capture_output=True, text=True, check=True)
    modules, clients = (json.loads(line) for line in done.stdout.splitlines())
    own = {path.stem for path in HANDLER.glob("*.py")}
    assert set(modules[1]) - own - BOTO3 - set(sys.stdlib_module_names) == set()
    assert "index" in modules[1]
    assert clients == [[], True]
