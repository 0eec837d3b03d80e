"""Creating, updating, rolling back and deleting stacks."""

import threading
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
