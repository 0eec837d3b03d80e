"""Exports: what stacks give to each other by name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .errors import TemplateError
from .stack import Stack


@dataclass(frozen=True)
class Export:
    """A value with a name that is unique in its region."""

    name: str
    value: str
    stack: Stack


class Exports:
    """The exports of one region.

    imports: the names that a stack imports.
    """

    def __init__(self, imports: Callable[[Stack], set[str]], stacks: dict[str, Stack]) -> None:
        self.imports = imports
        self.stacks = stacks
        self.exports: dict[str, Export] = {}

    @property
    def values(self) -> dict[str, str]:
        return {name: export.value for name, export in self.exports.items()}

    def importers(self, name: str) -> list[str]:
        """The names of the stacks that import an export."""
        living = [stack for stack in self.stacks.values() if not stack.is_deleted]
        return [stack.name for stack in living if name in self.imports(stack)]

    def of(self, stack: Stack) -> list[str]:
        return [name for name, export in self.exports.items() if export.stack is stack]

    def replace(self, stack: Stack, outputs: list[dict[str, str]]) -> None:
        """Gives a stack the exports of these outputs, in place of those that it had.

        Raises TemplateError for a name of another stack, and when another stack needs what goes.
        """
        new = {
            entry["ExportName"]: Export(entry["ExportName"], entry["OutputValue"], stack)
            for entry in outputs
            if "ExportName" in entry
        }
        for name in new:
            known = self.exports.get(name)
            if known and known.stack is not stack:
                raise TemplateError(f"Export with name {name} is already exported by stack {known.stack.name}")
        for name in self.of(stack):
            if (users := self.importers(name)) and (name not in new or new[name].value != self.exports[name].value):
                verb = "update" if name in new else "delete"
                raise TemplateError(f"Cannot {verb} export {name} as it is in use by {' and '.join(users)}")
        self.remove(stack)
        self.exports |= new

    def remove(self, stack: Stack) -> None:
        for name in self.of(stack):
            del self.exports[name]

    def refusal_to_delete(self, stack: Stack) -> str | None:
        """Why a stack can't be deleted; None when nobody needs its exports."""
        for name in self.of(stack):
            if users := self.importers(name):
                return f"Export {name} cannot be deleted as it is in use by {' and '.join(users)}"
        return None


def imported_names(expression: Any) -> Iterator[Any]:
    """The arguments of all Fn::ImportValue in an expression."""
    if isinstance(expression, list):
        for item in expression:
            yield from imported_names(item)
    elif isinstance(expression, dict):
        for key, item in expression.items():
            if key == "Fn::ImportValue":
                yield item
            yield from imported_names(item)
