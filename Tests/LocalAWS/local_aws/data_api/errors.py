"""The errors of the Data API."""

from collections.abc import Mapping
from typing import Any, Self


class DataAPIError(Exception):
    """An error as a caller sees it: the name of its class, its words, its HTTP status and further members.

    ends_transaction: whether the transaction is rolled back in which it came.
    """

    def __init__(
        self,
        code: str,
        message: str,
        status: int = 400,
        members: Mapping[str, Any] | None = None,
        *,
        ends_transaction: bool = False,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.members = members or {}
        self.ends_transaction = ends_transaction

    @classmethod
    def of_generation(cls, is_serverless_v1: bool, code: str, message: str, status: int = 400, **more: Any) -> Self:
        """Clusters of Aurora Serverless v1 answer BadRequestException where others name the error.

        Source: RDS Data API Reference, "Errors" of ExecuteStatement, read 2026-11-21.
        """
        return cls("BadRequestException", message, **more) if is_serverless_v1 else cls(code, message, status, **more)


class Multistatement(Exception):
    """There is more than one statement in a call."""


class LostAnswer(Exception):
    """The connection of HTTP breaks before there is an answer."""


class MissingAnswer(Exception):
    """No answer comes for as long as anybody waits."""


def statement_timeout(connection_id: int, *, ends_transaction: bool) -> DataAPIError:
    """Its time was up: the statement goes on, or it was cancelled and its transaction is rolled back.

    connection_id: as the database's own list of connections has it.
    Source: botocore's model of rds-data, read 2026-11-21.
    """
    members = {"dbConnectionId": connection_id}
    return DataAPIError(
        "StatementTimeoutException", "Request timed out", members=members, ends_transaction=ends_transaction
    )


def still_running() -> DataAPIError:
    """Source: Amazon Aurora User Guide, "Comparing Amazon RDS Data API behaviors", read 2026-11-21."""
    return DataAPIError("DatabaseErrorException", "Transaction is still running a query")


def resuming(is_serverless_v1: bool) -> DataAPIError:
    if is_serverless_v1:
        return link_failure()
    words = "The Aurora DB instance is resuming after being auto-paused. Please wait a few seconds and try again."
    return DataAPIError("DatabaseResumingException", words)


def link_failure() -> DataAPIError:
    words = "Communications link failure\n\nThe last packet sent successfully to the server was 0 ms ago."
    return DataAPIError("BadRequestException", words)
