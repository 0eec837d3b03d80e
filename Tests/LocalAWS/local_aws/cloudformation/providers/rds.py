"""Amazon RDS: clusters, whose databases are real, and what belongs to them."""

from typing import Any

from local_aws.cloudformation.errors import ResourceError
from local_aws.cloudformation.stack import Properties

from .provider import Context, Made, Provider, boolean, picked, require_known

TEXTS = (
    "DBClusterParameterGroupName",
    "DBSubnetGroupName",
    "DatabaseName",
    "Engine",
    "EngineMode",
    "EngineVersion",
    "KmsKeyId",
    "MasterUserPassword",
    "MasterUsername",
    "PreferredBackupWindow",
    "PreferredMaintenanceWindow",
)
LISTS = ("AvailabilityZones", "Tags", "VpcSecurityGroupIds")
INTEGERS = ("BackupRetentionPeriod", "Port")
BOOLEANS = (
    "CopyTagsToSnapshot",
    "DeletionProtection",
    "EnableHttpEndpoint",
    "EnableIAMDatabaseAuthentication",
    "ManageMasterUserPassword",
    "StorageEncrypted",
)
MODIFIABLE = (
    "DBClusterParameterGroupName",
    "DeletionProtection",
    "EnableHttpEndpoint",
    "EngineVersion",
    "MasterUserPassword",
    "PreferredBackupWindow",
    "PreferredMaintenanceWindow",
    "ServerlessV2ScalingConfiguration",
    "VpcSecurityGroupIds",
)


class DBSubnetGroup(Provider):
    name_property = "DBSubnetGroupName"

    def create(self, context: Context, properties: Properties) -> Made:
        name = str(properties.get("DBSubnetGroupName") or context.name(255)).lower()
        given = picked(properties, "DBSubnetGroupDescription", "SubnetIds", "Tags")
        context.client("rds").create_db_subnet_group(DBSubnetGroupName=name, **given)
        return Made(name, {})

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        given = picked(new, "DBSubnetGroupDescription", "SubnetIds")
        context.client("rds").modify_db_subnet_group(DBSubnetGroupName=made.physical_id, **given)
        return made

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("rds").delete_db_subnet_group(DBSubnetGroupName=made.physical_id)


class DBCluster(Provider):
    name_property = "DBClusterIdentifier"

    def create(self, context: Context, properties: Properties) -> Made:
        name = str(properties.get("DBClusterIdentifier") or context.name(63)).lower()
        cluster = context.client("rds").create_db_cluster(DBClusterIdentifier=name, **parameters(properties))
        return Made(name, cluster_attributes(cluster["DBCluster"]))

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        before, after = parameters(old), parameters(new)
        changed = {name: after[name] for name in MODIFIABLE if name in after and before.get(name) != after[name]}
        if not changed:
            return made
        cluster = context.client("rds").modify_db_cluster(
            DBClusterIdentifier=made.physical_id, ApplyImmediately=True, **changed
        )
        return Made(made.physical_id, cluster_attributes(cluster["DBCluster"]))

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        if boolean(properties.get("DeletionProtection")):
            words = "Cannot delete protected Cluster, please disable deletion protection and try again."
            raise ResourceError(words)
        context.client("rds").delete_db_cluster(DBClusterIdentifier=made.physical_id, SkipFinalSnapshot=True)


def parameters(properties: Properties) -> dict[str, Any]:
    """A cluster's properties as the API takes them."""
    result: dict[str, Any] = picked(properties, *TEXTS, *LISTS)
    result |= {name: int(value) for name, value in picked(properties, *INTEGERS).items()}
    result |= {name: boolean(value) for name, value in picked(properties, *BOOLEANS).items()}
    if "ScalingConfiguration" in properties:
        scaling = properties["ScalingConfiguration"]
        result["ScalingConfiguration"] = {
            name: boolean(value) if name == "AutoPause" else int(value) for name, value in scaling.items()
        }
    if "ServerlessV2ScalingConfiguration" in properties:
        # moto knows no more of it.
        capacities = picked(properties["ServerlessV2ScalingConfiguration"], "MinCapacity", "MaxCapacity")
        result["ServerlessV2ScalingConfiguration"] = {name: float(value) for name, value in capacities.items()}
    return result


def cluster_attributes(cluster: dict[str, Any]) -> dict[str, Any]:
    attributes = {
        "DBClusterArn": cluster["DBClusterArn"],
        "DBClusterResourceId": cluster["DbClusterResourceId"],
        "Endpoint.Address": cluster["Endpoint"],
        "Endpoint.Port": str(cluster["Port"]),
        "ReadEndpoint.Address": cluster["ReaderEndpoint"],
    }
    if cluster.get("MasterUserSecret"):
        attributes["MasterUserSecret.SecretArn"] = cluster["MasterUserSecret"]["SecretArn"]
    return attributes


class DBInstance(Provider):
    name_property = "DBInstanceIdentifier"

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        require_known(context, old, new, "DBInstanceClass", "PromotionTier", "AutoMinorVersionUpgrade")
        context.client("rds").modify_db_instance(
            DBInstanceIdentifier=made.physical_id,
            ApplyImmediately=True,
            **picked(new, "DBInstanceClass"),
        )
        return made

    def create(self, context: Context, properties: Properties) -> Made:
        given = picked(properties, "DBClusterIdentifier", "DBInstanceClass", "Engine", "EngineVersion")
        name = str(properties.get("DBInstanceIdentifier") or context.name(63)).lower()
        made = context.client("rds").create_db_instance(DBInstanceIdentifier=name, **given)["DBInstance"]
        endpoint = made.get("Endpoint") or {}
        attributes = {
            "DBInstanceArn": made["DBInstanceArn"],
            "DbiResourceId": made["DbiResourceId"],
            "Endpoint.Address": endpoint.get("Address"),
            "Endpoint.Port": str(endpoint.get("Port")),
        }
        return Made(name, attributes)

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("rds").delete_db_instance(DBInstanceIdentifier=made.physical_id, SkipFinalSnapshot=True)


class DBClusterParameterGroup(Provider):
    name_property = "DBClusterParameterGroupName"

    def create(self, context: Context, properties: Properties) -> Made:
        name = str(properties.get("DBClusterParameterGroupName") or context.name(255)).lower()
        context.client("rds").create_db_cluster_parameter_group(
            DBClusterParameterGroupName=name,
            DBParameterGroupFamily=properties["Family"],
            Description=properties["Description"],
        )
        return Made(name, {})

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("rds").delete_db_cluster_parameter_group(DBClusterParameterGroupName=made.physical_id)


PROVIDERS: dict[str, Provider] = {
    "AWS::RDS::DBCluster": DBCluster(),
    "AWS::RDS::DBClusterParameterGroup": DBClusterParameterGroup(),
    "AWS::RDS::DBInstance": DBInstance(),
    "AWS::RDS::DBSubnetGroup": DBSubnetGroup(),
}
