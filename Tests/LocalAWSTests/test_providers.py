"""Resource types whose making isn't seen in the stacks that are deployed: each is made, changed and deleted."""

from collections.abc import Callable
from typing import Any

import pytest

from stacks import ROLE, Stack

ADDRESSES = {"CidrBlock": "10.0.0.0/16"}
VPC = {"Type": "AWS::EC2::VPC", "Properties": ADDRESSES}


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    return {"Type": kind, "Properties": properties}


def rules(client: Callable[[str], Any], group: str) -> tuple[list[int], list[int]]:
    """The ports that are let in and out."""
    (found,) = client("ec2").describe_security_groups(GroupIds=[group])["SecurityGroups"]
    ingress, egress = found["IpPermissions"], found["IpPermissionsEgress"]
    return sorted(rule["FromPort"] for rule in ingress), sorted(rule.get("FromPort", -1) for rule in egress)


def port(number: int) -> dict[str, Any]:
    return {"IpProtocol": "tcp", "FromPort": number, "ToPort": number, "CidrIp": "10.0.0.0/16"}


def test_rules_of_a_security_group_are_added_and_taken_away(stack: Stack, client: Callable[[str], Any]) -> None:
    def template(ingress: list[int], egress: list[int]) -> dict[str, Any]:
        group = resource(
            "AWS::EC2::SecurityGroup",
            GroupDescription="x",
            VpcId={"Ref": "Network"},
            SecurityGroupIngress=[port(number) for number in ingress],
            SecurityGroupEgress=[port(number) for number in egress],
        )
        return {"Resources": {"Network": VPC, "Group": group}}

    stack.create(template([1, 2], [3]))
    group = stack.physical_id("Group")
    assert rules(client, group) == ([1, 2], [3])
    stack.update(template([2, 4], [5]))
    assert rules(client, group) == ([2, 4], [5])


def test_rules_outside_of_a_group_come_and_go(stack: Stack, client: Callable[[str], Any]) -> None:
    group = resource("AWS::EC2::SecurityGroup", GroupDescription="x", VpcId={"Ref": "Network"})
    base = {"Network": VPC, "Group": group}
    target = {"GroupId": {"Fn::GetAtt": ["Group", "GroupId"]}}
    ingress = resource("AWS::EC2::SecurityGroupIngress", **target | port(1))
    egress = resource("AWS::EC2::SecurityGroupEgress", **target | port(2))
    stack.create({"Resources": base | {"In": ingress, "Out": egress}})
    assert rules(client, stack.physical_id("Group")) == ([1], [-1, 2])
    stack.update({"Resources": base})
    assert rules(client, stack.physical_id("Group")) == ([], [-1])


def test_a_public_network_is_made_and_deleted(stack: Stack, client: Callable[[str], Any]) -> None:
    network, subnet, table = {"Ref": "Network"}, {"Ref": "Subnet"}, {"Ref": "Table"}
    attached = resource("AWS::EC2::VPCGatewayAttachment", VpcId=network, InternetGatewayId={"Ref": "Gateway"})
    route = resource(
        "AWS::EC2::Route",
        RouteTableId=table,
        DestinationCidrBlock="0.0.0.0/0",
        GatewayId={"Ref": "Gateway"},
    )
    nat = resource("AWS::EC2::NatGateway", SubnetId=subnet, AllocationId={"Fn::GetAtt": ["Address", "AllocationId"]})
    endpoint = resource("AWS::EC2::VPCEndpoint", VpcId=network, ServiceName="com.amazonaws.eu-west-1.s3")
    resources = {
        "Network": VPC,
        "Subnet": resource("AWS::EC2::Subnet", VpcId=network, CidrBlock="10.0.0.0/24", MapPublicIpOnLaunch=True),
        "Gateway": resource("AWS::EC2::InternetGateway"),
        "Attachment": attached,
        "Table": resource("AWS::EC2::RouteTable", VpcId=network),
        "Route": route | {"DependsOn": "Attachment"},
        "Association": resource("AWS::EC2::SubnetRouteTableAssociation", RouteTableId=table, SubnetId=subnet),
        "Address": resource("AWS::EC2::EIP", Domain="vpc"),
        "Nat": nat,
        "Endpoint": endpoint,
    }
    before = len(client("ec2").describe_vpcs()["Vpcs"])
    assert stack.create({"Resources": resources}).status == "CREATE_COMPLETE", stack.failures
    assert stack.delete().status == "DELETE_COMPLETE", stack.failures
    assert len(client("ec2").describe_vpcs()["Vpcs"]) == before


