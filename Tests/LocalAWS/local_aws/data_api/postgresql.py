"""Statements of PostgreSQL, and how their results are told."""

import base64
import datetime
from typing import Any

import psycopg
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn
from psycopg.types.string import StrDumperVarchar, TextLoader

from .errors import Multistatement
from .parameters import Parameter, replace
from .results import Column, Field, Result

ARRAYS = {bool: "booleanValues", int: "longValues", float: "doubleValues"}


def execute(connection: psycopg.Connection[Any], sql: str, parameters: dict[str, Parameter]) -> Result:
    """Runs one statement: the extended protocol, which prepares it, takes no two."""
    names: list[str] = []

    def placeholder(name: str) -> str:
        if name not in names:
            names.append(name)
        cast = "::jsonb" if parameters[name].type_hint == "JSON" else ""
        return f"${names.index(name) + 1}{cast}"

    if parameters:
        sql = replace(sql, parameters, placeholder)
    cursor = psycopg.RawCursor(connection)
    # A text is a varchar: a column of another type needs a cast or a type hint, as it does there.
    cursor.adapters.register_dumper(str, StrDumperVarchar)
    for name in ("json", "jsonb", "interval"):
        # The database's own text for it.
        cursor.adapters.register_loader(name, TextLoader)
    try:
        cursor.execute(sql.encode(), [parameters[name].value for name in names], prepare=True)
    except psycopg.errors.SyntaxError as error:
        if "cannot insert multiple commands" in str(error):
            raise Multistatement from error
        raise
    except psycopg.ProgrammingError as error:
        if connection.pgconn.transaction_status == TransactionStatus.ACTIVE:
            raise copy_failed(connection.pgconn) from error
        raise
    if cursor.description is None:
        return Result(max(cursor.rowcount, 0))
    columns = [column(connection, description) for description in cursor.description]
    rows = [[field(value) for value in row] for row in cursor.fetchall()]
    is_query = (cursor.statusmessage or "").startswith("SELECT")
    return Result(0 if is_query else max(cursor.rowcount, 0), columns, rows)


def copy_failed(wire: PGconn) -> psycopg.Error:
    """Ends COPY FROM STDIN, whose rows a call can't bring, and COPY TO STDOUT, whose rows its answer has no place for.

    The first the server fails itself, with the reason that it is given. The second can't be refused: its rows are
    read, and the error is ours.
    Source: PostgreSQL's documentation, "Message Flow", COPY Operations, read 2026-11-21.
    """
    begun = wire.get_result()
    if begun and begun.status == ExecStatus.COPY_IN:
        wire.put_copy_end(b"a call of the Data API brings no rows")
    while begun and begun.status == ExecStatus.COPY_OUT and wire.get_copy_data(0)[0] > 0:
        pass
    error: psycopg.Error = psycopg.errors.FeatureNotSupported(
        "ERROR: COPY to stdout failed: an answer of the Data API has no place for its rows; SQLState: 0A000"
    )
    while result := wire.get_result():
        if result.status == ExecStatus.FATAL_ERROR:
            error = psycopg.errors.error_from_result(result)
    return error


def column(connection: psycopg.Connection[Any], description: psycopg.Column) -> Column:
    known = connection.adapters.types.get(description.type_code)
    name = known.name if known else str(description.type_code)
    size = (description.precision or 0, description.scale or 0)
    return Column(description.name, name, description.type_code, "", *size)


def field(value: Any) -> Field:
    match value:
        case None:
            return {"isNull": True}
        case bool():
            return {"booleanValue": value}
        case int():
            return {"longValue": value}
        case float():
            return {"doubleValue": value}
        case bytes():
            return {"blobValue": base64.b64encode(value).decode()}
        case list():
            return {"arrayValue": array(value)}
        case datetime.datetime():
            return {"stringValue": value.isoformat(sep=" ")}
    return {"stringValue": str(value)}


def array(values: list[Any]) -> Field:
    if values and isinstance(values[0], list):
        return {"arrayValues": [array(inner) for inner in values]}
    kind = ARRAYS.get(type(values[0]), "stringValues") if values else "stringValues"
    return {kind: [str(item) for item in values] if kind == "stringValues" else values}


def words(error: Exception) -> str:
    """What the Data API quotes of an error of the database."""
    diagnostics = error.diag if isinstance(error, psycopg.Error) else None
    if diagnostics is None or diagnostics.message_primary is None:
        return str(error)
    detail = f"\n  Detail: {diagnostics.message_detail}" if diagnostics.message_detail else ""
    position = f"; Position: {diagnostics.statement_position}" if diagnostics.statement_position else ""
    return f"ERROR: {diagnostics.message_primary}{detail}{position}; SQLState: {diagnostics.sqlstate or ''}"
