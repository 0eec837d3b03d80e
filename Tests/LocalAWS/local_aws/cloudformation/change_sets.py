"""What a change set says: which resources change, why, and which are replaced."""

import json
from dataclasses import dataclass, field
from typing import Any

from .errors import TemplateError
from .intrinsics import Resolver
from .replacement import requires_recreation
from .stack import Definition, Properties, StackResource
from .template import references

# A value that is known only when the change set is executed.
UNKNOWN = "{{changeSet:KNOWN_AFTER_APPLY}}"

Change = dict[str, Any]


@dataclass
class Comparison:
    """A stack's resources, compared with a definition."""

    resources: dict[str, StackResource]
    definition: Definition
    # New or replaced: nothing of them is known. Updated custom resources: their attributes aren't.
    unknown: set[str] = field(default_factory=set)
    unknown_attributes: set[str] = field(default_factory=set)
    # The properties of what changes, as they are and as they would be.
    values: dict[str, tuple[Properties | None, Properties | None]] = field(default_factory=dict)

    def value(self, name: str, attribute: str | None) -> Any:
        """What a reference gives, as far as it is known."""
        resource = self.resources.get(name)
        if resource is None or name in self.unknown or (attribute and name in self.unknown_attributes):
            return UNKNOWN
        return resource.physical_id if attribute is None else resource.attributes.get(attribute, UNKNOWN)

    def changes(self, resolver: Resolver) -> list[Change]:
        """All changes, in the order of creation, then what is removed.

        Raises TemplateError where a resource changes its type.
        """
        wanted = [name for name in self.definition.order if resolver.includes(self.definition.resources[name])]
        found = [self.change(name, resolver) for name in wanted]
        removed = [self.removal(resource) for name, resource in self.resources.items() if name not in wanted]
        self.values |= {change["LogicalResourceId"]: (self.known(change), None) for change in removed}
        return [change for change in found if change] + removed

    def known(self, change: Change) -> Properties:
        return self.resources[change["LogicalResourceId"]].properties

    def change(self, name: str, resolver: Resolver) -> Change | None:
        definition = self.definition.resources[name]
        resource = self.resources.get(name)
        if resource is None:
            self.values[name] = None, resolver.resolve(definition.get("Properties") or {})
            self.unknown.add(name)
            return {
                "Action": "Add",
                "LogicalResourceId": name,
                "ResourceType": definition["Type"],
                "Scope": [],
                "Details": [],
            }
        if definition["Type"] != resource.type:
            words = "The new template modifies resource type of the following resources"
            raise TemplateError(f"Update of resource type is not permitted. {words}: [{name}]")
        return self.modification(resource, definition, resolver)

    def modification(self, resource: StackResource, definition: dict[str, Any], resolver: Resolver) -> Change | None:
        new = resolver.resolve(definition.get("Properties") or {})
        names = sorted(set(new) | set(resource.properties))
        changed = [name for name in names if new.get(name) != resource.properties.get(name)]
        if not changed:
            return None
        self.values[resource.logical_id] = resource.properties, new
        details = [self.detail(name, resource, definition, new.get(name)) for name in changed]
        replacement = combined(details)
        if replacement == "True":
            self.unknown.add(resource.logical_id)
        elif resource.type.startswith(("Custom::", "AWS::CloudFormation::")):
            self.unknown_attributes.add(resource.logical_id)
        return {
            "Action": "Modify",
            "LogicalResourceId": resource.logical_id,
            "PhysicalResourceId": resource.physical_id,
            "ResourceType": resource.type,
            "Replacement": replacement,
            "Scope": ["Properties"],
            "Details": details,
        }

    def detail(self, name: str, resource: StackResource, definition: dict[str, Any], value: Any) -> dict[str, Any]:
        """Why one property changes."""
        expression = (definition.get("Properties") or {}).get(name)
        is_edited = expression != (resource.definition.get("Properties") or {}).get(name)
        is_unknown = UNKNOWN in json.dumps(value)
        found = list(references(expression))
        target = {
            "Attribute": "Properties",
            "Name": name,
            "RequiresRecreation": requires_recreation(resource.type, name),
        }
        detail = {
            "Target": target,
            "Evaluation": "Dynamic" if is_unknown and not is_edited else "Static",
            "ChangeSource": "DirectModification",
        }
        if not is_edited and found:
            is_parameter = not is_unknown and any(name in self.definition.parameters for name, _ in found)
            has_attribute = any(attribute for _, attribute in found)
            detail["ChangeSource"] = (
                "ParameterReference" if is_parameter else "ResourceAttribute" if has_attribute else "ResourceReference"
            )
            detail["CausingEntity"] = ".".join(part for part in found[0] if part)
        return detail

    @staticmethod
    def removal(resource: StackResource) -> Change:
        return {
            "Action": "Remove",
            "LogicalResourceId": resource.logical_id,
            "PhysicalResourceId": resource.physical_id,
            "ResourceType": resource.type,
            "Scope": [],
            "Details": [],
            "PolicyAction": "Retain" if resource.retains("DeletionPolicy") else "Delete",
        }


def combined(details: list[dict[str, Any]]) -> str:
    """Whether a resource is replaced: True, Conditional or False, by the strongest of its details."""
    found = {replacement(detail) for detail in details}
    return next(answer for answer in ("True", "Conditional", "False") if answer in found)


def replacement(detail: dict[str, Any]) -> str:
    recreation = detail["Target"]["RequiresRecreation"]
    # An attribute that isn't known may come out as it was.
    may_stay = detail["Evaluation"] == "Dynamic" and detail["ChangeSource"] == "ResourceAttribute"
    if recreation == "Always":
        return "Conditional" if may_stay else "True"
    return "Conditional" if recreation == "Conditionally" else "False"
