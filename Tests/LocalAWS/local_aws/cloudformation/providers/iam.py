"""AWS Identity and Access Management: roles and their policies."""

import json
from typing import Any

from local_aws.cloudformation.stack import Properties

from .provider import Context, Made, Provider, picked, require_known


def document(value: Any) -> str:
    """A policy as the API takes it."""
    return value if isinstance(value, str) else json.dumps(value)


class Role(Provider):
    name_property = "RoleName"

    def create(self, context: Context, properties: Properties) -> Made:
        role = context.client("iam").create_role(
            RoleName=properties.get("RoleName") or context.name(64),
            AssumeRolePolicyDocument=document(properties["AssumeRolePolicyDocument"]),
            Path=properties.get("Path", "/"),
            **picked(properties, "Description"),
        )["Role"]
        made = context.partial = Made(role["RoleName"], picked(role, "Arn", "RoleId"))
        self.set_policies(context, made.physical_id, {}, properties)
        return made

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        trust = document(new["AssumeRolePolicyDocument"])
        context.client("iam").update_assume_role_policy(RoleName=made.physical_id, PolicyDocument=trust)
        self.set_policies(context, made.physical_id, old, new)
        return made

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        self.set_policies(context, made.physical_id, properties, {})
        context.client("iam").delete_role(RoleName=made.physical_id)

    @staticmethod
    def set_policies(context: Context, role: str, old: Properties, new: Properties) -> None:
        iam = context.client("iam")
        before, after = old.get("ManagedPolicyArns", []), new.get("ManagedPolicyArns", [])
        for policy in after:
            if policy not in before:
                iam.attach_role_policy(RoleName=role, PolicyArn=policy)
        # A creation may have failed between one policy and the next.
        attached = [each["PolicyArn"] for each in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]]
        for policy in before:
            if policy not in after and policy in attached:
                iam.detach_role_policy(RoleName=role, PolicyArn=policy)
        inline = {policy["PolicyName"]: policy["PolicyDocument"] for policy in new.get("Policies", [])}
        for name, policy in inline.items():
            iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=document(policy))
        present = iam.list_role_policies(RoleName=role)["PolicyNames"]
        for policy in old.get("Policies", []):
            if policy["PolicyName"] not in inline and policy["PolicyName"] in present:
                iam.delete_role_policy(RoleName=role, PolicyName=policy["PolicyName"])


class Policy(Provider):
    """A policy inside of roles."""

    def create(self, context: Context, properties: Properties) -> Made:
        self.put(context, properties)
        name = context.name(60)
        return Made(name, {"Id": name})

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        self.put(context, new)
        kept = new.get("Roles", []) if old["PolicyName"] == new["PolicyName"] else []
        self.remove(context, old["PolicyName"], [role for role in old.get("Roles", []) if role not in kept])
        return made

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        self.remove(context, properties["PolicyName"], properties.get("Roles", []))

    @staticmethod
    def put(context: Context, properties: Properties) -> None:
        name, policy = properties["PolicyName"], document(properties["PolicyDocument"])
        for role in properties.get("Roles", []):
            context.client("iam").put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=policy)

    @staticmethod
    def remove(context: Context, name: str, roles: list[str]) -> None:
        for role in roles:
            context.client("iam").delete_role_policy(RoleName=role, PolicyName=name)


class ManagedPolicy(Provider):
    name_property = "ManagedPolicyName"

    def create(self, context: Context, properties: Properties) -> Made:
        iam = context.client("iam")
        arn = iam.create_policy(
            PolicyName=properties.get("ManagedPolicyName") or context.name(64),
            PolicyDocument=document(properties["PolicyDocument"]),
            Path=properties.get("Path", "/"),
        )["Policy"]["Arn"]
        for role in properties.get("Roles", []):
            iam.attach_role_policy(RoleName=role, PolicyArn=arn)
        return Made(arn, {"PolicyArn": arn})

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        require_known(context, old, new, "PolicyDocument", "Roles")
        iam, arn = context.client("iam"), made.physical_id
        iam.create_policy_version(PolicyArn=arn, PolicyDocument=document(new["PolicyDocument"]), SetAsDefault=True)
        # A policy has at most five versions.
        for version in iam.list_policy_versions(PolicyArn=arn)["Versions"]:
            if not version["IsDefaultVersion"]:
                iam.delete_policy_version(PolicyArn=arn, VersionId=version["VersionId"])
        before, after = old.get("Roles", []), new.get("Roles", [])
        for role in after:
            if role not in before:
                iam.attach_role_policy(RoleName=role, PolicyArn=arn)
        for role in before:
            if role not in after:
                iam.detach_role_policy(RoleName=role, PolicyArn=arn)
        return made

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        iam = context.client("iam")
        for role in properties.get("Roles", []):
            iam.detach_role_policy(RoleName=role, PolicyArn=made.physical_id)
        iam.delete_policy(PolicyArn=made.physical_id)


PROVIDERS: dict[str, Provider] = {
    "AWS::IAM::ManagedPolicy": ManagedPolicy(),
    "AWS::IAM::Policy": Policy(),
    "AWS::IAM::Role": Role(),
}
