"""The servers that are asked whether classes are right."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_aws.databases.mariadb import MariaDB
from local_aws.databases.postgresql import PostgreSQL
from local_aws.databases.server import Login


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="borealis-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def postgresql(folder: Path) -> Iterator[PostgreSQL]:
    server = PostgreSQL(folder / "postgresql", folder / "postgresql-seed")
    server.start(Login("tests", "secret"), None)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def mariadb(folder: Path) -> Iterator[MariaDB]:
    server = MariaDB(folder / "mariadb", folder / "mariadb-seed")
    server.start(Login("tests", "secret"), None)
    yield server
    server.stop()