def policy(action: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def test_policies_follow_their_templates(stack: Stack, client: Callable[[str], Any]) -> None:
    def template(action: str, names: list[str]) -> dict[str, Any]:
        inline = [{"PolicyName": name, "PolicyDocument": policy(action)} for name in names]
        role = {"Type": "AWS::IAM::Role", "Properties": ROLE["Properties"] | {"Policies": inline}}  # type: ignore[operator]
        roles = [{"Ref": "Role"}]
        outside = resource("AWS::IAM::Policy", PolicyName="out", PolicyDocument=policy(action), Roles=roles)
        managed = resource("AWS::IAM::ManagedPolicy", PolicyDocument=policy(action), Roles=roles)
        return {"Resources": {"Role": role, "Outside": outside, "Managed": managed}}

    iam = client("iam")
    stack.create(template("s3:GetObject", ["a", "b"]))
    role = stack.physical_id("Role")
    assert iam.list_role_policies(RoleName=role)["PolicyNames"] == ["a", "b", "out"]
    stack.update(template("s3:PutObject", ["b"]))
    assert iam.list_role_policies(RoleName=role)["PolicyNames"] == ["b", "out"]
    (statement,) = iam.get_role_policy(RoleName=role, PolicyName="out")["PolicyDocument"]["Statement"]
    assert statement["Action"] == "s3:PutObject"
    arn = stack.physical_id("Managed")
    (current,) = iam.list_policy_versions(PolicyArn=arn)["Versions"]
    document = iam.get_policy_version(PolicyArn=arn, VersionId=current["VersionId"])["PolicyVersion"]["Document"]
    assert document["Statement"][0]["Action"] == "s3:PutObject"
    assert len(iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]) == 2
    assert stack.delete().status == "DELETE_COMPLETE", stack.failures


BUCKET_POLICY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}],
}
KEY = resource("AWS::KMS::Key", EnableKeyRotation=True, PendingWindowInDays=7)


@pytest.mark.parametrize(
    "resources",
    [
        {
            "Bucket": resource("AWS::S3::Bucket", VersioningConfiguration={"Status": "Enabled"}),
            "Policy": resource("AWS::S3::BucketPolicy", Bucket={"Ref": "Bucket"}, PolicyDocument=BUCKET_POLICY),
        },
        {
            "Key": KEY,
            "Alias": resource("AWS::KMS::Alias", AliasName="alias/test", TargetKeyId={"Ref": "Key"}),
        },
        {
            "Secret": resource("AWS::SecretsManager::Secret", GenerateSecretString={"PasswordLength": 20}),
            "Policy": resource(
                "AWS::SecretsManager::ResourcePolicy",
                SecretId={"Ref": "Secret"},
                ResourcePolicy=BUCKET_POLICY,
            ),
            "Rotation": resource("AWS::SecretsManager::RotationSchedule", SecretId={"Ref": "Secret"}),
        },
        {"Group": resource("AWS::RDS::DBClusterParameterGroup", Family="aurora-mysql8.0", Description="x")},
        {"Handle": resource("AWS::CloudFormation::WaitConditionHandle")},
        {"Queue": resource("AWS::SQS::Queue"), "Topic": resource("AWS::SNS::Topic")},
    ],
    ids=lambda resources: "-".join(resources),
)
def test_types_are_made_and_deleted(stack: Stack, resources: dict[str, Any]) -> None:
    assert stack.create({"Resources": resources}).status == "CREATE_COMPLETE", stack.failures
    assert stack.delete().status == "DELETE_COMPLETE", stack.failures


def test_versions_aliases_and_permissions_of_functions(stack: Stack, client: Callable[[str], Any]) -> None:
    function = {"Ref": "Function"}
    resources = {
        "Role": ROLE,
        "Function": resource(
            "AWS::Lambda::Function",
            Runtime="python3.13",
            Handler="index.main",
            Role={"Fn::GetAtt": ["Role", "Arn"]},
            Code={"ZipFile": "def main(event, context):\n    return event['number'] + 1\n"},
        ),
        "Version": resource("AWS::Lambda::Version", FunctionName=function),
        "Alias": resource(
            "AWS::Lambda::Alias",
            Name="live",
            FunctionName=function,
            FunctionVersion={"Fn::GetAtt": ["Version", "Version"]},
        ),
        "Permission": resource(
            "AWS::Lambda::Permission",
            FunctionName=function,
            Action="lambda:InvokeFunction",
            Principal="events.amazonaws.com",
        ),
    }
    assert stack.create({"Resources": resources}).status == "CREATE_COMPLETE", stack.failures
    invoked = client("lambda").invoke(FunctionName=stack.physical_id("Function"), Payload=b'{"number": 1}')
    assert invoked["Payload"].read() == b"2"
    assert stack.delete().status == "DELETE_COMPLETE", stack.failures
