"""What the layer has: migrations.json and the scripts beside it."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

FILE_NAME = "migrations.json"
FORMAT_VERSION = 2

Phase = Literal["expand", "contract"]


class InvalidLayer(Exception):
    """The layer is not the one that the event is about, or not whole."""


@dataclass(frozen=True)
class Statement:
    """A statement as it is sent, without its semicolon, and the line that it starts at."""

    text: str
    line: int
    # An error that quotes it would show a secret.
    has_secret: bool
    # Whether a transaction can hold it.
    is_inside: bool
    # It can fail after a part of it was committed: it calls what may commit.
    may_commit_by_itself: bool
    # The schema and the name of the index that it makes.
    index: tuple[str | None, str] | None


@dataclass(frozen=True)
class Script:
    """A file of the set; mode says how its statements are put into transactions."""

    path: Path
    name: str
    kind: str
    # None for a repeatable script.
    version: str | None
    description: str
    checksum: str
    phase: Phase
    mode: str
    # In seconds, for each statement, and in milliseconds, for each lock.
    timeout: int | None
    lock_timeout: int | None
    # SHA-256 of the file in the layer.
    content: str
    entries: tuple[dict[str, Any], ...]

    @classmethod
    def of(cls, entry: dict[str, Any], folder: Path) -> Self:
        return cls(
            path=folder / entry["script"],
            name=entry["script"],
            kind=entry["kind"],
            version=entry.get("version"),
            description=entry["description"],
            checksum=entry["checksum"],
            phase=entry.get("phase", "expand"),
            mode=entry["mode"],
            timeout=entry.get("timeout"),
            lock_timeout=entry.get("lockTimeout"),
            content=entry.get("content", entry["checksum"]),
            entries=tuple(entry["statements"]),
        )

    def statements(self) -> list[Statement]:
        """The statements, cut out of the script after a look at its hash."""
        content = self.path.read_bytes()
        if hashlib.sha256(content).hexdigest() != self.content:
            raise InvalidLayer(f"{self.name} in the layer is not the script of the manifest")
        return [
            Statement(
                text=content[entry["offset"] : entry["offset"] + entry["length"]].decode(),
                line=entry["line"],
                has_secret=entry.get("secret", False),
                is_inside="transaction" not in entry,
                index=index_of(entry.get("probe", {})),
                may_commit_by_itself="class" not in entry and entry.get("transaction") == "commits",
            )
            for entry in self.entries
        ]

    @property
    def order(self) -> tuple[int, ...]:
        return version_order(self.version or "0")


def index_of(probe: dict[str, Any]) -> tuple[str | None, str] | None:
    is_index = probe.get("kind") == "index" and probe["exists"]
    return (probe.get("schema"), probe["name"]) if is_index else None


def version_order(version: str) -> tuple[int, ...]:
    """Versions are compared as numbers, component by component."""
    return tuple(int(component) for component in version.split("."))


@dataclass(frozen=True)
class Rebase:
    """A change of an applied script that somebody has accepted, with a reason."""

    # The name and the checksum that it had.
    script: str
    checksum: str
    # The name that it has now; the same for one that was edited, None for one that was removed.
    name: str | None

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Self:
        return cls(entry["script"], entry["checksum"], entry.get("name"))


@dataclass(frozen=True)
class Manifest:
    """The scripts in their order, and the hash of the manifest's text."""

    scripts_hash: str
    engine: str
    set_name: str
    # What the server must be set to for the statements to be those of the manifest.
    assumes: dict[str, Any]
    scripts: tuple[Script, ...]
    # In the order in which they were accepted.
    rebases: tuple[Rebase, ...]

    @classmethod
    def read(cls, folder: Path) -> Self:
        content = (folder / FILE_NAME).read_bytes()
        manifest = json.loads(content)
        if manifest["formatVersion"] != FORMAT_VERSION:
            raise InvalidLayer(f"{FILE_NAME} has format {manifest['formatVersion']}; expected {FORMAT_VERSION}")
        return cls(
            scripts_hash=hashlib.sha256(content).hexdigest(),
            engine=manifest["engine"],
            set_name=manifest["set"],
            assumes=manifest["assumes"],
            scripts=tuple(Script.of(entry, folder) for entry in manifest["scripts"]),
            rebases=tuple(Rebase.of(entry) for entry in manifest["rebases"]),
        )
