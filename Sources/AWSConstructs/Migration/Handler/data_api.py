"""Calls of the RDS Data API: what may be sent again, and what may not."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import errors
from budget import Budget, OutOfTime
from logs import Log
from request import Target

CONNECT_SECONDS = 5
# A call ends after 45 seconds.
READ_SECONDS = 60
# A resumed cluster answers after about 15 seconds, one that slept for a day later.
PATIENCE_SECONDS = 300

Value = str | int | None
Values = Mapping[str, Value]
Retried = Callable[[Exception], bool]


class Client(Protocol):
    """The part of boto3's rds-data client that is used."""

    def execute_statement(self, **parameters: Any) -> dict[str, Any]: ...

    def batch_execute_statement(self, **parameters: Any) -> dict[str, Any]: ...

    def begin_transaction(self, **parameters: Any) -> dict[str, Any]: ...

    def commit_transaction(self, **parameters: Any) -> dict[str, Any]: ...

    def rollback_transaction(self, **parameters: Any) -> dict[str, Any]: ...


class Unavailable(Exception):
    """The database didn't answer for as long as the handler waits; nothing was run."""


@dataclass(frozen=True)
class Result:
    """What a statement gave, and how many rows it changed."""

    rows: list[list[Any]]
    changed: int


class Database:
    """One database of a cluster."""

    def __init__(self, client: Client, target: Target, budget: Budget, log: Log) -> None:
        self.client = client
        self.engine = target.engine
        self.budget = budget
        self.log = log
        self.cluster = {"resourceArn": target.cluster_arn, "secretArn": target.secret_arn}
        self.target = self.cluster | {"database": target.database}
        # Called before each call: it keeps the lease of the one who works.
        self.keep_alive: Callable[[], None] = lambda: None

    def ask(self, sql: str, values: Values | None = None, is_retried: Retried | None = None) -> Result:
        """Runs a statement of our own that does the same when it is sent twice; it waits for who is in its way."""
        return self._execute(sql, values, is_retried or is_transient)

    def execute(
        self, sql: str, values: Values | None = None, transaction: str | None = None, *, goes_on: bool = False
    ) -> Result:
        """Runs a statement once; it is sent again only where nothing was run.

        goes_on: the statement goes on when its call ends, as one that changes tables leaves damage when it is cut off.
        """
        given: dict[str, Any] = {"transactionId": transaction} if transaction else {}
        if goes_on:
            given["continueAfterTimeout"] = True
        return self._execute(sql, values, errors.is_refused_early, **given)

    def _execute(self, sql: str, values: Values | None, is_retried: Retried, **given: Any) -> Result:
        if values:
            given["parameters"] = [parameter(name, value) for name, value in values.items()]
        response = self._send(self.client.execute_statement, is_retried, sql=sql, **self.target, **given)
        rows = [[content(field) for field in record] for record in response.get("records", [])]
        return Result(rows, response.get("numberOfRecordsUpdated", 0))

    def execute_batch(self, sql: str, transaction: str, sets: Sequence[Values]) -> None:
        """Runs one statement for each set of values, in a transaction."""
        given = [[parameter(name, value) for name, value in values.items()] for values in sets]
        self._send(
            self.client.batch_execute_statement,
            errors.is_refused_early,
            sql=sql,
            transactionId=transaction,
            parameterSets=given,
            **self.target,
        )

    def begin(self) -> str:
        """Begins a transaction; one whose answer was lost holds nothing, and ends by itself."""
        begun = self._send(self.client.begin_transaction, is_transient, **self.target)
        return str(begun["transactionId"])

    def commit(self, transaction: str) -> None:
        self._send(self.client.commit_transaction, errors.is_refused_early, **self.cluster, transactionId=transaction)

    def roll_back(self, transaction: str) -> None:
        """Ends a transaction without its work; the Data API does so itself after three minutes without a call.

        One who was replaced does it, too: who has replaced him waits for that.
        """
        keep_alive, self.keep_alive = self.keep_alive, lambda: None
        try:
            self._send(self.client.rollback_transaction, is_transient, **self.cluster, transactionId=transaction)
        except Exception as error:
            self.log.step("rollback failed", code=errors.code(error))
        finally:
            self.keep_alive = keep_alive

    def _send(self, call: Callable[..., dict[str, Any]], is_retried: Retried, **parameters: Any) -> dict[str, Any]:
        begun = time.monotonic()
        paused = 0.0
        attempt = 0
        while True:
            self.keep_alive()
            try:
                return call(**parameters)
            except Exception as error:
                if not is_retried(error):
                    raise
                # A call that isn't answered takes longer than the pause behind it.
                waited = max(paused, time.monotonic() - begun)
                if waited >= PATIENCE_SECONDS:
                    raise Unavailable(
                        f"the database didn't answer for {waited:.0f} s: {errors.message(error)}"
                    ) from error
                self.check_time(error)
                self.log.step("waiting", code=errors.code(error), seconds=round(waited))
            pause = min(2**attempt, 15) * random.uniform(0.8, 1.2)
            time.sleep(pause)
            paused += pause
            attempt += 1

    def check_time(self, error: Exception) -> None:
        """Ends a wait that the invocation has no time for."""
        try:
            self.budget.check()
        except OutOfTime as late:
            raise OutOfTime(f"{late}, and the database didn't answer: {errors.message(error)}") from error


def is_transient(error: Exception) -> bool:
    """Whether a statement that may be sent twice is worth it."""
    return errors.is_refused_early(error) or errors.is_ambiguous(error) or errors.is_contended(error)


def is_transient_at_first(error: Exception) -> bool:
    """The same for a cluster that was just made."""
    return is_transient(error) or errors.code(error) in errors.REFUSED_AT_FIRST


def parameter(name: str, value: Value) -> dict[str, Any]:
    if value is None:
        return {"name": name, "value": {"isNull": True}}
    return {"name": name, "value": {"longValue": value} if isinstance(value, int) else {"stringValue": value}}


def content(field: dict[str, Any]) -> Any:
    """What a field holds: one of stringValue, longValue, …, or isNull."""
    return None if field.get("isNull") else next(iter(field.values()), None)
