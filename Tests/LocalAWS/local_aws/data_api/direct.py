"""boto3's own client of the Data API without HTTP: this process answers what it would send."""

import urllib.parse
from typing import Any

import boto3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError

from local_aws.endpoint import REGION

from .errors import LostAnswer, MissingAnswer
from .protocol import OPERATIONS, answer
from .service import DataAPI

# A statement that is sent again could do its work twice.
ONCE = Config(retries={"total_max_attempts": 1})


class Body:
    """The body of an answer, in the one way in which botocore reads it."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def stream(self, **options: Any) -> Any:
        yield self.content


def client(service: DataAPI, config: Config = ONCE) -> Any:
    """A client of this Data API and of nothing else.

    It makes, checks and reads requests and answers as boto3 does, with its errors and retries, as all of it is boto3.
    """
    made = boto3.client(
        "rds-data",
        region_name=REGION,
        aws_access_key_id="local",
        aws_secret_access_key="local",
        config=config,
    )
    connect(made, service)
    return made


def connect(made: BaseClient, service: DataAPI) -> None:
    """Has a client, such as one that the code under test has made, send nothing any more."""

    def send(request: AWSPreparedRequest, **more: Any) -> AWSResponse:
        url = str(request.url)
        body = request.body if isinstance(request.body, bytes) else str(request.body or "").encode()
        try:
            status, headers, text = answer(service, OPERATIONS[urllib.parse.urlsplit(url).path], body)
        except LostAnswer as error:
            raise ConnectionClosedError(error=error, request=request, endpoint_url=url) from error
        except MissingAnswer as error:
            raise ReadTimeoutError(error=error, endpoint_url=url) from error
        return AWSResponse(url, status, headers, Body(text.encode()))

    made.meta.events.register("before-send.rds-data", send)
