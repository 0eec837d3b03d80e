"""The errors of the Data API."""

from typing import Self


class DataAPIError(Exception):
    """An error as a caller sees it: the name of its class, its words and its HTTP status."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status

    @classmethod
    def of_generation(cls, is_serverless_v1: bool, code: str, message: str, status: int = 400) -> Self:
        """Clusters of Aurora Serverless v1 answer BadRequestException where others name the error.

        Source: RDS Data API Reference, "Errors" of ExecuteStatement, read 2026-11-21.
        """
        return cls("BadRequestException", message) if is_serverless_v1 else cls(code, message, status)
