"""Read the cases of the property test and print those that a reader takes for something else.

Usage: read_yaml.py FILE, a JSON list of {"name", "yaml", "json", "expected"}; "expected" is a tree of
{"string": [code points]}, {"integer"}, {"number"}, {"boolean"}, {"list": [...]} and {"map": [[key, value], ...]}.
"""

import json
import sys
from pathlib import Path
from typing import Any

import yaml
from cfnlint.decode import cfn_yaml

# Those that CloudFormation documents; the functions of AWS::LanguageExtensions have no short form.
SHORT_FORMS = [
    "Ref",
    "Condition",
    "And",
    "Base64",
    "Cidr",
    "Contains",
    "EachMemberEquals",
    "EachMemberIn",
    "Equals",
    "FindInMap",
    "GetAtt",
    "GetAZs",
    "GetStackOutput",
    "If",
    "ImportValue",
    "Join",
    "Not",
    "Or",
    "RefAll",
    "Select",
    "Split",
    "Sub",
    "Transform",
    "ValueOf",
    "ValueOfAll",
]


class TemplateLoader(yaml.SafeLoader):
    """PyYAML's safe loader, with the short forms and nothing else."""


def construct_call(loader: TemplateLoader, node: yaml.Node) -> dict[str, Any]:
    name = node.tag.removeprefix("!")
    key = name if name in ("Ref", "Condition") else f"Fn::{name}"
    if isinstance(node, yaml.SequenceNode):
        return {key: loader.construct_sequence(node, deep=True)}
    if isinstance(node, yaml.MappingNode):
        return {key: loader.construct_mapping(node, deep=True)}
    assert isinstance(node, yaml.ScalarNode)
    text = loader.construct_scalar(node)
    return {key: text.split(".", 1) if name == "GetAtt" else text}


for short_form in SHORT_FORMS:
    TemplateLoader.add_constructor(f"!{short_form}", construct_call)


def expected_value(tree: dict[str, Any]) -> Any:
    [(kind, value)] = tree.items()
    match kind:
        case "string":
            return "".join(map(chr, value))
        case "number":
            # Whole numbers are written without a fraction.
            return int(value) if value == int(value) and abs(value) < 1e15 else float(value)
        case "list":
            return [expected_value(item) for item in value]
        case "map":
            return {expected_value(key): expected_value(item) for key, item in value}
        case _:
            return value


def typed(value: Any) -> Any:
    """Make 1, 1.0 and True differ, and maps that differ in their order only."""
    if isinstance(value, dict):
        return "map", [(str(key), typed(item)) for key, item in value.items()]
    if isinstance(value, list):
        return "list", [typed(item) for item in value]
    for kind in (bool, int, float, str):
        if isinstance(value, kind):
            return kind.__name__, kind(value)
    return type(value).__name__, value


READERS = {
    "PyYAML": ("yaml", lambda text: yaml.load(text, TemplateLoader)),
    "cfn-lint": ("yaml", cfn_yaml.loads),
    "json": ("json", json.loads),
}


def problems(case: dict[str, Any]) -> list[str]:
    expected = typed(expected_value(case["expected"]))
    found = []
    for name, (form, read) in READERS.items():
        try:
            value = typed(read(case[form]))
        except (yaml.YAMLError, ValueError) as error:
            value = f"{type(error).__name__}: {error}"
        if value != expected:
            found.append(f"{case['name']}, {name}:\n{case[form]}\nexpected {expected}\ngot      {value}")
    return found


def main() -> None:
    cases = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    found = [problem for case in cases for problem in problems(case)]
    print("\n\n".join(found))
    print(f"{len(cases)} read, {len(found)} wrong")


main()
