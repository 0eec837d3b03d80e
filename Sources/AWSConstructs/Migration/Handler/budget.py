"""How much time is left: of this invocation, and until CloudFormation stops to wait."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

# No statement begins with less: a call ends after 45 seconds, and what comes next must be told.
STATEMENT_SECONDS = 60
# When the work is handed over although a call has not ended.
WATCHDOG_SECONDS = 20
# Who has so much of an invocation has nearly all of it.
NEARLY = 0.8


class OutOfTime(Exception):
    """The invocation ends before the work does; the next one goes on."""


class TooLate(Exception):
    """CloudFormation stops to wait before the work is done."""


@dataclass
class Budget:
    """The time of one invocation.

    deadline: seconds since 1970 by when the answer must be given.
    """

    remaining_milliseconds: Callable[[], int]
    deadline: float
    # In seconds: of this invocation, at its beginning.
    whole: float = field(init=False)

    def __post_init__(self) -> None:
        self.whole = self.seconds

    @property
    def seconds(self) -> float:
        """What is left of this invocation."""
        return self.remaining_milliseconds() / 1000

    @property
    def is_nearly_whole(self) -> bool:
        """Whether another invocation would hardly have more time than this one has still."""
        return self.seconds >= NEARLY * self.whole

    def limit(self, deadline: float) -> None:
        """Makes the deadline an earlier one, where this is earlier."""
        self.deadline = min(self.deadline, deadline)

    def check(self) -> None:
        """Raises when there is no time for another statement."""
        if self.deadline - time.time() < STATEMENT_SECONDS:
            raise TooLate("CloudFormation's time for this resource is up")
        if self.seconds < STATEMENT_SECONDS:
            raise OutOfTime("the function's time is up")
