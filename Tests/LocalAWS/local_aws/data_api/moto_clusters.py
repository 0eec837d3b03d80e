"""The clusters and secrets that moto has."""

import json
from typing import Any

from moto.rds.models import rds_backends
from moto.secretsmanager.models import secretsmanager_backends

from local_aws.databases.server import DatabaseServer, Login
from local_aws.databases.servers import DatabaseServers

from .clusters import Cluster, parts, unreadable_secret
from .errors import DataAPIError


class MotoClusters:
    """The clusters and secrets of one account that moto has; a server starts when it is first asked for."""

    def __init__(self, servers: DatabaseServers, account: str) -> None:
        self.servers = servers
        self.account = account

    def cluster(self, arn: str) -> Cluster:
        """The cluster with this ARN, if it has an HTTP endpoint and an instance.

        Source: botocore's model of rds-data, read 2026-11-21.
        """
        region, account, identifier = parts(arn)
        model: Any = rds_backends[account][region].clusters.get(identifier)
        if model is None:
            raise DataAPIError("NotFoundException", f"DBCluster {identifier} not found", 404)
        is_serverless_v1 = model.engine_mode == "serverless"
        if not model.enable_http_endpoint:
            words = f"HttpEndpoint is not enabled for cluster {identifier}."
            raise DataAPIError.of_generation(is_serverless_v1, "HttpEndpointNotEnabledException", words)
        if not is_serverless_v1 and not model.members:
            words = f"Cluster {identifier} doesn't have a DB instance."
            raise DataAPIError("DatabaseNotFoundException", words, 404)
        master = Login(model.master_username, model._master_user_password)
        return Cluster(arn, model.resource_id, model.engine, model.database_name, master, is_serverless_v1)

    def login(self, cluster: Cluster, secret_arn: str) -> Login:
        """The user and the password that a secret holds."""
        try:
            backend = secretsmanager_backends[self.account][parts(cluster.arn)[0]]
            secret = json.loads(backend.get_secret_value(secret_arn, "", "AWSCURRENT")["SecretString"])
        except Exception as error:
            raise unreadable_secret(cluster, f"{secret_arn} : {error}") from error
        if not isinstance(secret, dict) or not {"username", "password"} <= secret.keys():
            words = "The secret must hold a username and a password"
            raise DataAPIError.of_generation(cluster.is_serverless_v1, "InvalidSecretException", words)
        return Login(secret["username"], secret["password"])

    def server(self, cluster: Cluster) -> DatabaseServer:
        return self.servers.server(cluster.id, cluster.engine, cluster.master, cluster.database)
