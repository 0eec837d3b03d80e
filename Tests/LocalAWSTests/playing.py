"""A server with the Data API for each engine, and short ways to call it."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws.data_api.playground import Database


def error_of(call: Callable[[], Any]) -> str:
    """The class of the error that a call raises."""
    with pytest.raises(Exception) as raised:
        call()
    if isinstance(raised.value, ClientError):
        return str(raised.value.response["Error"]["Code"])
    return type(raised.value).__name__


def raised_by(call: Callable[[], Any]) -> dict[str, Any]:
    """The whole of the error that a call raises, without its request's own parts."""
    with pytest.raises(ClientError) as raised:
        call()
    return {name: value for name, value in raised.value.response.items() if name != "ResponseMetadata"}


def scalar(database: Database, sql: str, **more: Any) -> Any:
    return next(iter(database.execute(sql, **more)["records"][0][0].values()))


def begin(database: Database) -> str:
    return str(database.client.begin_transaction(**database.target)["transactionId"])


def end(database: Database, operation: str, transaction: str) -> Any:
    """operation: commit or rollback."""
    call = getattr(database.client, f"{operation}_transaction")
    target = {name: database.target[name] for name in ("resourceArn", "secretArn")}
    return call(**target, transactionId=transaction)["transactionStatus"]


def started(call: Callable[[], Any]) -> threading.Thread:
    thread = threading.Thread(target=call, daemon=True)
    thread.start()
    return thread
