"""What the operations of the Data API do."""

from collections.abc import Callable
from typing import Any, NoReturn

from . import limits, mysql, postgresql
from .clock import Clock
from .clusters import Cluster, Clusters
from .errors import DataAPIError, Multistatement, statement_timeout
from .faults import FaultPlan
from .parameters import parse
from .pauses import Pauses
from .results import Result
from .sessions import ENDED, Session, Transactions
from .tasks import Task

# Source: RDS Data API Reference, "ExecuteStatement", read 2026-11-21.
STATEMENT_SECONDS = 45.0

Request = dict[str, Any]
Response = dict[str, Any]
Work = Callable[[Session], Response]


class DataAPI:
    """The Data API over some clusters.

    clock: what transactions and pauses go by. Statements run in real time.
    statement_seconds: how long a call waits for its statements.
    """

    def __init__(self, clusters: Clusters, clock: Clock | None = None) -> None:
        self.clusters = clusters
        self.clock = clock or Clock()
        self.statement_seconds = STATEMENT_SECONDS
        self.faults = FaultPlan()
        self.pauses = Pauses(self.clock)
        self.transactions = Transactions(self.clock)
        self.operations: dict[str, Callable[[Request], Response]] = {
            "ExecuteStatement": self.execute_statement,
            "BatchExecuteStatement": self.batch_execute_statement,
            "BeginTransaction": self.begin_transaction,
            "CommitTransaction": self.commit_transaction,
            "RollbackTransaction": self.rollback_transaction,
        }
        self.end_watch = self.clock.watch(self.transactions.end_overdue)

    def pause(self, cluster_arn: str, calls: int = 0, seconds: float = 0.0) -> None:
        """Lets the next calls find a cluster that resumes, and those within some seconds after the first, too."""
        self.pauses.pause(cluster_arn, calls, seconds)

    def call(self, operation: str, request: Request) -> Response:
        """Does what a request asks for, with the faults that are planned for it.

        Raises DataAPIError, LostAnswer, MissingAnswer.
        """
        self.transactions.end_overdue()
        return self.faults.run(self, operation, request)

    def execute_statement(self, request: Request) -> Response:
        def work(session: Session) -> Response:
            response = self.execute(session, request, request.get("parameters") or []).response(request)
            limits.check_response(response, session.cluster)
            return response

        return self.run(request, work, goes_on=bool(request.get("continueAfterTimeout")))

    def batch_execute_statement(self, request: Request) -> Response:
        def work(session: Session) -> Response:
            sets = request.get("parameterSets") or [[]]
            results = [self.execute(session, request, parameters) for parameters in sets]
            return {"updateResults": [{"generatedFields": result.generated} for result in results]}

        return self.run(request, work, goes_on=False)

    def begin_transaction(self, request: Request) -> Response:
        limits.check(request, self.clusters.cluster(request["resourceArn"]))
        return {"transactionId": self.transactions.begin(self.open(request, autocommit=False))}

    def commit_transaction(self, request: Request) -> Response:
        self.end_transaction(request, lambda session: session.connection.commit())
        return {"transactionStatus": "Transaction Committed"}

    def rollback_transaction(self, request: Request) -> Response:
        self.end_transaction(request, lambda session: session.connection.rollback())
        return {"transactionStatus": "Rollback Complete"}

    def end_transaction(self, request: Request, work: Callable[[Session], None]) -> None:
        cluster = self.clusters.cluster(request["resourceArn"])
        transaction = self.transactions.take(request["transactionId"], cluster, self.statement_seconds)
        try:
            work(transaction)
        except Exception as error:
            raise database_error(cluster, error) from error
        finally:
            self.transactions.end(transaction, ENDED)
            transaction.release(None)

    def run(self, request: Request, work: Work, *, goes_on: bool) -> Response:
        """Waits for the work on a connection.

        goes_on: whether the work does when its caller is told that the time is up.
        """
        session = self.take(request)
        connection_id = session.connection_id
        task = Task(lambda: work(session), session.release)
        if not task.is_done.wait(self.statement_seconds):
            error = statement_timeout(connection_id, ends_transaction=not goes_on)
            if goes_on:
                raise error
            task.cancel(lambda: session.server.cancel(session.connection), error)
        return task.result()

    def time_out(self, request: Request, *, finishes: bool) -> NoReturn:
        """Plays a statement whose time is up at once: it is done all the same, or cancelled before it did anything."""
        session = self.take(request)
        error = statement_timeout(session.connection_id, ends_transaction=not finishes)
        task = Task(
            lambda: self.execute(session, request, request.get("parameters") or []) if finishes else None,
            lambda _: session.release(error),
        )
        task.is_done.wait()
        raise error

    def take(self, request: Request) -> Session:
        """The transaction's connection, or one for a single call."""
        cluster = self.clusters.cluster(request["resourceArn"])
        limits.check(request, cluster)
        if request.get("transactionId"):
            return self.transactions.take(request["transactionId"], cluster, self.statement_seconds)
        return self.open(request, autocommit=True)

    def open(self, request: Request, *, autocommit: bool) -> Session:
        """Connects with the secret's user and password."""
        cluster = self.clusters.cluster(request["resourceArn"])
        is_busy = any(each.cluster.arn == cluster.arn for each in list(self.transactions.open.values()))
        self.pauses.admit(cluster, is_busy=is_busy)
        login = self.clusters.login(cluster, request.get("secretArn", ""))
        server = self.clusters.server(cluster)
        try:
            connection = server.connect(login, request.get("database") or cluster.database, autocommit=autocommit)
        except Exception as error:
            raise database_error(cluster, error) from error
        return Session(cluster, server, connection)

    def execute(self, session: Session, request: Request, given: list[dict[str, Any]]) -> Result:
        parameters = parse(given)
        execute = mysql.execute if session.cluster.family == "mysql" else postgresql.execute
        try:
            result = execute(session.connection, request["sql"], parameters)
        except DataAPIError:
            raise
        except Multistatement as error:
            # Source: Amazon Aurora User Guide, "Comparing Amazon RDS Data API behaviors", read 2026-11-21.
            words = "Multistatements aren't supported."
            is_old = session.cluster.is_serverless_v1
            raise DataAPIError.of_generation(is_old, "ValidationException", words) from error
        except Exception as error:
            raise database_error(session.cluster, error) from error
        limits.check_result(result, session.cluster)
        return result

    def stop(self) -> None:
        self.end_watch()
        self.transactions.end_all(lambda transaction: True, ENDED)

    def forget(self, cluster_id: str) -> None:
        """Ends all that is open of a cluster that was deleted."""
        self.transactions.end_all(lambda transaction: transaction.cluster.id == cluster_id, ENDED)


def database_error(cluster: Cluster, error: Exception) -> DataAPIError:
    is_mysql = cluster.family == "mysql"
    words = mysql.words(error, cluster.is_serverless_v1) if is_mysql else postgresql.words(error)
    return DataAPIError.of_generation(cluster.is_serverless_v1, "DatabaseErrorException", words)
