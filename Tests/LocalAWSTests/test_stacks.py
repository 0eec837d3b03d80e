"""Creating, updating, rolling back and deleting stacks."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError, WaiterError

from local_aws.server import LocalAWS
from stacks import ROLE, Responder, Stack, clients_of


def parameter(value: Any, **more: Any) -> dict[str, Any]:
    return {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": value} | more}


def one(value: Any) -> dict[str, Any]:
    return {"Resources": {"One": parameter(value)}}


def network(subnet: str) -> dict[str, Any]:
    """The subnet's addresses must be among those of the network."""
    vpc = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}
    properties = {"VpcId": {"Ref": "Network"}, "CidrBlock": subnet}
    return {"Resources": {"Network": vpc, "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": properties}}}


def named(name: str, description: str = "x") -> dict[str, Any]:
    role = ROLE["Properties"] | {"RoleName": name, "Description": description}  # type: ignore[operator]
    group = {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": f"group-{name}"}}
    return {"Resources": {"Role": {"Type": "AWS::IAM::Role", "Properties": role}, "Group": group}}


def refusal(call: Callable[[], Any]) -> str:
    with pytest.raises(ClientError) as raised:
        call()
    return str(raised.value)


def test_what_a_failed_creation_made_is_deleted(stack: Stack, client: Callable[[str], Any]) -> None:
    before = len(client("ec2").describe_vpcs()["Vpcs"])
    stack.create(network("10.9.0.0/24"))
    assert (stack.status, len(client("ec2").describe_vpcs()["Vpcs"])) == ("ROLLBACK_COMPLETE", before)
    with pytest.raises(WaiterError, match="ROLLBACK_COMPLETE"):
        stack.cloudformation.get_waiter("stack_create_complete").wait(StackName=stack.name)


def test_a_failed_creation_can_be_left_as_it_is(stack: Stack) -> None:
    stack.create(network("10.9.0.0/24"), DisableRollback=True)
    assert stack.status == "CREATE_FAILED"
    assert stack.delete().status == "DELETE_COMPLETE"


def test_a_failed_creation_can_be_deleted(stack: Stack) -> None:
    stack.create(network("10.9.0.0/24"), OnFailure="DELETE")
    assert "does not exist" in refusal(lambda: stack.status)


def test_events_tell_what_was_done_in_the_order_of_dependencies(stack: Stack) -> None:
    stack.create(network("10.0.0.0/24"))
    told = [(event["LogicalResourceId"], event["ResourceStatus"]) for event in stack.events]
    assert told == [
        (stack.name, "CREATE_IN_PROGRESS"),
        ("Network", "CREATE_IN_PROGRESS"),
        ("Network", "CREATE_COMPLETE"),
        ("Subnet", "CREATE_IN_PROGRESS"),
        ("Subnet", "CREATE_COMPLETE"),
        (stack.name, "CREATE_COMPLETE"),
    ]


def test_custom_resources_are_made_last_of_what_is_ready(stack: Stack, responder: Responder) -> None:
    template = responder.template()
    template["Resources"]["Later"] = parameter("x")
    stack.create(template)
    made = [event["LogicalResourceId"] for event in stack.events if event["ResourceStatus"] == "CREATE_COMPLETE"]
    assert made.index("Later") < made.index("Custom")


def test_an_update_that_changes_nothing_is_refused(stack: Stack) -> None:
    stack.create(one("1"))
    assert "No updates are to be performed" in refusal(lambda: stack.update(one("1")))


def test_an_update_that_changes_a_type_is_refused(stack: Stack) -> None:
    stack.create(one("1"))
    changed = {"Resources": {"One": {"Type": "AWS::SNS::Topic"}}}
    assert "Update of resource type is not permitted" in refusal(lambda: stack.update(changed))


def test_an_update_makes_changes_and_deletes(stack: Stack, client: Callable[[str], Any]) -> None:
    stack.create({"Resources": {"One": parameter("1", Name="/one"), "Two": parameter("1", Name="/two")}})
    stack.update({"Resources": {"One": parameter("2", Name="/one"), "Three": parameter("1", Name="/three")}})
    found = client("ssm").get_parameters(Names=["/one", "/two", "/three"])["Parameters"]
    assert {entry["Name"]: entry["Value"] for entry in found} == {"/one": "2", "/three": "1"}


def test_a_failed_update_is_taken_back(stack: Stack, responder: Responder, client: Callable[[str], Any]) -> None:
    def template(value: str, mode: str) -> dict[str, Any]:
        result = responder.template(Mode=mode, Value=value, After={"Ref": "One"})
        result["Resources"]["One"] = parameter(value, Name="/taken-back")
        return result

    stack.create(template("1", "succeed")).update(template("2", "fail"))
    assert stack.status == "UPDATE_ROLLBACK_COMPLETE"
    assert client("ssm").get_parameter(Name="/taken-back")["Parameter"]["Value"] == "1"
    assert stack.update(template("3", "succeed")).status == "UPDATE_COMPLETE"


def test_what_a_failed_update_replaced_or_added_is_deleted(
    stack: Stack, responder: Responder, client: Callable[[str], Any]
) -> None:
    def template(mode: str, name: str) -> dict[str, Any]:
        result = responder.template(Mode=mode, After={"Ref": "Group"})
        result["Resources"]["Group"] = {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": name}}
        if mode == "fail":
            result["Resources"]["Added"] = parameter("x", Name="/added")
        return result

    stack.create(template("succeed", "group-old")).update(template("fail", "group-new"))
    groups = client("logs").describe_log_groups(logGroupNamePrefix="group-")["logGroups"]
    assert [group["logGroupName"] for group in groups if group["logGroupName"] in ("group-old", "group-new")] == [
        "group-old"
    ]
    assert client("ssm").get_parameters(Names=["/added"])["Parameters"] == []
    assert (stack.status, stack.physical_id("Group")) == ("UPDATE_ROLLBACK_COMPLETE", "group-old")


def test_a_replaced_resource_is_deleted_afterwards(stack: Stack, client: Callable[[str], Any]) -> None:
    stack.create(named("role-one")).update(named("role-two"))
    roles = [role["RoleName"] for role in client("iam").list_roles()["Roles"]]
    assert [name for name in roles if name in ("role-one", "role-two")] == ["role-two"]


def test_retained_resources_stay(stack: Stack, client: Callable[[str], Any]) -> None:
    keep = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}

    def template(name: str) -> dict[str, Any]:
        return {"Resources": {"Group": named(name)["Resources"]["Group"] | keep}}

    stack.create(template("kept-1")).update(template("kept-2")).delete()
    groups = client("logs").describe_log_groups(logGroupNamePrefix="group-kept")["logGroups"]
    assert [group["logGroupName"] for group in groups] == ["group-kept-1", "group-kept-2"]
    assert [event["ResourceStatus"] for event in stack.events].count("DELETE_SKIPPED") == 2


def test_a_protected_stack_is_not_deleted(stack: Stack) -> None:
    stack.create(one("1"), EnableTerminationProtection=True)
    assert "TerminationProtection is enabled" in refusal(stack.delete)
    stack.cloudformation.update_termination_protection(StackName=stack.name, EnableTerminationProtection=False)
    assert stack.delete().status == "DELETE_COMPLETE"


def test_roles_must_be_acknowledged(stack: Stack) -> None:
    assert "CAPABILITY_NAMED_IAM" in refusal(lambda: stack.create(named("x"), Capabilities=["CAPABILITY_IAM"]))
    unnamed = {"Resources": {"Role": ROLE}}
    assert "Requires capabilities : [CAPABILITY_IAM]" in refusal(lambda: stack.create(unnamed, Capabilities=[]))
    assert stack.create(unnamed, Capabilities=["CAPABILITY_IAM"]).status == "CREATE_COMPLETE"


def test_an_export_that_is_used_can_be_neither_changed_nor_deleted(stack: Stack, local_aws: LocalAWS) -> None:
    def exporting(value: str) -> dict[str, Any]:
        output = {"Value": {"Fn::GetAtt": ["One", "Value"]}, "Export": {"Name": "exported"}}
        return one(value) | {"Outputs": {"Out": output}}

    importer = Stack(clients_of(local_aws)("cloudformation"))
    stack.create(exporting("1"))
    importer.create(one({"Fn::ImportValue": "exported"}))
    assert stack.cloudformation.list_imports(ExportName="exported")["Imports"] == [importer.name]
    assert stack.update(exporting("2")).status == "UPDATE_ROLLBACK_COMPLETE"
    assert stack.delete().status == "DELETE_FAILED"
    importer.delete()
    assert stack.delete().status == "DELETE_COMPLETE"


def test_what_a_rolled_back_creation_keeps_depends_on_the_policy(stack: Stack, client: Callable[[str], Any]) -> None:
    template = network("10.9.0.0/24")
    for policy in ("Retain", "RetainExceptOnCreate"):
        group = named(f"rolled-back-{policy}")["Resources"]["Group"]
        template["Resources"][policy] = group | {"DeletionPolicy": policy}
    stack.create(template)
    groups = client("logs").describe_log_groups(logGroupNamePrefix="group-rolled-back")["logGroups"]
    assert [group["logGroupName"] for group in groups] == ["group-rolled-back-Retain"]


def test_a_rolled_back_update_takes_policies_back_too(
    stack: Stack, responder: Responder, client: Callable[[str], Any]
) -> None:
    def template(mode: str, policy: str) -> dict[str, Any]:
        result = responder.template(Mode=mode)
        result["Resources"]["Group"] = named("policies")["Resources"]["Group"] | {"DeletionPolicy": policy}
        return result

    stack.create(template("succeed", "Retain")).update(template("fail", "Delete"))
    assert stack.status == "UPDATE_ROLLBACK_COMPLETE"
    stack.delete()
    groups = client("logs").describe_log_groups(logGroupNamePrefix="group-policies")["logGroups"]
    assert len(groups) == 1


def test_a_rollback_that_would_change_an_export_in_use_keeps_it(stack: Stack, responder: Responder) -> None:
    def template(mode: str) -> dict[str, Any]:
        result = responder.template(Mode="count", Other=mode)
        result["Outputs"]["Response"]["Export"] = {"Name": "changing"}
        token = {"Fn::GetAtt": ["Function", "Arn"]}
        last = {"Type": "Custom::Responder", "DependsOn": "Custom", "Properties": {"ServiceToken": token, "Mode": mode}}
        result["Resources"]["Last"] = last
        return result

    importer = Stack(stack.cloudformation)
    stack.create(template("succeed"))
    before = stack.outputs
    importer.create(one({"Fn::ImportValue": "changing"}))
    # The custom resource answers each event with another value.
    stack.update(template("fail"))
    assert (stack.status, stack.outputs) == ("UPDATE_ROLLBACK_COMPLETE", before)
    importer.delete()


def test_a_stack_that_was_rolled_back_imports_nothing(stack: Stack) -> None:
    exporting = one("1") | {"Outputs": {"Out": {"Value": "1", "Export": {"Name": "unused"}}}}
    importer = Stack(stack.cloudformation)
    stack.create(exporting)
    broken = network("10.9.0.0/24")
    broken["Resources"]["One"] = parameter({"Fn::ImportValue": "unused"})
    importer.create(broken)
    assert importer.status == "ROLLBACK_COMPLETE"
    assert stack.delete().status == "DELETE_COMPLETE"


def test_a_value_that_is_not_there_fails_its_resource(stack: Stack) -> None:
    stack.create(one({"Fn::ImportValue": "nothing"}))
    assert stack.logical_ids("CREATE_FAILED") == ["One"]
    assert stack.failures == ["No export named nothing found."]


def test_what_a_replacement_left_is_deleted_with_the_stack(stack: Stack, client: Callable[[str], Any]) -> None:
    """Without a rollback the old role is still there, and goes with the stack."""

    def template(name: str, subnet: str) -> dict[str, Any]:
        result = network(subnet)
        result["Resources"]["Role"] = named(name)["Resources"]["Role"]
        result["Resources"]["Subnet"]["DependsOn"] = "Role"
        return result

    def roles() -> list[str]:
        names = [role["RoleName"] for role in client("iam").list_roles()["Roles"]]
        return sorted(name for name in names if name.startswith("leftover"))

    stack.create(template("leftover-a", "10.0.0.0/24"))
    stack.update(template("leftover-b", "10.9.0.0/24"), DisableRollback=True)
    assert (stack.status, roles()) == ("UPDATE_FAILED", ["leftover-a", "leftover-b"])
    assert (stack.delete().status, roles()) == ("DELETE_COMPLETE", [])


def test_a_replacement_that_fails_leaves_nothing(stack: Stack, client: Callable[[str], Any]) -> None:
    def template(name: str, policies: list[str]) -> dict[str, Any]:
        role = named(name)["Resources"]["Role"]
        role["Properties"]["ManagedPolicyArns"] = policies
        return {"Resources": {"Role": role}}

    stack.create(template("half-a", []))
    stack.update(template("half-b", ["arn:aws:iam::aws:policy/Nothing"]))
    names = [role["RoleName"] for role in client("iam").list_roles()["Roles"]]
    assert (stack.status, [name for name in names if name.startswith("half")]) == (
        "UPDATE_ROLLBACK_COMPLETE",
        ["half-a"],
    )


def test_a_change_that_is_not_emulated_does_not_pretend(stack: Stack) -> None:
    def key(description: str) -> dict[str, Any]:
        return {"Resources": {"Key": {"Type": "AWS::KMS::Key", "Properties": {"Description": description}}}}

    stack.create(key("a")).update(key("b"))
    assert stack.failures[0] == "changing Description of AWS::KMS::Key is not emulated"


def test_a_template_of_more_than_51200_bytes_is_not_taken_inline(stack: Stack) -> None:
    template = one("1") | {"Description": "x" * 51_200}
    assert "51200" in refusal(lambda: stack.create(template))


def test_one_operation_at_a_time(stack: Stack, responder: Responder) -> None:
    """While a custom resource is made nothing else can be done, and change sets made before are worth nothing."""
    stack.create(responder.template(Value="1"))
    template = json.dumps(responder.template(Value="2"))
    given = {"TemplateBody": template, "Capabilities": ["CAPABILITY_IAM"]}
    stale = stack.cloudformation.create_change_set(StackName=stack.name, ChangeSetName="stale", **given)["Id"]
    thread = threading.Thread(target=stack.update, args=[responder.template(Value="3", Mode="sleep")])
    thread.start()
    while stack.status != "UPDATE_IN_PROGRESS":
        time.sleep(0.02)
    assert "can not be updated" in refusal(lambda: stack.update(responder.template(Value="4")))
    assert "cannot be deleted while" in refusal(stack.delete)
    assert "OBSOLETE" in refusal(lambda: stack.cloudformation.execute_change_set(ChangeSetName=stale))
    thread.join()
    assert stack.outputs == {"Response": "r-1"}


def test_change_sets_go_with_their_stack(stack: Stack) -> None:
    stack.create(one("1"))
    given = {"TemplateBody": json.dumps(one("2"))}
    identifier = stack.cloudformation.create_change_set(StackName=stack.name, ChangeSetName="late", **given)["Id"]
    stack.delete()
    assert "does not exist" in refusal(lambda: stack.cloudformation.execute_change_set(ChangeSetName=identifier))


def test_several_stacks_are_made_at_once(local_aws: LocalAWS, responder: Responder) -> None:
    stacks = [Stack(clients_of(local_aws)("cloudformation")) for _ in range(6)]
    threads = [
        threading.Thread(target=stack.create, args=[responder.template(Value=str(number))])
        for number, stack in enumerate(stacks)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [stack.outputs for stack in stacks] == [{"Response": f"r-{number}"} for number in range(6)]


def test_what_is_not_emulated_is_refused(stack: Stack) -> None:
    assert "not emulated" in refusal(lambda: stack.cloudformation.list_stack_sets())
