"""Long answers, which come in pages."""

from typing import Any

from .errors import ValidationError

# How much an answer holds at most. AWS gives changes by size, about a megabyte: here it is by number.
# Source: CloudFormation API Reference, DescribeChangeSet, DescribeStackResources, ListStackResources and ListImports,
# read 2026-11-22.
CHANGES = 50
RESOURCES = 100
IMPORTS = 100


def page(name: str, items: list[Any], size: int, request: dict[str, Any]) -> dict[str, Any]:
    """The part of the items that a request asks for, and the token for the next one where there is one."""
    token = request.get("NextToken") or "0"
    if not token.isdecimal() or int(token) > len(items):
        raise ValidationError("Invalid NextToken")
    start = int(token)
    end = start + size
    found: dict[str, Any] = {name: items[start:end]}
    return found | ({"NextToken": str(end)} if end < len(items) else {})
