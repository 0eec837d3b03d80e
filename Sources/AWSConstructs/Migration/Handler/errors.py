"""What an error of a call means: whether anything was run, and what may be done next."""

import re

from texts import plain

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
        "ServiceUnavailableException",
        "ThrottlingException",
    }
)
# Errors after which nothing is known: the statement may have run, or run still.
AMBIGUOUS = frozenset(
    {
        "ConnectionClosedError",
        "HTTPClientError",
        "InternalFailure",
        "InternalServerErrorException",
        "ReadTimeoutError",
        "ResponseStreamingError",
        "StatementTimeoutException",
        # An answer that a proxy gave: its status is all that is known.
        "500",
        "502",
        "503",
        "504",
    }
)
# A cluster that was just made may not know itself yet, and a policy not be everywhere.
REFUSED_AT_FIRST = frozenset(
    {
        "AccessDeniedException",
        "DatabaseNotFoundException",
        "HttpEndpointNotEnabledException",
        "SecretsErrorException",
    }
)
# Errors of a statement that did nothing: any other may come from one that ran. UnsupportedResultException is not one.
REJECTED = REFUSED_AT_FIRST | {
    "BadRequestException",
    "DatabaseErrorException",
    "ForbiddenException",
    "InvalidSecretException",
    "NotFoundException",
    # boto3's own, before anything is sent.
    "ParamValidationError",
    # Of more than one statement in a call, for one.
    "ValidationException",
}
# What Aurora Serverless v1 calls one way, and its successor the other.
OF_DATABASE = frozenset({"BadRequestException", "DatabaseErrorException"})
TIMEOUT = "StatementTimeoutException"
# The words of the drivers, and the codes: the connection was lost, or the server ended it.
# Source: PostgreSQL Manual, Appendix A; MySQL 8.0 Error Message Reference, read 2026-11-21.
LINK_FAILURE = re.compile(
    r"Communications link failure|I/O error occurred|Connection reset|unexpected end of stream|Broken pipe"
    r"|SQLState: (?:08\w{3}|57P0[123])|[Ee]rror code: (?:1053|2006|2013)\b"
)
STILL_RUNNING = "still running a query"
# Of the history's column.
MESSAGE_CHARACTERS = 1000
# lock_not_available, serialization_failure, deadlock_detected; ER_LOCK_WAIT_TIMEOUT, ER_LOCK_DEADLOCK.
# Source: PostgreSQL Manual, Appendix A; MySQL 8.0 Error Message Reference, read 2026-11-21.
CONTENDED = frozenset({"55P03", "40001", "40P01", "1205", "1213"})

SQL_STATE = re.compile(r"SQLState: (\w{5})")
NUMBER = re.compile(r"[Ee]rror code: (\d+)")


def code(error: BaseException) -> str:
    """The name of a Data API error; that of the class for any other."""
    response = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Code") or type(error).__name__)


def text(error: BaseException) -> str:
    """All that the database or the Data API says."""
    response = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Message") or error)


def message(error: BaseException) -> str:
    """The first line of what the database or the Data API says, and at most so much that a history takes it."""
    words = text(error).strip()
    return plain(words.splitlines()[0][:MESSAGE_CHARACTERS]) if words else code(error)


def database_code(error: BaseException) -> str:
    """The SQLSTATE or the number of the database's error, else the name of the Data API's; no row is in it."""
    found = NUMBER.search(text(error)) or SQL_STATE.search(text(error))
    return found[1] if found else code(error)


def connection_id(error: BaseException) -> str | None:
    """Where a statement goes on whose call has timed out."""
    response = getattr(error, "response", None) or {}
    found = response.get("dbConnectionId")
    return str(found) if found else None


def is_link_failure(error: BaseException) -> bool:
    """Whether the Data API lost the database: before the statement, or while it ran."""
    return code(error) in OF_DATABASE and LINK_FAILURE.search(text(error)) is not None


def is_busy(error: BaseException) -> bool:
    """Whether the transaction has not ended its last statement: this one was not run."""
    return code(error) in OF_DATABASE and STILL_RUNNING in text(error)


def is_refused_early(error: BaseException) -> bool:
    """Whether the call was refused before anything was run."""
    return code(error) in REFUSED_EARLY or is_busy(error)


def is_ambiguous(error: BaseException) -> bool:
    """Whether the statement may have run, or run still."""
    return code(error) in AMBIGUOUS or is_link_failure(error)


def is_lost(error: BaseException) -> bool:
    """Whether the transaction has ended without a word; then nothing of it was done."""
    return code(error) == "TransactionNotFoundException" or (
        code(error) in OF_DATABASE and re.search(r"[Tt]ransaction \S+ is not found", text(error)) is not None
    )


def is_contended(error: BaseException) -> bool:
    """Whether others were in the way: a lock that was not given, or a deadlock."""
    found = [pattern.search(text(error)) for pattern in (SQL_STATE, NUMBER)]
    return any(match is not None and match[1] in CONTENDED for match in found)


def did_nothing(error: BaseException) -> bool:
    """Whether the statement that failed so has surely done nothing.

    One whose result can't be shown may have done all that it was to do.
    """
    return code(error) in REJECTED and not is_link_failure(error)


def is_unshown(error: BaseException) -> bool:
    """Whether what failed is only the answer: it is too large, or of a type that the Data API doesn't know."""
    return code(error) == "UnsupportedResultException"
