"""What the API tells of stacks, resources, change sets and templates."""

from typing import Any

from . import pages
from .change_values import with_values
from .exports import Export
from .pages import page
from .parameters import ParameterValue
from .stack import ChangeSet, Stack, StackResource
from .template import Template
from .templates import required_capability

Description = dict[str, Any]


def filled(description: Description) -> Description:
    """A description without what there is nothing to say of."""
    return {name: value for name, value in description.items() if value is not None}


def parameters(values: dict[str, ParameterValue]) -> list[Description]:
    return [
        filled(
            {
                "ParameterKey": name,
                "ParameterValue": parameter.shown,
                "ResolvedValue": parameter.resolved,
            }
        )
        for name, parameter in values.items()
    ]


def stack(stack: Stack) -> Description:
    definition = stack.definition
    return stack_summary(stack) | filled(
        {
            "DisableRollback": stack.on_failure == "DO_NOTHING",
            "NotificationARNs": stack.notification_arns,
            "Tags": (definition.tags if definition else None) or [],
            "Parameters": parameters(definition.parameters if definition else {}),
            "Outputs": stack.outputs,
            "Capabilities": definition.capabilities if definition else [],
            "EnableTerminationProtection": stack.is_protected,
            "RollbackConfiguration": {},
            "ChangeSetId": stack.change_set_id,
            "Description": definition.template.get("Description") if definition else None,
        }
    )


def stack_summary(stack: Stack) -> Description:
    return filled(
        {
            "StackId": stack.id,
            "StackName": stack.name,
            "CreationTime": stack.created,
            "LastUpdatedTime": stack.updated,
            "DeletionTime": stack.deleted,
            "StackStatus": stack.status,
            "StackStatusReason": stack.reason,
            "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"},
        }
    )


def resource(stack: Stack, resource: StackResource, timestamp: str) -> Description:
    return filled(
        {
            "StackId": stack.id,
            "StackName": stack.name,
            "LogicalResourceId": resource.logical_id,
            "PhysicalResourceId": resource.physical_id or "",
            "ResourceType": resource.type,
            "ResourceStatus": resource.status,
            "ResourceStatusReason": resource.reason,
            timestamp: resource.timestamp,
            "DriftInformation": {"StackResourceDriftStatus": "NOT_CHECKED"},
        }
    )


def change_set(change_set: ChangeSet, request: dict[str, Any]) -> Description:
    definition = change_set.definition
    changes = change_set.changes
    if request.get("IncludePropertyValues"):
        known = [definition, change_set.stack.definition]
        secrets = [
            value.given
            for each in known
            for value in (each.parameters.values() if each else [])
            if value.no_echo and value.given
        ]
        changes = [with_values(change, *change_set.values[change["LogicalResourceId"]], secrets) for change in changes]
    found = [{"Type": "Resource", "ResourceChange": change} for change in changes]
    return (
        change_set_summary(change_set)
        | {
            "Parameters": parameters(definition.parameters),
            "NotificationARNs": change_set.notification_arns,
            "Capabilities": definition.capabilities,
            "Tags": definition.tags or [],
        }
        | page("Changes", found, pages.CHANGES, request)
    )


def change_set_summary(change_set: ChangeSet) -> Description:
    return filled(
        {
            "ChangeSetId": change_set.id,
            "ChangeSetName": change_set.name,
            "StackId": change_set.stack.id,
            "StackName": change_set.stack.name,
            "CreationTime": change_set.created,
            "Description": change_set.description,
            "ExecutionStatus": change_set.execution_status,
            "IncludeNestedStacks": False,
            "Status": change_set.status,
            "StatusReason": change_set.reason,
        }
    )


def export(export: Export) -> Description:
    return {"ExportingStackId": export.stack.id, "Name": export.name, "Value": export.value}


def declared_parameters(template: Template) -> list[Description]:
    return [
        filled(
            {
                "ParameterKey": name,
                "DefaultValue": str(declaration["Default"]) if "Default" in declaration else None,
                "NoEcho": str(declaration.get("NoEcho", "")).lower() == "true",
                "Description": declaration.get("Description"),
            }
        )
        for name, declaration in (template.get("Parameters") or {}).items()
    ]


def template_summary(template: Template) -> Description:
    declarations = list((template.get("Parameters") or {}).values())
    detailed = [
        entry
        | {
            "ParameterType": declaration.get("Type", "String"),
            "ParameterConstraints": {"AllowedValues": [str(value) for value in declaration.get("AllowedValues", [])]},
        }
        for entry, declaration in zip(declared_parameters(template), declarations, strict=True)
    ]
    return {
        "Parameters": detailed,
        "ResourceTypes": sorted({resource["Type"] for resource in template["Resources"].values()}),
        "Version": template.get("AWSTemplateFormatVersion", "2010-09-09"),
        "Description": template.get("Description", ""),
    } | capabilities(template)


def validated_template(template: Template) -> Description:
    return {
        "Parameters": declared_parameters(template),
        "Description": template.get("Description", ""),
    } | capabilities(template)


def capabilities(template: Template) -> Description:
    required = required_capability(template)
    if required is None:
        return {}
    types = {resource["Type"] for resource in template["Resources"].values()}
    identities = sorted(kind for kind in types if kind.startswith("AWS::IAM::"))
    reason = f"The following resource(s) require capabilities: [{', '.join(identities)}]"
    return {"Capabilities": [required], "CapabilitiesReason": reason}
