"""Custom resources: events that functions get, and the answers that they send."""

import json
import logging
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, Protocol

from local_aws.functions.calls import Call

from .errors import ResourceError

# The real service waits for hours; here a function that has nothing more to do has had its chance.
GRACE_SECONDS = 0.5
# Source: CloudFormation User Guide, "Custom resource response objects", read 2026-11-21.
ANSWER_BYTES = 4096

log = logging.getLogger("local_aws.stacks")

Event = dict[str, Any]


class Functions(Protocol):
    """What calls functions asynchronously, as CloudFormation does."""

    def accept(self, region: str, name: str, event: Event) -> Call: ...

    def has_pending(self, call: Call) -> bool: ...


@dataclass
class Waiting:
    """An event that has no answer yet."""

    event: Event
    answer: dict[str, Any] | None = None
    is_answered: threading.Event = field(default_factory=threading.Event)

    def receive(self, answer: dict[str, Any]) -> None:
        self.answer = answer
        self.is_answered.set()

    def fail(self, answer: str) -> None:
        self.receive({"Status": "FAILED", "Reason": answer})


class CustomResources:
    """The events of one region.

    limit_seconds: how long an answer is waited for, if ServiceTimeout isn't shorter.
    """

    def __init__(self, functions: Functions, region: str, url: str, limit_seconds: float) -> None:
        self.functions = functions
        self.region = region
        self.url = url
        self.limit_seconds = limit_seconds
        self.waiting: dict[str, Waiting] = {}

    def send(self, event: Event, timeout_seconds: float) -> dict[str, Any]:
        """Invokes the function of an event, and gives its answer.

        Raises ResourceError when the function can't be invoked, or doesn't answer.
        """
        token = uuid.uuid4().hex
        complete = event | {"RequestId": str(uuid.uuid4()), "ResponseURL": f"{self.url}?X-Amz-Token={token}"}
        waiting = self.waiting[token] = Waiting(complete)
        try:
            call = self.invoke(complete)
            self.wait(waiting, call, min(timeout_seconds, self.limit_seconds))
        finally:
            del self.waiting[token]
        if waiting.answer is None:
            raise ResourceError(unanswered(waiting, call))
        return waiting.answer | {"RequestId": complete["RequestId"]}

    def invoke(self, event: Event) -> Call:
        name = event["ServiceToken"].split(":function:")[-1]
        try:
            return self.functions.accept(self.region, name, event)
        except Exception as error:
            raise ResourceError(f"Invocation failed: {error}") from error

    def wait(self, waiting: Waiting, call: Call, seconds: float) -> None:
        """Returns when there is an answer, or none to be expected any longer."""
        now = begun = busy = time.monotonic()
        while not waiting.is_answered.wait(0.02) and now <= min(begun + seconds, busy + GRACE_SECONDS):
            now = time.monotonic()
            if self.functions.has_pending(call):
                busy = now

    def answer(self, token: str, body: bytes) -> tuple[int, str]:
        """Takes an answer, and gives the HTTP status and text for it."""
        waiting = self.waiting.get(token)
        if waiting is None:
            return 403, "the request has expired, or there was none"
        if len(body) > ANSWER_BYTES:
            waiting.fail("Response object is too long.")
            return 200, ""
        try:
            answer = json.loads(body)
        except ValueError as error:
            waiting.fail(f"Invalid response object: {error}")
            return 200, ""
        if not isinstance(answer, dict):
            waiting.fail("Invalid response object: it is not an object")
            return 200, ""
        wrong = [key for key in ("StackId", "RequestId", "LogicalResourceId") if answer.get(key) != waiting.event[key]]
        if wrong:
            waiting.fail(f"Invalid response object: {wrong[0]} does not match")
        else:
            waiting.receive(answer)
        return 200, ""


def unanswered(waiting: Waiting, call: Call) -> str:
    return (
        "CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId "
        f"[{waiting.event['RequestId']}]. (the function ended with: {call.payload[:300]})"
    )
