"""What the Python tests share: an AWS on loopback, in this process, and an environment that leads nowhere else."""

import logging
import os
from collections.abc import Iterator

import pytest

from local_aws.server import LocalAWS


@pytest.fixture(scope="session", autouse=True)
def environment() -> None:
    """No test sees the profile, the region or the credentials of who runs it.

    What a local AWS does is shown with a test that fails: events, logs of functions, errors of databases.
    """
    logging.getLogger("local_aws").setLevel(logging.INFO)
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ |= {
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_MAX_ATTEMPTS": "1",
    }


@pytest.fixture(scope="session")
def local_aws(environment: None) -> Iterator[LocalAWS]:
    aws = LocalAWS(answer_seconds=8)
    yield aws
    aws.stop()
