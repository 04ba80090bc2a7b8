"""Waiting for what is not there yet, in one quiet line every ten seconds instead of tracebacks."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

import structlog

from stancewatch.errors import TransportUnavailable

Result = TypeVar("Result")

RETRY_SECONDS = 1.0
QUIET_SECONDS = 10.0

log = structlog.get_logger("stancewatch.waiting")


class Quiet:
    """Says when it is time for the next line of those that would repeat."""

    def __init__(self, seconds: float = QUIET_SECONDS) -> None:
        self._seconds = seconds
        self._next = 0.0

    def is_due(self) -> bool:
        """Return True at most once in the given seconds."""
        now = time.monotonic()
        if now < self._next:
            return False
        self._next = now + self._seconds
        return True


def wait_for_transport(
    call: Callable[[], Result], *, stop: threading.Event, wait_seconds: float | None = None
) -> Result | None:
    """Return what `call` returns once it no longer raises TransportUnavailable; None when `stop` is set before.

    After `wait_seconds` (None: never) the last TransportUnavailable is raised. Any other error is raised at once.
    """
    start, quiet = time.monotonic(), Quiet()
    while not stop.is_set():
        try:
            return call()
        except TransportUnavailable as error:
            waited = time.monotonic() - start
            if wait_seconds is not None and waited >= wait_seconds:
                raise
            if quiet.is_due():
                log.warning("transport.awaited", why=str(error), waited_seconds=round(waited))
        stop.wait(RETRY_SECONDS)
    return None
