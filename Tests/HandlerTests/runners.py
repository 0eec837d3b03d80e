"""The parts that a run is made of, each on its own, over the database of a stage."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import lease
import tables
from budget import Budget
from data_api import Database
from history import History
from journal import Journal
from lease import Lease
from local_aws.data_api import direct
from logs import Log
from progress import Progress
from request import Request
from run import Run
from runs import Runs
from stage import Stage

DAY_SECONDS = 86_400


class Time:
    """What the lease goes by, in this process; the database has its own clock."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.sleeps: list[float] = []

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.seconds += seconds


@contextmanager
def told_time() -> Iterator[Time]:
    """Has the lease go by a time that a test sets."""
    told = Time()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lease, "time", told)
        yield told


def runner(stage: Stage, owner: str, predecessor: str | None = None, **event: Any) -> Run:
    """A run with a client of its own, before it has taken the lease."""
    made = stage.event("Create", "0" * 64) | {"RequestId": f"request-of-{owner}"} | event
    request = Request.of(made)
    log = Log(request.set_name, request.target.database, request.request_id)
    budget = Budget(lambda: 900_000, time.time() + DAY_SECONDS)
    database = Database(direct.client(stage.database.service), request.target, budget, log)
    held = Lease(database, request, owner, predecessor)
    return Run(
        request=request,
        database=database,
        lease=held,
        history=History(database, request, held, "1"),
        journal=Journal(database, held),
        runs=Runs(database, request, held),
        budget=budget,
        log=log,
        progress=Progress(),
        hop=0,
        is_rolling_back=lambda: False,
    )


def prepare(stage: Stage) -> None:
    """Makes the handler's own tables."""
    tables.make(runner(stage, "maker").database)


def take(run: Run) -> None:
    run.lease.take(run.lease.holder())


def replace(stage: Stage, run: Run) -> Run:
    """Lets a run lose its lease to another, which is returned."""
    stage.let_the_lease_expire()
    successor = runner(stage, "successor")
    take(successor)
    return successor
