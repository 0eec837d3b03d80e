"""Layers as synth writes them, for scripts whose statements are plain to see."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

# Of MySQL, what a transaction can undo.
DATA = {"INSERT", "UPDATE", "DELETE", "REPLACE", "SELECT"}


@dataclass(frozen=True)
class Given:
    """A script of which more is said than its text.

    statements: where a semicolon isn't the end of one; changes: to its entry in the manifest.
    """

    text: str
    statements: list[str] | None = None
    changes: dict[str, Any] | None = None
    # To the entry of each statement.
    statement_changes: dict[str, Any] | None = None
    # To those of the statements in their order.
    changes_in_order: list[dict[str, Any]] | None = None
    # The text that undoes it, and changes to its entry.
    undo: str | None = None
    undo_changes: dict[str, Any] | None = None

    def with_statement(self, **changes: Any) -> "Given":
        return replace(self, statement_changes=changes)


Scripts = dict[str, str | Given]


def layer(folder: Path, engine: str, scripts: Mapping[str, str | Given], **changes: Any) -> str:
    """Writes a layer, and gives its hash."""
    entries = [entry(folder, engine, name, script) for name, script in scripts.items()]
    assumes = (
        {"sqlModeWithout": ["ANSI_QUOTES", "NO_BACKSLASH_ESCAPES"]}
        if engine == "mysql"
        else {"standardConformingStrings": "on"}
    )
    header = {"formatVersion": 2, "engine": engine, "set": "main", "head": "", "assumes": assumes}
    manifest = header | {"rebases": [], "scripts": entries}
    text = json.dumps(manifest | changes)
    (folder / "migrations.json").write_text(text)
    return hashlib.sha256(text.encode()).hexdigest()


def entry(folder: Path, engine: str, name: str, script: str | Given) -> dict[str, Any]:
    given = script if isinstance(script, Given) else Given(script)
    (folder / name).write_text(given.text)
    kind, version, description = parts(name)
    pieces = given.statements or pieces_of(given.text)
    in_order = given.changes_in_order or [{} for _ in pieces]
    statements = [
        found | (given.statement_changes or {}) | changes
        for found, changes in zip(located(given.text, pieces), in_order, strict=True)
    ]
    return (
        {
            "script": name,
            "kind": kind,
            **({"version": version} if version else {}),
            "description": description,
            "checksum": hashlib.sha256(given.text.encode()).hexdigest(),
            "mode": mode(engine, pieces),
            "statements": statements,
        }
        | ({"undo": undo(folder, engine, f"U{name[1:]}", given)} if given.undo else {})
        | (given.changes or {})
    )


def undo(folder: Path, engine: str, name: str, given: Given) -> dict[str, Any]:
    """The entry of the script that undoes another."""
    text = given.undo or ""
    (folder / name).write_text(text)
    pieces = pieces_of(text)
    return {
        "script": name,
        "content": hashlib.sha256(text.encode()).hexdigest(),
        "mode": mode(engine, pieces),
        "statements": located(text, pieces),
    } | (given.undo_changes or {})


def pieces_of(text: str) -> list[str]:
    return [piece.strip() for piece in re.sub("--.*", "", text).split(";") if piece.strip()]


def mode(engine: str, pieces: list[str]) -> str:
    is_whole = engine == "postgresql" or all(piece.split()[0].upper() in DATA for piece in pieces)
    return "transaction" if is_whole else "segments"


def parts(name: str) -> tuple[str, str | None, str]:
    """The kind, the version and the description that a name tells."""
    version, _, description = name.removesuffix(".sql").partition("__")
    kind = {"V": "versioned", "R": "repeatable", "B": "baseline"}[version[0]]
    return kind, version[1:] or None, description


def located(text: str, pieces: list[str]) -> list[dict[str, Any]]:
    """Statements as the manifest has them."""
    found = []
    start = 0
    for piece in pieces:
        start = text.index(piece, start)
        statement: dict[str, Any] = {
            "line": text.count("\n", 0, start) + 1,
            "offset": len(text[:start].encode()),
            "length": len(piece.encode()),
        }
        word = piece.split()[0].upper()
        if word == "CALL":
            statement["transaction"] = "commits"
        elif word not in DATA:
            statement |= {"class": "ddl additive", "transaction": "commits"}
        if "IDENTIFIED" in piece:
            statement["secret"] = True
        found.append(statement)
        start += len(piece)
    return found
