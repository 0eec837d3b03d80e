"""Intrinsic functions and conditions, replaced by their values."""

import base64
import ipaddress
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .errors import TemplateError
from .template import SUBSTITUTION, Template

# What AWS::NoValue stands for: the property or the item is left out.
NO_VALUE = object()


def text(value: Any) -> str:
    """A value as it is written into a text."""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


@dataclass
class Resolver:
    """Gives the values of expressions.

    resource: the value of a resource, by logical ID and attribute; None asks for what Ref gives.
    """

    template: Template
    parameters: dict[str, Any]
    pseudo_parameters: dict[str, Any]
    resource: Callable[[str, str | None], Any]
    exports: dict[str, str]
    stack_output: Callable[[str, str], str | None]
    conditions: dict[str, bool] = field(default_factory=dict)

    def resolve(self, expression: Any) -> Any:
        """The value of an expression, with those of all expressions inside.

        Raises TemplateError where there is none.
        """
        value = self.value(expression)
        return None if value is NO_VALUE else value

    def value(self, expression: Any) -> Any:
        if isinstance(expression, list):
            return [item for item in map(self.value, expression) if item is not NO_VALUE]
        if not isinstance(expression, dict):
            return expression
        match list(expression.items()):
            case [("Ref", str(name))]:
                return self.referred(name)
            case [("Condition", str(name))] if name in (self.template.get("Conditions") or {}):
                return self.condition(name)
            case [(str(name), argument)] if name.startswith("Fn::"):
                return self.called(name, argument)
        values = {key: self.value(item) for key, item in expression.items()}
        return {key: value for key, value in values.items() if value is not NO_VALUE}

    def referred(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return NO_VALUE
        for known in (self.parameters, self.pseudo_parameters):
            if name in known:
                return known[name]
        return self.resource(name, None)

    def called(self, name: str, argument: Any) -> Any:
        function = FUNCTIONS.get(name)
        if function is None:
            raise TemplateError(f"Template error: unsupported function {name}")
        return function(self, argument)

    def condition(self, name: str) -> bool:
        if name not in self.conditions:
            definition = (self.template.get("Conditions") or {}).get(name)
            if definition is None:
                raise TemplateError(f"Template error: undefined condition {name}")
            self.conditions[name] = self.holds(definition)
        return self.conditions[name]

    def holds(self, condition: Any) -> bool:
        match list(condition.items()):
            case [("Condition", str(name))]:
                return self.condition(name)
            case [("Fn::Equals", [left, right])]:
                return text(self.resolve(left)) == text(self.resolve(right))
            case [("Fn::Not", [negated])]:
                return not self.holds(negated)
            case [("Fn::And", list(conditions))]:
                return all([self.holds(item) for item in conditions])
            case [("Fn::Or", list(conditions))]:
                return any([self.holds(item) for item in conditions])
        raise TemplateError(f"Template error: unsupported condition {json.dumps(condition)}")

    def includes(self, definition: dict[str, Any]) -> bool:
        """Whether a resource or an output is there: it has no condition, or one that holds."""
        return "Condition" not in definition or self.condition(definition["Condition"])

    def get_att(self, argument: Any) -> Any:
        name, attribute = argument.split(".", 1) if isinstance(argument, str) else argument
        return self.resource(name, self.resolve(attribute))

    def sub(self, argument: Any) -> str:
        template, variables = (argument, {}) if isinstance(argument, str) else argument

        def substituted(match: re.Match[str]) -> str:
            found = match[1].strip()
            if found in variables:
                return text(self.resolve(variables[found]))
            name, _, attribute = found.partition(".")
            return text(self.resource(name, attribute) if attribute else self.resolve({"Ref": name}))

        return SUBSTITUTION.sub(substituted, template).replace("${!", "${")

    def join(self, argument: Any) -> str:
        delimiter, items = argument[0], self.resolve(argument[1])
        if not isinstance(items, list):
            words = "every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings"
            raise TemplateError(f"Template error: {words}")
        return str(delimiter).join(map(text, items))

    def split(self, argument: Any) -> list[str]:
        return str(self.resolve(argument[1])).split(argument[0])

    def select(self, argument: Any) -> Any:
        index, items = int(self.resolve(argument[0])), self.resolve(argument[1])
        if not 0 <= index < len(items):
            raise TemplateError(f"Template error: Fn::Select cannot select nonexistent value at index {index}")
        return items[index]

    def get_azs(self, argument: Any) -> list[str]:
        region = self.resolve(argument) or self.pseudo_parameters["AWS::Region"]
        return [region + zone for zone in "abc"]

    def base64(self, argument: Any) -> str:
        return base64.b64encode(text(self.resolve(argument)).encode()).decode()

    def choose(self, argument: Any) -> Any:
        return self.value(argument[1] if self.condition(argument[0]) else argument[2])

    def find_in_map(self, argument: Any) -> Any:
        keys = [text(self.resolve(key)) for key in argument[:3]]
        found: Any = self.template.get("Mappings") or {}
        for key in keys:
            if key not in found:
                raise TemplateError(f"Template error: Unable to get mapping for {'::'.join(keys)}")
            found = found[key]
        return found

    def import_value(self, argument: Any) -> str:
        name = self.resolve(argument)
        if name not in self.exports:
            raise TemplateError(f"No export named {name} found.")
        return self.exports[name]

    def get_stack_output(self, argument: Any) -> str:
        """The output of another stack, without an export."""
        stack, output = self.resolve(argument["StackName"]), self.resolve(argument["OutputName"])
        found = self.stack_output(stack, output)
        if found is None:
            raise TemplateError(f"Template error: output {output} of stack {stack} does not exist")
        return found

    def cidr(self, argument: Any) -> list[str]:
        block, count, *rest = map(self.resolve, argument)
        network = ipaddress.ip_network(block)
        blocks = network.subnets(new_prefix=network.max_prefixlen - int(rest[0] if rest else 8))
        return [str(next(blocks)) for _ in range(int(count))]

    def to_json_string(self, argument: Any) -> str:
        return json.dumps(self.resolve(argument), separators=(",", ":"))


FUNCTIONS: dict[str, Callable[[Resolver, Any], Any]] = {
    "Fn::Base64": Resolver.base64,
    "Fn::Cidr": Resolver.cidr,
    "Fn::FindInMap": Resolver.find_in_map,
    "Fn::GetAtt": Resolver.get_att,
    "Fn::GetAZs": Resolver.get_azs,
    "Fn::GetStackOutput": Resolver.get_stack_output,
    "Fn::If": Resolver.choose,
    "Fn::ImportValue": Resolver.import_value,
    "Fn::Join": Resolver.join,
    "Fn::Select": Resolver.select,
    "Fn::Split": Resolver.split,
    "Fn::Sub": Resolver.sub,
    "Fn::ToJsonString": Resolver.to_json_string,
}
