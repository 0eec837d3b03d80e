"""Waiting for what comes soon."""

import time
from collections.abc import Callable

SECONDS = 20.0


def await_true(condition: Callable[[], bool], seconds: float = SECONDS) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
