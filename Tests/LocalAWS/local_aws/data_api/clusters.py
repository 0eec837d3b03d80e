"""DB clusters as the Data API finds them: by ARN, among those that moto has."""

import re
from dataclasses import dataclass
from typing import Any

from moto.rds.models import rds_backends

from local_aws.databases.server import Login

from .errors import DataAPIError

ARN = re.compile(r"arn:[\w-]+:rds:([\w-]+):(\d{12}):cluster:(.+)")


@dataclass(frozen=True)
class Cluster:
    """What the Data API needs to know of a cluster that it can reach."""

    arn: str
    # Which no other cluster ever has.
    id: str
    region: str
    engine: str
    database: str | None
    master: Login
    is_serverless_v1: bool


def find_cluster(arn: str) -> Cluster:
    """The cluster with this ARN.

    Raises DataAPIError when there is none, or it has no HTTP endpoint or no instance.
    Source: botocore's model of rds-data, read 2026-11-21.
    """
    match = ARN.fullmatch(arn)
    if not match:
        raise DataAPIError("BadRequestException", f"Invalid cluster arn: {arn}")
    region, account, identifier = match.groups()
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
    return Cluster(arn, model.resource_id, region, model.engine, model.database_name, master, is_serverless_v1)
