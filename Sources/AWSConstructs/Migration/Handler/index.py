"""Applies the scripts of the layer to a database when CloudFormation creates or updates Custom::SchemaMigration."""

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
    # The client sends nothing twice by itself: a statement whose answer was lost may have been run.
    config = Config(connect_timeout=10, read_timeout=75, retries={"total_max_attempts": 1})
    run(event, context, boto3.client("rds-data", config=config), SCRIPTS)


def run(event: dict[str, Any], context: Context, client: data_api.Client, scripts: Path) -> None:
    """Does what an event asks for and answers it, whatever happens."""
    try:
        outcome = respond(event, context, client, scripts)
    except Exception as error:
        outcome = answer.failure(event, answer.words(error), context.log_stream_name)
    answer.put(event["ResponseURL"], outcome)


def respond(event: dict[str, Any], context: Context, client: data_api.Client, scripts: Path) -> answer.Body:
    """The answer to an event. Delete never touches the database: what was migrated stays."""
    if event["RequestType"] == "Delete":
        return answer.success(event, event["PhysicalResourceId"], {})
    request = Request.of(event)
    database = data_api.Database(client, request, context.get_remaining_time_in_millis)
    result = migration.migrate(database, request, Manifest.read(scripts))
    return answer.success(event, request.physical_resource_id, result.attributes)
