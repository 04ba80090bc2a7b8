"""Fixtures of the ingest tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stancewatch import topics
from stancewatch.transport.local import LocalTransport
from tests.ingest.server import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as started:
        yield started


@pytest.fixture
def transport(tmp_path: Path) -> LocalTransport:
    local = LocalTransport(tmp_path / "data")
    local.ensure_topics(topics.ALL)
    return local


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder
