"""Templates: read from YAML or JSON, and what they refer to."""

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from .errors import TemplateError

Template = dict[str, Any]
# A logical ID, and the attribute that is asked of it; None for what Ref gives.
Reference = tuple[str, str | None]

PSEUDO_PARAMETERS = (
    "AWS::AccountId",
    "AWS::NotificationARNs",
    "AWS::NoValue",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
)
CUSTOM_TYPES = ("Custom::", "AWS::CloudFormation::CustomResource")
# ${Name} in the text of Fn::Sub, but not ${!Literal}.
SUBSTITUTION = re.compile(r"\$\{([^!}][^}]*)\}")


def is_custom(resource_type: str) -> bool:
    """Whether a function makes the resources of a type."""
    return resource_type.startswith(CUSTOM_TYPES)


class Loader(yaml.SafeLoader):
    """YAML with the short forms of intrinsic functions, and with dates as texts."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def construct_short_form(loader: Loader, name: str, node: yaml.Node) -> Any:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        assert isinstance(node, yaml.MappingNode), "YAML has no other nodes"
        value = loader.construct_mapping(node, deep=True)
    if name in ("Ref", "Condition"):
        return {name: value}
    if name == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {f"Fn::{name}": value}


Loader.add_multi_constructor("!", construct_short_form)  # type: ignore[no-untyped-call]


def parse(text: str) -> Template:
    """Reads a template.

    Raises TemplateError where it is not one.
    """
    try:
        template = json.loads(text) if text.lstrip().startswith("{") else yaml.load(text, Loader=Loader)
    except (ValueError, yaml.YAMLError) as error:
        raise TemplateError(f"Template format error: {error}") from error
    if not isinstance(template, dict) or not isinstance(template.get("Resources"), dict) or not template["Resources"]:
        raise TemplateError("Template format error: At least one Resources member must be defined.")
    for name, resource in template["Resources"].items():
        if not isinstance(resource, dict) or "Type" not in resource:
            words = "Every Resources object must contain a Type member."
            raise TemplateError(f"Template format error: [/Resources/{name}] {words}")
    return template


def references(value: Any) -> Iterator[Reference]:
    """All that a value refers to, as Ref, Fn::GetAtt and Fn::Sub do."""
    if isinstance(value, list):
        for item in value:
            yield from references(item)
    elif isinstance(value, dict):
        match list(value.items()):
            case [("Ref", str(name))]:
                yield name, None
            case [("Fn::GetAtt", argument)]:
                name, attribute = argument.split(".", 1) if isinstance(argument, str) else argument
                yield name, str(attribute)
                yield from references(attribute)
            case [("Fn::Sub", argument)]:
                yield from substitutions(argument)
            case items:
                for _, item in items:
                    yield from references(item)


def substitutions(argument: Any) -> Iterator[Reference]:
    text, variables = (argument, {}) if isinstance(argument, str) else argument
    for found in SUBSTITUTION.findall(text):
        if found.strip() not in variables:
            name, _, attribute = found.strip().partition(".")
            yield name, attribute or None
    yield from references(list(variables.values()))
