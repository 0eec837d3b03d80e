"""Whatever goes wrong with any one call, nothing is lost, nothing is done twice, and nobody is stuck."""

import os
import re
from collections.abc import Callable

from crashes import Trials
from local_aws.data_api import faults
from local_aws.data_api.errors import link_failure
from local_aws.data_api.faults import Call, Fault

FAULTS: dict[str, Fault] = {
    "resumes": faults.cluster_resumes,
    "throttled": faults.throttled,
    "unavailable": faults.database_unavailable,
    "fails before": faults.fails_before,
    "fails after": faults.fails_after,
    "link fails": faults.link_fails,
    "link fails after it was done": faults.done_but(link_failure),
    "request lost": faults.request_lost,
    "answer lost": faults.answer_lost,
    "answer never comes": faults.answer_never_comes,
    "times out and finishes": faults.times_out(finishes=True),
    "times out and is cancelled": faults.times_out(finishes=False),
    "transaction dropped": faults.drops_transaction,
    "still running": faults.still_runs_a_query,
}
IN_TRANSACTIONS = {"transaction dropped", "still running"}


def chosen(seed: int, calls: list[Call]) -> list[tuple[int, str]]:
    """Calls by their numbers, and the faults that they meet: each call the next one, or with FAULTS=all all of them.

    seed: where the rotation begins.
    """
    pairs = []
    for call in calls:
        fitting = [name for name in FAULTS if "transactionId" in call.request or name not in IN_TRANSACTIONS]
        names = fitting if os.environ.get("FAULTS") == "all" else [fitting[(seed + call.number) % len(fitting)]]
        pairs += [(call.number, name) for name in names]
    return pairs


def test_any_call_may_fail_in_any_way(trials: Trials, tell: Callable[[str], None]) -> None:
    seed = int(os.environ.get("SEED", "0"))
    stage = trials.stage()
    stage.deliver(trials.event(stage))
    failures = []
    pairs = chosen(seed, list(stage.calls))
    for number, name in pairs:
        failures += meet(trials, number, name)
    converged = trials.tried - len(trials.strays)
    tell(f"SEED={seed} {trials.engine}: {trials.tried} faults, {converged} converged; FAILED first:")
    tell("\n".join(sorted(set(failures))))
    assert trials.strays == []
    assert trials.tried == len(pairs)


def meet(trials: Trials, number: int, name: str) -> list[str]:
    """Plans a fault for one call; where the answer is FAILED, the next deploy must go through by itself."""
    stage = trials.stage()
    event = trials.event(stage)
    stage.faults.add(FAULTS[name], call=number)
    first = stage.deliver(event)
    if first["Status"] == "SUCCESS":
        trials.judge(f"{name} at {number}", stage)
        return []
    assert "may have run" not in first["Reason"], first["Reason"]
    # What failed is a script, and the answer names it.
    assert re.match(r"[VR]\w+\.sql(:\d+)?: ", first["Reason"]), first["Reason"]
    stage.answers.clear()
    stage.deliver(event | {"RequestId": "request-2"})
    trials.judge(f"{name} at {number}, after {first['Reason']}", stage)
    return [f"  {name} at {number}: {first['Reason'][:150]}"]
