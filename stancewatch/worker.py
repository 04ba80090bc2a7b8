"""The one loop that every worker runs: poll, decode, handle, commit, apply.

The loop commits the input, its outputs and its new state as one step, and only then moves its own copy of the state,
its counters and its log. After any failure of the transport channel, state and polled records are dropped, and it
begins again at restore. The logic of a worker is a `Handler`.
"""

import threading
import time
from collections import ChainMap, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Generic, Literal

import structlog

from stancewatch.errors import (
    Backpressure,
    Fenced,
    RecordTooLarge,
    StancewatchError,
    TransportError,
)
from stancewatch.handler import Done, Handled, Handler, State, handle_record, learn, place_of, refuse
from stancewatch.telemetry import metrics
from stancewatch.telemetry.server import Readiness
from stancewatch.transport.base import Channel, Partition, Record, Transport
from stancewatch.waiting import Quiet, wait_for_transport

__all__ = ["Handled", "Handler", "Worker", "WorkerError"]

BATCH_RECORDS = 32
BATCH_SECONDS = 1.0
"""A batch is committed after this time, though records are left of it: an alert does not wait for its neighbours."""
POLL_SECONDS = 0.5
KEEP_ALIVE_SECONDS = 1.0
BUGS_IN_A_ROW = 20
"""So many records that fail one after the other show a broken worker, not broken records."""
BACKOFF_SECONDS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""After failures of the transport, one after the other. A commit, or calm for `CALM_SECONDS`, begins it anew."""
CALM_SECONDS = 300.0

log = structlog.get_logger("stancewatch.worker")


class WorkerError(StancewatchError):
    """The worker cannot go on, and says why."""


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
        self._session: _Session[State] | None = None
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

    def _open(self) -> "_Session[State]":
        channel = self._transport.open_channel(self._group, [self._handler.input_topic])
        return _Session(self._handler, channel, readiness=self._readiness, record_level=self._record_level)

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

    def _step(self, session: "_Session[State]", stop: threading.Event) -> None:
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
        log.warning("transport.failed", worker=self._handler.name, why=str(error), retry_in_seconds=seconds)
        stop.wait(seconds)


class _Session(Generic[State]):
    """One channel, and what was read through it: dropped as a whole after any failure of the transport."""

    def __init__(
        self, handler: Handler[Any, State], channel: Channel, *, readiness: Readiness, record_level: str
    ) -> None:
        self._handler = handler
        self._channel = channel
        self._readiness = readiness
        self._tell = getattr(log, record_level)
        self._states: defaultdict[int, dict[bytes, State]] = defaultdict(dict)
        self._pending: Sequence[Record] = ()
        self._places: set[Partition] = set()
        self._bugs_in_a_row = 0
        self._alive_at = time.monotonic()
        self._held = Quiet()

    def step(self, timeout_seconds: float, *, stop: threading.Event | None = None) -> int:
        """Handle and commit records, those first that are left of the last poll, and return how many it was.

        Raises Backpressure when it was none because what we deliver to takes no more.
        """
        records = self._pending = self._pending or self._poll(timeout_seconds)
        done, pressure = self._handle(records, stop)
        committed = self._commit(done)
        self._pending = records[committed:]
        for place, count in self._channel.lag().items():
            if place in self._places:
                metrics.CONSUMER_LAG.labels(self._handler.name, *place).set(count)
        if pressure and not committed:
            raise pressure
        return committed

    def hold(self, pressure: Backpressure, stop: threading.Event) -> None:
        """Keep the records, and the place in the group, until it is time to try again; not ready until a poll."""
        self._readiness.set_waiting(self._handler.name, str(pressure))
        if self._held.is_due():
            log.error("worker.held", worker=self._handler.name, why=str(pressure))
        until = time.monotonic() + pressure.retry_after_seconds
        while (remaining := until - time.monotonic()) > 0 and not stop.wait(min(remaining, KEEP_ALIVE_SECONDS)):
            self._keep_alive()

    def close(self) -> None:
        """Leave the group; what is not committed will be read again."""
        self._forget(tuple(self._places))
        self._channel.close()

    def _poll(self, timeout_seconds: float) -> Sequence[Record]:
        polled = self._channel.poll(max_records=BATCH_RECORDS, timeout_seconds=timeout_seconds)
        self._alive_at = time.monotonic()
        if polled.assigned or not polled.is_settled:
            reason = "restoring its state" if polled.assigned else "waiting for its partitions"
            self._readiness.set_waiting(self._handler.name, reason)
        self._forget(polled.revoked)
        for place in polled.assigned:
            self._places.add(place)
            self._restore(place)
        if polled.is_settled:
            self._readiness.set_ready(self._handler.name)
        return polled.records

    def _forget(self, places: Iterable[Partition]) -> None:
        for place in places:
            self._places.discard(place)
            self._states.pop(place.number, None)
            with suppress(KeyError):
                metrics.CONSUMER_LAG.remove(self._handler.name, *place)

    def _restore(self, place: Partition) -> None:
        if self._handler.state_topic is None:
            return
        state = self._states[place.number] = {}
        for record in self._channel.restore(self._handler.state_topic.name, place.number):
            self._keep_alive()
            learn(state, self._handler.state_topic, record)

    def _handle(
        self, records: Sequence[Record], stop: threading.Event | None
    ) -> tuple[list[Done[State]], Backpressure | None]:
        """Handle records, each given the state as the ones before it leave it, until time, stop or Backpressure."""
        until = time.monotonic() + BATCH_SECONDS
        staged: defaultdict[int, dict[bytes, State]] = defaultdict(dict)
        done: list[Done[State]] = []
        bugs = self._bugs_in_a_row
        for record in records:
            # A row of bugs is not cut by time: it is to end the worker before any of its records is given up.
            is_late = done and time.monotonic() > until and not bugs
            if is_late or (stop and stop.is_set()):
                break
            self._keep_alive()
            state = ChainMap(staged[record.partition], self._states[record.partition])
            try:
                done.append(handle_record(self._handler, record, state))
            except Backpressure as pressure:
                return done, pressure
            staged[record.partition].update(done[-1].changes)
            bugs = bugs + 1 if done[-1].reason == metrics.BUG else 0
            self._check_bugs(bugs, done[-1])
        return done, None

    def _check_bugs(self, in_a_row: int, last: Done[State]) -> None:
        if in_a_row >= BUGS_IN_A_ROW:
            raise WorkerError(
                f"{self._handler.name} failed on {BUGS_IN_A_ROW} records in a row, the last with "
                f"{last.fields['detail']}; the fault is in the worker, not in the records: see the tracebacks in its "
                "log; what it has not committed it reads again when it is started again"
            )

    def _commit(self, done: Sequence[Done[State]]) -> int:
        """Commit these records, or as many from the first on as the transport takes, and return how many."""
        if not done:
            return 0
        outputs = [output for one in done for output in one.outputs]
        try:
            self._channel.commit([one.record for one in done], outputs)
        except RecordTooLarge as error:
            return self._commit(done[: len(done) // 2] if len(done) > 1 else [self._refuse(done[0], error)])
        for one in done:
            self._apply(one)
        return len(done)

    def _refuse(self, done: Done[State], error: RecordTooLarge) -> Done[State]:
        if done.reason:
            raise WorkerError(f"a dead letter does not fit: {error}; raise that topic's limit") from error
        name, detail = self._handler.name, f"what follows from it is {error}"
        refused: Done[State] = refuse(name, done.record, outcome="invalid", reason=metrics.TOO_LARGE, detail=detail)
        return replace(refused, seconds=done.seconds)

    def _apply(self, done: Done[State]) -> None:
        """Let a committed record count, move the state, and be told of: all that must happen once."""
        name = self._handler.name
        self._states[done.record.partition].update(done.changes)
        self._bugs_in_a_row = self._bugs_in_a_row + 1 if done.reason == metrics.BUG else 0
        metrics.MESSAGES.labels(name, done.outcome).inc()
        metrics.HANDLE_DURATION.labels(name).observe(done.seconds)
        if done.reason:
            metrics.DEAD_LETTERS.labels(name, done.reason).inc()
        for output in done.outputs:
            metrics.PUBLISHED.labels(output.topic).inc()
        for counter in done.counters:
            counter.inc()
        self._tell_of(done)

    def _tell_of(self, done: Done[State]) -> None:
        facts = {"worker": self._handler.name, **place_of(done.record), "outcome": done.outcome}
        facts["seconds"] = round(done.seconds, 4)
        if done.reason:
            log.warning("record.refused", **facts, reason=done.reason, **done.fields)
        else:
            self._tell("record.handled", **{**facts, **done.fields, **facts})  # our facts come first, and hold

    def _keep_alive(self) -> None:
        if time.monotonic() - self._alive_at >= KEEP_ALIVE_SECONDS:
            self._channel.keep_alive()
            self._alive_at = time.monotonic()
