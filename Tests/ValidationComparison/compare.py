"""Compares `stacks validate` with cfn-lint and cloudformation-validate.

On valid templates, and on each of them broken in many ways, one at a time.

Every error that cfn-lint reports of the classes that both know we must report too, and nothing on valid templates. What
cloudformation-validate finds is counted beside it. Prints a table, and what was missed; ends with 1 if anything was.

    .build/venv/bin/python Tests/ValidationComparison/compare.py [NUMBER]     how many broken templates; all by default

All of them take cfn-lint about twenty minutes; what it says is kept below .build for the next run.
"""

import copy
import hashlib
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

import cfnlint.version
from cfnlint.decode import cfn_yaml
from cloudformation_validate import CompositeEngine, Severity

Template = dict[str, Any]

ROOT = Path(__file__).parents[2]
STACKS = ROOT / ".build/debug/stacks"
CORPUS = (
    "Tests/ValidationComparison/*.yaml",
    "out/*.template.yaml",
    "Tests/AWSConstructsTests/Goldens/*.yaml",
    "Tests/CommandLineToolTests/Goldens/*.yaml",
)
# What cfn-lint calls the classes that both know.
CLASSES = {
    "E1040": {"VAL010"},
    "E1041": {"VAL010"},
    "E1103": {"VAL016"},
    "E1150": {"VAL016"},
    "E1151": {"VAL016"},
    "E1152": {"VAL016"},
    "E1154": {"VAL016"},
    "E3014": {"VAL012", "VAL013"},
    # Also said where something inside of a choice of shapes is wrong.
    "E3017": {"VAL001", "VAL002", "VAL005", "VAL012", "VAL016"},
    "E3018": {"VAL001", "VAL002", "VAL004", "VAL005", "VAL008", "VAL009", "VAL012", "VAL013"},
    "E3020": {"VAL013"},
    "E3021": {"VAL014"},
    # Of a text that is too short or too long we say no more.
    "E3031": {"VAL006", "VAL015"},
    "E3058": {"VAL012"},
    "E1010": {"VAL020", "VAL021"},
    "E1011": {"VAL023"},
    "E1016": {"VAL021"},
    "E1019": {"VAL020", "VAL021", "VAL022"},
    "E1020": {"VAL021", "VAL022"},
    "E1028": {"VAL024"},
    "E3005": {"VAL021"},
    "E3015": {"VAL024"},
    "E6005": {"VAL024"},
    "E6101": {"VAL020", "VAL021"},
    "E8004": {"VAL024"},
    "E8007": {"VAL024"},
    # It says the same of a CIDR block that is none, of keys that are there twice, and of values of the first items.
    "E3002": {"VAL002", "VAL003", "VAL004", "VAL005", "VAL009", "VAL016"},
    "E3003": {"VAL001", "VAL012"},
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
# CloudFormation gives a cluster that it has restored a new password: a valid template all the same.
ACCEPTED = {("restored.yaml", "E3021")}
OURS = set().union(*CLASSES.values())


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
    is_refused_by_aws: bool = False
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


def names(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[str, tuple[Any, ...], Any]]:
    """What names elements of the template: how, where, and misspelt."""
    if isinstance(node, list):
        for index, value in enumerate(node):
            yield from names(value, (*path, index))
    for key, value in node.items() if isinstance(node, dict) else ():
        here = (*path, key)
        match key, value:
            case ("Ref", str()):
                yield "Ref misspelt", here, value + "x"
            case ("Fn::GetAtt", [name, attribute]):
                yield "Fn::GetAtt misspelt", here, [name + "x", attribute]
                yield "attribute misspelt", here, [name, attribute + "x"]
            case ("Fn::Sub", str()) if "${" in value:
                yield "Fn::Sub misspelt", here, value.replace("}", "x}", 1)
            case ("DependsOn", [first, *rest]):
                yield "DependsOn misspelt", here, [first + "x", *rest]
            case ("Fn::If" | "Fn::FindInMap", [str() as name, *rest]):
                yield f"{key} misspelt", here, [name + "x", *rest]
            case ("Condition", str()):
                yield "Condition misspelt", here, value + "x"
        yield from names(value, here)


def wrong_references(template: Template) -> Iterator[tuple[str, tuple[Any, ...], Any]]:
    """References that lead to a resource of another type."""
    resources = {name: resource for name, resource in template["Resources"].items() if isinstance(resource, dict)}
    types = {name: resource["Type"] for name, resource in resources.items()}
    for mutation, path, _ in names(template["Resources"], ("Resources",)):
        target: Any = template
        for key in path:
            target = target[key]
        if mutation == "Ref misspelt" and target in types:
            others = [name for name, kind in types.items() if kind != types[target]]
            if others:
                yield "Ref to another type", path, others[len(path) % len(others)]


def changed(template: Template, path: tuple[Any, ...], change: Any) -> Template:
    """A copy in which something is done with the object that has the last key."""
    result = copy.deepcopy(template)
    node = result
    for key in path[:-1]:
        node = node[key]
    change(node, path[-1])
    return result


def broken(name: str, template: Template) -> Iterator[Case]:
    for section in ("Conditions", "Resources", "Outputs"):
        for mutation, path, new in names(template.get(section, {}), (section,)):
            replaced = changed(template, path, lambda n, k, new=new: n.__setitem__(k, new))
            yield Case(name, mutation, replaced, ".".join(map(str, path)))
    for mutation, path, new in wrong_references(template):
        replaced = changed(template, path, lambda n, k, new=new: n.__setitem__(k, new))
        yield Case(name, mutation, replaced, ".".join(map(str, path)))
    for resource, definition in template["Resources"].items():
        if not isinstance(definition, dict) or not definition["Type"].startswith("AWS::"):
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


class KnownAnswers:
    """What cfn-lint has said of templates, in a file that a run which is ended early leaves whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.answers: dict[str, list[str]] = json.loads(path.read_text()) if path.exists() else {}

    def ask(self, texts: list[str]) -> Iterator[set[str]]:
        missing = [text for text in dict.fromkeys(texts) if digest(text) not in self.answers]
        with ProcessPoolExecutor() as pool:
            for number, (text, found) in enumerate(zip(missing, pool.map(lint, missing, chunksize=8), strict=True)):
                self.answers[digest(text)] = sorted(found)
                if number % 100 == 99 or text is missing[-1]:
                    self.write()
        return (set(self.answers[digest(text)]) for text in texts)

    def write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.path.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(self.answers))
        unfinished.replace(self.path)


def digest(text: str) -> str:
    return hashlib.sha256(f"{cfnlint.version.__version__}\n{sorted(CLASSES)}\n{text}".encode()).hexdigest()


def lint(text: str) -> set[str]:
    from cfnlint.api import lint

    found = {match.rule.id for match in lint(text, config={"regions": ["eu-west-1"]})} & CLASSES.keys()
    # Of a choice of shapes the alternatives that were not meant are said to be of the wrong type.
    return found - {"E3012"} if "E3018" in found else found


def validate(cases: list[Case], folder: Path) -> None:
    for number, case in enumerate(cases):
        case.path = folder / f"{number}.json"
        case.path.write_text(json.dumps(case.template))
    done = subprocess.run([STACKS, "validate", *(case.path for case in cases)], capture_output=True, text=True)
    found = re.findall(r"^(\S+\.json)(?::\d+)*: error\[(\w+)\]", done.stderr, re.MULTILINE)
    by_path = {str(case.path): case for case in cases}
    for path, code in found:
        # What cfn-lint has no rule for can't be compared.
        if code in OURS:
            by_path[path].ours.add(code)


def ask_aws(cases: list[Case]) -> None:
    engine = CompositeEngine()
    for case in cases:
        found = engine.validate_template(str(case.path)).diagnostics
        case.is_refused_by_aws = any(finding.severity.value >= Severity.ERROR.value for finding in found)


def read(path: Path) -> Template:
    """Without what cfn-lint's reader knows of lines."""
    return json.loads(json.dumps(cfn_yaml.load(str(path))))  # type: ignore[no-any-return]


def main() -> None:
    files = [path for pattern in CORPUS for path in sorted(ROOT.glob(pattern))]
    templates = {path.name: read(path) for path in files}
    cases = [case for name, template in templates.items() for case in broken(name, template)]
    if len(sys.argv) > 1:
        # The same ones each time.
        cases = random.Random(1).sample(cases, min(int(sys.argv[1]), len(cases)))
    cases += [Case(name, "valid", template) for name, template in templates.items()]
    known = KnownAnswers(ROOT / ".build/validation-comparison.json")
    with tempfile.TemporaryDirectory() as folder:
        validate(cases, Path(folder))
        ask_aws(cases)
        texts = [json.dumps(case.template) for case in cases]
        for case, theirs in zip(cases, known.ask(texts), strict=True):
            case.theirs = {rule for rule in theirs if (case.name, rule) not in ACCEPTED}
    report(cases)
    sys.exit(any(case.missed or (case.ours and case.mutation == "valid") for case in cases))


def report(cases: list[Case]) -> None:
    columns = (
        "broken how",
        "templates",
        "cloudformation-validate finds",
        "cfn-lint finds",
        "we find",
        "missed of cfn-lint",
    )
    print(f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|")
    for mutation in dict.fromkeys(case.mutation for case in cases):
        own = [case for case in cases if case.mutation == mutation]
        theirs = sum(bool(case.theirs) for case in own)
        ours = sum(bool(case.ours) for case in own)
        missed = sum(bool(case.missed) for case in own)
        aws = sum(case.is_refused_by_aws for case in own)
        print(f"| {mutation} | {len(own)} | {aws} | {theirs} | {ours} | {missed} |")
    for case in cases:
        if case.ours and not case.theirs:
            print(f"ours alone in {case.name}: {case.place}: {case.mutation}: {' '.join(sorted(case.ours))}")
        if case.missed:
            print(f"missed in {case.name}: {case.place}: {case.mutation}: {' '.join(case.missed)}")


if __name__ == "__main__":
    main()
