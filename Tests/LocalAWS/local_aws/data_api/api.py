"""The Data API among the paths that moto serves."""

from collections.abc import Callable
from typing import Any

from moto.rdsdata import urls

from local_aws.authorization import RoleSession, UnknownSession

from .connections import await_hang_up, hang_up
from .errors import DataAPIError, LostAnswer, MissingAnswer
from .protocol import OPERATIONS, Reply, allow, answer, reply
from .service import DataAPI, Request


def install(service: DataAPI, account: str) -> None:
    """Serves this Data API in place of moto's, which answers what it was told to answer."""
    urls.url_paths.clear()
    for path, operation in OPERATIONS.items():
        urls.url_paths[f"{{0}}{path}$"] = endpoint(service, account, operation)


def endpoint(service: DataAPI, account: str, operation: str) -> Any:
    def respond(request: Any, full_url: str, headers: Any) -> Reply:
        try:
            session = RoleSession.of_request(account, request.headers)
            return answer(service, operation, request.get_data(), authorization(session))
        except UnknownSession as error:
            return reply(403, {"message": str(error)}, "UnrecognizedClientException")
        except LostAnswer:
            hang_up(request.environ)
        except MissingAnswer:
            await_hang_up(request.environ)
        return reply(500, {})

    # Flask tells endpoints apart by their names.
    respond.__name__ = f"rds_data_{operation}"
    return respond


def authorization(session: RoleSession | None) -> Callable[[str, Request], None]:
    """Calling needs a permission for the cluster, and reading the secret another."""
    if session is None:
        return allow

    def authorize(operation: str, request: Request) -> None:
        needed = [(f"rds-data:{operation}", request.get("resourceArn", ""))]
        if request.get("secretArn"):
            needed.append(("secretsmanager:GetSecretValue", request["secretArn"]))
        for action, resource in needed:
            if not session.may(action, resource):
                raise DataAPIError("AccessDeniedException", session.refusal(action, resource), 403)

    return authorize
