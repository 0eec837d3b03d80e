"""Stacks whose Data API records."""

from pathlib import Path

import pytest

from recording import Stack, make_stack


@pytest.fixture(params=["mysql", "postgresql"])
def stack(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stack:
    return make_stack(request.param, tmp_path, monkeypatch)


@pytest.fixture
def mysql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stack:
    return make_stack("mysql", tmp_path, monkeypatch)


@pytest.fixture
def postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stack:
    return make_stack("postgresql", tmp_path, monkeypatch)
