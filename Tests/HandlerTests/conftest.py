"""Stages on real databases, one server for each engine."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from crash_points import Stages
from crashes import Trials, empty
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
) -> Iterator[Stages]:
    """Stages on one database, one after another, which is emptied for each: a new one takes PostgreSQL longer."""
    numbers = itertools.count()

    @contextmanager
    def fresh() -> Iterator[Stage]:
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        stage = Stage(request.param, database, folder, monkeypatch)
        empty(stage)
        yield stage

    with playgrounds.of(request.param).database() as database:
        yield fresh


@pytest.fixture(params=["mysql", "postgresql"])
def trials(
    request: pytest.FixtureRequest, playgrounds: Playgrounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Trials]:
    with playgrounds.of(request.param).database() as database:
        yield Trials(request.param, database, tmp_path, monkeypatch)


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints how much was tried, also where all goes well."""

    def told(words: str) -> None:
        with capsys.disabled():
            print(f"\n{words}")

    return told
