"""Eight runners at once on one database: each statement is run exactly once."""

from collections.abc import Callable
from functools import partial
from typing import Any

import index
from crashes import Trials, short_waits, together
from local_aws.data_api import direct
from mixed import SETS, Scripts, probe, script
from stage import Context, Event, Stage

Tell = Callable[[str], None]

RUNNERS = 8
ROUNDS = 2
OTHER: Scripts = {
    "V1__other.sql": script(
        ("CREATE TABLE others (place VARCHAR(9) NOT NULL)", probe("table", "others")),
        ("INSERT INTO others VALUES ('once')", {}),
    )
}


class Runner:
    """One with a client of its own."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.client = direct.client(stage.database.service)

    def data_api(self) -> Any:
        return self.client

    def lambda_service(self) -> Any:
        return self.stage.functions

    def cloudformation(self) -> Any:
        return self.stage.stacks

    def deliver(self, event: Event) -> None:
        index.run(event, Context(), self, self.stage.folder / event["ResourceProperties"]["ScriptsHash"])


def race(stage: Stage, events: list[Event]) -> None:
    runners = [Runner(stage) for _ in events]
    pairs = zip(runners, events, strict=True)
    with short_waits():
        together([partial(runner.deliver, event) for runner, event in pairs])


def assert_each_once(trials: Trials, tell: Tell) -> None:
    converged = trials.tried - len(trials.strays)
    tell(f"{trials.engine}: {trials.tried} races of {RUNNERS} runners, {converged} converged")
    assert trials.strays == []
    assert trials.tried == ROUNDS


def test_eight_deliveries_of_one_event_run_each_statement_once(trials: Trials, tell: Tell) -> None:
    for number in range(ROUNDS):
        stage = trials.stage()
        race(stage, [trials.event(stage)] * RUNNERS)
        trials.judge(f"round {number}", stage)
    assert_each_once(trials, tell)


def test_eight_requests_at_once_run_each_statement_once(trials: Trials, tell: Tell) -> None:
    for number in range(ROUNDS):
        stage = trials.stage()
        race(stage, [trials.event(stage) | {"RequestId": f"request-{runner}"} for runner in range(RUNNERS)])
        trials.judge(f"round {number}", stage)
        assert len(stage.answers) == RUNNERS
    assert_each_once(trials, tell)


def test_two_sets_at_once_are_applied_one_after_the_other(trials: Trials, tell: Tell) -> None:
    for number in range(ROUNDS):
        stage = trials.stage()
        other = stage.event("Create", stage.layer(OTHER, set="other"), Set="other")
        race(stage, [trials.event(stage), other] * (RUNNERS // 2))
        assert {answer["Status"] for answer in stage.answers} == {"SUCCESS"}, f"round {number}: {stage.answers}"
        history = stage.table("history")
        scripts = [*SETS[stage.engine], *OTHER]
        rows = stage.query(f"SELECT script, state FROM {history} ORDER BY script")
        assert rows == [[name, "APPLIED"] for name in sorted(scripts)]
        assert stage.query("SELECT place FROM others") == [["once"]]
        assert stage.query("SELECT n FROM counters") == stage_counters(trials)
    tell(f"{trials.engine}: {ROUNDS} races of two sets with {RUNNERS} runners, all converged")


def stage_counters(trials: Trials) -> list[list[Any]]:
    """How often the undisturbed run has counted."""
    return [[n] for _, n in next(rows for rows in trials.expected if rows and rows[0][0] == "a")]
