"""Applies the scripts of the layer to a database when CloudFormation creates or updates Custom::SchemaMigration.

An event with an action comes from somebody else, who waits for what the handler returns: see actions.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import actions
import answer
import errors
import events
from clients import AWSClients, Clients
from invocation import Context, Invocation
from logs import Log
from outcome import Outcome, needs_attention
from request import InvalidRequest, Request, head_of
from rollback import is_rolling_back

SCRIPTS = Path("/opt/migrations")


@dataclass(frozen=True)
class Reply:
    """What CloudFormation is answered; is_remembered: to a request that was answered, and counted, before."""

    body: answer.Body
    is_remembered: bool = False


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
        send(event, Reply(answer.failure(event, answer.words(error), context.log_stream_name)), log)
        return
    work(invocation, log)


def work(invocation: Invocation, log: Log) -> None:
    """Answers, unless another invocation does."""
    event, log_stream = invocation.event, invocation.context.log_stream_name
    watchdog = invocation.watchdog(lambda: hand_over(invocation, log))
    watchdog.start()
    try:
        reply = respond(invocation, log)
    except Exception as error:
        log.step("failed", code=errors.code(error))
        reply = Reply(answer.failure(event, answer.words(error), log_stream))
    finally:
        watchdog.cancel()
    if reply and invocation.end():
        send(event, reply, log)


def send(event: dict[str, Any], reply: Reply, log: Log) -> None:
    """Counts the request, tells the log what is answered, and answers it."""
    body = reply.body
    data = body.get("Data", {})
    if not reply.is_remembered:
        log.metrics(int(data.get("Applied", "0")), 0 if body["Status"] == "SUCCESS" else 1)
    log.step("answered", status=body["Status"], state=data.get("State"))
    answer.put(event["ResponseURL"], body, log)


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
    event = invocation.event
    try:
        send(event, Reply(answer.failure(event, words, invocation.context.log_stream_name)), log)
    except ConnectionError:
        # Lambda delivers the event again, as the invocation doesn't end well.
        log.step("not answered")


def respond(invocation: Invocation, log: Log) -> Reply | None:
    """The answer; None where another invocation gives it."""
    event = invocation.event
    try:
        request = Request.of(event)
    except InvalidRequest as problem:
        # A rollback may bring back properties of years ago.
        if is_rolling_back(invocation.clients, event, lambda: None, log):
            attributes = needs_attention(str(problem), head_of(event)).attributes
            return Reply(answer.success(event, answer.known_id(event), attributes))
        raise
    outcome = events.respond(invocation, request, log)
    if outcome is None:
        return None
    return Reply(written(event, request, outcome, invocation.context.log_stream_name), outcome.is_remembered)


def written(event: dict[str, Any], request: Request, outcome: Outcome, log_stream: str) -> answer.Body:
    if outcome.is_success:
        return answer.success(event, request.physical_resource_id, outcome.attributes)
    return answer.failure(event, outcome.words, log_stream)
