"""What the operations of the Data API do."""

import base64
import contextlib
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from moto.secretsmanager.models import secretsmanager_backends

from local_aws.databases.server import DatabaseServer, Login
from local_aws.databases.servers import DatabaseServers, family

from . import mysql, postgresql
from .clusters import Cluster, find_cluster
from .errors import DataAPIError
from .parameters import parse
from .results import Result

# A transaction ends by itself when nothing was done in it for so long.
# Source: RDS Data API Reference, "BeginTransaction", read 2026-11-21.
IDLE_SECONDS = 180.0
# Source: RDS Data API Reference, "ExecuteStatement", read 2026-11-21.
STATEMENT_SECONDS = 45.0

Request = dict[str, Any]
Response = dict[str, Any]


@dataclass
class Session:
    """A connection to one database; the server is there to cancel what it runs."""

    cluster: Cluster
    server: DatabaseServer
    connection: Any
    last_used: float = field(default_factory=time.monotonic)
    # One connection does one thing at a time.
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def idle_seconds(self) -> float:
        return time.monotonic() - self.last_used

    @contextmanager
    def used(self) -> Iterator[None]:
        """Raises DataAPIError when the session is used already."""
        if not self.lock.acquire(blocking=False):
            raise DataAPIError("BadRequestException", "Transaction is still running a query.")
        try:
            yield
        finally:
            self.last_used = time.monotonic()
            self.lock.release()


