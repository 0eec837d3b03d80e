"""The answer: one PUT, small enough, sent until it has arrived."""

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

import answer
from local_aws.data_api.errors import DataAPIError
from local_aws.data_api.faults import refused
from logs import Log
from stage import Context, Stage

LOG = Log("main", "blog", "request")
TOLD = {"step": "the answer was not accepted", "set": "main", "request": "request"}


class Bucket(HTTPServer):
    """Takes a presigned PUT; refuses the first few as it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Put)
        self.statuses: list[int] = []
        self.bodies: list[tuple[str | None, dict[str, Any]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/object?signature=secret"


class Put(BaseHTTPRequestHandler):
    server: Bucket

    def do_PUT(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.bodies.append((self.headers["Content-Type"], body))
        self.send_response(self.server.statuses.pop(0) if self.server.statuses else 200)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None: ...


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    with Bucket() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


EVENT = {
    "StackId": "arn:aws:cloudformation:eu-west-1:123456789012:stack/" + "s" * 128 + "/" + "0" * 36,
    "RequestId": "r" * 36,
    "LogicalResourceId": "L" * 255,
    "PhysicalResourceId": "p" * 1024,
}


def test_it_is_sent_once_and_without_a_content_type(bucket: Bucket) -> None:
    answer.put(bucket.url, {"Status": "SUCCESS"}, LOG)
    assert bucket.bodies == [("", {"Status": "SUCCESS"})]


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, without waiting them."""
    waits: list[float] = []
    monkeypatch.setattr("answer.time.sleep", waits.append)
    return waits


