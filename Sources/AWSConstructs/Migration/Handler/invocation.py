"""One invocation of the function, and the next one that goes on with its work."""

import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, Self

from budget import WATCHDOG_SECONDS, Budget
from clients import Clients
from outcome import Outcome
from progress import Progress
from request import Request, service_timeout
from run import Run

# What an event has besides what CloudFormation sends, when an invocation before this one has sent it.
KEY = "Borealis"
# Lambda stops a chain of a function's invocations of itself after about 16.
# Source: AWS Lambda Developer Guide, "Use Lambda recursive loop detection", read 2026-11-21.
MOST_HOPS = 14
# Before CloudFormation stops to wait.
MARGIN_SECONDS = 30


class Context(Protocol):
    """What Lambda tells of an invocation."""

    log_stream_name: str
    invoked_function_arn: str
    aws_request_id: str

    def get_remaining_time_in_millis(self) -> int: ...


@dataclass
class Invocation:
    """An event, what it is delivered with, and how many invocations came before it for the same request.

    owner: a name that no other invocation has. predecessor: that of the one before.
    budget: its time, and by when the answer must be given: the same for all of them.
    """

    event: dict[str, Any]
    context: Context
    clients: Clients
    scripts: Path
    hop: int
    predecessor: str | None
    budget: Budget
    owner: str = field(default_factory=lambda: os.urandom(16).hex())
    lock: threading.Lock = field(default_factory=threading.Lock)
    progress: Progress = field(default_factory=Progress)
    # What is known as soon as it was read, or made.
    request: Request | None = None
    run: Run | None = None
    # What came of the work, as soon as that has ended.
    outcome: Outcome | None = None
    # Who goes on, or has answered: only one of the two, and only once.
    is_over: bool = False

    @classmethod
    def of(cls, event: dict[str, Any], context: Context, clients: Clients, scripts: Path) -> Self:
        given = event.get(KEY)
        given = given if isinstance(given, dict) else {}
        # Before anything is waited for, and carried on: CloudFormation counts from its event.
        deadline = float(given.get("deadline", 0)) or time.time() + service_timeout(event) - MARGIN_SECONDS
        return cls(
            event={name: value for name, value in event.items() if name != KEY},
            context=context,
            clients=clients,
            scripts=scripts,
            hop=max(int(given.get("hop", 0)), 0),
            predecessor=given.get("owner"),
            budget=Budget(context.get_remaining_time_in_millis, deadline),
        )

    @property
    def is_last(self) -> bool:
        return self.hop >= MOST_HOPS

    def end(self) -> bool:
        """Whether nobody has ended it before; afterwards nobody may answer for it, or go on with its work."""
        with self.lock:
            was_over, self.is_over = self.is_over, True
            return not was_over

    def settle(self, outcome: Outcome) -> bool:
        """Keeps what came of the work; whether nobody has ended the invocation meanwhile, so that it is what counts."""
        with self.lock:
            self.outcome = outcome
            return not self.is_over

    def go_on(self) -> None:
        """Has the function invoke itself with the same event, unless that was done, or the event answered."""
        if not self.end():
            return
        payload = self.event | {KEY: {"hop": self.hop + 1, "owner": self.owner, "deadline": self.budget.deadline}}
        try:
            self.clients.lambda_service().invoke(
                FunctionName=self.context.invoked_function_arn, InvocationType="Event", Payload=json.dumps(payload)
            )
        except Exception:
            self.is_over = False
            raise

    def watchdog(self, bark: Callable[[], None]) -> threading.Timer:
        """Does something when a call hasn't ended shortly before this invocation does."""
        seconds = self.context.get_remaining_time_in_millis() / 1000 - WATCHDOG_SECONDS
        timer = threading.Timer(max(seconds, 0), bark)
        timer.daemon = True
        return timer
