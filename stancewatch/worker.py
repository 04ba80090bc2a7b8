"""The one loop that every worker runs: poll, decode, handle, commit, apply.

After any failure of the transport channel, state and polled records are dropped, as one `Session`, and the loop begins
again at restore. The logic of a worker is a `Handler`.
"""

import threading
import time
from typing import Any, Generic, Literal

import structlog

from stancewatch.errors import Backpressure, Fenced, TransportError
from stancewatch.handler import Handled, Handler, State
from stancewatch.session import Session, WorkerError
from stancewatch.telemetry.server import Readiness
from stancewatch.transport.base import Transport
from stancewatch.waiting import wait_for_transport

__all__ = ["Handled", "Handler", "Worker", "WorkerError"]

POLL_SECONDS = 0.5
BACKOFF_SECONDS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""After failures of the transport, one after the other. A commit, or calm for `CALM_SECONDS`, begins it anew."""
CALM_SECONDS = 300.0

log = structlog.get_logger("stancewatch.worker")


class Worker(Generic[State]):
    """A handler on a transport. Run it in a thread of its own with `run`, or step by step with `drain` and `close`.

    `group` is the consumer group, by default "stancewatch.<name>". `record_level` is that of the line a record gets.
    """

    def __init__(
        self,
        handler: Handler[Any, State],
        transport: Transport,
        *,
        group: str | None = None,
        readiness: Readiness | None = None,
        record_level: Literal["debug", "info"] = "info",
    ) -> None:
        self._handler = handler
        self._transport = transport
        self._group = group or f"stancewatch.{handler.name}"
        self._readiness = readiness or Readiness()
        self._record_level = record_level
        self._session: Session[State] | None = None
        self._failures = 0
        self._failed_at = 0.0

    def run(self, stop: threading.Event) -> None:
        """Handle records until `stop` is set; what was handled by then is committed.

        Waits for a broker that is absent, and begins again after failures of the transport. Raises WorkerError when
        too many records in a row fail by a bug or another consumer holds the group, and ConfigurationError.
        """
        while not stop.is_set():
            try:
                self._serve(stop)
            except TransportError as error:
                self._rest(error, stop)

    def drain(self, *, timeout_seconds: float = 0.0) -> int:
        """Handle what is there, and return how many records that was. `timeout_seconds` is waited for a next one.

        Raises what stops it, TransportError and Backpressure included. The channel stays open for the next call, unless
        it failed.
        """
        session = self._session = self._session or self._open()
        total = 0
        try:
            while handled := session.step(timeout_seconds):
                total += handled
        except TransportError:
            self.close()
            raise
        return total

    def close(self) -> None:
        """Close the channel that `drain` opened, if it is open."""
        if self._session:
            self._session.close()
            self._session = None

    def _open(self) -> Session[State]:
        channel = self._transport.open_channel(self._group, [self._handler.input_topic])
        return Session(self._handler, channel, readiness=self._readiness, record_level=self._record_level)

    def _serve(self, stop: threading.Event) -> None:
        self._readiness.set_waiting(self._handler.name, "waiting for the transport")
        try:
            session = wait_for_transport(self._open, stop=stop)
        except Fenced as error:
            raise WorkerError(str(error)) from error
        if session is None:
            return
        try:
            while not stop.is_set():
                self._step(session, stop)
        finally:
            session.close()

    def _step(self, session: Session[State], stop: threading.Event) -> None:
        try:
            if session.step(POLL_SECONDS, stop=stop):
                self._failures = 0
        except Backpressure as error:
            session.hold(error, stop)

    def _rest(self, error: TransportError, stop: threading.Event) -> None:
        now = time.monotonic()
        self._failures = self._failures + 1 if now - self._failed_at < CALM_SECONDS else 1
        self._failed_at = now
        seconds = BACKOFF_SECONDS[min(self._failures, len(BACKOFF_SECONDS)) - 1]
        self._readiness.set_waiting(self._handler.name, "the transport failed; trying again")
        log.log(
            error.log_level, "transport.failed", worker=self._handler.name, why=str(error), retry_in_seconds=seconds
        )
        stop.wait(seconds)
