"""Asynchronous calls, and what a role may call."""

import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from local_aws.polling import await_true
from local_aws.server import LocalAWS
from stacks import ROLE, Stack

# Counts down by calling itself; it ends as its event says.
CODE = """
import json, os, time, boto3

def main(event, context):
    print("EVENT", json.dumps(event))
    if event.get("raise"):
        raise ValueError("boom")
    if event.get("sleep"):
        time.sleep(5)
    if event.get("exit"):
        os._exit(1)
    if event.get("left"):
        payload = json.dumps({"left": event["left"] - 1})
        client = boto3.client("lambda")
        client.invoke(FunctionName=context.invoked_function_arn, InvocationType="Event", Payload=payload)
    if event.get("stack"):
        stacks = boto3.client("cloudformation").describe_stacks(StackName=event["stack"])["Stacks"]
        return stacks[0]["StackStatus"]
    return {"answer": event.get("question")}
"""


def template(*actions: str, retries: int | None = None) -> dict[str, Any]:
    """A function whose role may do this on itself and its stack."""
    allowed = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    statements: list[Any] = [{"Effect": "Allow", "Action": allowed, "Resource": "*"}]
    resources = {"lambda": {"Fn::GetAtt": ["Function", "Arn"]}, "cloudformation": {"Ref": "AWS::StackId"}}
    statements += [
        {"Effect": "Allow", "Action": action, "Resource": resources[action.split(":")[0]]} for action in actions
    ]
    document = {"Version": "2012-10-17", "Statement": statements}
    made: dict[str, Any] = {
        "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {"AssumeRolePolicyDocument": ROLE["Properties"]["AssumeRolePolicyDocument"]},  # type: ignore[index]
        },
        "Policy": {
            "Type": "AWS::IAM::Policy",
            "Properties": {"PolicyName": "own", "PolicyDocument": document, "Roles": [{"Ref": "Role"}]},
        },
        "Function": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
                "Runtime": "python3.13",
                "Handler": "index.main",
                "Timeout": 2,
                "Role": {"Fn::GetAtt": ["Role", "Arn"]},
                "Code": {"ZipFile": CODE},
            },
        },
    }
    if retries is not None:
        properties = {"FunctionName": {"Ref": "Function"}, "Qualifier": "$LATEST", "MaximumRetryAttempts": retries}
        made["Configuration"] = {"Type": "AWS::Lambda::EventInvokeConfig", "Properties": properties}
    return {"Resources": made}


class Function:
    """The function of a stack."""

    def __init__(self, stack: Stack, client: Callable[[str], Any]) -> None:
        self.client = client
        self.name = stack.physical_id("Function")

    def invoke(self, event: Any, kind: str = "RequestResponse") -> Any:
        return self.client("lambda").invoke(FunctionName=self.name, InvocationType=kind, Payload=json.dumps(event))

    @property
    def events(self) -> list[Any]:
        """All that it got; read when no call is pending."""
        group = f"/aws/lambda/{self.name}"
        lines = [entry["message"] for entry in self.client("logs").filter_log_events(logGroupName=group)["events"]]
        return [json.loads(line.removeprefix("EVENT ")) for line in lines if line.startswith("EVENT ")]


def test_a_synchronous_call_gives_the_functions_json(stack: Stack, client: Callable[[str], Any]) -> None:
    function = Function(stack.create(template()), client)
    given = function.invoke({"question": [1, "ä"]})
    assert (given["StatusCode"], json.loads(given["Payload"].read())) == (200, {"answer": [1, "ä"]})


def test_an_asynchronous_call_is_accepted_and_gives_nothing(stack: Stack, client: Callable[[str], Any]) -> None:
    function = Function(stack.create(template()), client)
    given = function.invoke({"question": 1}, "Event")
    assert (given["StatusCode"], given["Payload"].read()) == (202, b"")
    await_true(lambda: function.events == [{"question": 1}])


