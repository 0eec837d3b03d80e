"""Which changes replace a resource: the registry's schemas say it, as cfn-lint ships them."""

import functools
from typing import Any, Literal

from .template import is_custom

RequiresRecreation = Literal["Never", "Conditionally", "Always"]


@functools.cache
def schema(resource_type: str) -> dict[str, Any]:
    """The schema of a resource type; empty for one that the registry doesn't know."""
    from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

    try:
        found: dict[str, Any] = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resource_type).schema
    except Exception:
        return {}
    return found


def requires_recreation(resource_type: str, name: str) -> RequiresRecreation:
    """What a change of a property of the first level does."""
    if is_custom(resource_type):
        return "Never"
    known = schema(resource_type)
    path = f"/properties/{name}"
    create_only = known.get("createOnlyProperties", [])
    if path in create_only:
        return "Always"
    nested = any(other.startswith(f"{path}/") for other in create_only)
    return "Conditionally" if nested or path in known.get("conditionalCreateOnlyProperties", []) else "Never"
