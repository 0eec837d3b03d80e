"""The scripts of the splitter's tests, and the pieces that it finds in them."""

import json
from dataclasses import dataclass
from pathlib import Path

GOLDENS = Path(__file__).parent.parent / "SQLMigrationsTests" / "Goldens"


@dataclass(frozen=True)
class Case:
    """A script that is split without a complaint."""

    name: str
    text: str
    pieces: list[str]


def cases(engine: str) -> list[Case]:
    """Those of an engine; scripts that are refused have nothing to be run."""
    found = []
    for script in sorted((GOLDENS / engine).glob("*.sql")):
        lines = script.with_suffix(".golden").read_text(encoding="utf-8").splitlines()
        if all(line.startswith("{") for line in lines):
            text = script.read_text(encoding="utf-8-sig")
            found.append(Case(script.stem, text, [json.loads(line)["code"] for line in lines]))
    return found
