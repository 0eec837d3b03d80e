"""What the layer has: migrations.json and the scripts beside it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self

import shape

FILE_NAME = "migrations.json"
FORMAT_VERSION = 2
DESCRIPTION_CHARACTERS = 200
# Where a statement is in its file.
PLACE = ("offset", "length")
# What the history keeps of the entry that undoes a script, besides the statements.
KEPT_OF_UNDO = ("script", "mode", "timeout", "lockTimeout")

Phase = Literal["expand", "contract"]


class InvalidLayer(Exception):
    """The layer is not the one that the event is about, or not whole."""


@dataclass(frozen=True)
class Probe:
    """What is there when a statement was run, or what is not there any longer.

    kind: schema, table, view, column, index, constraint, function, procedure, trigger, event, sequence or type.
    """

    kind: str
    # None for the one that is the default.
    schema: str | None
    # Of a column, an index, a constraint or a trigger.
    table: str | None
    name: str
    exists: bool

    @classmethod
    def of(cls, entry: dict[str, Any] | None) -> Self | None:
        if entry is None:
            return None
        return cls(entry["kind"], entry.get("schema"), entry.get("table"), entry["name"], entry["exists"])


@dataclass(frozen=True)
class Statement:
    """A statement as it is sent, without its semicolon, and the line that it starts at."""

    text: str
    line: int
    # Its language and what it does: dml data, ddl additive, …
    kind: str
    # An error that quotes it would show a secret.
    has_secret: bool
    # Whether a transaction can hold it.
    is_inside: bool
    # It can fail after a part of it was committed: it calls what may commit.
    may_commit_by_itself: bool
    probe: Probe | None

    @classmethod
    def of(cls, entry: dict[str, Any], text: str) -> Self:
        return cls(
            text=text,
            line=entry["line"],
            kind=entry.get("class", "dml data"),
            has_secret=entry.get("secret", False),
            is_inside="transaction" not in entry,
            may_commit_by_itself="class" not in entry and entry.get("transaction") == "commits",
            probe=Probe.of(entry.get("probe")),
        )

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Script:
    """A file of the set; mode says how its statements are put into transactions."""

    folder: Path
    # The path below the folder.
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
    # What undoes it, as the manifest has it, and as JSON the findings that were let pass.
    undo: dict[str, Any] | None
    waivers: str | None

    @classmethod
    def of(cls, entry: dict[str, Any], folder: Path) -> Self:
        return cls(
            folder=folder,
            name=entry["script"],
            kind=entry["kind"],
            version=entry.get("version"),
            # A name of a file may be longer than the history's column.
            description=entry["description"][:DESCRIPTION_CHARACTERS],
            checksum=entry["checksum"],
            phase=entry.get("phase", "expand"),
            mode=entry["mode"],
            timeout=entry.get("timeout"),
            lock_timeout=entry.get("lockTimeout"),
            content=entry.get("content", entry["checksum"]),
            entries=tuple(entry["statements"]),
            undo=entry.get("undo"),
            waivers=json.dumps(entry["waivers"]) if "waivers" in entry else None,
        )

    @cached_property
    def statements(self) -> list[Statement]:
        """The statements, cut out of the script after a look at its hash."""
        return cut(self.folder / self.name, self.content, self.entries)

    def check(self) -> None:
        """Raises InvalidLayer when the layer has another script, or other statements that undo it."""
        self.statements  # noqa: B018
        self.undo_text  # noqa: B018

    def prefix_hash(self, count: int) -> str:
        """SHA-256 over the hashes of the first statements."""
        return hashlib.sha256("".join(statement.hash for statement in self.statements[:count]).encode()).hexdigest()

    @cached_property
    def undo_text(self) -> str | None:
        """What undoes the script, as the history keeps it; None where nothing does.

        {"script": "U7__orders.sql", "mode": "transaction", "timeout": 600, "lockTimeout": 500, "statements": [{"text":
        "DROP …", "line": 1, …}]}: as in the manifest, where the limits may be missing, and a statement has a text in
        place of where it is.
        """
        if self.undo is None:
            return None
        statements = cut(self.folder / self.undo["script"], self.undo["content"], self.undo["statements"])
        entries = [
            {name: value for name, value in entry.items() if name not in PLACE} | {"text": statement.text}
            for entry, statement in zip(self.undo["statements"], statements, strict=True)
        ]
        kept = {name: self.undo[name] for name in KEPT_OF_UNDO if name in self.undo}
        return json.dumps(kept | {"statements": entries})

    @property
    def order(self) -> tuple[int, ...]:
        return version_order(self.version or "0")


def cut(path: Path, expected: str, entries: Iterable[dict[str, Any]]) -> list[Statement]:
    """The statements of a file whose SHA-256 is the expected one."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidLayer(f"{path.name} is not in the layer") from error
    if hashlib.sha256(content).hexdigest() != expected:
        raise InvalidLayer(f"{path.name} in the layer is not the script of the manifest")
    try:
        return [
            Statement.of(entry, content[entry["offset"] : entry["offset"] + entry["length"]].decode())
            for entry in entries
        ]
    except UnicodeDecodeError as error:
        raise InvalidLayer(f"{path.name} is cut in the middle of a character") from error


def version_order(version: str) -> tuple[int, ...]:
    """Versions are compared as numbers, component by component; 2 and 2.0 are one version, and "" is before all."""
    numbers = [int(component) for component in version.split(".") if version]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


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
        """Raises InvalidLayer."""
        content = text_of(folder)
        manifest = parsed(content)
        return cls(
            scripts_hash=hashlib.sha256(content).hexdigest(),
            engine=manifest["engine"],
            set_name=manifest["set"],
            assumes=manifest["assumes"],
            scripts=tuple(Script.of(entry, folder) for entry in manifest["scripts"]),
            rebases=tuple(Rebase.of(entry) for entry in manifest["rebases"]),
        )

    @property
    def last(self) -> tuple[int, ...]:
        """The order of the newest version."""
        return max((script.order for script in self.scripts if script.kind != "repeatable"), default=())

    def up_to(self, order: tuple[int, ...]) -> list[Script]:
        """The scripts that make what a database has at a version, and are not run there any more."""
        below = [script for script in self.scripts if script.order <= order]
        versioned = [script for script in below if script.kind == "versioned"]
        baselines = [script for script in below if script.kind == "baseline"]
        # A baseline is run in place of older scripts; where the set still has those, they tell more.
        first = [script for script in baselines[-1:] if all(other.order > script.order for other in versioned)]
        return first + versioned


def hash_of(folder: Path) -> str | None:
    """The hash of the manifest that is in the layer now, whatever its format; None where there is none."""
    try:
        return hashlib.sha256(text_of(folder)).hexdigest()
    except InvalidLayer:
        return None


def text_of(folder: Path) -> bytes:
    try:
        return (folder / FILE_NAME).read_bytes()
    except OSError as error:
        raise InvalidLayer(f"{FILE_NAME} is not in the layer") from error


def parsed(content: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(content)
    # Of JSON that is nested too deeply, too.
    except (ValueError, RecursionError) as error:
        raise InvalidLayer(f"{FILE_NAME} is no JSON") from error
    version = manifest.get("formatVersion") if isinstance(manifest, dict) else None
    if version != FORMAT_VERSION:
        raise InvalidLayer(f"{FILE_NAME} has format {version}; expected {FORMAT_VERSION}")
    try:
        shape.check(manifest)
    except shape.InvalidManifest as problem:
        raise InvalidLayer(f"{FILE_NAME} is not what synth writes: {problem}") from problem
    found: dict[str, Any] = manifest
    return found
