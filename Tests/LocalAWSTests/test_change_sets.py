"""What change sets say, and that executing one does it."""

import json
from typing import Any

from stacks import Responder, Stack


def change_set(stack: Stack, template: Any, **more: Any) -> Any:
    made = stack.cloudformation.create_change_set(
        StackName=stack.name,
        ChangeSetName="changes",
        TemplateBody=json.dumps(template),
        Capabilities=["CAPABILITY_NAMED_IAM"],
        **more,
    )
    return stack.cloudformation.describe_change_set(ChangeSetName=made["Id"])


def changes(description: Any) -> list[tuple[str, str, str | None]]:
    found = [change["ResourceChange"] for change in description["Changes"]]
    return [(change["Action"], change["LogicalResourceId"], change.get("Replacement")) for change in found]


def group(name: str, days: int = 7) -> dict[str, Any]:
    return {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": name, "RetentionInDays": days}}


def test_a_stack_is_created_from_a_change_set(stack: Stack) -> None:
    described = change_set(stack, {"Resources": {"Group": group("set-a")}}, ChangeSetType="CREATE")
    assert changes(described) == [("Add", "Group", None)]
    assert stack.status == "REVIEW_IN_PROGRESS"
    stack.cloudformation.execute_change_set(ChangeSetName=described["ChangeSetId"])
    assert stack.status == "CREATE_COMPLETE"


def test_changes_say_what_is_added_changed_replaced_and_removed(stack: Stack) -> None:
    before = {"Kept": group("set-kept"), "Renamed": group("set-renamed"), "Gone": group("set-gone")}
    stack.create({"Resources": before | {"Same": group("set-same")}})
    after = {"Kept": group("set-kept", 14), "Renamed": group("set-renamed-2"), "New": group("set-new")}
    described = change_set(stack, {"Resources": after | {"Same": group("set-same")}})
    assert changes(described) == [
        ("Modify", "Kept", "False"),
        ("Modify", "Renamed", "True"),
        ("Add", "New", None),
        ("Remove", "Gone", None),
    ]
    (detail,) = described["Changes"][1]["ResourceChange"]["Details"]
    assert detail == {
        "Target": {"Attribute": "Properties", "Name": "LogGroupName", "RequiresRecreation": "Always"},
        "Evaluation": "Static",
        "ChangeSource": "DirectModification",
    }


def test_what_depends_on_a_changed_custom_resource_is_told_as_dynamic(stack: Stack, responder: Responder) -> None:
    def template(value: str) -> dict[str, Any]:
        result = responder.template(Value=value)
        result["Resources"]["Follower"] = group("set-dynamic") | {"Properties": {"LogGroupName": name}}
        return result

    name = {"Fn::GetAtt": ["Custom", "Response"]}
    stack.create(template("1"))
    described = change_set(stack, template("2"))
    assert changes(described) == [("Modify", "Custom", "False"), ("Modify", "Follower", "Conditional")]
    (detail,) = described["Changes"][1]["ResourceChange"]["Details"]
    assert (detail["Evaluation"], detail["CausingEntity"]) == ("Dynamic", "Custom.Response")


def test_a_change_set_without_changes_fails_and_says_so(stack: Stack) -> None:
    template = {"Resources": {"Group": group("set-unchanged")}}
    described = change_set(stack.create(template), template)
    assert described["Status"] == "FAILED"
    assert "didn't contain changes" in described["StatusReason"]


def test_a_resource_can_not_change_its_type(stack: Stack) -> None:
    stack.create({"Resources": {"Thing": group("set-type")}})
    described = change_set(stack, {"Resources": {"Thing": {"Type": "AWS::SNS::Topic"}}})
    assert (described["Status"], "resource type" in described["StatusReason"]) == ("FAILED", True)
