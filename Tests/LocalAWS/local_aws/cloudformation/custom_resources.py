"""Custom resources: events that functions get, and the answers that they send."""

import json
import logging
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from .errors import ResourceError

# The real service delivers the event again and waits for hours; here a function that has ended has had its chance.
GRACE_SECONDS = 0.5
# Source: CloudFormation User Guide, "Custom resource response objects", read 2026-11-21.
ANSWER_BYTES = 4096

log = logging.getLogger("local_aws.stacks")

Event = dict[str, Any]


@dataclass
class Waiting:
    """An event that has no answer yet."""

    event: Event
    answer: dict[str, Any] | None = None
    is_answered: threading.Event = field(default_factory=threading.Event)
    # What the invocation came to.
    ended: float | None = None
    payload: str = ""
    failure: str | None = None

    def receive(self, answer: dict[str, Any]) -> None:
        self.answer = answer
        self.is_answered.set()

    def fail(self, answer: str) -> None:
        self.receive({"Status": "FAILED", "Reason": answer})

    @property
    def is_hopeless(self) -> bool:
        return self.failure is not None or (self.ended is not None and time.monotonic() > self.ended + GRACE_SECONDS)


class CustomResources:
    """The events of one region.

    limit_seconds: how long an answer is waited for, if ServiceTimeout isn't shorter.
    """

    def __init__(self, functions: Any, url: str, limit_seconds: float) -> None:
        self.functions = functions
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
        threading.Thread(target=self.invoke, args=[waiting], daemon=True).start()
        end = time.monotonic() + min(timeout_seconds, self.limit_seconds)
        while not waiting.is_answered.wait(0.02):
            if waiting.is_hopeless or time.monotonic() > end:
                break
        del self.waiting[token]
        if waiting.answer is None:
            raise ResourceError(waiting.failure or unanswered(waiting))
        return waiting.answer | {"RequestId": complete["RequestId"]}

    def invoke(self, waiting: Waiting) -> None:
        name = waiting.event["ServiceToken"].split(":function:")[-1]
        try:
            response = self.functions.invoke(FunctionName=name, Payload=json.dumps(waiting.event).encode())
            waiting.payload = response["Payload"].read().decode()
        except Exception as error:
            waiting.failure = f"Invocation failed: {error}"
        waiting.ended = time.monotonic()

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


def unanswered(waiting: Waiting) -> str:
    return (
        "CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId "
        f"[{waiting.event['RequestId']}]. (the function ended with: {waiting.payload[:300]})"
    )
