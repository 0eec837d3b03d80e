"""Stacks under test, and a function for their custom resources."""

import io
import itertools
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import boto3

from local_aws.server import LocalAWS

names = (f"test{number}" for number in itertools.count())

# A custom resource that does what its property Mode says.
RESPONDER = """
import json, os, sys, time, urllib.request

def send(event, status="SUCCESS", physical_id="p", data=None, **changes):
    answer = {name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")}
    answer |= {"Status": status, "Reason": "because", "PhysicalResourceId": physical_id, "Data": data or {}} | changes
    body = json.dumps(answer).encode()
    request = urllib.request.Request(event["ResponseURL"], data=body, method="PUT", headers={"Content-Type": ""})
    urllib.request.urlopen(request)

def main(event, context):
    properties = event["ResourceProperties"]
    kept = {name: event.get(name) for name in ("RequestType", "PhysicalResourceId", "ResourceProperties")}
    print("EVENT", json.dumps(kept | {"Old": event.get("OldResourceProperties")}))
    mode = properties.get("Mode", "succeed")
    if event["RequestType"] == "Delete":
        send(event, physical_id=event["PhysicalResourceId"])
    elif mode == "sleep":
        time.sleep(30)
    elif mode == "exit":
        os._exit(3)
    elif mode == "raise":
        raise ValueError("boom")
    elif mode == "silent":
        return 5
    elif mode == "fail":
        send(event, "FAILED", event.get("PhysicalResourceId", "p"))
    elif mode == "long":
        send(event, data={"x": "y" * 5000})
    elif mode == "count":
        send(event, physical_id="counting", data={"Response": event["RequestId"]})
    elif mode == "linger":
        send(event, data={"Response": "lingers"})
        time.sleep(0.5)
        print("the last line")
    elif mode == "wrong":
        send(event, RequestId="another")
    else:
        context.get_remaining_time_in_millis()
        seen = {"Response": "r-" + properties.get("Value", ""), "Layers": ",".join(sorted(os.listdir("/opt")))}
        send(event, physical_id="physical-" + properties.get("Id", "0"), data=seen)
"""

ROLE = {
    "Type": "AWS::IAM::Role",
    "Properties": {
        "AssumeRolePolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
            ],
        },
        "ManagedPolicyArns": ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
    },
}
FUNCTION = {
    "Type": "AWS::Lambda::Function",
    "Properties": {
        "Runtime": "python3.13",
        "Handler": "index.main",
        "Timeout": 1,
        "Role": {"Fn::GetAtt": ["Role", "Arn"]},
        "Code": {"ZipFile": RESPONDER},
    },
}


def zipped(**files: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name, text in files.items():
            file.writestr(name.replace("__", "."), text)
    return archive.getvalue()


def clients_of(aws: LocalAWS) -> Callable[[str], Any]:
    def client(service: str) -> Any:
        return boto3.client(service, endpoint_url=aws.endpoint, region_name=aws.region)

    return client


@dataclass
class Stack:
    """A stack under test: its name, and what the API says of it."""

    cloudformation: Any
    name: str = field(default_factory=lambda: next(names))

    def create(self, template: Any, **parameters: Any) -> "Stack":
        body = template if isinstance(template, str) else json.dumps(template)
        capabilities = ["CAPABILITY_NAMED_IAM"]
        given = {"TemplateBody": body, "Capabilities": capabilities} | parameters
        self.cloudformation.create_stack(StackName=self.name, **given)
        return self

    def update(self, template: Any, **parameters: Any) -> "Stack":
        given = {"TemplateBody": json.dumps(template), "Capabilities": ["CAPABILITY_NAMED_IAM"]} | parameters
        self.cloudformation.update_stack(StackName=self.name, **given)
        return self

    def delete(self) -> "Stack":
        # By the ID, which names a deleted stack as well.
        identifier = self.description["StackId"]
        self.cloudformation.delete_stack(StackName=identifier)
        self.name = identifier
        return self

    @property
    def description(self) -> Any:
        return self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]

    @property
    def status(self) -> str:
        return str(self.description["StackStatus"])

    @property
    def outputs(self) -> dict[str, str]:
        return {output["OutputKey"]: output["OutputValue"] for output in self.description.get("Outputs", [])}

    @property
    def events(self) -> list[dict[str, Any]]:
        """The oldest first."""
        found: list[dict[str, Any]] = self.cloudformation.describe_stack_events(StackName=self.name)["StackEvents"]
        return found[::-1]

    def logical_ids(self, status: str) -> list[str]:
        """Whose status this was, in order."""
        return [event["LogicalResourceId"] for event in self.events if event["ResourceStatus"] == status]

    @property
    def failures(self) -> list[str]:
        """The reasons of the resources that failed."""
        own = {self.description["StackName"]}
        failed = [event for event in self.events if event["ResourceStatus"].endswith("FAILED")]
        return [event["ResourceStatusReason"] for event in failed if event["LogicalResourceId"] not in own]

    def physical_id(self, logical_id: str) -> str:
        detail = self.cloudformation.describe_stack_resource(StackName=self.name, LogicalResourceId=logical_id)
        return str(detail["StackResourceDetail"]["PhysicalResourceId"])


class Responder:
    """Templates with a custom resource, and the events that its function got."""

    def __init__(self, aws: LocalAWS) -> None:
        self.aws = aws
        self.cloudformation = clients_of(aws)("cloudformation")

    def template(self, **properties: Any) -> dict[str, Any]:
        custom = {"ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]}} | properties
        return {
            "Resources": {
                "Role": ROLE,
                "Function": FUNCTION,
                "Custom": {"Type": "Custom::Responder", "Properties": custom},
            },
            "Outputs": {"Response": {"Value": {"Fn::GetAtt": ["Custom", "Response"]}}},
        }

    @staticmethod
    def function_name(stack: Stack) -> str:
        """Also of a function that a rollback has kept."""
        made = [event for event in stack.events if event["LogicalResourceId"] == "Function"]
        return next(str(event["PhysicalResourceId"]) for event in made if event["PhysicalResourceId"])

    def events(self, stack: Stack) -> list[dict[str, Any]]:
        """Read from the log of the function, in the order in which they came."""
        logs = clients_of(self.aws)("logs")
        group = f"/aws/lambda/{self.function_name(stack)}"
        lines = [event["message"] for event in logs.filter_log_events(logGroupName=group)["events"]]
        return [json.loads(line.removeprefix("EVENT ")) for line in lines if line.startswith("EVENT ")]
