"""The answer: one PUT, small enough, sent until it has arrived."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

import answer
from stage import Context


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
    answer.put(bucket.url, {"Status": "SUCCESS"})
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
    answer.put(bucket.url, {"Status": "SUCCESS"})
    assert len(bucket.bodies) == 3
    assert waits == [1, 2]
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert told == [{"step": "the answer was not accepted", "status": status} for status in (503, 500)]


def test_an_answer_that_never_arrives_fails_the_invocation(
    waits: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ConnectionError, match="could not be sent"):
        answer.put("http://127.0.0.1:1/?signature=secret", {})
    assert len(waits) == answer.ATTEMPTS - 1
    assert "secret" not in capsys.readouterr().out


def test_an_answer_that_is_refused_is_not_sent_again(bucket: Bucket, waits: list[float]) -> None:
    bucket.statuses = [403]
    answer.put(bucket.url, {})
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
