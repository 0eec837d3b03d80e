"""Who was replaced while he stood still does nothing more when he wakes, wherever that was."""

from collections.abc import Callable

from crashes import Trials, deliver, let_time_pass
from local_aws.data_api.faults import Call, nothing


def test_who_was_replaced_at_any_call_does_nothing_more(trials: Trials, tell: Callable[[str], None]) -> None:
    for number in range(1, trials.calls + 1):
        replace_at(trials, number)
    tell(f"replaced, {trials.words}")
    assert trials.strays == []


def replace_at(trials: Trials, number: int) -> None:
    """Lets the event be delivered again, and done, while its first delivery stands still at one of its calls."""
    stage = trials.stage()
    event = trials.event(stage)

    def stand_still(call: Call) -> None:
        if call.number != number:
            return
        stage.faults.before = nothing
        let_time_pass(stage)
        deliver(stage, event)

    stage.faults.before = stand_still
    deliver(stage, event)
    trials.judge(f"replaced before call {number}", stage)
