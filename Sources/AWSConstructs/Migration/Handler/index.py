"""Applies the scripts of the layer to a database when CloudFormation creates or updates Custom::SchemaMigration.

An event with an action comes from somebody else, who waits for what the handler returns: see actions.
"""

from pathlib import Path
from typing import Any

import actions
import answer
import errors
import events
import rollback
from clients import AWSClients, Clients
from invocation import Context, Invocation
from lease import Replaced
from logs import Log
from outcome import Outcome
from request import head_of

SCRIPTS = Path("/opt/migrations")


def handler(event: dict[str, Any], context: Context) -> actions.Answer | None:
    """Lambda's entry point: works, then answers once."""
    if "action" in event:
        return actions.respond(event, context, AWSClients(), SCRIPTS)
    run(event, context, AWSClients(), SCRIPTS)
    return None


def run(event: dict[str, Any], context: Context, clients: Clients, scripts: Path) -> None:
    """Does what an event asks for and answers it, whatever happens."""
    log = Log.of(event)
    if not isinstance(event, dict) or not isinstance(event.get("ResponseURL"), str):
        log.step("no event of CloudFormation")
        return
    if event.get("RequestType") == "Delete":
        # The database is never touched: what was migrated stays.
        answer.put(event["ResponseURL"], answer.success(event, answer.known_id(event), {}), log)
        return
    try:
        invocation = Invocation.of(event, context, clients, scripts)
    except Exception as error:
        log.metrics(0, 1)
        answer.put(event["ResponseURL"], answer.failure(event, answer.words(error), context.log_stream_name), log)
        return
    work(invocation, log)


def work(invocation: Invocation, log: Log) -> None:
    """Answers, unless another invocation does."""
    watchdog = invocation.watchdog(lambda: hand_over(invocation, log))
    watchdog.start()
    try:
        outcome = events.respond(invocation, log)
    finally:
        watchdog.cancel()
        # Lambda stops all threads when this one returns, in the middle of what they do.
        watchdog.join()
    if outcome and invocation.end():
        give(invocation, outcome, log)


def hand_over(invocation: Invocation, log: Log) -> None:
    """When a call hasn't ended and the invocation does: another one goes on, or the answer says where that would be."""
    why = "the function has invoked itself too often"
    log.step("the call doesn't end", hop=invocation.hop, place=str(invocation.progress))
    try:
        if not invocation.is_last:
            invocation.go_on()
            return
    except Exception as error:
        log.step("not continued", code=errors.code(error))
        why = f"the function could not invoke itself: {answer.words(error)}"
    if not invocation.end():
        return
    words = f"the function's time is up, and {why}; resumable at {invocation.progress}; deploy again"
    # The call may have ended meanwhile. The database may be what keeps the function waiting: it isn't asked.
    outcome = invocation.outcome
    outcome = outcome or rollback.failure(invocation, words, lambda: head_of(invocation.event), lambda: None, log)
    try:
        give(invocation, outcome, log)
        # The transaction that doesn't end has locked the fence.
        events.remember(invocation, outcome, log, is_fenced=False)
    except ConnectionError:
        # Lambda delivers the event again, as the invocation doesn't end well.
        log.step("not answered")
    except Replaced as replaced:
        log.step("left", reason=str(replaced))


def give(invocation: Invocation, outcome: Outcome, log: Log) -> None:
    """Counts the request, where it was not answered before, tells the log what is answered, and answers."""
    if not outcome.is_remembered:
        log.metrics(outcome.applied, 0 if outcome.is_success else 1)
    log.step("answered", status="SUCCESS" if outcome.is_success else "FAILED", state=outcome.attributes.get("State"))
    answer.put(invocation.event["ResponseURL"], written(invocation, outcome), log)


def written(invocation: Invocation, outcome: Outcome) -> answer.Body:
    event, request = invocation.event, invocation.request
    if outcome.is_success:
        resource = request.physical_resource_id if request else answer.known_id(event)
        return answer.success(event, resource, outcome.attributes)
    return answer.failure(event, outcome.words, invocation.context.log_stream_name)
