"""Logs go nowhere while a test runs, unless it captures them."""

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from stancewatch.telemetry.logs import configure_logging


@pytest.fixture(autouse=True)
def _quiet_logs() -> Iterator[None]:
    level, handlers = logging.root.level, logging.root.handlers[:]
    configure_logging(level="debug", stream=io.StringIO())
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.reset_defaults()
