"""What the tests of the local AWS share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from local_aws.data_api.playground import Playground
from local_aws.databases.servers import Family
from local_aws.server import LocalAWS
from stacks import Responder, Stack, clients_of


@pytest.fixture
def client(local_aws: LocalAWS) -> Callable[[str], Any]:
    return clients_of(local_aws)


@pytest.fixture
def stack(client: Callable[[str], Any]) -> Stack:
    return Stack(client("cloudformation"))


@pytest.fixture
def responder(local_aws: LocalAWS) -> Responder:
    return Responder(local_aws)


@pytest.fixture(scope="session")
def bucket(local_aws: LocalAWS) -> str:
    s3 = clients_of(local_aws)("s3")
    s3.create_bucket(Bucket="tests", CreateBucketConfiguration={"LocationConstraint": local_aws.region})
    return "tests"


@pytest.fixture(scope="module", params=["mysql", "postgresql"])
def playground(request: pytest.FixtureRequest) -> Iterator[Playground]:
    family: Family = request.param
    playground = Playground(family)
    yield playground
    playground.stop()
