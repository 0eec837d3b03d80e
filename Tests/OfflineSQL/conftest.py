"""The engine of a test, its scripts, and databases to compare."""

from pathlib import Path

import pytest

from databases import ENGINES, Database, Scripts
from local_aws.server import LocalAWS


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def scripts(engine: str, tmp_path: Path) -> Scripts:
    return Scripts(engine, tmp_path)


@pytest.fixture
def database(engine: str, local_aws: LocalAWS) -> Database:
    return Database(engine, local_aws)


@pytest.fixture
def other(engine: str, local_aws: LocalAWS) -> Database:
    """One to compare with."""
    return Database(engine, local_aws)
