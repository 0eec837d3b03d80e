"""Custom resources, and what templates have for CloudFormation itself."""

from typing import Any, Protocol, cast

from local_aws.cloudformation.custom_resources import CustomResources
from local_aws.cloudformation.errors import ResourceError
from local_aws.cloudformation.stack import Properties

from .provider import Context, Made, Provider

# Source: CloudFormation Template Reference, "AWS::CloudFormation::CustomResource", ServiceTimeout, read 2026-11-21.
SERVICE_TIMEOUT_SECONDS = 3600


class HasCustomResources(Protocol):
    custom_resources: CustomResources


class CustomResourceProvider(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        # A Delete follows a Create that failed, with whatever ID there is for it.
        context.partial = Made(context.name(64), {})
        return self.send(context, "Create", properties, {})

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        more = {"PhysicalResourceId": made.physical_id, "OldResourceProperties": as_texts(old)}
        return self.send(context, "Update", new, more)

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        self.send(context, "Delete", properties, {"PhysicalResourceId": made.physical_id})

    @staticmethod
    def send(context: Context, kind: str, properties: Properties, more: dict[str, Any]) -> Made:
        event = {
            "RequestType": kind,
            "ServiceToken": properties["ServiceToken"],
            "StackId": context.stack.id,
            "LogicalResourceId": context.logical_id,
            "ResourceType": context.resource_type,
            "ResourceProperties": as_texts(properties),
        } | more
        timeout = float(properties.get("ServiceTimeout", SERVICE_TIMEOUT_SECONDS))
        custom_resources = cast(HasCustomResources, context.services).custom_resources
        answer = custom_resources.send(event, timeout)
        if answer.get("Status") != "SUCCESS":
            if context.partial and answer.get("PhysicalResourceId"):
                context.partial = Made(answer["PhysicalResourceId"], {})
            words = f"Message returned: {answer.get('Reason')} (RequestId: {answer['RequestId']})"
            raise ResourceError(f"Received response status [FAILED] from custom resource. {words}")
        if not answer.get("PhysicalResourceId"):
            raise ResourceError("Invalid PhysicalResourceId")
        return Made(answer["PhysicalResourceId"], answer.get("Data") or {})


class WaitConditionHandleProvider(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        return Made(context.name(60), {})


def as_texts(value: Any) -> Any:
    """CloudFormation sends all numbers and booleans of an event's properties as texts."""
    if isinstance(value, dict):
        return {key: as_texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_texts(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


PROVIDERS: dict[str, Provider] = {
    "AWS::CloudFormation::CustomResource": CustomResourceProvider(),
    "AWS::CloudFormation::WaitConditionHandle": WaitConditionHandleProvider(),
}
