"""AWS Key Management Service: keys and their aliases."""

from local_aws.cloudformation.stack import Properties

from .iam import document
from .provider import Context, Made, Provider, boolean, picked


class Key(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        kms = context.client("kms")
        policy = {"Policy": document(properties["KeyPolicy"])} if "KeyPolicy" in properties else {}
        key = kms.create_key(Description=properties.get("Description", ""), **policy)["KeyMetadata"]
        if boolean(properties.get("EnableKeyRotation")):
            kms.enable_key_rotation(KeyId=key["KeyId"])
        return Made(key["KeyId"], picked(key, "Arn", "KeyId"))

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        days = int(properties.get("PendingWindowInDays", 30))
        context.client("kms").schedule_key_deletion(KeyId=made.physical_id, PendingWindowInDays=days)


class Alias(Provider):
    name_property = "AliasName"

    def create(self, context: Context, properties: Properties) -> Made:
        context.client("kms").create_alias(**picked(properties, "AliasName", "TargetKeyId"))
        return Made(properties["AliasName"], {})

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        context.client("kms").update_alias(**picked(new, "AliasName", "TargetKeyId"))
        return made

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("kms").delete_alias(AliasName=made.physical_id)


PROVIDERS: dict[str, Provider] = {"AWS::KMS::Alias": Alias(), "AWS::KMS::Key": Key()}
