"""The events of a stack."""

import json
import logging
import uuid

from .parameters import MASK
from .stack import Stack, StackResource, now

log = logging.getLogger("local_aws.stacks")


def record(stack: Stack, status: str, resource: StackResource | None = None, reason: str | None = None) -> None:
    """Gives a status to a stack, or to one of its resources, and remembers when and why."""
    event = {
        "StackId": stack.id,
        "EventId": str(uuid.uuid4()),
        "StackName": stack.name,
        "Timestamp": now(),
        "ResourceStatus": status,
    }
    if resource is None:
        event["LogicalResourceId"] = stack.name
        event["PhysicalResourceId"] = stack.id
        event["ResourceType"] = "AWS::CloudFormation::Stack"
        stack.status, stack.reason = status, reason
    else:
        event["LogicalResourceId"] = resource.logical_id
        event["PhysicalResourceId"] = resource.physical_id or ""
        event["ResourceType"] = resource.type
        event["ResourceProperties"] = masked(json.dumps(resource.properties), stack)
        resource.status, resource.reason, resource.timestamp = status, reason, now()
    if reason:
        event["ResourceStatusReason"] = reason
    stack.events.append(event)
    words = f"{stack.name}: {status} {event['LogicalResourceId']} ({event['ResourceType']})"
    log.info("%s: %s", words, reason) if reason else log.info("%s", words)


def masked(text: str, stack: Stack) -> str:
    """A text without the values of parameters that nobody is to see."""
    parameters = stack.definition.parameters.values() if stack.definition else []
    for parameter in parameters:
        if parameter.no_echo and parameter.given:
            text = text.replace(json.dumps(parameter.given)[1:-1], MASK)
    return text
