"""Logs go nowhere while a test runs, unless it captures them; and a worker's bench is set up."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from stancewatch import topics, worker
from stancewatch.telemetry.logs import configure_logging
from stancewatch.transport.local import LocalTransport
from tests.stancewatch.rig import Wrapped


@pytest.fixture(autouse=True)
def _quiet_logs() -> Iterator[None]:
    level, handlers = logging.root.level, logging.root.handlers[:]
    configure_logging(level="debug", stream=io.StringIO())
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def transport(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wrapped:
    monkeypatch.setattr(worker, "BACKOFF_SECONDS", (0.01,))
    monkeypatch.setattr("stancewatch.waiting.RETRY_SECONDS", 0.01)
    local = LocalTransport(tmp_path)
    local.ensure_topics(topics.ALL)
    return Wrapped(local)


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """A worker's name that no other test has: the metrics are the process's."""
    return str(request.node.name)
