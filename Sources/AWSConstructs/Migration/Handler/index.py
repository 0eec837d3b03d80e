"""Applies the scripts of the layer to a database when CloudFormation creates or updates Custom::SchemaMigration."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import boto3
from botocore.config import Config

import answer
import data_api
import migration
from manifest import Manifest
from request import Request

SCRIPTS = Path("/opt/migrations")


class Context(Protocol):
    """What Lambda tells of an invocation."""

    log_stream_name: str

    def get_remaining_time_in_millis(self) -> int: ...


def handler(event: dict[str, Any], context: Context) -> None:
    """Lambda's entry point: works, then answers once."""
    run(event, context, make_client, SCRIPTS)


def make_client() -> data_api.Client:
    """A client that sends nothing twice by itself: a statement whose answer was lost may have been run."""
    config = Config(
        connect_timeout=data_api.CONNECT_SECONDS,
        read_timeout=data_api.READ_SECONDS,
        retries={"total_max_attempts": 1},
    )
    client: data_api.Client = boto3.client("rds-data", config=config)
    return client


def run(event: dict[str, Any], context: Context, client: Callable[[], data_api.Client], scripts: Path) -> None:
    """Does what an event asks for and answers it, whatever happens."""
    try:
        outcome = respond(event, context, client, scripts)
    except Exception as error:
        outcome = answer.failure(event, answer.words(error), context.log_stream_name)
    answer.put(event["ResponseURL"], outcome)


def respond(
    event: dict[str, Any], context: Context, client: Callable[[], data_api.Client], scripts: Path
) -> answer.Body:
    """The answer to an event. Delete never touches the database: what was migrated stays."""
    if event["RequestType"] == "Delete":
        return answer.success(event, event["PhysicalResourceId"], {})
    request = Request.of(event)
    database = data_api.Database(client(), request, context.get_remaining_time_in_millis)
    result = migration.migrate(database, request, Manifest.read(scripts))
    return answer.success(event, request.physical_resource_id, result.attributes)
