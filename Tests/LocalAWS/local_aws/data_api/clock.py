"""The time that the Data API goes by."""

import threading
import time
from collections.abc import Callable

LOOK_SECONDS = 1.0


class Clock:
    """Real time, in seconds since some moment."""

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def watch(self, look: Callable[[], None]) -> Callable[[], None]:
        """Has something look at the clock every second; gives what ends that."""
        is_over = threading.Event()

        def keep_looking() -> None:
            while not is_over.wait(LOOK_SECONDS):
                look()

        threading.Thread(target=keep_looking, daemon=True).start()
        return is_over.set


class FakeClock(Clock):
    """Time that passes when a test says so, and then at once; it begins at 0."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.looks: list[Callable[[], None]] = []
        self.lock = threading.Lock()

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        """Lets time pass; what ends by it has ended when this returns."""
        with self.lock:
            self.seconds += seconds
            looks = list(self.looks)
        for look in looks:
            look()

    def watch(self, look: Callable[[], None]) -> Callable[[], None]:
        self.looks.append(look)
        return lambda: self.looks.remove(look)
