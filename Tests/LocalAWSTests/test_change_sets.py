"""What change sets say, and that executing one does it."""

import json
from typing import Any

import pytest

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


def valued(stack: Stack, name: str = "changes") -> dict[str, Any]:
    """The changes of a change set with their values, by logical ID."""
    described = stack.cloudformation.describe_change_set(
        StackName=stack.name, ChangeSetName=name, IncludePropertyValues=True
    )
    return {change["ResourceChange"]["LogicalResourceId"]: change["ResourceChange"] for change in described["Changes"]}


def test_values_are_told_where_they_are_asked_for(stack: Stack) -> None:
    tagged = group("set-values") | {"Properties": group("set-values")["Properties"] | {"Tags": [tag("a", "1")]}}
    stack.create({"Resources": {"Kept": tagged, "Gone": group("set-values-gone")}})
    after = group("set-values", 14)
    after["Properties"]["Tags"] = [tag("a", "2"), tag("b", "3")]
    plain = change_set(stack, {"Resources": {"Kept": after, "New": group("set-values-new")}})
    assert "AfterContext" not in str(plain)
    found = valued(stack)
    assert {name: [key for key in change if key.endswith("Context")] for name, change in found.items()} == {
        "Kept": ["BeforeContext", "AfterContext"],
        "New": ["AfterContext"],
        "Gone": ["BeforeContext"],
    }
    assert json.loads(found["Kept"]["AfterContext"]) == {"Properties": after["Properties"]}
    targets = [detail["Target"] for detail in found["Kept"]["Details"]]
    keys = ("Name", "Path", "AttributeChangeType", "BeforeValue", "AfterValue")
    assert [tuple(target.get(key) for key in keys) for target in targets] == [
        ("RetentionInDays", "/Properties/RetentionInDays", "Modify", "7", "14"),
        ("Tags", "/Properties/Tags/0/Value", "Modify", "1", "2"),
        ("Tags", "/Properties/Tags/1", "Add", None, '{"Key": "b", "Value": "3"}'),
    ]


def tag(key: str, value: str) -> dict[str, str]:
    return {"Key": key, "Value": value}


def test_values_that_nobody_is_to_see_are_masked(stack: Stack) -> None:
    secret = {"Type": "AWS::SecretsManager::Secret", "Properties": {"SecretString": {"Fn::Sub": "p=${Password}"}}}
    template = {"Parameters": {"Password": {"Type": "String", "NoEcho": True}}, "Resources": {"Secret": secret}}
    stack.create(template, Parameters=[{"ParameterKey": "Password", "ParameterValue": "old-word"}])
    change_set(stack, template, Parameters=[{"ParameterKey": "Password", "ParameterValue": "new-word"}])
    shown = json.dumps(valued(stack))
    assert ("p=****" in shown, "old-word" in shown, "new-word" in shown) == (True, False, False)


def test_the_template_of_a_change_set_is_its_own(stack: Stack) -> None:
    before, after = ({"Resources": {"Group": group("set-template", days)}} for days in (7, 14))
    change_set(stack.create(before), after)
    api = stack.cloudformation
    assert api.get_template(StackName=stack.name, TemplateStage="Original")["TemplateBody"] == before
    own = api.get_template(StackName=stack.name, ChangeSetName="changes", TemplateStage="Original")
    assert own["TemplateBody"] == after
    with pytest.raises(api.exceptions.ChangeSetNotFoundException) as refused:
        api.get_template(StackName=stack.name, ChangeSetName="none")
    assert refused.value.response["Error"]["Message"] == "ChangeSet [none] does not exist"
