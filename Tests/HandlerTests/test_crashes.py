"""A run that is killed at any of its calls loses nothing, and does nothing twice."""

import os
import random
from collections.abc import Callable
from itertools import islice

from crashes import Trials, deliver, deliver_twice_at_once, pairs

DOUBLE_CRASHES = 20
# A second run may end before the call at which it would have been killed.
MOST_PAIRS = 5 * DOUBLE_CRASHES

Tell = Callable[[str], None]


def report(trials: Trials, tell: Tell) -> None:
    """Prints how many were tried, and how many are as if nothing had happened: all must be."""
    tell(f"{trials.words}; all kills of {trials.fired} ended a run")
    assert trials.strays == []


def test_a_run_that_was_killed_at_any_call_is_as_if_it_had_never_been(trials: Trials, tell: Tell) -> None:
    """What a call leaves is what the next one finds: of the two, one is delivered again once, the other twice."""
    for number in range(1, trials.calls + 1):
        trials.try_one("once", [(number, "before")], deliver)
        trials.try_one("twice at once", [(number, "after")], deliver_twice_at_once)
    trials.try_one("twice at once", [(1, "before")], deliver_twice_at_once)
    trials.try_one("once", [(trials.calls, "after")], deliver)
    report(trials, tell)
    assert trials.fired == trials.tried == 2 * (trials.calls + 1)


def test_two_runs_that_were_killed_are_ended_by_the_third_delivery(trials: Trials, tell: Tell) -> None:
    seed = int(os.environ.get("SEED") or random.randrange(2**32))
    tell(f"SEED={seed}")
    for kills in islice(pairs(seed, trials.calls), MOST_PAIRS):
        if trials.fired < DOUBLE_CRASHES:
            trials.try_one(f"SEED={seed}", kills, deliver)
    report(trials, tell)
    assert trials.fired == DOUBLE_CRASHES