def test_a_dry_run_runs_nothing(stack: Stack, client: Callable[[str], Any]) -> None:
    function = Function(stack.create(template()), client)
    assert function.invoke({"question": 1}, "DryRun")["StatusCode"] == 204
    function.invoke({"question": 2})
    assert function.events == [{"question": 2}]


def test_a_function_calls_itself_with_its_role(stack: Stack, client: Callable[[str], Any]) -> None:
    function = Function(stack.create(template("lambda:InvokeFunction")), client)
    function.invoke({"left": 2})
    await_true(lambda: function.events == [{"left": 2}, {"left": 1}, {"left": 0}])


def test_a_function_whose_role_may_not_does_not_call_itself(stack: Stack, client: Callable[[str], Any]) -> None:
    function = Function(stack.create(template()), client)
    payload = json.loads(function.invoke({"left": 1})["Payload"].read())
    assert payload["errorType"] == "ClientError"
    assert "(AccessDeniedException)" in payload["errorMessage"]
    assert "is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:" in payload["errorMessage"]
    assert function.events == [{"left": 1}]


@pytest.mark.parametrize(
    ("event", "retries", "deliveries"),
    [
        ({"raise": 1}, None, 3),
        ({"exit": 1}, 2, 3),
        ({"raise": 1}, 1, 2),
        ({"exit": 1}, 0, 1),
        ({"sleep": 1}, 1, 2),
        ({"question": 1}, 2, 1),
    ],
    ids=str,
)
def test_an_event_is_delivered_again_as_often_as_is_configured(
    stack: Stack, client: Callable[[str], Any], event: Any, retries: int | None, deliveries: int
) -> None:
    function = Function(stack.create(template(retries=retries)), client)
    function.invoke(event, "Event")
    assert function.events == [event] * deliveries


def test_a_synchronous_call_that_fails_is_not_repeated(stack: Stack, client: Callable[[str], Any]) -> None:
    function = Function(stack.create(template()), client)
    assert "FunctionError" in function.invoke({"raise": 1})
    assert function.events == [{"raise": 1}]


def test_a_changed_configuration_counts(stack: Stack, client: Callable[[str], Any]) -> None:
    function = Function(stack.create(template(retries=2)).update(template(retries=0)), client)
    function.invoke({"raise": 1}, "Event")
    assert function.events == [{"raise": 1}]


def test_a_function_asks_how_its_stack_is(stack: Stack, client: Callable[[str], Any]) -> None:
    function = Function(stack.create(template("cloudformation:DescribeStacks")), client)
    identifier = stack.description["StackId"]
    assert function.invoke({"stack": identifier})["Payload"].read() == b'"CREATE_COMPLETE"'


@pytest.mark.parametrize("name", ["identifier", "name", "unknown"])
def test_a_function_whose_role_may_not_does_not_ask(stack: Stack, client: Callable[[str], Any], name: str) -> None:
    function = Function(stack.create(template()), client)
    identifier = stack.description["StackId"]
    asked = {"identifier": identifier, "name": stack.name, "unknown": "nowhere"}[name]
    payload = json.loads(function.invoke({"stack": asked})["Payload"].read())
    resource = "stack/nowhere/*" if name == "unknown" else identifier
    assert "An error occurred (AccessDenied) when calling the DescribeStacks operation" in payload["errorMessage"]
    assert f"{resource} because no identity-based policy allows" in payload["errorMessage"]


def test_a_token_that_nobody_was_given_is_refused(local_aws: LocalAWS, stack: Stack) -> None:
    stack.create(template())
    unknown = boto3.Session("local", "local", "unknown", local_aws.region)
    with pytest.raises(ClientError, match="security token"):
        unknown.client("cloudformation", endpoint_url=local_aws.endpoint).describe_stacks(StackName=stack.name)
    functions, name = unknown.client("lambda", endpoint_url=local_aws.endpoint), stack.physical_id("Function")
    with pytest.raises(ClientError, match="security token"):
        functions.invoke(FunctionName=name)
