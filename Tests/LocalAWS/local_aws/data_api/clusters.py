"""DB clusters as the Data API finds them, the logins in their secrets, and the servers behind them."""

import re
from dataclasses import dataclass
from typing import Protocol

from local_aws.databases.server import DatabaseServer, Login
from local_aws.databases.servers import Family, family

from .errors import DataAPIError

ARN = re.compile(r"arn:[\w-]+:rds:([\w-]+):(\d{12}):cluster:(.+)")


@dataclass(frozen=True)
class Cluster:
    """What the Data API needs to know of a cluster that it can reach."""

    arn: str
    # Which no other cluster ever has.
    id: str
    engine: str
    database: str | None
    master: Login
    is_serverless_v1: bool = False

    @property
    def family(self) -> Family:
        return family(self.engine)


class Clusters(Protocol):
    """Where the Data API looks; all raise DataAPIError for what isn't there."""

    def cluster(self, arn: str) -> Cluster: ...

    def login(self, cluster: Cluster, secret_arn: str) -> Login: ...

    def server(self, cluster: Cluster) -> DatabaseServer: ...


@dataclass(frozen=True)
class OneCluster:
    """A single cluster, whose secret holds the master user's login; its server runs."""

    only: Cluster
    secret_arn: str
    running: DatabaseServer

    def cluster(self, arn: str) -> Cluster:
        if arn != self.only.arn:
            raise DataAPIError("NotFoundException", f"DBCluster {parts(arn)[2]} not found", 404)
        return self.only

    def login(self, cluster: Cluster, secret_arn: str) -> Login:
        if secret_arn != self.secret_arn:
            raise unreadable_secret(cluster, f"{secret_arn} : there is no such secret")
        return cluster.master

    def server(self, cluster: Cluster) -> DatabaseServer:
        return self.running


def parts(arn: str) -> tuple[str, str, str]:
    """Region, account and identifier of a cluster's ARN."""
    match = ARN.fullmatch(arn)
    if not match:
        raise DataAPIError("BadRequestException", f"Invalid cluster arn: {arn}")
    return match[1], match[2], match[3]


def unreadable_secret(cluster: Cluster, words: str) -> DataAPIError:
    return DataAPIError.of_generation(
        cluster.is_serverless_v1, "SecretsErrorException", f"Error fetching secret {words}"
    )
