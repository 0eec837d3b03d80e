"""Named parameters: where they stand in a statement, and what values they have."""

import base64
import datetime
import decimal
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .errors import DataAPIError

# A name after a colon, outside quotes, comments and casts.
TOKEN = re.compile(
    r"""
    '(?:[^'\\]|\\.|'')*' | "(?:[^"]|"")*" | `[^`]*`
    | --[^\n]* | \#[^\n]* | /\*.*?\*/
    | \$(?P<tag>[A-Za-z_]*)\$.*?\$(?P=tag)\$
    | ::[A-Za-z_]
    | (?<![:\w]):(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    """,
    re.VERBOSE | re.DOTALL,
)

CONVERSIONS: dict[str, Callable[[str], Any]] = {
    "DECIMAL": decimal.Decimal,
    "DATE": datetime.date.fromisoformat,
    "TIME": datetime.time.fromisoformat,
    "TIMESTAMP": datetime.datetime.fromisoformat,
    "UUID": uuid.UUID,
}

# Source: botocore's model of rds-data, SqlParameter, read 2026-11-21.
FORMATS = {
    "DATE": re.compile(r"\d{4}-\d\d-\d\d"),
    "TIME": re.compile(r"\d\d:\d\d:\d\d(\.\d{1,6})?"),
    "TIMESTAMP": re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?"),
}


@dataclass(frozen=True)
class Parameter:
    """A value as the database's client takes it, and what the caller said of its type."""

    value: Any
    type_hint: str | None


def parse(parameters: list[dict[str, Any]]) -> dict[str, Parameter]:
    """The parameters of a request by name.

    Raises DataAPIError for a value that doesn't fit its type hint.
    """
    return {given["name"]: parse_one(given) for given in parameters}


def parse_one(given: dict[str, Any]) -> Parameter:
    hint = given.get("typeHint")
    value = field_value(given.get("value") or {"isNull": True})
    convert = CONVERSIONS.get(hint or "")
    if value is None or convert is None:
        return Parameter(value, hint)
    expected = FORMATS.get(hint or "")
    try:
        if expected and not expected.fullmatch(value):
            raise ValueError(f"{value} is no {hint}")
        return Parameter(convert(value), hint)
    except (ValueError, ArithmeticError, TypeError) as error:
        raise DataAPIError("BadRequestException", f"Invalid value for parameter {given['name']}: {error}") from error


def field_value(field: dict[str, Any]) -> Any:
    ((kind, content),) = field.items()
    if kind == "isNull":
        return None
    if kind == "blobValue":
        return base64.b64decode(content)
    if kind == "arrayValue":
        raise DataAPIError("BadRequestException", "Array parameters are not supported.")
    return content


def replace(sql: str, parameters: dict[str, Parameter], write: Callable[[str], str]) -> str:
    """A statement in which something else is written for each name.

    Raises DataAPIError for a name without a value.
    """

    def written(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            return match[0]
        if name not in parameters:
            raise DataAPIError("BadRequestException", f"Cannot find parameter: {name}")
        return write(name)

    return TOKEN.sub(written, sql)
