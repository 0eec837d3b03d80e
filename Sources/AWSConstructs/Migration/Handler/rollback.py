"""Whether the stack is being rolled back: then what the database has is not to be questioned."""

from collections.abc import Callable
from typing import Any

import errors
from clients import Clients
from logs import Log
from runs import Runs


def is_rolling_back(clients: Clients, event: dict[str, Any], runs: Callable[[], Runs | None], log: Log) -> bool:
    """Asks CloudFormation, and where it may not, the last request of this stack.

    Source: CloudFormation User Guide, "Stack status codes", read 2026-11-21.
    """
    if event.get("RequestType") != "Update":
        return False
    try:
        stacks = clients.cloudformation().describe_stacks(StackName=event["StackId"])["Stacks"]
        return "ROLLBACK" in stacks[0]["StackStatus"]
    except Exception as error:
        log.step("the stack's state is not known", code=errors.code(error))
    try:
        known = runs()
        return known is not None and known.reverses_the_last()
    except Exception as error:
        log.step("the last request is not known", code=errors.code(error))
        return False
