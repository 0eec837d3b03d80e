"""What a manifest must look like, so that a wrong one is refused before anything is run."""

import re
from typing import Any

NAME_CHARACTERS = 500
VERSION_CHARACTERS = 64
VERSION = re.compile(r"[0-9]+(\.[0-9]+)*")
KINDS = ("versioned", "repeatable", "baseline")
MODES = ("transaction", "block", "segments", "none")
PHASES = ("expand", "contract")


class InvalidManifest(Exception):
    """The manifest is not what synth writes."""


def check(manifest: Any) -> None:
    """Raises InvalidManifest, which names what is wrong."""
    whole = fields(manifest, "it")
    for name in ("engine", "set"):
        text(whole, name, "it")
    assumes = fields(whole.get("assumes"), "assumes")
    if whole["engine"] == "postgresql":
        text(assumes, "standardConformingStrings", "assumes")
    for number, rebase in enumerate(items(whole, "rebases", "it"), 1):
        place = f"rebase {number}"
        fields(rebase, place)
        for name in ("script", "checksum"):
            text(rebase, name, place)
        require(isinstance(rebase.get("name", ""), str), place, "name")
    for number, script in enumerate(items(whole, "scripts", "it"), 1):
        check_script(fields(script, f"script {number}"), f"script {number}")


def check_script(script: dict[str, Any], place: str) -> None:
    check_path(script, place)
    for name in ("checksum", "description"):
        text(script, name, place, may_be_empty=name == "description")
    require(script.get("kind") in KINDS, place, "kind")
    require(script.get("mode") in MODES, place, "mode")
    require(script.get("phase", "expand") in PHASES, place, "phase")
    if script["kind"] == "repeatable":
        require("version" not in script, place, "version")
    else:
        version = text(script, "version", place)
        require(len(version) <= VERSION_CHARACTERS and VERSION.fullmatch(version) is not None, place, "version")
    check_limits(script, place)
    for statement in items(script, "statements", place):
        check_statement(statement, place)
    if "undo" in script:
        undo = fields(script["undo"], f"{place}'s undo")
        check_path(undo, f"{place}'s undo")
        text(undo, "content", f"{place}'s undo")
        require(undo.get("mode") in MODES, f"{place}'s undo", "mode")
        check_limits(undo, f"{place}'s undo")
        for statement in items(undo, "statements", f"{place}'s undo"):
            check_statement(statement, f"{place}'s undo")


def check_path(entry: dict[str, Any], place: str) -> None:
    """The path of a file below the layer's folder, never a way out of that."""
    script = text(entry, "script", place)
    is_inside = not {"", ".", ".."} & set(script.split("/"))
    require(len(script) <= NAME_CHARACTERS and is_inside and "\0" not in script, place, "script")


def check_limits(entry: dict[str, Any], place: str) -> None:
    for name in ("timeout", "lockTimeout"):
        require(name not in entry or is_count(entry[name]), place, name)


def check_statement(statement: Any, place: str) -> None:
    fields(statement, f"a statement of {place}")
    for name in ("line", "offset", "length"):
        require(is_count(statement.get(name)), f"a statement of {place}", name)
    require(isinstance(statement.get("class", ""), str), f"a statement of {place}", "class")
    probe = statement.get("probe")
    if probe is not None:
        fields(probe, f"a probe of {place}")
        for name in ("kind", "name"):
            text(probe, name, f"a probe of {place}")
        require(isinstance(probe.get("exists"), bool), f"a probe of {place}", "exists")


def fields(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InvalidManifest(f"{place} is no object")
    return value


def items(holder: dict[str, Any], name: str, place: str) -> list[Any]:
    found = holder.get(name)
    if not isinstance(found, list):
        raise InvalidManifest(f"{name} of {place} is no list")
    return found


def text(holder: dict[str, Any], name: str, place: str, *, may_be_empty: bool = False) -> str:
    found = holder.get(name)
    if not isinstance(found, str) or not (found or may_be_empty):
        raise InvalidManifest(f"{name} of {place} is no text")
    return found


def require(is_right: bool, place: str, name: str) -> None:
    if not is_right:
        raise InvalidManifest(f"{name} of {place} is not what it may be")


def is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
