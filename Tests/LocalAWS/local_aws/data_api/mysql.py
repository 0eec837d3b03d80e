"""Statements of MySQL, and how their results are told."""

import base64
import datetime
import re
import uuid
from typing import Any

import pymysql
from pymysql.constants import ER, FIELD_TYPE

from .errors import Multistatement
from .parameters import Parameter, replace
from .results import Column, Field, Result

INTEGERS = {
    FIELD_TYPE.TINY,
    FIELD_TYPE.SHORT,
    FIELD_TYPE.INT24,
    FIELD_TYPE.LONG,
    FIELD_TYPE.LONGLONG,
    FIELD_TYPE.YEAR,
}
FLOATS = {FIELD_TYPE.FLOAT, FIELD_TYPE.DOUBLE}
# It quotes some 80 characters.
NEAR = re.compile(r"near '(.+)' at line \d+$", re.DOTALL)
TYPE_NAMES = {code: name for name, code in vars(FIELD_TYPE).items() if isinstance(code, int)}


def execute(connection: "pymysql.Connection[Any]", sql: str, parameters: dict[str, Parameter]) -> Result:
    """Runs one statement; the server itself refuses two."""
    with connection.cursor() as cursor:
        if parameters:
            sql = replace(sql, parameters, lambda name: cursor.mogrify("%s", [literal(parameters[name].value)]))
        try:
            updated = cursor.execute(sql)
        except pymysql.err.ProgrammingError as error:
            if is_multistatement(connection, sql, error):
                raise Multistatement from error
            raise
        if not cursor.description:
            generated = [{"longValue": cursor.lastrowid}] if cursor.lastrowid else []
            return Result(updated, generated=generated)
        descriptions = cursor._result.fields
        codes = [description.type_code for description in descriptions]
        columns = [
            Column(d.name, TYPE_NAMES.get(d.type_code, "?"), d.type_code, d.table_name, d.length, d.scale)
            for d in descriptions
        ]
        rows = [[field(value, code) for value, code in zip(row, codes, strict=True)] for row in cursor.fetchall()]
        return Result(0, columns, rows)


def literal(value: Any) -> Any:
    """A value that the client can write; there is no type for UUIDs."""
    return str(value) if isinstance(value, uuid.UUID) else value


def is_multistatement(connection: "pymysql.Connection[Any]", sql: str, error: Exception) -> bool:
    """Whether what the server didn't understand comes after a semicolon that ends a statement.

    In a routine's body it doesn't end any: then the server can't prepare what comes before.
    """
    number, text = error.args
    near = NEAR.search(text)
    if number != ER.PARSE_ERROR or not near:
        return False
    before = sql[: sql.rfind(near[1])].rstrip()
    if not before.endswith(";"):
        return False
    with connection.cursor() as cursor:
        try:
            cursor.execute("PREPARE first_of_several FROM %s", (before,))
            cursor.execute("DEALLOCATE PREPARE first_of_several")
        except pymysql.MySQLError as refusal:
            return bool(refusal.args[0] != ER.PARSE_ERROR)
    return True


def field(value: Any, code: int) -> Field:
    if value is None:
        return {"isNull": True}
    if code in INTEGERS:
        return {"longValue": int(value)}
    if code in FLOATS:
        return {"doubleValue": float(value)}
    if code == FIELD_TYPE.BIT:
        return {"booleanValue": any(value)}
    if isinstance(value, bytes):
        return {"blobValue": base64.b64encode(value).decode()}
    if isinstance(value, datetime.timedelta):
        return {"stringValue": time_text(value)}
    return {"stringValue": str(value)}


def time_text(value: datetime.timedelta) -> str:
    """A TIME as MySQL writes it: 01:02:03, -12:00:00, 100:00:00."""
    seconds = int(abs(value).total_seconds())
    sign = "-" if value < datetime.timedelta(0) else ""
    fraction = f".{value.microseconds:06}" if value.microseconds else ""
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{fraction}"


def words(error: Exception, is_serverless_v1: bool) -> str:
    """What the Data API quotes of an error of the database."""
    match error.args:
        case (int(number), str(text)):
            return text if is_serverless_v1 else f"{text}; Error code: {number}"
    return str(error)
