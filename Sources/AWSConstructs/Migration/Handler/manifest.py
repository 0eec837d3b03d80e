"""What the layer has: migrations.json and the scripts beside it."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

FILE_NAME = "migrations.json"
FORMAT_VERSION = 1


class InvalidLayer(Exception):
    """The layer is not the one that the event is about, or not whole."""


@dataclass(frozen=True)
class Script:
    """A script that is run once."""

    path: Path
    name: str
    version: str
    description: str
    checksum: str

    def text(self) -> str:
        """The script's text, after a look at its checksum."""
        content = self.path.read_bytes()
        if hashlib.sha256(content).hexdigest() != self.checksum:
            raise InvalidLayer(f"{self.name} in the layer is not the script of the manifest")
        return content.decode()

    @property
    def order(self) -> tuple[int, ...]:
        return version_order(self.version)


def version_order(version: str) -> tuple[int, ...]:
    """Versions are compared as numbers, component by component."""
    return tuple(int(component) for component in version.split("."))


@dataclass(frozen=True)
class Manifest:
    """The scripts in their order, and the hash of the manifest's text."""

    scripts_hash: str
    engine: str
    set_name: str
    scripts: tuple[Script, ...]

    @classmethod
    def read(cls, folder: Path) -> Self:
        content = (folder / FILE_NAME).read_bytes()
        manifest = json.loads(content)
        if manifest["formatVersion"] != FORMAT_VERSION:
            raise InvalidLayer(f"{FILE_NAME} has format {manifest['formatVersion']}; expected {FORMAT_VERSION}")
        scripts = tuple(
            Script(
                path=folder / entry["script"],
                name=entry["script"],
                version=entry["version"],
                description=entry["description"],
                checksum=entry["checksum"],
            )
            for entry in manifest["scripts"]
        )
        return cls(
            scripts_hash=hashlib.sha256(content).hexdigest(),
            engine=manifest["engine"],
            set_name=manifest["set"],
            scripts=scripts,
        )
