"""How large requests, rows and answers may be, and what requests may not say."""

import json
from typing import Any

from .clusters import Cluster
from .errors import DataAPIError
from .results import Field, Result

# Source: RDS Data API Reference, "BatchExecuteStatement", read 2026-11-21: headers count, too. There is no limit on the
# number of parameter sets.
REQUEST_BYTES = 4 * 1024 * 1024
# Source: botocore's model of rds-data, read 2026-11-21.
STATEMENT_CHARACTERS = 65_536
# Source: Amazon Aurora User Guide, "Amazon RDS Data API limitations", read 2026-11-21.
RESPONSE_BYTES = 1024 * 1024
ROW_BYTES = 64 * 1024

# Source: Amazon Aurora User Guide, "Comparing Amazon RDS Data API behaviors", read 2026-11-21.
UNSUPPORTED_TYPES = {"money", "point", "line", "lseg", "box", "path", "polygon", "circle"}


def check_size(body: bytes) -> None:
    if len(body) > REQUEST_BYTES:
        raise DataAPIError("BadRequestException", "Request size exceeds 4 MB")


def check(request: dict[str, Any], cluster: Cluster) -> None:
    """Raises DataAPIError for a statement that is too long, or a schema.

    The words of older clusters are those that users report, as AWS publishes none.
    """
    is_old = cluster.is_serverless_v1
    if len(request.get("sql", "")) > STATEMENT_CHARACTERS:
        words = (
            f"1 validation error detected: Value at 'sql' failed to satisfy constraint: "
            f"Member must have length less than or equal to {STATEMENT_CHARACTERS}"
        )
        if is_old:
            words = f"Number of characters in SQLStatement is longer than {STATEMENT_CHARACTERS}"
        raise DataAPIError.of_generation(is_old, "ValidationException", words)
    # Source: Amazon Aurora User Guide, "Comparing Amazon RDS Data API behaviors", read 2026-11-21.
    if request.get("schema") and not is_old:
        raise DataAPIError("ValidationException", "The schema parameter isn't supported")


def check_result(result: Result, cluster: Cluster) -> None:
    """Raises DataAPIError for a row that is too large, or a value that newer clusters don't tell."""
    if not cluster.is_serverless_v1:
        check_types(result)
    if any(sum(map(size, row)) > ROW_BYTES for row in result.rows):
        raise too_large(cluster, "Packet for query is too large")


def check_types(result: Result) -> None:
    for column in result.columns or []:
        if column.type_name in UNSUPPORTED_TYPES:
            words = f"The result contains the unsupported data type {column.type_name}"
            raise DataAPIError("UnsupportedResultException", words)
    if any("arrayValues" in field.get("arrayValue", {}) for row in result.rows for field in row):
        raise DataAPIError("UnsupportedResultException", "The result contains a multidimensional array")


def check_response(response: dict[str, Any], cluster: Cluster) -> None:
    """Raises DataAPIError for an answer that is too large: in UTF-8, without escapes for what needs none."""
    if len(json.dumps(response, ensure_ascii=False).encode(errors="surrogatepass")) > RESPONSE_BYTES:
        raise too_large(cluster, "Database response exceeded size limit")


def too_large(cluster: Cluster, words: str) -> DataAPIError:
    """The call is ended, and what isn't committed is lost. Which of its classes has which words isn't published.

    Source: botocore's model of rds-data, read 2026-11-21.
    """
    return DataAPIError.of_generation(
        cluster.is_serverless_v1, "UnsupportedResultException", words, ends_transaction=True
    )


def size(field: Field) -> int:
    """The bytes of a value, as text where it is no text."""
    ((kind, value),) = field.items()
    match value:
        case str():
            return len(value.encode())
        case _ if kind == "isNull":
            return 0
    return len(str(value))
