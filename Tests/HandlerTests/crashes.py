"""Runs of one set that are killed at a call, and what is left when the event has been delivered again."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import index
import lease
from crash_points import end_at
from local_aws.data_api.playground import CLUSTER_ARN, Database
from local_aws.data_api.sessions import IDLE_SECONDS
from mixed import SETS, picture
from stage import Context, Event, Killed, Stage

REAL_SLEEP = time.sleep
LONGEST_REAL_SECONDS = 0.02
JOIN_SECONDS = 60
# Of PostgreSQL, whose databases are made slowly.
EMPTY = ["DROP SCHEMA IF EXISTS borealis CASCADE", "DROP SCHEMA public CASCADE", "CREATE SCHEMA public"]


def kill(stage: Stage, event: Event, number: int, place: str) -> bool:
    """Delivers an event, and ends the run before or after one of its calls; False where there are not so many."""
    end_at(stage, number, place)
    try:
        index.run(event, Context(), stage, stage.folder / event["ResourceProperties"]["ScriptsHash"])
    except Killed:
        return True
    finally:
        stage.faults.clear()
    return False


def empty(stage: Stage) -> None:
    """Makes the database as if it were new."""
    service = stage.database.service
    service.transactions.end_all(lambda transaction: True, "")
    if stage.engine == "mysql":
        cluster = service.clusters.cluster(CLUSTER_ARN)
        service.clusters.server(cluster).drop_database(stage.database.name)
        service.clusters.server(cluster).create_database(stage.database.name, cluster.master)
    else:
        for statement in EMPTY:
            stage.query(statement)
    stage.faults.clear()


def let_time_pass(stage: Stage) -> None:
    """As much as until the lease and what is open end by themselves."""
    if stage.has_tables:
        stage.let_the_lease_expire()
    stage.database.service.clock.sleep(IDLE_SECONDS)


@contextmanager
def short_waits() -> Iterator[None]:
    """Waits are real, for several threads, and short."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.sleep", lambda seconds: REAL_SLEEP(min(seconds, LONGEST_REAL_SECONDS)))
        patch.setattr(lease, "POLL_SECONDS", (0.005, LONGEST_REAL_SECONDS))
        yield


def together(works: list[Callable[[], None]]) -> None:
    """Does several things at the same moment, each in a thread. Raises what one of them raised."""
    problems: list[BaseException] = []
    barrier = threading.Barrier(len(works))

    def begin(work: Callable[[], None]) -> None:
        try:
            barrier.wait()
            work()
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=begin, args=(work,), daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(JOIN_SECONDS)
        assert not thread.is_alive(), "a run doesn't end"
    if problems:
        raise problems[0]


def deliver(stage: Stage, event: Event) -> None:
    index.run(event, Context(), stage, stage.folder / event["ResourceProperties"]["ScriptsHash"])


def deliver_twice_at_once(stage: Stage, event: Event) -> None:
    with short_waits():
        together([lambda: deliver(stage, event)] * 2)


@dataclass
class Trials:
    """Crash points of one engine, each on the same database, emptied, and compared with an undisturbed run.

    tried: how many runs were compared; fired: in how many of them all kills ended a run.
    """

    engine: str
    database: Database
    folder: Path
    patch: pytest.MonkeyPatch
    tried: int = 0
    fired: int = 0
    strays: list[str] = field(default_factory=list)
    scripts_hash: str = ""

    def __post_init__(self) -> None:
        stage = self.stage()
        deliver(stage, self.event(stage))
        assert [answer["Status"] for answer in stage.answers] == ["SUCCESS"], stage.answers
        self.calls = len(stage.calls)
        self.expected = picture(stage.engine, stage.query)

    def stage(self) -> Stage:
        """The database, emptied."""
        stage = Stage(self.engine, self.database, self.folder, self.patch)
        empty(stage)
        return stage

    def event(self, stage: Stage) -> Event:
        if not self.scripts_hash:
            self.scripts_hash = stage.layer(SETS[stage.engine])
        return stage.event("Create", self.scripts_hash) | {"RequestId": "request"}

    def try_one(self, name: str, kills: list[tuple[int, str]], redeliver: Callable[[Stage, Event], None]) -> None:
        """Kills runs one after the other, delivers the event once more, and compares."""
        stage = self.stage()
        event = self.event(stage)
        killed = []
        for number, place in kills:
            killed.append(kill(stage, event, number, place))
            let_time_pass(stage)
        self.fired += all(killed)
        redeliver(stage, event)
        self.judge(f"{name} {kills}", stage)

    def judge(self, name: str, stage: Stage) -> None:
        self.tried += 1
        statuses = {answer["Status"] for answer in stage.answers}
        found = picture(stage.engine, stage.query) if stage.has_tables else []
        if statuses != {"SUCCESS"} or found != self.expected:
            self.strays.append(f"{name}: {stage.answers}\n{differences(self.expected, found)}")

    @property
    def words(self) -> str:
        converged = self.tried - len(self.strays)
        return f"{self.engine}: {self.calls} calls, {self.tried} crash points, {converged} converged"


def differences(expected: list[Any], found: list[Any]) -> str:
    pairs = zip(expected, found, strict=False)
    return "\n".join(f"  expected {before}\n  got      {after}" for before, after in pairs if before != after)


def pairs(seed: int, calls: int) -> Iterator[list[tuple[int, str]]]:
    """Two crash points each, without an end; the second run may be too short for its own."""
    chosen = random.Random(seed)
    places = ["before", "after"]
    while True:
        yield [(chosen.randint(1, calls), chosen.choice(places)) for _ in range(2)]
