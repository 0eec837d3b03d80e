"""What a change set says of values, where a request asks for them.

Source: CloudFormation API Reference, DescribeChangeSet, ResourceChange and ResourceTargetDefinition, read 2026-11-22.
"""

import json
from collections.abc import Iterator
from typing import Any

from .parameters import MASK

Change = dict[str, Any]
Properties = dict[str, Any]


def with_values(change: Change, before: Properties | None, after: Properties | None, secrets: list[str]) -> Change:
    """A change with both contexts, and a detail for each value in place of one for each property.

    before, after: the properties of the resource as it is and as it would be; None where there is none.
    secrets: what nobody is shown.
    """
    before, after = (None if values is None else masked(values, secrets) for values in (before, after))
    contexts = {"BeforeContext": before, "AfterContext": after}
    found = {name: json.dumps({"Properties": values}) for name, values in contexts.items() if values is not None}
    if before is None or after is None:
        return change | found
    details = [value for detail in change["Details"] for value in valued(detail, before, after)]
    return change | found | {"Details": details}


def masked(value: Any, secrets: list[str]) -> Any:
    """A value without its secrets."""
    if isinstance(value, dict):
        return {key: masked(item, secrets) for key, item in value.items()}
    if isinstance(value, list):
        return [masked(item, secrets) for item in value]
    for secret in secrets if isinstance(value, str) else []:
        value = value.replace(secret, MASK)
    return value


def valued(detail: dict[str, Any], before: Properties, after: Properties) -> Iterator[dict[str, Any]]:
    name = detail["Target"]["Name"]
    for path, old, new in leaves(before.get(name), after.get(name), f"/Properties/{name}"):
        target = detail["Target"] | {"Path": path}
        if old is not None:
            target["BeforeValue"] = text(old)
        if new is not None:
            target["AfterValue"] = text(new)
        target["AttributeChangeType"] = "Add" if old is None else "Remove" if new is None else "Modify"
        yield detail | {"Target": target}


def leaves(old: Any, new: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """The values that differ, as deep as both sides have them."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old | new):
            yield from leaves(old.get(key), new.get(key), f"{path}/{key}")
    elif isinstance(old, list) and isinstance(new, list):
        for index in range(max(len(old), len(new))):
            old_item, new_item = (items[index] if index < len(items) else None for items in (old, new))
            yield from leaves(old_item, new_item, f"{path}/{index}")
    else:
        yield path, old, new


def text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
