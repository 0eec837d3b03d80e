"""The values of a template's parameters."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .errors import TemplateError
from .template import Template

MASK = "****"


@dataclass(frozen=True)
class ParameterValue:
    """What a parameter was given, and the value that references see."""

    given: str
    value: Any
    no_echo: bool

    @property
    def shown(self) -> str:
        return MASK if self.no_echo else self.given

    @property
    def resolved(self) -> str | None:
        """What Systems Manager has under the name that was given."""
        return self.value if isinstance(self.value, str) and self.value != self.given else None


def resolve(
    template: Template,
    given: list[dict[str, Any]],
    previous: dict[str, ParameterValue],
    stored: Callable[[str], str],
) -> dict[str, ParameterValue]:
    """The value of each parameter that the template declares.

    given: as in a request, with ParameterKey and ParameterValue or UsePreviousValue.
    stored: the value of a parameter of Systems Manager.

    Raises TemplateError for a value that is unknown, missing, or not allowed.
    """
    declared = template.get("Parameters") or {}
    requested = {entry["ParameterKey"]: entry for entry in given}
    unknown = [name for name in requested if name not in declared]
    if unknown:
        raise TemplateError(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
    texts = {name: chosen(name, declared[name], requested.get(name, {}), previous) for name in declared}
    missing = [name for name, text in texts.items() if text is None]
    if missing:
        raise TemplateError(f"Parameters: [{', '.join(missing)}] must have values")
    values = {}
    for name, declaration in declared.items():
        text = texts[name] or ""
        check(name, text, declaration)
        no_echo = str(declaration.get("NoEcho", "")).lower() == "true"
        values[name] = ParameterValue(text, typed(text, declaration.get("Type", "String"), stored), no_echo)
    return values


def chosen(
    name: str, declaration: dict[str, Any], request: dict[str, Any], previous: dict[str, ParameterValue]
) -> str | None:
    if request.get("UsePreviousValue"):
        return previous[name].given if name in previous else None
    given = request.get("ParameterValue", declaration.get("Default"))
    if given is None or isinstance(given, str):
        return given
    return json.dumps(given) if isinstance(given, bool | list | dict) else str(given)


def check(name: str, text: str, declaration: dict[str, Any]) -> None:
    allowed = declaration.get("AllowedValues")
    if allowed is not None and text not in map(str, allowed):
        raise TemplateError(f"Parameter '{name}' must be one of AllowedValues")
    pattern = declaration.get("AllowedPattern")
    if pattern is not None and not re.fullmatch(pattern, text):
        words = declaration.get("ConstraintDescription", f"must match pattern {pattern}")
        raise TemplateError(f"Parameter {name} failed to satisfy constraint: {words}")
    if len(text) < int(declaration.get("MinLength", 0)):
        raise TemplateError(f"Parameter '{name}' must contain at least {declaration['MinLength']} characters")
    if len(text) > int(declaration.get("MaxLength", len(text))):
        raise TemplateError(f"Parameter '{name}' must contain at most {declaration['MaxLength']} characters")
    if declaration.get("Type") == "Number":
        check_number(name, text, declaration)


def check_number(name: str, text: str, declaration: dict[str, Any]) -> None:
    try:
        number = float(text)
    except ValueError as error:
        raise TemplateError(f"Parameter '{name}' must be a number.") from error
    if number < float(declaration.get("MinValue", number)):
        raise TemplateError(f"Parameter '{name}' must be a number not less than {declaration['MinValue']}")
    if number > float(declaration.get("MaxValue", number)):
        raise TemplateError(f"Parameter '{name}' must be a number not greater than {declaration['MaxValue']}")


def typed(text: str, kind: str, stored: Callable[[str], str]) -> Any:
    if kind.startswith("AWS::SSM::Parameter::Value"):
        text = stored(text)
    if "List" in kind:
        return [item.strip() for item in text.split(",")]
    return text
