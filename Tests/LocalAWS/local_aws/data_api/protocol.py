"""The protocol of the Data API: a request's body in, a status, headers and a body out."""

import json
import logging
import re
import uuid
from collections.abc import Callable
from typing import Any

from local_aws.databases.server import ServerError

from . import limits
from .errors import DataAPIError
from .service import DataAPI, Request

# Source: botocore's model of rds-data, read 2026-11-21.
OPERATIONS = {
    "/Execute": "ExecuteStatement",
    "/BatchExecute": "BatchExecuteStatement",
    "/BeginTransaction": "BeginTransaction",
    "/CommitTransaction": "CommitTransaction",
    "/RollbackTransaction": "RollbackTransaction",
}

# The database quotes parts of a statement that it doesn't understand.
PASSWORD = re.compile(rb"identified|password", re.IGNORECASE)

log = logging.getLogger("local_aws.data_api")

Reply = tuple[int, dict[str, str], str]
# Raises DataAPIError for a request that its caller may not make.
Authorization = Callable[[str, Request], None]


def allow(operation: str, request: Request) -> None:
    """Every caller is the account's administrator."""


def answer(service: DataAPI, operation: str, body: bytes, authorize: Authorization = allow) -> Reply:
    """Answers a request. Raises LostAnswer, MissingAnswer."""
    try:
        limits.check_size(body)
        request = parse(body)
        authorize(operation, request)
        return reply(200, service.call(operation, request))
    except DataAPIError as error:
        words = "(about a password)" if PASSWORD.search(body) else error.message
        log.info("%s: %s: %s", operation, error.code, words)
        return reply(error.status, {"message": error.message, **error.members}, error.code)
    except KeyError as error:
        return reply(400, {"message": f"missing {error}"}, "BadRequestException")
    except ServerError as error:
        log.error("%s: %s", operation, error)
        return reply(500, {"message": str(error)}, "InternalServerErrorException")


def parse(body: bytes) -> Request:
    """Raises DataAPIError for what is no object of JSON; the words are ours.

    Source: Smithy's tests of AWS restJson1, malformed-request-body.smithy, read 2026-11-21.
    """
    try:
        request = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise DataAPIError("SerializationException", "The body of the request is no JSON") from error
    if not isinstance(request, dict):
        raise DataAPIError("SerializationException", "The body of the request is no object of JSON")
    return request


def reply(status: int, body: dict[str, Any], code: str | None = None) -> Reply:
    headers = {"Content-Type": "application/json", "x-amzn-RequestId": str(uuid.uuid4())}
    if code:
        headers["x-amzn-ErrorType"] = code
    return status, headers, json.dumps(body)
