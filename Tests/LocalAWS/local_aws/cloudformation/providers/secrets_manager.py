"""AWS Secrets Manager: secrets, and what attaches them to a database."""

import json
from typing import Any

from local_aws.cloudformation.errors import ResourceError
from local_aws.cloudformation.stack import Properties

from .provider import Context, Made, Provider, boolean, picked

CONNECTION_KEYS = ("dbClusterIdentifier", "dbInstanceIdentifier", "dbname", "engine", "host", "port")


class Secret(Provider):
    name_property = "Name"

    def create(self, context: Context, properties: Properties) -> Made:
        made = context.client("secretsmanager").create_secret(
            Name=properties.get("Name") or context.name(64),
            SecretString=secret_string(context, properties),
            **picked(properties, "Description", "KmsKeyId", "Tags"),
        )
        return Made(made["ARN"], {"Id": made["ARN"]})

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        client = context.client("secretsmanager")
        if any(old.get(name) != new.get(name) for name in ("GenerateSecretString", "SecretString")):
            client.put_secret_value(SecretId=made.physical_id, SecretString=secret_string(context, new))
        if old.get("Description") != new.get("Description"):
            client.update_secret(SecretId=made.physical_id, Description=new.get("Description", ""))
        return made

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("secretsmanager").delete_secret(SecretId=made.physical_id, ForceDeleteWithoutRecovery=True)


def secret_string(context: Context, properties: Properties) -> str:
    """The secret that is given, or one with a password that is generated."""
    generation = properties.get("GenerateSecretString")
    if generation is None:
        return str(properties.get("SecretString", "{}"))
    choices: dict[str, Any] = {
        name: boolean(value)
        for name, value in generation.items()
        if name.startswith(("Exclude", "Include", "Require")) and name != "ExcludeCharacters"
    }
    choices |= picked(generation, "ExcludeCharacters")
    if "PasswordLength" in generation:
        choices["PasswordLength"] = int(generation["PasswordLength"])
    password = str(context.client("secretsmanager").get_random_password(**choices)["RandomPassword"])
    if "GenerateStringKey" not in generation:
        return password
    template = json.loads(generation.get("SecretStringTemplate", "{}"))
    return json.dumps(template | {generation["GenerateStringKey"]: password})


class SecretTargetAttachment(Provider):
    """Adds to a secret where the database is."""

    def create(self, context: Context, properties: Properties) -> Made:
        self.put(context, properties, connection(context, properties))
        return Made(properties["SecretId"], {"Id": properties["SecretId"]})

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        return self.create(context, new)

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        self.put(context, properties, {})

    @staticmethod
    def put(context: Context, properties: Properties, connection: dict[str, Any]) -> None:
        client = context.client("secretsmanager")
        secret = json.loads(client.get_secret_value(SecretId=properties["SecretId"])["SecretString"])
        kept = {key: value for key, value in secret.items() if key not in CONNECTION_KEYS}
        client.put_secret_value(SecretId=properties["SecretId"], SecretString=json.dumps(kept | connection))


def connection(context: Context, properties: Properties) -> dict[str, Any]:
    """Where a database is, in the words of the secrets of RDS."""
    target, kind, rds = properties["TargetId"], properties["TargetType"], context.client("rds")
    if kind == "AWS::RDS::DBCluster":
        found = rds.describe_db_clusters(DBClusterIdentifier=target)["DBClusters"][0]
        where = {"host": found["Endpoint"], "port": found["Port"], "dbClusterIdentifier": target}
        where |= {"dbname": found["DatabaseName"]} if found.get("DatabaseName") else {}
    elif kind == "AWS::RDS::DBInstance":
        found = rds.describe_db_instances(DBInstanceIdentifier=target)["DBInstances"][0]
        endpoint = found["Endpoint"]
        where = {"host": endpoint["Address"], "port": endpoint["Port"], "dbInstanceIdentifier": target}
    else:
        raise ResourceError(f"unsupported TargetType {kind}")
    return where | {"engine": "postgres" if "postgres" in found["Engine"] else "mysql"}


class RotationSchedule(Provider):
    """A schedule is remembered, and nothing is rotated."""

    def create(self, context: Context, properties: Properties) -> Made:
        return Made(properties["SecretId"], {"Id": properties["SecretId"]})


class ResourcePolicy(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        policy = json.dumps(properties["ResourcePolicy"])
        secret = properties["SecretId"]
        context.client("secretsmanager").put_resource_policy(SecretId=secret, ResourcePolicy=policy)
        return Made(secret, {"Id": secret})

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        return self.create(context, new)

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("secretsmanager").delete_resource_policy(SecretId=properties["SecretId"])


PROVIDERS: dict[str, Provider] = {
    "AWS::SecretsManager::ResourcePolicy": ResourcePolicy(),
    "AWS::SecretsManager::RotationSchedule": RotationSchedule(),
    "AWS::SecretsManager::Secret": Secret(),
    "AWS::SecretsManager::SecretTargetAttachment": SecretTargetAttachment(),
}
