"""A local AWS as scripts/local-aws starts it, and a deployment of each project."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from deployment import BLOG, LEDGER, ORDERS, ROOT, SCRATCH, SHOP, Deployment, Project
from local_aws.processes import LeashedProcess
from local_aws.testing import LocalAWSProcess


@pytest.fixture(scope="session")
def aws() -> Iterator[LocalAWSProcess]:
    leashed = LeashedProcess([str(ROOT / "scripts/local-aws")], stop_signal="SIGTERM", output=subprocess.PIPE)
    yield LocalAWSProcess(leashed.process)
    leashed.stop()


@pytest.fixture(params=[BLOG, ORDERS], ids=["mysql", "postgresql"])
def project(request: pytest.FixtureRequest) -> Project:
    chosen: Project = request.param
    return chosen


@pytest.fixture
def deployment(project: Project, aws: LocalAWSProcess, tmp_path: Path) -> Deployment:
    """Not deployed yet."""
    return Deployment(project, aws, tmp_path)


@pytest.fixture
def blog(aws: LocalAWSProcess, tmp_path: Path) -> Deployment:
    return Deployment(BLOG, aws, tmp_path)


@pytest.fixture
def ledger(aws: LocalAWSProcess, tmp_path: Path) -> Deployment:
    return Deployment(LEDGER, aws, tmp_path)


@pytest.fixture
def shop(aws: LocalAWSProcess, tmp_path: Path) -> Deployment:
    return Deployment(SHOP, aws, tmp_path)


@pytest.fixture
def scratch(aws: LocalAWSProcess, tmp_path: Path) -> Deployment:
    return Deployment(SCRATCH, aws, tmp_path)
