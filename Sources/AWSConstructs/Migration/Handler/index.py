"""Applies the scripts of the layer to a database when CloudFormation creates or updates Custom::SchemaMigration."""

import time
from pathlib import Path
from typing import Any

import answer
import events
from clients import AWSClients, Clients
from invocation import Context, Invocation
from logs import Log
from outcome import Outcome
from request import Request

SCRIPTS = Path("/opt/migrations")


def handler(event: dict[str, Any], context: Context) -> None:
    """Lambda's entry point: works, then answers once."""
    run(event, context, AWSClients(), SCRIPTS)


def run(event: dict[str, Any], context: Context, clients: Clients, scripts: Path) -> None:
    """Does what an event asks for and answers it, whatever happens."""
    invocation = Invocation.of(event, context, clients, scripts)
    if event["RequestType"] == "Delete":
        # The database is never touched: what was migrated stays.
        answer.put(event["ResponseURL"], answer.success(event, event["PhysicalResourceId"], {}))
        return
    watchdog = invocation.watchdog()
    watchdog.start()
    try:
        body = respond(invocation)
    except Exception as error:
        body = answer.failure(event, answer.words(error), context.log_stream_name)
    finally:
        watchdog.cancel()
    if body and invocation.end():
        answer.put(event["ResponseURL"], body)


def respond(invocation: Invocation) -> answer.Body | None:
    """The answer; None where another invocation gives it."""
    begun = time.monotonic()
    event = invocation.event
    request = Request.of(event)
    log = Log(request.set_name, request.target.database, request.request_id)
    outcome = events.respond(invocation, request, log)
    if outcome is None:
        return None
    log.metrics(outcome.applied, time.monotonic() - begun, 0 if outcome.is_success else 1)
    return written(event, request, outcome, invocation.context.log_stream_name)


def written(event: dict[str, Any], request: Request, outcome: Outcome, log_stream: str) -> answer.Body:
    if outcome.is_success:
        return answer.success(event, request.physical_resource_id, outcome.attributes)
    return answer.failure(event, outcome.words, log_stream)
