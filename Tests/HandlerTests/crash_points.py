"""Ends runs before and after each of their calls."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from local_aws.data_api.faults import Call
from stage import Killed, Stage

# More than a transaction lives without a call.
LATER_SECONDS = 200
# More calls than any run here makes.
MOST = 200

# Gives a stage on an empty database.
Stages = Callable[[], AbstractContextManager[Stage]]


def crash_everywhere(
    stages: Stages,
    prepare: Callable[[Stage], Any],
    work: Callable[[Stage, Any], Any],
    check: Callable[[Stage, Any], None],
) -> int:
    """Ends a work without a word at one of its calls, and does it again as a whole; gives how many points there are.

    prepare: gives what the work is about. check: is given what the second one answers.
    """
    points = 0
    for number in range(1, MOST):
        for moment in ("before", "after"):
            with stages() as stage:
                given = prepare(stage)
                if not is_killed(stage, given, work, number, moment):
                    return points
                points += 1
                try:
                    check(stage, work(stage, given))
                except AssertionError as error:
                    raise AssertionError(f"killed {moment} call {number}") from error
    raise AssertionError("the work never ended")


def is_killed(stage: Stage, given: Any, work: Callable[[Stage, Any], Any], number: int, moment: str) -> bool:
    """Whether the work makes so many calls; afterwards its lease and its transactions have ended."""
    end_at(stage, number, moment)
    try:
        work(stage, given)
    except Killed:
        stage.faults.clear()
        stage.database.service.clock.sleep(LATER_SECONDS)
        if stage.has_tables:
            stage.let_the_lease_expire()
        return True
    return False


def end_at(stage: Stage, number: int, moment: str) -> None:
    """Ends the next run before or after one of its calls; what it would still do on its way out isn't done either."""

    def before(call: Call) -> None:
        if call.number > number or (call.number == number and moment == "before"):
            raise Killed

    def after(call: Call) -> None:
        if call.number == number:
            raise Killed

    stage.faults.clear()
    stage.faults.before, stage.faults.after = before, after
