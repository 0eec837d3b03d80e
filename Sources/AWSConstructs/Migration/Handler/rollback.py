"""Whether the stack is being rolled back: then what the database has is not to be questioned."""

import time
from collections.abc import Callable

import errors
from invocation import Invocation
from logs import Log
from outcome import Outcome, needs_attention
from runs import Runs

# How often CloudFormation is asked, when it doesn't answer.
ATTEMPTS = 4
# What must be left of the invocation to ask again: a call takes up to 16 seconds, and the answer some more.
AGAIN_SECONDS = 40
# That the function may not ask.
DENIED = frozenset({"AccessDenied", "AccessDeniedException"})


def failure(
    invocation: Invocation, words: str, head: Callable[[], str], runs: Callable[[], Runs | None], log: Log
) -> Outcome:
    """What is answered where something is not as it should be: a rollback is never stopped.

    head: the version to answer then; runs: where the last request is, if CloudFormation may not be asked.
    """
    return needs_attention(words, head()) if is_rolling_back(invocation, runs, log) else Outcome.failure(words)


def is_confirmed(invocation: Invocation, log: Log) -> bool:
    """Whether CloudFormation says so: without that, nothing is undone."""
    try:
        return says_rollback(invocation, log)
    except Exception:
        return False


def is_rolling_back(invocation: Invocation, runs: Callable[[], Runs | None], log: Log) -> bool:
    """Whether a failure is to be kept from CloudFormation; where that may not be asked, the last request tells."""
    try:
        return says_rollback(invocation, log)
    except Exception as error:
        if errors.code(error) not in DENIED:
            return False
    try:
        known = runs()
        return known is not None and known.reverses_the_last()
    except Exception as error:
        log.step("the last request is not known", code=errors.code(error))
        return False


def says_rollback(invocation: Invocation, log: Log) -> bool:
    """What CloudFormation says of the stack.

    Raises what the last attempt to ask it has raised.

    Source: CloudFormation User Guide, "Stack status codes", read 2026-11-21.
    """
    if invocation.event.get("RequestType") != "Update":
        return False
    for attempt in range(1, ATTEMPTS + 1):
        try:
            stacks = invocation.clients.cloudformation().describe_stacks(StackName=invocation.event["StackId"])
            return "ROLLBACK" in stacks["Stacks"][0]["StackStatus"]
        except Exception as error:
            log.step("the stack's state is not known", code=errors.code(error))
            is_last = attempt == ATTEMPTS or invocation.budget.seconds < AGAIN_SECONDS
            if is_last or errors.code(error) in DENIED:
                raise
        time.sleep(2**attempt)
    raise AssertionError("the last attempt returns or raises")
