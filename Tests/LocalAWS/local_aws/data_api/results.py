"""The answer to a statement."""

import json
from dataclasses import dataclass, field
from typing import Any

# One of isNull, booleanValue, longValue, doubleValue, stringValue, blobValue, arrayValue.
Field = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """What includeResultMetadata tells of a column."""

    name: str
    type_name: str
    type_code: int
    table: str = ""
    precision: int = 0
    scale: int = 0

    @property
    def metadata(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "label": self.name,
            "typeName": self.type_name,
            "type": self.type_code,
            "tableName": self.table,
            "schemaName": "",
            "nullable": 1,
            "precision": self.precision,
            "scale": self.scale,
            "arrayBaseColumnType": 0,
            "isAutoIncrement": False,
            "isCaseSensitive": False,
            "isCurrency": False,
            "isSigned": True,
        }


@dataclass(frozen=True)
class Result:
    """What a statement did, and the rows that it gave; columns is None for one that gives none."""

    updated: int
    columns: list[Column] | None = None
    rows: list[list[Field]] = field(default_factory=list)
    generated: list[Field] = field(default_factory=list)

    def response(self, request: dict[str, Any]) -> dict[str, Any]:
        """The body of the answer."""
        response: dict[str, Any] = {"numberOfRecordsUpdated": self.updated, "generatedFields": self.generated}
        if self.columns is not None:
            if request.get("formatRecordsAs") == "JSON":
                response["formattedRecords"] = self.formatted(self.columns)
            else:
                response["records"] = self.rows
            if request.get("includeResultMetadata"):
                response["columnMetadata"] = [column.metadata for column in self.columns]
        return response

    def formatted(self, columns: list[Column]) -> str:
        names = [column.name for column in columns]
        return json.dumps([dict(zip(names, map(plain, row), strict=True)) for row in self.rows])


def plain(content: Field) -> Any:
    ((kind, value),) = content.items()
    return None if kind == "isNull" else value
