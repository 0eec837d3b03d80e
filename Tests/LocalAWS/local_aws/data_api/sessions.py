"""Connections to databases: one for each call, or one for each transaction."""

import base64
import contextlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from local_aws.databases.server import DatabaseServer

from .clock import Clock
from .clusters import Cluster
from .errors import DataAPIError, statement_timeout, still_running

# Source: RDS Data API Reference, "BeginTransaction", read 2026-11-21.
IDLE_SECONDS = 180.0
LIFE_SECONDS = 24 * 3600.0

# Source: Amazon Aurora User Guide, "Troubleshooting Amazon RDS Data API", read 2026-11-21.
EXPIRED = "Transaction may be expired."
ENDED = "One previous call resulted in a termination of your transaction."
ABORTED = "Transaction has been aborted due to an error from a previous call."


@dataclass
class Session:
    """A connection to one database, for a single call."""

    cluster: Cluster
    server: DatabaseServer
    connection: Any

    @property
    def connection_id(self) -> int:
        return self.server.connection_id(self.connection)

    def release(self, error: Exception | None) -> None:
        """Is called when the call is done, with what it raised."""
        self.close()

    def close(self) -> None:
        # What is open is rolled back; a server that was stopped has no more to do.
        with contextlib.suppress(Exception):
            self.connection.close()


@dataclass
class Transaction(Session):
    """The connection of a transaction, which does one thing at a time."""

    identifier: str
    owner: "Transactions"
    begun: float
    last_used: float
    lock: threading.Lock = field(default_factory=threading.Lock)

    def is_overdue(self, now: float) -> bool:
        return now - self.last_used >= self.owner.idle_seconds or now - self.begun >= LIFE_SECONDS

    def release(self, error: Exception | None) -> None:
        self.last_used = self.owner.clock.now()
        if isinstance(error, DataAPIError) and error.ends_transaction:
            self.owner.end(self, ABORTED)
        self.lock.release()


class Transactions:
    """All that are open, and why others no longer are.

    idle_seconds: when a transaction is rolled back in which nothing is done.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.idle_seconds = IDLE_SECONDS
        self.open: dict[str, Transaction] = {}
        self.causes: dict[str, str] = {}

    def begin(self, session: Session) -> str:
        """Gives the ID of a new one."""
        identifier = base64.b64encode(os.urandom(90)).decode()
        now = self.clock.now()
        self.open[identifier] = Transaction(
            session.cluster, session.server, session.connection, identifier, self, now, now
        )
        return identifier

    def take(self, identifier: str, cluster: Cluster, seconds: float) -> Transaction:
        """The transaction, which nobody else has until it is released.

        seconds: how long clusters of Aurora Serverless v1 have a call wait for the one before it.

        Raises DataAPIError when there is none, or it runs a statement.
        Source: Amazon Aurora User Guide, "Comparing Amazon RDS Data API behaviors", read 2026-11-21.
        """
        transaction = self.find(identifier, cluster)
        if not transaction.lock.acquire(blocking=False):
            if not cluster.is_serverless_v1:
                raise still_running()
            if not transaction.lock.acquire(timeout=seconds):
                raise statement_timeout(transaction.connection_id, ends_transaction=False)
        if identifier not in self.open:
            transaction.lock.release()
            raise self.unknown(identifier, cluster)
        return transaction

    def find(self, identifier: str, cluster: Cluster) -> Transaction:
        transaction = self.open.get(identifier)
        if transaction is None:
            raise self.unknown(identifier, cluster)
        if transaction.cluster.arn != cluster.arn:
            raise DataAPIError("BadRequestException", "The transaction is one of another cluster")
        return transaction

    def unknown(self, identifier: str, cluster: Cluster) -> DataAPIError:
        words = f"Transaction {identifier} is not found. {self.causes.get(identifier, EXPIRED)}"
        return DataAPIError.of_generation(cluster.is_serverless_v1, "TransactionNotFoundException", words, 404)

    def end(self, transaction: Transaction, cause: str) -> None:
        """Rolls back what wasn't committed."""
        if self.open.pop(transaction.identifier, None):
            self.causes[transaction.identifier] = cause
            transaction.close()

    def end_overdue(self) -> None:
        now = self.clock.now()
        self.end_all(lambda transaction: transaction.is_overdue(now), EXPIRED)

    def end_all(self, is_over: Callable[[Transaction], bool], cause: str) -> None:
        """Ends those that are over; one that runs a statement isn't."""
        for transaction in list(self.open.values()):
            if is_over(transaction) and transaction.lock.acquire(blocking=False):
                self.end(transaction, cause)
                transaction.lock.release()
