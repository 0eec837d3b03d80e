"""Amazon EC2: networks and security groups."""

import json
from typing import Any

from local_aws.cloudformation.stack import Properties

from .provider import Context, Made, Provider, boolean, picked

ALL_TRAFFIC = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}


def tagged(properties: Properties, resource_type: str) -> dict[str, Any]:
    tags = properties.get("Tags")
    return {"TagSpecifications": [{"ResourceType": resource_type, "Tags": tags}]} if tags else {}


class VPC(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        ec2 = context.client("ec2")
        given = picked(properties, "CidrBlock", "InstanceTenancy")
        vpc = ec2.create_vpc(**given, **tagged(properties, "vpc"))["Vpc"]["VpcId"]
        self.set_dns(context, vpc, properties)
        filters = [{"Name": "vpc-id", "Values": [vpc]}]
        default = {"Name": "group-name", "Values": ["default"]}
        groups = ec2.describe_security_groups(Filters=[*filters, default])["SecurityGroups"]
        lists = ec2.describe_network_acls(Filters=filters)["NetworkAcls"]
        attributes = {
            "VpcId": vpc,
            "CidrBlock": properties["CidrBlock"],
            "DefaultSecurityGroup": groups[0]["GroupId"],
            "DefaultNetworkAcl": lists[0]["NetworkAclId"],
        }
        return Made(vpc, attributes)

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        self.set_dns(context, made.physical_id, new)
        return made

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("ec2").delete_vpc(VpcId=made.physical_id)

    @staticmethod
    def set_dns(context: Context, vpc: str, properties: Properties) -> None:
        for name, value in picked(properties, "EnableDnsHostnames", "EnableDnsSupport").items():
            context.client("ec2").modify_vpc_attribute(VpcId=vpc, **{name: {"Value": boolean(value)}})


class Subnet(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        ec2 = context.client("ec2")
        given = picked(properties, "VpcId", "CidrBlock", "AvailabilityZone")
        subnet = ec2.create_subnet(**given, **tagged(properties, "subnet"))["Subnet"]
        if "MapPublicIpOnLaunch" in properties:
            is_public = {"Value": boolean(properties["MapPublicIpOnLaunch"])}
            ec2.modify_subnet_attribute(SubnetId=subnet["SubnetId"], MapPublicIpOnLaunch=is_public)
        return Made(subnet["SubnetId"], picked(subnet, "SubnetId", "AvailabilityZone", "VpcId", "CidrBlock"))

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("ec2").delete_subnet(SubnetId=made.physical_id)


class InternetGateway(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        made = context.client("ec2").create_internet_gateway(**tagged(properties, "internet-gateway"))
        gateway = made["InternetGateway"]["InternetGatewayId"]
        return Made(gateway, {"InternetGatewayId": gateway})

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("ec2").delete_internet_gateway(InternetGatewayId=made.physical_id)


class VPCGatewayAttachment(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        context.client("ec2").attach_internet_gateway(**picked(properties, "VpcId", "InternetGatewayId"))
        return Made(f"IGW|{properties['VpcId']}", {"AttachmentType": "IGW"})

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("ec2").detach_internet_gateway(**picked(properties, "VpcId", "InternetGatewayId"))


class EIP(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        address = context.client("ec2").allocate_address(Domain=properties.get("Domain", "vpc"))
        return Made(address["PublicIp"], picked(address, "AllocationId", "PublicIp"))

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("ec2").release_address(AllocationId=made.attributes["AllocationId"])


class NatGateway(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        given = picked(properties, "SubnetId", "AllocationId", "ConnectivityType")
        made = context.client("ec2").create_nat_gateway(**given, **tagged(properties, "natgateway"))
        gateway = made["NatGateway"]["NatGatewayId"]
        return Made(gateway, {"NatGatewayId": gateway})

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("ec2").delete_nat_gateway(NatGatewayId=made.physical_id)


class RouteTable(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        made = context.client("ec2").create_route_table(VpcId=properties["VpcId"], **tagged(properties, "route-table"))
        table = made["RouteTable"]["RouteTableId"]
        return Made(table, {"RouteTableId": table})

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("ec2").delete_route_table(RouteTableId=made.physical_id)


class Route(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        context.client("ec2").create_route(**properties)
        destination = properties.get("DestinationCidrBlock") or properties.get("DestinationIpv6CidrBlock")
        return Made(f"{properties['RouteTableId']}|{destination}", {"CidrBlock": destination})

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        which = picked(properties, "RouteTableId", "DestinationCidrBlock", "DestinationIpv6CidrBlock")
        context.client("ec2").delete_route(**which)


class SubnetRouteTableAssociation(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        made = context.client("ec2").associate_route_table(**picked(properties, "RouteTableId", "SubnetId"))
        return Made(made["AssociationId"], {"Id": made["AssociationId"]})

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("ec2").disassociate_route_table(AssociationId=made.physical_id)


def permission(rule: Properties) -> dict[str, Any]:
    """A rule of a security group as the API takes it."""
    described = picked(rule, "Description")
    result: dict[str, Any] = {"IpProtocol": str(rule.get("IpProtocol", "-1"))}
    result |= {name: int(rule[name]) for name in ("FromPort", "ToPort") if name in rule}
    if "CidrIp" in rule:
        result["IpRanges"] = [described | picked(rule, "CidrIp")]
    if "CidrIpv6" in rule:
        result["Ipv6Ranges"] = [described | picked(rule, "CidrIpv6")]
    group = rule.get("SourceSecurityGroupId") or rule.get("DestinationSecurityGroupId")
    if group:
        result["UserIdGroupPairs"] = [described | {"GroupId": group}]
    return result


class SecurityGroup(Provider):
    name_property = "GroupName"

    def create(self, context: Context, properties: Properties) -> Made:
        ec2 = context.client("ec2")
        group = ec2.create_security_group(
            GroupName=properties.get("GroupName") or context.name(255),
            Description=properties["GroupDescription"],
            **picked(properties, "VpcId"),
            **tagged(properties, "security-group"),
        )["GroupId"]
        if properties.get("SecurityGroupEgress"):
            # Rules of one's own take the place of the one that lets everything out.
            ec2.revoke_security_group_egress(GroupId=group, IpPermissions=[ALL_TRAFFIC])
        self.set_rules(context, group, {}, properties)
        return Made(group, {"GroupId": group, "Id": group, "VpcId": properties.get("VpcId")})

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        self.set_rules(context, made.physical_id, old, new)
        return made

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("ec2").delete_security_group(GroupId=made.physical_id)

    @staticmethod
    def set_rules(context: Context, group: str, old: Properties, new: Properties) -> None:
        for direction in ("Ingress", "Egress"):
            name = f"SecurityGroup{direction}"
            before, after = old.get(name, []), new.get(name, [])
            for rule in before:
                if rule not in after:
                    change_rule(context, "revoke", direction, group, rule)
            for rule in after:
                if rule not in before:
                    change_rule(context, "authorize", direction, group, rule)


def change_rule(context: Context, verb: str, direction: str, group: str, rule: Properties) -> None:
    """Adds a rule to a group (authorize), or takes it away (revoke)."""
    call = getattr(context.client("ec2"), f"{verb}_security_group_{direction.lower()}")
    call(GroupId=group, IpPermissions=[permission(rule)])


class SecurityGroupRule(Provider):
    """A rule outside of its group.

    direction: Ingress or Egress.
    """

    def __init__(self, direction: str) -> None:
        self.direction = direction

    def create(self, context: Context, properties: Properties) -> Made:
        change_rule(context, "authorize", self.direction, properties["GroupId"], properties)
        return Made(context.name(60), {"Id": context.logical_id})

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        change_rule(context, "revoke", self.direction, properties["GroupId"], properties)


class VPCEndpoint(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        given: dict[str, Any] = {"VpcEndpointType": "Gateway"} | properties
        given.pop("Tags", None)
        if isinstance(given.get("PolicyDocument"), dict):
            given["PolicyDocument"] = json.dumps(given["PolicyDocument"])
        if "PrivateDnsEnabled" in given:
            given["PrivateDnsEnabled"] = boolean(given["PrivateDnsEnabled"])
        endpoint = context.client("ec2").create_vpc_endpoint(**given)["VpcEndpoint"]["VpcEndpointId"]
        return Made(endpoint, {"Id": endpoint})

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("ec2").delete_vpc_endpoints(VpcEndpointIds=[made.physical_id])


PROVIDERS: dict[str, Provider] = {
    "AWS::EC2::EIP": EIP(),
    "AWS::EC2::InternetGateway": InternetGateway(),
    "AWS::EC2::NatGateway": NatGateway(),
    "AWS::EC2::Route": Route(),
    "AWS::EC2::RouteTable": RouteTable(),
    "AWS::EC2::SecurityGroup": SecurityGroup(),
    "AWS::EC2::SecurityGroupEgress": SecurityGroupRule("Egress"),
    "AWS::EC2::SecurityGroupIngress": SecurityGroupRule("Ingress"),
    "AWS::EC2::Subnet": Subnet(),
    "AWS::EC2::SubnetRouteTableAssociation": SubnetRouteTableAssociation(),
    "AWS::EC2::VPC": VPC(),
    "AWS::EC2::VPCEndpoint": VPCEndpoint(),
    "AWS::EC2::VPCGatewayAttachment": VPCGatewayAttachment(),
}
