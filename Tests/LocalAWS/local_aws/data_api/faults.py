"""What goes wrong with the Data API, call by call, as a test plans it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .errors import (
    DataAPIError,
    LostAnswer,
    MissingAnswer,
    link_failure,
    resuming,
    statement_timeout,
    still_running,
)
from .sessions import EXPIRED

if TYPE_CHECKING:
    from .service import DataAPI

Response = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """One that reached the Data API; the first one's number is 1."""

    number: int
    operation: str
    request: dict[str, Any]

    @property
    def sql(self) -> str:
        return str(self.request.get("sql", ""))


@dataclass(frozen=True)
class Attempt:
    """A call that something may go wrong with."""

    service: "DataAPI"
    call: Call

    def perform(self) -> Response:
        """Does what the call asks for."""
        return self.service.operations[self.call.operation](self.call.request)

    @property
    def is_serverless_v1(self) -> bool:
        return self.service.clusters.cluster(self.call.request["resourceArn"]).is_serverless_v1


# Gives the answer to a call, or raises DataAPIError, LostAnswer, MissingAnswer.
Fault = Callable[[Attempt], Response]


@dataclass
class Rule:
    """Which calls a fault is for, and for how many of them."""

    fault: Fault
    applies: Callable[[Call], bool]
    remaining: int


def nothing(call: Call) -> None:
    pass


@dataclass
class FaultPlan:
    """Faults by the number, the operation or the SQL of a call. What goes as it should is recorded as well.

    before: is called before anything of a call is done.
    after: is called when all of it is done, before its answer is on its way. What these raise goes to the caller, if
    that is in this process: an exception that is no Exception ends a caller as a crash would.
    """

    before: Callable[[Call], None] = nothing
    after: Callable[[Call], None] = nothing
    calls: list[Call] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(
        self,
        fault: Fault,
        *,
        call: int | None = None,
        operation: str | None = None,
        sql: str | None = None,
        when: Callable[[Call], bool] = lambda call: True,
        times: int = 1,
    ) -> None:
        """Plans a fault for the next calls that fit.

        call: the number of the only call that fits.
        sql: a part of the statement.
        times: how many calls it is for.
        """

        def applies(given: Call) -> bool:
            return (
                call in (None, given.number)
                and operation in (None, given.operation)
                and (sql is None or sql in given.sql)
                and when(given)
            )

        with self.lock:
            self.rules.append(Rule(fault, applies, times))

    def clear(self) -> None:
        """Forgets all rules, hooks and calls; the next call's number is 1."""
        with self.lock:
            self.before, self.after = nothing, nothing
            self.calls.clear()
            self.rules.clear()

    def run(self, service: "DataAPI", operation: str, request: dict[str, Any]) -> Response:
        call, fault = self.record(operation, request)
        self.before(call)
        attempt = Attempt(service, call)
        try:
            response = fault(attempt) if fault else attempt.perform()
        except Exception:
            self.after(call)
            raise
        self.after(call)
        return response

    def record(self, operation: str, request: dict[str, Any]) -> tuple[Call, Fault | None]:
        with self.lock:
            call = Call(len(self.calls) + 1, operation, request)
            self.calls.append(call)
            rule = next((rule for rule in self.rules if rule.applies(call)), None)
            if rule is None:
                return call, None
            rule.remaining -= 1
            if rule.remaining == 0:
                self.rules.remove(rule)
            return call, rule.fault


def refused(error: Callable[[Attempt], Exception]) -> Fault:
    """Nothing is done."""

    def fault(attempt: Attempt) -> Response:
        raise error(attempt)

    return fault


def done_but(error: Callable[[], Exception]) -> Fault:
    """All is done, and nobody is told; not even of an error of the statement."""

    def fault(attempt: Attempt) -> Response:
        try:
            attempt.perform()
        except DataAPIError as hidden:
            raise error() from hidden
        raise error()

    return fault


def internal_error() -> DataAPIError:
    # Its class has no message.
    return DataAPIError("InternalServerErrorException", "", 500)


cluster_resumes = refused(lambda attempt: resuming(attempt.is_serverless_v1))
link_fails = refused(lambda attempt: link_failure())
# Source: an error of the Data API quoted to AWS's documentation team, answered by it 2020-08-06, read 2026-11-21.
throttled = refused(lambda attempt: DataAPIError("ThrottlingException", "Rate exceeded"))
service_unavailable = refused(lambda attempt: DataAPIError("ServiceUnavailableError", "", 503))
database_unavailable = refused(lambda attempt: DataAPIError("DatabaseUnavailableException", "", 504))
fails_before = refused(lambda attempt: internal_error())
request_lost = refused(lambda attempt: LostAnswer())
still_runs_a_query = refused(lambda attempt: still_running())

fails_after = done_but(internal_error)
answer_lost = done_but(LostAnswer)
answer_never_comes = done_but(MissingAnswer)


def times_out(*, finishes: bool) -> Fault:
    """A statement's time is up at once: it is done all the same, or was cancelled before it did anything."""

    def fault(attempt: Attempt) -> Response:
        if attempt.call.sql:
            attempt.service.time_out(attempt.call.request, finishes=finishes)
        if finishes:
            attempt.perform()
        raise statement_timeout(0, ends_transaction=False)

    return fault


def drops_transaction(attempt: Attempt) -> Response:
    """The transaction was rolled back before the call came."""
    transaction = attempt.service.transactions.open.get(attempt.call.request.get("transactionId", ""))
    if transaction:
        attempt.service.transactions.end(transaction, EXPIRED)
    return attempt.perform()


def delayed(seconds: float) -> Fault:
    """The call is done later, by the clock of the Data API."""

    def fault(attempt: Attempt) -> Response:
        attempt.service.clock.sleep(seconds)
        return attempt.perform()

    return fault
