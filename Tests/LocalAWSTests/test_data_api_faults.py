"""Faults that a test plans, through boto3 over HTTP and through boto3 without it, with the same outcome."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from local_aws.data_api import direct, faults
from local_aws.data_api.clock import FakeClock
from local_aws.data_api.faults import Call, Fault
from local_aws.data_api.http import HTTPServer
from local_aws.data_api.playground import Database, Playground
from local_aws.endpoint import REGION
from local_aws.sockets import listening
from playing import error_of

INSERT = "INSERT INTO t (a) VALUES (1)"


@pytest.fixture
def database(playground: Playground) -> Iterator[Database]:
    """One with an empty table t."""
    with playground.database() as database:
        database.execute("CREATE TABLE t (a INT)")
        database.service.faults.clear()
        yield database


@pytest.fixture
def http(database: Database) -> Iterator[Database]:
    """The same database, whose client is boto3's own over HTTP."""
    server = HTTPServer(database.service, listening(0))
    client = boto3.client(
        "rds-data",
        endpoint_url=server.endpoint,
        region_name=REGION,
        config=Config(retries={"total_max_attempts": 1}, read_timeout=1),
    )
    yield Database(database.name, database.service, client)
    server.stop()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"garbage", "The body of the request is no JSON"),
        (b'{"sql": "\xff"}', "The body of the request is no JSON"),
        (b"[" * 100_000, "The body of the request is no JSON"),
        (b"[]", "The body of the request is no object of JSON"),
    ],
)
def test_what_is_no_request_is_a_serialization_exception(http: Database, body: bytes, words: str) -> None:
    request = urllib.request.Request(f"{http.client.meta.endpoint_url}/Execute", data=body, method="POST")
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request)
    with raised.value as answer:
        assert (answer.code, answer.headers["x-amzn-ErrorType"]) == (400, "SerializationException")
        assert json.load(answer) == {"message": words}


def outcome(call: Callable[[], Any]) -> Any:
    """What a call gives or raises, without what differs from call to call."""
    try:
        response = call()
    except ClientError as error:
        response = dict(error.response) | {"class": type(error).__name__, "text": str(error)}
    except Exception as error:
        # An endpoint is a part of the others' texts.
        return type(error).__name__
    status = response.pop("ResponseMetadata")["HTTPStatusCode"]
    for member in ("dbConnectionId", "transactionId"):
        if member in response:
            response[member] = type(response[member])
    return status, response


def class_of(call: Callable[[], Any]) -> str:
    """The status of an answer, or the class of an error."""
    try:
        return str(call()["ResponseMetadata"]["HTTPStatusCode"])
    except ClientError as error:
        return str(error.response["Error"]["Code"])


@dataclass(frozen=True)
class Case:
    """A fault, the class of the error that the caller of an INSERT gets, and how many rows there are then."""

    name: str
    fault: Fault
    error: str | None
    rows: int


CASES = [
    Case("nothing", faults.delayed(0), None, 1),
    Case("resuming", faults.cluster_resumes, "DatabaseResumingException", 0),
    Case("link failure", faults.link_fails, "BadRequestException", 0),
    Case("throttled", faults.throttled, "ThrottlingException", 0),
    Case("service unavailable", faults.service_unavailable, "ServiceUnavailableError", 0),
    Case("database unavailable", faults.database_unavailable, "DatabaseUnavailableException", 0),
    Case("fails before", faults.fails_before, "InternalServerErrorException", 0),
    Case("fails after", faults.fails_after, "InternalServerErrorException", 1),
    Case("request lost", faults.request_lost, "ConnectionClosedError", 0),
    Case("answer lost", faults.answer_lost, "ConnectionClosedError", 1),
    Case("answer never comes", faults.answer_never_comes, "ReadTimeoutError", 1),
    Case("times out, finishes", faults.times_out(finishes=True), "StatementTimeoutException", 1),
    Case("times out, cancelled", faults.times_out(finishes=False), "StatementTimeoutException", 0),
    Case("still running", faults.still_runs_a_query, "DatabaseErrorException", 0),
]


