"""Custom resources: what their functions are sent, and what becomes of their answers."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from local_aws.cloudformation.custom_resources import CustomResources, Waiting
from local_aws.server import LocalAWS
from stacks import FUNCTION, ROLE, Responder, Stack, zipped


@pytest.mark.parametrize(
    ("mode", "deliveries", "reason"),
    [
        ("sleep", 3, "Task timed out after 1.00 seconds"),
        ("exit", 3, "exit status 3"),
        ("raise", 3, "boom"),
        ("silent", 1, "did not receive a response"),
        ("fail", 1, "because"),
        ("long", 1, "Response object is too long"),
        ("wrong", 1, "RequestId does not match"),
    ],
)
def test_a_creation_that_fails_is_followed_by_a_delete(
    stack: Stack, responder: Responder, mode: str, deliveries: int, reason: str
) -> None:
    template = responder.template(Mode=mode)
    template["Resources"]["Function"] = FUNCTION | {"DeletionPolicy": "Retain"}
    template["Resources"]["Role"] = ROLE | {"DeletionPolicy": "Retain"}
    stack.create(template)
    assert stack.status == "ROLLBACK_COMPLETE"
    assert reason in stack.failures[0]
    events = responder.events(stack)
    assert [event["RequestType"] for event in events] == ["Create"] * deliveries + ["Delete"]
    assert events[-1]["PhysicalResourceId"]


def test_an_answer_becomes_attributes(stack: Stack, responder: Responder) -> None:
    stack.create(responder.template(Value="1"))
    assert (stack.status, stack.outputs) == ("CREATE_COMPLETE", {"Response": "r-1"})


def test_an_answer_may_have_4096_bytes_and_no_more(local_aws: LocalAWS) -> None:
    resources = CustomResources(local_aws.functions, local_aws.region, "http://127.0.0.1", 1)

    def answered(size: int) -> dict[str, Any] | None:
        event = {"StackId": "s", "RequestId": "r", "LogicalResourceId": "l"}
        waiting = resources.waiting["token"] = Waiting(event)
        body = json.dumps(event | {"Status": "SUCCESS"}).encode()
        resources.answer("token", body + b" " * (size - len(body)))
        return waiting.answer

    assert (answered(4096) or {})["Status"] == "SUCCESS"
    assert answered(4097) == {"Status": "FAILED", "Reason": "Response object is too long."}


@pytest.mark.parametrize("body", [b"[1]", b"null", b"{"])
def test_an_answer_that_is_no_object_is_a_failure(local_aws: LocalAWS, body: bytes) -> None:
    resources = CustomResources(local_aws.functions, local_aws.region, "http://127.0.0.1", 1)
    waiting = resources.waiting["token"] = Waiting({})
    assert resources.answer("token", body)[0] == 200
    assert waiting.answer and waiting.answer["Reason"].startswith("Invalid response object")


def test_a_service_token_can_not_be_changed(stack: Stack, responder: Responder) -> None:
    def template(function: str) -> dict[str, Any]:
        result = responder.template(ServiceToken={"Fn::GetAtt": [function, "Arn"]})
        result["Resources"]["Another"] = FUNCTION
        return result

    stack.create(template("Function")).update(template("Another"))
    assert stack.status == "UPDATE_ROLLBACK_COMPLETE"
    assert stack.failures == ["Modifying service token is not allowed."]
    assert [event["RequestType"] for event in responder.events(stack)] == ["Create"]


def test_numbers_and_booleans_are_sent_as_texts(stack: Stack, responder: Responder) -> None:
    stack.create(responder.template(Flag=True, Number=5, List=[1, {"Deep": False}]))
    (event,) = responder.events(stack)
    sent = event["ResourceProperties"]
    assert (event["RequestType"], event["PhysicalResourceId"]) == ("Create", None)
    assert (sent["Flag"], sent["Number"], sent["List"]) == ("true", "5", ["1", {"Deep": "false"}])


def test_an_update_has_the_old_properties_and_a_new_id_deletes_the_old_one(stack: Stack, responder: Responder) -> None:
    stack.create(responder.template(Value="1", Id="a")).update(responder.template(Value="2", Id="b"))
    _, update, delete = responder.events(stack)
    assert (update["RequestType"], update["PhysicalResourceId"]) == ("Update", "physical-a")
    assert (update["ResourceProperties"]["Value"], update["Old"]["Value"]) == ("2", "1")
    assert (delete["RequestType"], delete["PhysicalResourceId"]) == ("Delete", "physical-a")
    assert delete["ResourceProperties"]["Value"] == "1"
    assert stack.outputs == {"Response": "r-2"}


def test_an_update_that_fails_is_followed_by_one_back(stack: Stack, responder: Responder) -> None:
    stack.create(responder.template(Value="1")).update(responder.template(Value="2", Mode="fail"))
    _, there, back = responder.events(stack)
    assert (there["ResourceProperties"]["Value"], back["ResourceProperties"]["Value"]) == ("2", "1")
    assert (back["RequestType"], back["Old"]["Value"]) == ("Update", "2")
    assert (stack.status, stack.outputs) == ("UPDATE_ROLLBACK_COMPLETE", {"Response": "r-1"})


def test_a_deletion_whose_function_is_gone_fails(
    stack: Stack, responder: Responder, client: Callable[[str], Any]
) -> None:
    stack.create(responder.template())
    client("lambda").delete_function(FunctionName=stack.physical_id("Function"))
    assert stack.delete().status == "DELETE_FAILED"
    assert "Invocation failed" in stack.failures[0]


def test_layers_are_in_opt_and_the_last_one_wins(
    stack: Stack, responder: Responder, client: Callable[[str], Any], bucket: str
) -> None:
    client("s3").put_object(Bucket=bucket, Key="one.zip", Body=zipped(a__sql="1", b__sql="1"))
    client("s3").put_object(Bucket=bucket, Key="two.zip", Body=zipped(b__sql="2"))
    template = responder.template()
    resources = template["Resources"]
    for name, key in (("One", "one.zip"), ("Two", "two.zip")):
        content = {"S3Bucket": bucket, "S3Key": key}
        resources[name] = {"Type": "AWS::Lambda::LayerVersion", "Properties": {"Content": content}}
    layered = FUNCTION["Properties"] | {"Layers": [{"Ref": "One"}, {"Ref": "Two"}]}  # type: ignore[operator]
    resources["Function"] = {"Type": "AWS::Lambda::Function", "Properties": layered}
    template["Outputs"]["Layers"] = {"Value": {"Fn::GetAtt": ["Custom", "Layers"]}}
    assert stack.create(template).outputs["Layers"] == "a.sql,b.sql"


def test_an_asset_that_was_not_copied_is_named(stack: Stack, responder: Responder, bucket: str) -> None:
    template = responder.template()
    missing = FUNCTION["Properties"] | {"Code": {"S3Bucket": bucket, "S3Key": "nothing.zip"}}  # type: ignore[operator]
    template["Resources"]["Function"] = {"Type": "AWS::Lambda::Function", "Properties": missing}
    stack.create(template)
    assert "tests/nothing.zip" in stack.failures[0]


def test_the_log_is_kept_as_far_as_the_role_allows(
    stack: Stack, responder: Responder, client: Callable[[str], Any]
) -> None:
    template = responder.template()
    template["Resources"]["Logs"] = {"Type": "AWS::Logs::LogGroup"}
    own = FUNCTION["Properties"] | {"LoggingConfig": {"LogGroup": {"Ref": "Logs"}}}  # type: ignore[operator]
    template["Resources"]["Function"] = {"Type": "AWS::Lambda::Function", "Properties": own}
    trust = ROLE["Properties"]["AssumeRolePolicyDocument"]  # type: ignore[index]
    template["Resources"]["Role"] = {
        "Type": "AWS::IAM::Role",
        "Properties": {"AssumeRolePolicyDocument": trust},
    }
    actions = ["logs:CreateLogStream", "logs:PutLogEvents"]

    def policy(actions: list[str]) -> dict[str, Any]:
        statement = {"Effect": "Allow", "Action": actions, "Resource": {"Fn::GetAtt": ["Logs", "Arn"]}}
        document = {"Version": "2012-10-17", "Statement": [statement]}
        properties = {"PolicyName": "logs", "PolicyDocument": document, "Roles": [{"Ref": "Role"}]}
        return {"Type": "AWS::IAM::Policy", "Properties": properties}

    def messages() -> int:
        return len(client("logs").filter_log_events(logGroupName=stack.physical_id("Logs"))["events"])

    template["Resources"]["Custom"]["DependsOn"] = "Policy"
    template["Resources"]["Policy"] = policy(actions[:1])
    stack.create(template)
    assert messages() == 0
    template["Resources"]["Policy"] = policy(actions)
    template["Resources"]["Custom"]["Properties"]["Value"] = "2"
    stack.update(template)
    assert messages() > 0


def test_a_log_is_whole_when_it_is_read(stack: Stack, responder: Responder, client: Callable[[str], Any]) -> None:
    stack.create(responder.template(Mode="linger"))
    assert stack.status == "CREATE_COMPLETE"
    group = f"/aws/lambda/{responder.function_name(stack)}"
    messages = [event["message"] for event in client("logs").filter_log_events(logGroupName=group)["events"]]
    assert "the last line" in messages
