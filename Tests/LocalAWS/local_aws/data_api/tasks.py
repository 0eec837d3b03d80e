"""What runs in a thread of its own, so that who waits for it can leave."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")

# A statement that was told to end before it had begun doesn't hear of it.
CANCEL_SECONDS = 0.5


class Task(Generic[Answer]):
    """Some work that was begun.

    release: is called at its end, with what it raised, before anybody who waits goes on.
    """

    def __init__(self, work: Callable[[], Answer], release: Callable[[Exception | None], None]) -> None:
        self.work = work
        self.release = release
        self.answer: Answer | None = None
        self.error: Exception | None = None
        self.cancellation: Exception | None = None
        self.has_worked = False
        self.lock = threading.Lock()
        self.is_done = threading.Event()
        threading.Thread(target=self.run, daemon=True).start()

    def run(self) -> None:
        try:
            self.answer = self.work()
        except Exception as error:
            self.error = error
        with self.lock:
            self.has_worked = True
        self.error = self.cancellation or self.error
        try:
            self.release(self.error)
        finally:
            self.is_done.set()

    def cancel(self, end: Callable[[], None], cancellation: Exception) -> None:
        """Ends the work, and waits until it has ended; it then has raised this, whatever else it did.

        end: ends what the work waits for.
        """
        while not self.is_done.wait(CANCEL_SECONDS if self.cancellation else 0):
            with self.lock:
                if not self.has_worked:
                    self.cancellation = cancellation
                    end()

    def result(self) -> Answer:
        """What the work gave. Raises what it raised."""
        if self.error:
            raise self.error
        assert self.answer is not None
        return self.answer
