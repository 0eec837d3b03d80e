"""Stages on real databases, one server for each engine."""

import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from crash_points import Stages
from local_aws.databases.servers import Family
from playgrounds import Playgrounds
from stage import Stage


@pytest.fixture(scope="session")
def playgrounds() -> Iterator[Playgrounds]:
    with ExitStack() as stack:
        yield Playgrounds(stack)


def staged(engine: Family, playgrounds: Playgrounds, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    with playgrounds.of(engine).database() as database:
        yield Stage(engine, database, folder, monkeypatch)


@pytest.fixture(params=["mysql", "postgresql"])
def stage(
    request: pytest.FixtureRequest, playgrounds: Playgrounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    yield from staged(request.param, playgrounds, tmp_path, monkeypatch)


@pytest.fixture
def mysql(playgrounds: Playgrounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    yield from staged("mysql", playgrounds, tmp_path, monkeypatch)


@pytest.fixture
def postgresql(playgrounds: Playgrounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    yield from staged("postgresql", playgrounds, tmp_path, monkeypatch)


@pytest.fixture(params=["mysql", "postgresql"])
def stages(
    request: pytest.FixtureRequest, playgrounds: Playgrounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Stages:
    """Stages on new databases, one after another."""
    numbers = itertools.count()

    @contextmanager
    def fresh() -> Iterator[Stage]:
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        yield from staged(request.param, playgrounds, folder, monkeypatch)

    return fresh