def count(database: Database) -> int:
    return int(database.execute("SELECT count(*) FROM t")["records"][0][0]["longValue"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_looks_the_same_with_and_without_http(database: Database, http: Database, case: Case) -> None:
    outcomes = []
    for each in (http, database):
        each.execute("DELETE FROM t")
        each.service.faults.add(case.fault, sql="INSERT")
        outcomes.append((outcome(lambda each=each: each.execute(INSERT)), count(each)))  # type: ignore[misc]
    assert outcomes[0] == outcomes[1]
    assert outcomes[1][1] == case.rows
    database.service.faults.add(case.fault, sql="INSERT")
    if case.error is None:
        database.execute(INSERT)
    else:
        assert error_of(lambda: database.execute(INSERT)) == case.error


CALLS: dict[str, Callable[[Database], Any]] = {
    "rows": lambda d: d.execute("SELECT 1 AS a, NULL AS b, 'x' AS c", includeResultMetadata=True),
    "an error": lambda d: d.execute("SELECT * FROM nowhere"),
    "two statements": lambda d: d.execute("SELECT 1; SELECT 2"),
    "a batch": lambda d: d.client.batch_execute_statement(**d.target, sql=INSERT, parameterSets=[[], []]),
    "a beginning": lambda d: d.client.begin_transaction(**d.target),
    "an unknown transaction": lambda d: d.execute("SELECT 1", transactionId="none"),
    "a wrong secret": lambda d: d.execute("SELECT 1", secretArn=d.target["secretArn"] + "x"),
    "a wrong cluster": lambda d: d.execute("SELECT 1", resourceArn=d.target["resourceArn"] + "x"),
    "a wrong parameter": lambda d: d.execute("SELECT 1", nothing=1),
    "bytes": lambda d: d.execute("SELECT :b", parameters=[{"name": "b", "value": {"blobValue": b"\x00\xff"}}]),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_a_call_looks_the_same_with_and_without_http(
    database: Database, http: Database, call: Callable[[Database], Any]
) -> None:
    assert outcome(lambda: call(http)) == outcome(lambda: call(database))


def test_a_fault_is_for_the_calls_that_it_is_planned_for(database: Database) -> None:
    plan = database.service.faults
    plan.add(faults.throttled, call=2)
    plan.add(faults.fails_before, sql="count", times=2)
    plan.add(faults.link_fails, when=lambda call: call.number == 6)
    plan.add(faults.service_unavailable, operation="BeginTransaction")
    calls = [lambda: database.execute(INSERT)] * 2 + [lambda: database.execute("SELECT count(*) FROM t")] * 4
    expected = ["200", "ThrottlingException", *["InternalServerErrorException"] * 2, "200", "BadRequestException"]
    assert [class_of(call) for call in calls] == expected
    assert [class_of(lambda: database.client.begin_transaction(**database.target)) for _ in range(2)] == [
        "ServiceUnavailableError",
        "200",
    ]
    assert plan.rules == []


def test_calls_are_recorded_by_operation_and_statement(database: Database) -> None:
    transaction = database.client.begin_transaction(**database.target)["transactionId"]
    database.execute(INSERT, transactionId=transaction)
    database.client.rollback_transaction(
        resourceArn=database.target["resourceArn"], secretArn=database.target["secretArn"], transactionId=transaction
    )
    calls = [(call.number, call.operation, call.sql) for call in database.service.faults.calls]
    assert calls == [(1, "BeginTransaction", ""), (2, "ExecuteStatement", INSERT), (3, "RollbackTransaction", "")]


class Killed(BaseException):
    """The end of a caller that has no chance to do anything more."""


def kill(call: Call) -> None:
    raise Killed


@pytest.mark.parametrize(("moment", "rows"), [("before", 0), ("after", 1)])
def test_a_caller_can_be_killed_before_and_after_a_call(database: Database, moment: str, rows: int) -> None:
    setattr(database.service.faults, moment, kill)
    with pytest.raises(Killed):
        database.execute(INSERT)
    database.service.faults.clear()
    assert count(database) == rows


def test_a_hook_after_a_call_sees_failed_calls_too(database: Database) -> None:
    seen: list[str] = []
    database.service.faults.after = lambda call: seen.append(call.sql)
    database.service.faults.add(faults.fails_after, sql=INSERT)
    assert error_of(lambda: database.execute(INSERT)) == "InternalServerErrorException"
    assert error_of(lambda: database.execute("SELECT wrong")) == "DatabaseErrorException"
    assert seen == [INSERT, "SELECT wrong"]


def test_a_dropped_transaction_is_rolled_back(database: Database) -> None:
    transaction = database.client.begin_transaction(**database.target)["transactionId"]
    database.execute(INSERT, transactionId=transaction)
    database.service.faults.add(faults.drops_transaction)
    assert error_of(lambda: database.execute(INSERT, transactionId=transaction)) == "TransactionNotFoundException"
    assert count(database) == 0


def test_a_delay_passes_by_the_fake_clock(database: Database) -> None:
    assert isinstance(database.service.clock, FakeClock)
    transaction = database.client.begin_transaction(**database.target)["transactionId"]
    database.service.faults.add(faults.delayed(180), operation="ExecuteStatement")
    assert error_of(lambda: database.execute(INSERT, transactionId=transaction)) == "TransactionNotFoundException"
    assert database.service.clock.now() == 180


def test_a_client_that_others_made_can_be_led_here(database: Database) -> None:
    client = boto3.client("rds-data", region_name=REGION)
    direct.connect(client, database.service)
    response = client.execute_statement(**database.target, sql="SELECT 1")
    assert response["records"] == [[{"longValue": 1}]]


def test_many_callers_at_once_are_counted_one_by_one(database: Database) -> None:
    threads = [threading.Thread(target=database.execute, args=[INSERT]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [call.number for call in database.service.faults.calls] == list(range(1, 9))
    assert count(database) == 8


def databases_of(playground: Playground) -> set[str]:
    catalogue = "information_schema.schemata" if playground.family == "mysql" else "pg_database"
    column = "schema_name" if playground.family == "mysql" else "datname"
    with playground.server.connect_as_administrator() as connection:
        cursor = connection.cursor()
        cursor.execute(f"SELECT {column} FROM {catalogue}")
        return {name for (name,) in cursor.fetchall()}


def test_databases_are_apart_and_leave_nothing(playground: Playground) -> None:
    before = databases_of(playground)
    with playground.database() as one, playground.database() as other:
        one.execute("CREATE TABLE only_here (a INT)")
        transaction = one.client.begin_transaction(**one.target)["transactionId"]
        one.execute("SELECT count(*) FROM only_here", transactionId=transaction)
        assert error_of(lambda: other.execute("SELECT count(*) FROM only_here")) == "DatabaseErrorException"
        assert databases_of(playground) == before | {one.name, other.name}
    assert databases_of(playground) == before


def test_a_playground_that_was_stopped_leaves_nothing() -> None:
    playground = Playground("mysql")
    assert playground.root.exists()
    playground.stop()
    assert not playground.root.exists()
    assert playground.server.process.has_ended
