"""Clusters that pause, and that take their time to resume."""

import threading
from dataclasses import dataclass

from .clock import Clock
from .clusters import Cluster
from .errors import resuming

# Source: Amazon Aurora User Guide, "Scaling to Zero ACUs with automatic pause and resume", read 2026-11-21.
RESUME_SECONDS = 15.0


@dataclass
class Pause:
    """One that lasts for some more calls, and then until some time after the first call that came."""

    calls: int
    seconds: float
    end: float | None = None

    def is_over(self, now: float) -> bool:
        """What a call finds; the first one wakes the cluster."""
        if self.calls > 0:
            self.calls -= 1
            return False
        if self.end is None:
            self.end = now + self.seconds
        return now >= self.end


@dataclass
class AutoPause:
    """How long nothing is called before a cluster pauses, and how long it then takes to resume."""

    idle_seconds: float
    resume_seconds: float
    last_call: float


class Pauses:
    """The pauses of all clusters, by ARN."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.pauses: dict[str, Pause] = {}
        self.automatic: dict[str, AutoPause] = {}
        self.lock = threading.Lock()

    def pause(self, arn: str, calls: int = 0, seconds: float = 0.0) -> None:
        """Lets the next calls find a cluster that resumes, and those within some seconds after the first, too."""
        with self.lock:
            self.pauses[arn] = Pause(calls, seconds)

    def pause_when_idle(self, arn: str, idle_seconds: float, resume_seconds: float = RESUME_SECONDS) -> None:
        with self.lock:
            self.automatic[arn] = AutoPause(idle_seconds, resume_seconds, self.clock.now())

    def admit(self, cluster: Cluster, *, is_busy: bool) -> None:
        """Notes a call that needs a connection.

        is_busy: whether there are connections, which keep a cluster awake.

        Raises DataAPIError while the cluster resumes.
        """
        with self.lock:
            now = self.clock.now()
            self.pause_if_idle(cluster.arn, now, is_busy)
            pause = self.pauses.get(cluster.arn)
            if pause and not pause.is_over(now):
                raise resuming(cluster.is_serverless_v1)
            self.pauses.pop(cluster.arn, None)

    def pause_if_idle(self, arn: str, now: float, is_busy: bool) -> None:
        automatic = self.automatic.get(arn)
        if automatic is None:
            return
        if not is_busy and arn not in self.pauses and now - automatic.last_call >= automatic.idle_seconds:
            self.pauses[arn] = Pause(0, automatic.resume_seconds)
        automatic.last_call = now
