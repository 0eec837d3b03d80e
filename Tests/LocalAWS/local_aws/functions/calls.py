"""Asynchronous calls: accepted at once, run behind their callers' backs, and delivered again when they fail."""

import itertools
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from moto.awslambda.models import LambdaFunction

from .invocation import Outcome, error

# What lies between a delivery that failed and the next; the real service lets one minute pass, and then two.
# Source: AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation", read
# 2026-11-21.
PAUSE_SECONDS = (0.2, 0.4)
# Where nothing was configured. Source: AWS Lambda API Reference, PutFunctionEventInvokeConfig, read 2026-11-21.
RETRY_ATTEMPTS = 2
EVENT_AGE_SECONDS = 21_600

log = logging.getLogger("local_aws.functions")


@dataclass(eq=False)
class Call:
    """An event that was accepted."""

    function: LambdaFunction
    event: Any
    begun: float = field(default_factory=time.monotonic)
    # What the last delivery came to.
    payload: str = ""

    @property
    def has_expired(self) -> bool:
        age: float = configuration(self.function).get("MaximumEventAgeInSeconds", EVENT_AGE_SECONDS)
        return time.monotonic() - self.begun > age


class Calls:
    """The calls that have not ended.

    invoke: runs a function to its end.
    """

    def __init__(self, invoke: Callable[[LambdaFunction, Any], Outcome]) -> None:
        self.invoke = invoke
        self.pending: set[Call] = set()
        self.stopped = threading.Event()

    def accept(self, function: LambdaFunction, event: Any) -> Call:
        """Begins a call, and doesn't wait for it."""
        call = Call(function, event)
        self.pending.add(call)
        threading.Thread(target=self.deliver, args=[call], daemon=True).start()
        return call

    def deliver(self, call: Call) -> None:
        """Delivers an event until it has gone well, or often enough."""
        try:
            for attempt in itertools.count():
                outcome = self.outcome(call)
                call.payload = outcome.payload
                if not outcome.is_error or attempt >= retries(call.function):
                    return
                if self.stopped.wait(PAUSE_SECONDS[attempt]) or call.has_expired:
                    return
                log.info("%s: the event is delivered again", call.function.function_name)
        finally:
            self.pending.discard(call)

    def outcome(self, call: Call) -> Outcome:
        try:
            return self.invoke(call.function, call.event)
        except Exception as failure:
            log.info("%s: %s", call.function.function_name, failure)
            return Outcome(error(type(failure).__name__, str(failure)), True, "")

    def has_pending(self, function: LambdaFunction) -> bool:
        """Whether a function has, or will get, an event that it has not ended."""
        return any(call.function.function_arn == function.function_arn for call in list(self.pending))

    def stop(self) -> None:
        """Delivers nothing any more."""
        self.stopped.set()


def configuration(function: LambdaFunction) -> dict[str, Any]:
    # moto keeps what was put before, and answers with the first.
    configured = function.event_invoke_config
    found: dict[str, Any] = configured[-1].config if configured else {}
    return found


def retries(function: LambdaFunction) -> int:
    return int(configuration(function).get("MaximumRetryAttempts", RETRY_ATTEMPTS))
