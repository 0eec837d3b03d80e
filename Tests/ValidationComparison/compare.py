"""Compares `stacks validate` with cfn-lint: on valid templates, and on each of them broken in many ways.

Every error that cfn-lint reports of the classes that both know we must report too, and nothing on what it accepts.
Prints a table, and what was missed; ends with 1 if anything was.

    .build/venv/bin/python Tests/ValidationComparison/compare.py [NUMBER]     how many broken templates; all by default
"""

import copy
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "LocalAWS"))

from local_aws.cloudformation.template import Template, parse

ROOT = Path(__file__).parents[2]
STACKS = ROOT / ".build/debug/stacks"
CORPUS = ("out/*.template.yaml", "Tests/AWSConstructsTests/Goldens/*.yaml", "Tests/CommandLineToolTests/Goldens/*.yaml")
# What cfn-lint calls the classes that both know.
CLASSES = {
    "E3002": {"VAL002", "VAL003"},
    "E3003": {"VAL001"},
    "E3006": {"VAL011"},
    "E3012": {"VAL004"},
    # An object in the place of a text is of the wrong type to us.
    "E3030": {"VAL004", "VAL005"},
    "E3032": {"VAL008"},
    "E3033": {"VAL006"},
    "E3034": {"VAL007"},
    "E3037": {"VAL009"},
    "E3040": {"VAL003"},
}


@dataclass
class Case:
    """A template, how it was broken, and what either finds."""

    name: str
    mutation: str
    template: Template
    # What was broken: `Cluster.Engine`.
    place: str = ""
    path: Path = Path()
    theirs: set[str] = field(default_factory=set)
    ours: set[str] = field(default_factory=set)

    @property
    def missed(self) -> list[str]:
        return sorted(rule for rule in self.theirs if not CLASSES[rule] & self.ours)


def mutations(value: Any) -> Iterator[tuple[str, Any]]:
    """What a value becomes."""
    if isinstance(value, str):
        yield "wrong value", "nonsense-value"
        yield "object for a text", {"Nonsense": "x"}
        yield "empty text", ""
    if isinstance(value, bool):
        yield "text for a boolean", "maybe"
    elif isinstance(value, int | float):
        yield "text for a number", "many"
        yield "number out of range", -123456789
    if isinstance(value, list):
        yield "object for a list", {"Nonsense": "x"}
        yield "empty list", []
        if value:
            yield "item twice", [*value, value[0]]
    if isinstance(value, dict) and not is_call(value):
        yield "text for an object", "x"


def is_call(value: dict[str, Any]) -> bool:
    return len(value) == 1 and (next(iter(value)).startswith("Fn::") or "Ref" in value)


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to all properties inside of properties."""
    items = node.items() if isinstance(node, dict) and not is_call(node) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))
    if isinstance(node, list):
        for index, value in enumerate(node):
            yield from places(value, (*path, index))


def changed(template: Template, path: tuple[Any, ...], change: Any) -> Template:
    """A copy in which something is done with the object that has the last key."""
    result = copy.deepcopy(template)
    node = result
    for key in path[:-1]:
        node = node[key]
    change(node, path[-1])
    return result


def broken(name: str, template: Template) -> Iterator[Case]:
    for resource, definition in template["Resources"].items():
        if not definition["Type"].startswith("AWS::"):
            continue
        base = ("Resources", resource)
        wrong_type = changed(template, (*base, "Type"), lambda n, k: n.update({k: n[k] + "x"}))
        yield Case(name, "unknown type", wrong_type, resource)
        for path in places(definition.get("Properties") or {}, (*base, "Properties")):
            place = ".".join(map(str, (resource, *path[3:])))
            yield Case(name, "property left out", changed(template, path, lambda n, k: n.pop(k)), place)
            if isinstance(path[-1], str):
                misspelt = changed(template, path, lambda n, k: n.update({k + "x": n.pop(k)}))
                yield Case(name, "misspelt", misspelt, place)
            value: Any = template
            for key in path:
                value = value[key]
            for mutation, new in mutations(value):
                replaced = changed(template, path, lambda n, k, new=new: n.__setitem__(k, new))
                yield Case(name, mutation, replaced, place)


def lint(text: str) -> set[str]:
    from cfnlint.api import lint

    return {match.rule.id for match in lint(text, config={"regions": ["eu-west-1"]})} & CLASSES.keys()


def validate(cases: list[Case], folder: Path) -> None:
    for number, case in enumerate(cases):
        case.path = folder / f"{number}.json"
        case.path.write_text(json.dumps(case.template))
    done = subprocess.run([STACKS, "validate", *(case.path for case in cases)], capture_output=True, text=True)
    found = re.findall(r"^(\S+\.json)(?::\d+)*: error\[(\w+)\]", done.stderr, re.MULTILINE)
    by_path = {str(case.path): case for case in cases}
    for path, code in found:
        by_path[path].ours.add(code)


def main() -> None:
    files = [path for pattern in CORPUS for path in sorted(ROOT.glob(pattern))]
    templates = {path.name: parse(path.read_text()) for path in files}
    cases = [case for name, template in templates.items() for case in broken(name, template)]
    if len(sys.argv) > 1:
        # The same ones each time.
        cases = random.Random(1).sample(cases, min(int(sys.argv[1]), len(cases)))
    cases += [Case(name, "valid", template) for name, template in templates.items()]
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor() as pool:
        validate(cases, Path(folder))
        for case, theirs in zip(
            cases, pool.map(lint, [json.dumps(c.template) for c in cases], chunksize=8), strict=True
        ):
            case.theirs = theirs
    report(cases)
    sys.exit(any(case.missed or (case.ours and case.mutation == "valid") for case in cases))


def report(cases: list[Case]) -> None:
    print("| broken how | templates | cfn-lint finds | we find | of theirs we miss | ours alone |")
    print("|---|---|---|---|---|---|")
    for mutation in dict.fromkeys(case.mutation for case in cases):
        own = [case for case in cases if case.mutation == mutation]
        theirs = sum(bool(case.theirs) for case in own)
        ours = sum(bool(case.ours) for case in own)
        missed = sum(bool(case.missed) for case in own)
        alone = sum(bool(case.ours and not case.theirs) for case in own)
        print(f"| {mutation} | {len(own)} | {theirs} | {ours} | {missed} | {alone} |")
    for case in cases:
        if case.missed:
            print(f"missed in {case.name}: {case.place}: {case.mutation}: {' '.join(case.missed)}")


if __name__ == "__main__":
    main()
