"""Calls of the RDS Data API: what may be sent again, and what may not."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import answer
from request import Engine, Request

# Refusals that come before anything was run; the call can be sent again.
# Source: RDS Data API Reference, "Errors" of ExecuteStatement, read 2026-11-21.
REFUSED_EARLY = frozenset(
    {
        "ConnectTimeoutError",
        "DatabaseResumingException",
        "DatabaseUnavailableException",
        "EndpointConnectionError",
        "InvalidResourceStateException",
        "ServiceUnavailableError",
        "ThrottlingException",
    }
)
# What a query without an effect may be sent again after, too.
TRANSIENT = REFUSED_EARLY | {
    "ConnectionClosedError",
    "InternalServerErrorException",
    "ReadTimeoutError",
}
# A cluster that was just made may not know itself yet, and a policy not be everywhere.
TRANSIENT_AT_FIRST = TRANSIENT | {
    "AccessDeniedException",
    "DatabaseNotFoundException",
    "HttpEndpointNotEnabledException",
    "SecretsErrorException",
}
LINK_FAILURE = "Communications link failure"
# Errors of a statement that did nothing: any other may come from one that ran.
REJECTED = frozenset(
    {
        "AccessDeniedException",
        "BadRequestException",
        "DatabaseErrorException",
        "DatabaseNotFoundException",
        "ForbiddenException",
        "HttpEndpointNotEnabledException",
        "InvalidSecretException",
        "NotFoundException",
        "SecretsErrorException",
    }
)

QUOTE_SETTING: dict[Engine, str] = {
    "mysql": "SELECT @@sql_mode",
    "postgresql": "SELECT current_setting('standard_conforming_strings')",
}

CONNECT_SECONDS = 5
# A call ends after 45 seconds.
READ_SECONDS = 60
# A resumed cluster answers after about 15 seconds, one that slept for a day later.
PATIENCE_SECONDS = 300
# No statement starts without the time for it, for its row in the history, for a commit, and for the answer.
RESERVE_MILLISECONDS = 1000 * (3 * (CONNECT_SECONDS + READ_SECONDS) + answer.PUT_SECONDS + 10)


class Client(Protocol):
    """The part of boto3's rds-data client that is used."""

    def execute_statement(self, **parameters: Any) -> dict[str, Any]: ...

    def begin_transaction(self, **parameters: Any) -> dict[str, Any]: ...

    def commit_transaction(self, **parameters: Any) -> dict[str, Any]: ...

    def rollback_transaction(self, **parameters: Any) -> dict[str, Any]: ...


class OutOfTime(Exception):
    """The invocation ends before the work does."""


class Unavailable(Exception):
    """The database didn't answer for as long as the handler waits; nothing was run."""


def code(error: BaseException) -> str:
    """The name of a Data API error; that of the class for any other."""
    response = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Code") or type(error).__name__)


def message(error: BaseException) -> str:
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
        self.cluster = {"resourceArn": request.cluster_arn, "secretArn": request.secret_arn}
        self.target = self.cluster | {"database": request.database}

    def check_time(self) -> None:
        """Raises when there is no time for another statement."""
        if self.remaining_milliseconds() < RESERVE_MILLISECONDS:
            raise OutOfTime("the function's time is up")

    def wait(self, is_new: bool) -> str:
        """Waits until the database answers: a paused one is the normal case at a deploy.

        It is asked for the setting that says how quotes are read.
        """
        retried = TRANSIENT_AT_FIRST if is_new else TRANSIENT
        response = self._send(
            self.client.execute_statement,
            lambda error: code(error) in retried or is_link_failure(error),
            sql=QUOTE_SETTING[self.engine],
            **self.target,
        )
        return str(content(response["records"][0][0]))

    def execute(self, sql: str, transaction: str | None = None, **values: str | int | None) -> list[list[Any]]:
        """Runs one statement and gives its rows.

        values: named parameters: text, whole numbers, or nothing.
        """
        parameters: dict[str, Any] = {"sql": sql, **self.target}
        if transaction:
            parameters["transactionId"] = transaction
        else:
            # A statement that changes tables leaves damage when it is cut off.
            parameters["continueAfterTimeout"] = True
        if values:
            parameters["parameters"] = [parameter(name, value) for name, value in values.items()]
        response = self._send(self.client.execute_statement, is_refused_early, **parameters)
        return [[content(field) for field in record] for record in response.get("records", [])]

    @contextmanager
    def transaction(self) -> Iterator[str]:
        """A transaction that is committed when the body ends, and rolled back when it fails."""
        begun = self._send(self.client.begin_transaction, is_refused_early, **self.target)
        open_transaction = self.cluster | {"transactionId": begun["transactionId"]}
        try:
            yield begun["transactionId"]
        except Exception:
            try:
                self.client.rollback_transaction(**open_transaction)
            except Exception as error:
                # The Data API rolls back by itself after three minutes without a call.
                print(f"rollback failed: {code(error)}")
            raise
        self.client.commit_transaction(**open_transaction)

    def _send(
        self, call: Callable[..., dict[str, Any]], is_retried: Callable[[Exception], bool], **parameters: Any
    ) -> dict[str, Any]:
        waited = 0.0
        attempt = 0
        while True:
            try:
                return call(**parameters)
            except Exception as error:
                if not is_retried(error):
                    raise
                if waited >= PATIENCE_SECONDS or self.remaining_milliseconds() < RESERVE_MILLISECONDS:
                    raise Unavailable(f"the database didn't answer for {waited:.0f} s: {message(error)}") from error
                print(f"waiting for the database: {code(error)}")
            pause = min(2**attempt, 15) * random.uniform(0.8, 1.2)
            time.sleep(pause)
            waited += pause
            attempt += 1


def is_refused_early(error: Exception) -> bool:
    return code(error) in REFUSED_EARLY


def is_link_failure(error: Exception) -> bool:
    """Whether the Data API lost the database: before the statement, or while it ran."""
    return code(error) == "BadRequestException" and LINK_FAILURE in message(error)


def did_nothing(error: Exception) -> bool:
    """Whether the statement that failed so has surely done nothing."""
    return code(error) in REJECTED and not is_link_failure(error)


def parameter(name: str, value: str | int | None) -> dict[str, Any]:
    if value is None:
        return {"name": name, "value": {"isNull": True}}
    return {"name": name, "value": {"longValue": value} if isinstance(value, int) else {"stringValue": value}}


def content(field: dict[str, Any]) -> Any:
    """What a field holds: one of stringValue, longValue, …, or isNull."""
    return None if field.get("isNull") else next(iter(field.values()), None)
