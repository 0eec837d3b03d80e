"""A run that is killed at any of its calls loses nothing, and does nothing twice."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from crashes import Trials, deliver, deliver_twice_at_once, sample
from local_aws.databases.servers import Family
from playgrounds import Playgrounds

DOUBLE_CRASHES = 20
ENGINES: list[Family] = ["mysql", "postgresql"]


@pytest.fixture(params=ENGINES)
def trials(
    request: pytest.FixtureRequest, playgrounds: Playgrounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Trials]:
    with playgrounds.of(request.param).database() as database:
        yield Trials(request.param, database, tmp_path, monkeypatch)


def report(trials: Trials, capsys: pytest.CaptureFixture[str]) -> None:
    """Prints how many were tried, and how many are as if nothing had happened: all must be."""
    with capsys.disabled():
        print(f"\n{trials.words}")
    assert trials.strays == []


def test_a_run_that_was_killed_at_any_call_is_as_if_it_had_never_been(
    trials: Trials, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a call leaves is what the next one finds: of the two, one is delivered again once, the other twice."""
    for number in range(1, trials.calls + 1):
        trials.try_one("once", [(number, "before")], deliver)
        trials.try_one("twice at once", [(number, "after")], deliver_twice_at_once)
    trials.try_one("twice at once", [(1, "before")], deliver_twice_at_once)
    trials.try_one("once", [(trials.calls, "after")], deliver)
    report(trials, capsys)
    assert trials.tried == 2 * (trials.calls + 1)


def test_two_runs_that_were_killed_are_ended_by_the_third_delivery(
    trials: Trials, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = int(os.environ.get("SEED") or random.randrange(2**32))
    with capsys.disabled():
        print(f"\nSEED={seed}")
    for kills in sample(seed, trials.calls, DOUBLE_CRASHES):
        trials.try_one(f"SEED={seed}", kills, deliver)
    report(trials, capsys)