class DataAPI:
    """The Data API of one account.

    statement_seconds: when a statement is cut off that doesn't continue after its time-out.
    idle_seconds: when a transaction is rolled back in which nothing is done.
    """

    def __init__(self, servers: DatabaseServers, account: str) -> None:
        self.servers = servers
        self.account = account
        self.statement_seconds = STATEMENT_SECONDS
        self.idle_seconds = IDLE_SECONDS
        self.transactions: dict[str, Session] = {}
        self.refusals: dict[str, int] = {}
        self.lock = threading.Lock()
        self.is_stopped = threading.Event()
        threading.Thread(target=self.watch_transactions, daemon=True).start()

    def pause(self, cluster_arn: str, calls: int) -> None:
        """Lets the next calls find a cluster that is resuming from its pause."""
        self.refusals[cluster_arn] = calls

    def execute_statement(self, request: Request) -> Response:
        with self.session(request) as session:
            return self.execute(session, request, request.get("parameters") or []).response(request)

    def batch_execute_statement(self, request: Request) -> Response:
        with self.session(request) as session:
            sets = request.get("parameterSets") or [[]]
            results = [self.execute(session, request, parameters) for parameters in sets]
        return {"updateResults": [{"generatedFields": result.generated} for result in results]}

    def begin_transaction(self, request: Request) -> Response:
        session = self.open(request, autocommit=False)
        identifier = base64.b64encode(os.urandom(90)).decode()
        with self.lock:
            self.transactions[identifier] = session
        return {"transactionId": identifier}

    def commit_transaction(self, request: Request) -> Response:
        with self.ended_transaction(request) as session:
            session.connection.commit()
        return {"transactionStatus": "Transaction Committed"}

    def rollback_transaction(self, request: Request) -> Response:
        with self.ended_transaction(request) as session:
            session.connection.rollback()
        return {"transactionStatus": "Rollback Complete"}

    @contextmanager
    def session(self, request: Request) -> Iterator[Session]:
        """The transaction's session, or one for a single call."""
        if request.get("transactionId"):
            session = self.transaction(request)
            with session.used():
                yield session
            return
        session = self.open(request, autocommit=True)
        try:
            yield session
        finally:
            session.connection.close()

    def transaction(self, request: Request) -> Session:
        session = self.transactions.get(request["transactionId"])
        if session is None:
            raise unknown_transaction(request)
        if session.cluster.arn != request["resourceArn"]:
            raise DataAPIError("BadRequestException", "The transaction is one of another cluster")
        return session

    @contextmanager
    def ended_transaction(self, request: Request) -> Iterator[Session]:
        session = self.transaction(request)
        with session.used():
            try:
                yield session
            finally:
                self.transactions.pop(request["transactionId"], None)
                session.connection.close()

    def watch_transactions(self) -> None:
        """Rolls back the transactions in which nothing was done for too long."""
        while not self.is_stopped.wait(1):
            self.end_transactions(lambda session: session.idle_seconds > self.idle_seconds)

    def stop(self) -> None:
        self.is_stopped.set()
        self.end_transactions(lambda session: True)

    def forget(self, cluster_id: str) -> None:
        """Ends all that there is of a cluster that was deleted."""
        self.end_transactions(lambda session: session.cluster.id == cluster_id)
        self.servers.drop(cluster_id)

    def end_transactions(self, is_over: Callable[[Session], bool]) -> None:
        """Ends the transactions that are over; one that runs a statement isn't."""
        for identifier, session in list(self.transactions.items()):
            if is_over(session) and session.lock.acquire(blocking=False):
                with contextlib.suppress(Exception):
                    session.connection.close()
                self.transactions.pop(identifier, None)
                session.lock.release()

    def open(self, request: Request, *, autocommit: bool) -> Session:
        """Connects with the secret's user and password."""
        cluster = find_cluster(request["resourceArn"])
        self.refuse_while_resuming(cluster)
        login = self.login(cluster, request.get("secretArn", ""))
        server = self.servers.server(cluster.id, cluster.engine, cluster.master, cluster.database)
        database = request.get("database") or cluster.database
        try:
            connection = server.connect(login, database, autocommit=autocommit)
        except Exception as error:
            raise self.database_error(cluster, error) from error
        return Session(cluster, server, connection)

    def refuse_while_resuming(self, cluster: Cluster) -> None:
        with self.lock:
            if not self.refusals.get(cluster.arn):
                return
            self.refusals[cluster.arn] -= 1
        if cluster.is_serverless_v1:
            words = "Communications link failure\n\nThe last packet sent successfully to the server was 0 ms ago."
            raise DataAPIError("BadRequestException", words)
        words = "The Aurora DB instance is resuming after being auto-paused. Please wait a few seconds and try again."
        raise DataAPIError("DatabaseResumingException", words)

    def login(self, cluster: Cluster, secret_arn: str) -> Login:
        try:
            backend = secretsmanager_backends[self.account][cluster.region]
            secret = json.loads(backend.get_secret_value(secret_arn, "", "AWSCURRENT")["SecretString"])
        except Exception as error:
            words = f"Error fetching secret {secret_arn} : {error}"
            raise DataAPIError.of_generation(cluster.is_serverless_v1, "SecretsErrorException", words) from error
        if not isinstance(secret, dict) or not {"username", "password"} <= secret.keys():
            words = "The secret must hold a username and a password"
            raise DataAPIError.of_generation(cluster.is_serverless_v1, "InvalidSecretException", words)
        return Login(secret["username"], secret["password"])

    def execute(self, session: Session, request: Request, given: list[dict[str, Any]]) -> Result:
        parameters = parse(given)
        with self.time_limit(session, request) as is_late:
            try:
                if family(session.cluster.engine) == "mysql":
                    return mysql.execute(session.connection, request["sql"], parameters)
                return postgresql.execute(session.connection, request["sql"], parameters)
            except DataAPIError:
                raise
            except Exception as error:
                if is_late.is_set():
                    raise DataAPIError("StatementTimeoutException", "Request timed out") from error
                raise self.database_error(session.cluster, error) from error

    @contextmanager
    def time_limit(self, session: Session, request: Request) -> Iterator[threading.Event]:
        """Cancels the statement when its time is up, and sets the event that it gives."""
        is_late = threading.Event()
        if request.get("continueAfterTimeout"):
            yield is_late
            return

        is_done = threading.Event()
        lock = threading.Lock()

        def cancel() -> None:
            # The next statement of the connection must not be the one that is cancelled.
            with lock:
                if not is_done.is_set():
                    is_late.set()
                    session.server.cancel(session.connection)

        timer = threading.Timer(self.statement_seconds, cancel)
        timer.daemon = True
        timer.start()
        try:
            yield is_late
        finally:
            timer.cancel()
            with lock:
                is_done.set()

    @staticmethod
    def database_error(cluster: Cluster, error: Exception) -> DataAPIError:
        is_mysql = family(cluster.engine) == "mysql"
        words = mysql.words(error, cluster.is_serverless_v1) if is_mysql else postgresql.words(error)
        return DataAPIError.of_generation(cluster.is_serverless_v1, "DatabaseErrorException", words)


def unknown_transaction(request: Request) -> DataAPIError:
    cluster = find_cluster(request["resourceArn"])
    words = f"Transaction {request['transactionId']} is not found"
    return DataAPIError.of_generation(cluster.is_serverless_v1, "TransactionNotFoundException", words, 404)
