"""The Data API over HTTP: its five operations among the paths that moto serves."""

import json
import logging
import re
import uuid
from collections.abc import Callable
from typing import Any

from moto.rdsdata import urls

from local_aws.authorization import RoleSession, UnknownSession
from local_aws.databases.server import ServerError

from .errors import DataAPIError
from .service import DataAPI, Request, Response

# Source: Amazon Aurora User Guide, "Using the Amazon RDS Data API", limitations, read 2026-11-21.
REQUEST_BYTES = 4 * 1024 * 1024

# The database quotes parts of a statement that it doesn't understand.
PASSWORD = re.compile(rb"identified|password", re.IGNORECASE)

log = logging.getLogger("local_aws.data_api")

Operation = Callable[[Request], Response]
Reply = tuple[int, dict[str, str], str]


def install(service: DataAPI) -> None:
    """Serves this Data API in place of moto's, which answers what it was told to answer."""
    operations: dict[str, tuple[str, Operation]] = {
        "Execute": ("ExecuteStatement", service.execute_statement),
        "BatchExecute": ("BatchExecuteStatement", service.batch_execute_statement),
        "BeginTransaction": ("BeginTransaction", service.begin_transaction),
        "CommitTransaction": ("CommitTransaction", service.commit_transaction),
        "RollbackTransaction": ("RollbackTransaction", service.rollback_transaction),
    }
    urls.url_paths.clear()
    for path, (name, operation) in operations.items():
        urls.url_paths[f"{{0}}/{path}$"] = endpoint(service.account, name, operation)


def endpoint(account: str, name: str, operation: Operation) -> Any:
    def respond(request: Any, full_url: str, headers: Any) -> Reply:
        body = request.get_data()
        try:
            session = RoleSession.of_request(account, request.headers)
            return reply(200, run(body, session, name, operation))
        except UnknownSession as error:
            return reply(403, {"message": str(error)}, "UnrecognizedClientException")
        except DataAPIError as error:
            log.info("%s: %s: %s", name, error.code, "(about a password)" if PASSWORD.search(body) else error.message)
            return reply(error.status, {"message": error.message}, error.code)
        except ServerError as error:
            log.error("%s: %s", name, error)
            return reply(500, {"message": str(error)}, "InternalServerErrorException")

    # Flask tells endpoints apart by their names.
    respond.__name__ = f"rds_data_{name}"
    return respond


def run(body: bytes, session: RoleSession | None, name: str, operation: Operation) -> Response:
    if len(body) > REQUEST_BYTES:
        raise DataAPIError("BadRequestException", "Request size exceeds 4 MB")
    request: Request = json.loads(body or b"{}")
    if session:
        authorize(session, name, request)
    try:
        return operation(request)
    except KeyError as error:
        raise DataAPIError("BadRequestException", f"missing {error}") from error


def authorize(session: RoleSession, name: str, request: Request) -> None:
    """Calling needs a permission for the cluster, and reading the secret another."""
    needed = [(f"rds-data:{name}", request.get("resourceArn", ""))]
    if request.get("secretArn"):
        needed.append(("secretsmanager:GetSecretValue", request["secretArn"]))
    for action, resource in needed:
        if not session.may(action, resource):
            words = (
                f"User: {session.arn} is not authorized to perform: {action} on resource: {resource} "
                f"because no identity-based policy allows the {action} action"
            )
            raise DataAPIError("AccessDeniedException", words, 403)


def reply(status: int, body: dict[str, Any], code: str | None = None) -> Reply:
    headers = {"Content-Type": "application/json", "x-amzn-RequestId": str(uuid.uuid4())}
    if code:
        headers["x-amzn-ErrorType"] = code
    return status, headers, json.dumps(body)