def test_it_is_sent_again_until_it_is_accepted(
    bucket: Bucket, waits: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    bucket.statuses = [503, 500]
    answer.put(bucket.url, {"Status": "SUCCESS"}, LOG)
    assert len(bucket.bodies) == 3
    assert waits == [1, 2]
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert told == [TOLD | {"status": status} for status in (503, 500)]


def test_an_answer_that_never_arrives_fails_the_invocation(
    waits: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ConnectionError, match="could not be sent"):
        answer.put("http://127.0.0.1:1/?signature=secret", {}, LOG)
    assert len(waits) == answer.ATTEMPTS - 1
    assert "secret" not in capsys.readouterr().out


def test_an_answer_that_is_refused_is_not_sent_again(bucket: Bucket, waits: list[float]) -> None:
    bucket.statuses = [403]
    answer.put(bucket.url, {}, LOG)
    assert (len(bucket.bodies), waits) == (1, [])


@pytest.mark.parametrize(
    "text",
    ["x" * 1_000_000, "😀" * 300_000, "short words", '"' * 2000, "a \x00\x1b\n" * 1000, "a \ud800 lone surrogate"],
)
def test_the_largest_answer_fits(text: str) -> None:
    body = answer.failure(EVENT, text, Context.log_stream_name)
    assert len(json.dumps(body, ensure_ascii=False).encode()) <= 4096
    assert len(body["Reason"].encode()) <= 900
    assert body["Reason"][0] == text[0]
    assert body["Reason"].endswith("(log stream 2026/11/21/[$LATEST]0123)")


def test_an_error_of_one_word_is_named() -> None:
    assert answer.words(KeyError("scripts")) == "KeyError: 'scripts'"
    assert answer.words(ValueError("two words")) == "two words"


def whole(body: dict[str, Any]) -> int:
    """The answer's bytes, as they are sent."""
    return len(answer.written(body))


PHYSICAL_RESOURCE_ID = '"\\' * 512
TEXTS = [
    "x" * 1_000_000,
    "😀" * 300_000,
    '"' * 5000,
    "\\" * 5000,
    "a \x00\x1b\n" * 1000,
    "a \ud800 lone surrogate",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("physical_resource_id", ["p" * 1024, PHYSICAL_RESOURCE_ID])
def test_any_answer_fits(text: str, physical_resource_id: str) -> None:
    event = EVENT | {"PhysicalResourceId": physical_resource_id}
    attributes = {"Response": text, "Head": "9" * 64, "Applied": "5000", "State": "NEEDS_ATTENTION"}
    done = answer.success(event, physical_resource_id, attributes)
    failed = answer.failure(event, text, Context.log_stream_name)
    assert max(whole(done), whole(failed)) <= 4096
    assert {name: done["Data"][name] for name in ("Head", "Applied", "State")} == {
        "Head": "9" * 64,
        "Applied": "5000",
        "State": "NEEDS_ATTENTION",
    }
    assert failed["Reason"].endswith("(log stream 2026/11/21/[$LATEST]0123)")
    assert json.loads(answer.written(failed)) == failed


def test_a_url_that_is_none_is_given_up(waits: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ConnectionError):
        answer.put("no URL with a secret", {}, LOG)
    assert "secret" not in capsys.readouterr().out


@pytest.mark.parametrize("text", TEXTS[:-1])
def test_what_a_database_says_at_length_is_answered_in_its_beginning(stage: Stage, text: str) -> None:
    words = f"Database error code: 4711. Message: the disk is full; {text}; SQLState: HY000"
    scripts = {"V1__a.sql": "CREATE TABLE a (id INT);", "V2__rows.sql": "SELECT 1;\nINSERT INTO a VALUES (1);"}
    event = stage.event("Create", stage.layer(scripts))
    # On PostgreSQL rows are sent together, and then one by one.
    fault = refused(lambda attempt: DataAPIError("DatabaseErrorException", words))
    stage.faults.add(fault, sql="INSERT INTO a VALUES", times=2)
    failed = stage.deliver(event)
    begun = "V2__rows.sql:2: statement 2 of 2 failed: Database error code: 4711. Message: the disk is full; "
    assert failed["Reason"].startswith(begun)
    assert failed["Reason"].endswith(f"(log stream {Context.log_stream_name})")
    assert whole(failed) <= 4096
    # It is remembered, too, and answered again.
    assert stage.deliver(event) == failed
    assert stage.history[-1][:2] == ["V2__rows.sql", "FAILED"]


def test_the_sqlstate_is_answered_before_a_long_message(postgresql: Stage) -> None:
    """The database has it in its last line."""
    words = f"ERROR: {'x' * 5000}\n  Position: 13; SQLState: 42P01"
    fault = refused(lambda attempt: DataAPIError("DatabaseErrorException", words))
    postgresql.faults.add(fault, sql="CREATE TABLE a ")
    reason = postgresql.send("Create", {"V1__a.sql": "CREATE TABLE a (id INT);"})["Reason"]
    assert reason.startswith("V1__a.sql:1: statement 1 of 1 failed: 42P01: ERROR: xxx")


MANY = 5000
LEFT = 200


def test_five_thousand_scripts_are_planned_and_answered(stage: Stage) -> None:
    """Most of them are in the history: what an event costs for each is shown by the rest."""
    scripts = {f"V{number}__s.sql": f"SELECT {number};" for number in range(1, MANY + 1)}
    few = {name: text for name, text in scripts.items() if name == "V1__s.sql"}
    stage.send("Create", few)
    fill(stage, scripts)
    stage.calls.clear()
    done = stage.send("Update", scripts)
    assert done["Data"] == {
        "Response": f"applied {LEFT} scripts; the database is at {MANY}",
        "Head": str(MANY),
        "Applied": str(LEFT),
        "State": "APPLIED",
    }
    # Two readings of the history, of 500 rows each, and the five calls of each script.
    assert len(stage.calls) <= 5 * LEFT + 2 * (MANY // 500 + 1) + 10


def fill(stage: Stage, scripts: dict[str, str]) -> None:
    """Has the history say that all but the last scripts were applied, as the first one was."""
    table = stage.table("history")
    columns = stage.query(
        "SELECT column_name FROM information_schema.columns WHERE table_name LIKE '%history' "
        f"AND column_name NOT IN ('seq', 'version', 'script', 'checksum') AND table_schema IN ('borealis', "
        f"'{stage.database.name}')"
    )
    names = ", ".join(str(column[0]) for column in columns)
    for start in range(2, MANY - LEFT + 1, 1000):
        rows = []
        for number in range(start, min(start + 1000, MANY - LEFT + 1)):
            checksum = hashlib.sha256(scripts[f"V{number}__s.sql"].encode()).hexdigest()
            rows.append(f"SELECT '{number}' v, 'V{number}__s.sql' s, '{checksum}' c")
        stage.query(
            f"INSERT INTO {table} (version, script, checksum, {names}) SELECT r.v, r.s, r.c, {names} "
            f"FROM {table} h CROSS JOIN ({' UNION ALL '.join(rows)}) r WHERE h.version = '1'"
        )
