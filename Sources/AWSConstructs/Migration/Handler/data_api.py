"""Calls of the RDS Data API: what may be sent again, and what may not."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from request import Request

# Refusals that come before anything was run; the call can be sent again.
# Source: RDS Data API Reference, "Errors" of ExecuteStatement, read 2026-11-21.
RETRIED = frozenset(
    {
        "DatabaseResumingException",
        "DatabaseUnavailableException",
        "InvalidResourceStateException",
        "ServiceUnavailableError",
        "ThrottlingException",
    }
)
# A cluster that was just made may not know itself yet.
RETRIED_ON_CREATE = RETRIED | {
    "DatabaseNotFoundException",
    "HttpEndpointNotEnabledException",
    "SecretsErrorException",
}
LINK_FAILURE = "Communications link failure"
# A resumed cluster answers after about 15 seconds, one that slept for a day later.
PATIENCE_SECONDS = 300
# Below this no statement is started: one call can take 45 seconds, and the answer needs some.
RESERVE_MILLISECONDS = 60_000


class Client(Protocol):
    """The part of boto3's rds-data client that is used."""

    def execute_statement(self, **parameters: Any) -> dict[str, Any]: ...

    def begin_transaction(self, **parameters: Any) -> dict[str, Any]: ...

    def commit_transaction(self, **parameters: Any) -> dict[str, Any]: ...

    def rollback_transaction(self, **parameters: Any) -> dict[str, Any]: ...


class OutOfTime(Exception):
    """The invocation ends before the work does."""


class Unavailable(Exception):
    """The database didn't answer for as long as the handler waits."""


def code(error: Exception) -> str:
    """The name of a Data API error; that of the class for any other."""
    response = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Code") or type(error).__name__)


def message(error: Exception) -> str:
    """The first line of what the database or the Data API says."""
    response = getattr(error, "response", None) or {}
    text = str(response.get("Error", {}).get("Message") or error)
    return text.splitlines()[0] if text else code(error)


class Database:
    """One database of a cluster."""

    def __init__(self, client: Client, request: Request, remaining_milliseconds: Callable[[], int]) -> None:
        self.client = client
        self.engine = request.engine
        self.remaining_milliseconds = remaining_milliseconds
        self.target = {
            "resourceArn": request.cluster_arn,
            "secretArn": request.secret_arn,
            "database": request.database,
        }

    def wait(self, is_create: bool) -> None:
        """Waits until the database answers: a paused one is the normal case at a deploy."""
        retried = RETRIED_ON_CREATE if is_create else RETRIED
        self._send(self.client.execute_statement, retried, sql="SELECT 1", **self.target)

    def execute(self, sql: str, transaction: str | None = None, **values: str | int) -> list[list[Any]]:
        """Runs one statement and gives its rows.

        values: named parameters, text or whole numbers.
        """
        parameters: dict[str, Any] = {"sql": sql, **self.target}
        if transaction:
            parameters["transactionId"] = transaction
        else:
            # A statement that changes tables leaves damage when it is cut off.
            parameters["continueAfterTimeout"] = True
        if values:
            parameters["parameters"] = [parameter(name, value) for name, value in values.items()]
        response = self._send(self.client.execute_statement, RETRIED, **parameters)
        return [[content(field) for field in record] for record in response.get("records", [])]

    @contextmanager
    def transaction(self) -> Iterator[str]:
        """A transaction that is committed when the body ends, and rolled back when it fails."""
        target = {"resourceArn": self.target["resourceArn"], "secretArn": self.target["secretArn"]}
        begun = self._send(self.client.begin_transaction, RETRIED, **self.target)
        target["transactionId"] = begun["transactionId"]
        try:
            yield begun["transactionId"]
        except Exception:
            try:
                self.client.rollback_transaction(**target)
            except Exception as error:
                # The Data API rolls back by itself after three minutes without a call.
                print(f"rollback failed: {code(error)}")
            raise
        self.client.commit_transaction(**target)

    def _send(self, call: Callable[..., dict[str, Any]], retried: frozenset[str], **parameters: Any) -> dict[str, Any]:
        waited = 0.0
        for attempt in range(1_000):
            if self.remaining_milliseconds() < RESERVE_MILLISECONDS:
                raise OutOfTime("the function's time is up; deploy again, and what is left is applied")
            try:
                return call(**parameters)
            except Exception as error:
                is_early = code(error) in retried or LINK_FAILURE in str(error)
                if not is_early:
                    raise
                if waited >= PATIENCE_SECONDS:
                    raise Unavailable(f"the database didn't answer for {waited:.0f} s: {message(error)}") from error
                pause = min(2**attempt, 15) * random.uniform(0.8, 1.2)
                print(f"waiting for the database: {code(error)}")
                time.sleep(pause)
                waited += pause
        raise Unavailable("the database didn't answer")


def parameter(name: str, value: str | int) -> dict[str, Any]:
    return {"name": name, "value": {"longValue": value} if isinstance(value, int) else {"stringValue": value}}


def content(field: dict[str, Any]) -> Any:
    """What a field holds: one of stringValue, longValue, …, or isNull."""
    return None if field.get("isNull") else next(iter(field.values()), None)
