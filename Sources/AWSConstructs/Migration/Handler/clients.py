"""The AWS clients that the function uses, each made when it is first needed: making one takes longer than a call."""

from typing import Any, Protocol

import boto3
from botocore.config import Config

import data_api


class Clients(Protocol):
    """Makes clients."""

    def data_api(self) -> data_api.Client: ...

    def lambda_service(self) -> Any: ...

    def cloudformation(self) -> Any: ...


class AWSClients:
    """Those of boto3."""

    def data_api(self) -> data_api.Client:
        """One that sends nothing twice by itself: a statement whose answer was lost may have been run."""
        config = Config(
            connect_timeout=data_api.CONNECT_SECONDS,
            read_timeout=data_api.READ_SECONDS,
            retries={"total_max_attempts": 1},
        )
        client: data_api.Client = boto3.client("rds-data", config=config)
        return client

    def lambda_service(self) -> Any:
        return boto3.client("lambda", config=short())

    def cloudformation(self) -> Any:
        return boto3.client("cloudformation", config=short())


def short() -> Config:
    """For calls that must not take the time of what comes next."""
    return Config(connect_timeout=3, read_timeout=5, retries={"total_max_attempts": 2})
