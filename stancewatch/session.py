"""One channel of a worker, and what was read through it: it handles records, commits them, and only then counts them.

A record, what follows from it and its new state are committed as one step; the session's own copy of the state, the
counters and the log move after that. What is in hand is noted before, for the case that it kills us (suspects.py).
"""

import gc
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Generic

import structlog

from stancewatch.errors import Backpressure, RecordTooLarge, StancewatchError
from stancewatch.handler import Done, Handler, State, give_up, handle_record, place_of, refuse
from stancewatch.state import StagedState, StoredState, without_superseded
from stancewatch.suspects import FEW_RECORDS, Suspects, choose_batch, choose_size, note_batch, note_progress, without
from stancewatch.telemetry import metrics
from stancewatch.telemetry.server import Readiness
from stancewatch.transport.base import Channel, Note, Partition, Record
from stancewatch.waiting import Quiet

BATCH_SECONDS = 1.0
"""A batch is committed after this time, though records are left of it: an alert does not wait for its neighbours."""
BATCH_BYTES = 16 * 1024 * 1024
"""A batch is committed also when its records are larger than this: a commit is to end in seconds, whatever it holds."""
KEEP_ALIVE_SECONDS = 1.0
COLLECT_AFTER = (10_000, 10, 10)
"""What Python's collector of cycles waits for, instead of (700, 10, 10): messages of a state live long and are in no
cycle, and to look through all of them once more for each quarter that they grow by took a fifth of track's time."""
BUGS_IN_A_ROW = 20
"""So many records that fail one after the other show a broken worker, not broken records."""

SUSPECTED = "a worker died with these in hand: they are handled one by one, and nothing need be done"
"""What a warning of suspects means to who reads the log."""

log = structlog.get_logger("stancewatch.worker")


class WorkerError(StancewatchError):
    """The worker cannot go on, and says why."""


class Session(Generic[State]):
    """One channel, and what was read through it: dropped as a whole after any failure of the transport."""

    def __init__(
        self, handler: Handler[Any, State], channel: Channel, *, readiness: Readiness, record_level: str
    ) -> None:
        self._handler = handler
        self._channel = channel
        self._readiness = readiness
        self._tell = getattr(log, record_level)
        self._durations = metrics.HANDLE_DURATION.labels(handler.name)
        self._states: dict[int, StoredState[State]] = {}
        self._pending: Sequence[Record] = ()
        self._places: set[Partition] = set()
        self._suspects: dict[Partition, Suspects] = {}
        self._noted: dict[Partition, Note] = {}
        self._poll_size = FEW_RECORDS
        self._bugs_in_a_row = 0
        self._alive_at = time.monotonic()
        self._held = Quiet()

    def step(self, timeout_seconds: float, *, stop: threading.Event | None = None) -> int:
        """Handle and commit records, those first that are left of the last poll, and return how many it was.

        Raises Backpressure when it was none because what we deliver to takes no more.
        """
        records = self._pending = self._pending or self._poll(timeout_seconds)
        batch = choose_batch(records, self._suspects)
        self._note(note_batch(batch, self._suspects))
        done, pressure = self._handle(batch, stop)
        committed = self._commit(done)
        self._pending = records[committed:]
        self._poll_size = choose_size(self._poll_size, polled=len(records), committed=committed)
        lag = self._channel.lag()
        for place, count in lag.items():
            if place in self._places:
                metrics.CONSUMER_LAG.labels(self._handler.name, *place).set(count)
        self._acquit(place for place, count in lag.items() if count == 0)
        if pressure and not committed:
            raise pressure
        return committed

    def hold(self, pressure: Backpressure, stop: threading.Event) -> None:
        """Keep the records, and the place in the group, until it is time to try again; not ready until a poll."""
        self._readiness.set_waiting(self._handler.name, str(pressure))
        if self._held.is_due():
            log.error("worker.held", worker=self._handler.name, why=str(pressure))
        self._note({place: note._replace(in_hand=False) for place, note in self._noted.items()})
        until = time.monotonic() + pressure.retry_after_seconds
        while (remaining := until - time.monotonic()) > 0 and not stop.wait(min(remaining, KEEP_ALIVE_SECONDS)):
            self._keep_alive()

    def close(self) -> None:
        """Leave the group; what is not committed will be read again."""
        self._forget(tuple(self._places))
        self._channel.close()

    def _poll(self, timeout_seconds: float) -> Sequence[Record]:
        polled = self._channel.poll(max_records=self._poll_size, timeout_seconds=timeout_seconds)
        self._alive_at = time.monotonic()
        if polled.assigned or not polled.is_settled:
            reason = "restoring its state" if polled.assigned else "waiting for its partitions"
            self._readiness.set_waiting(self._handler.name, reason)
        self._forget(polled.revoked)
        for place in polled.assigned:
            self._places.add(place)
            self._restore(place)
        self._suspect(polled.deaths)
        if polled.is_settled:
            self._readiness.set_ready(self._handler.name)
        return polled.records

    def _forget(self, places: Iterable[Partition]) -> None:
        for place in places:
            self._places.discard(place)
            self._suspects.pop(place, None)
            self._noted.pop(place, None)
            self._states.pop(place.number, None)
            with suppress(KeyError):
                metrics.CONSUMER_LAG.remove(self._handler.name, *place)

    def _suspect(self, deaths: Mapping[Partition, Note]) -> None:
        for place, note in deaths.items():
            self._suspects[place] = Suspects(note.deaths, left=note.records)
            facts = {"deaths": note.deaths, "records": note.records, "detail": SUSPECTED}
            log.warning("records.suspected", worker=self._handler.name, **place._asdict(), **facts)

    def _acquit(self, finished: Iterable[Partition]) -> None:
        """Suspect nothing of partitions that are read to their end: what was in hand at a death has been handled."""
        cleared = {place for place in finished if self._suspects.pop(place, None)}
        self._note(dict.fromkeys(cleared, Note(0, in_hand=False)))

    def _note(self, notes: Mapping[Partition, Note]) -> None:
        """Make these notes, as far as they do not stand already."""
        missing = {place: note for place, note in notes.items() if self._noted.get(place) != note}
        if missing:
            self._channel.commit((), (), notes=missing)
            self._noted.update(missing)

    def _restore(self, place: Partition) -> None:
        if self._handler.state_topic is None:
            return
        gc.set_threshold(*COLLECT_AFTER)
        state = self._states[place.number] = StoredState(self._handler.state_topic)
        for record in self._channel.restore(self._handler.state_topic.name, place.number):
            self._keep_alive()
            state.learn(record)

    def _handle(
        self, records: Sequence[Record], stop: threading.Event | None
    ) -> tuple[list[Done[State]], Backpressure | None]:
        """Handle records, each given the state as those before it leave it, until time, size, stop or Backpressure."""
        until, size = time.monotonic() + BATCH_SECONDS, 0
        states = {number: StagedState(self._states.get(number, {})) for number in {one.partition for one in records}}
        done: list[Done[State]] = []
        bugs = self._bugs_in_a_row
        for record in records:
            # A row of bugs is not cut: it is to end the worker before any of its records is given up.
            is_enough = done and (time.monotonic() > until or size > BATCH_BYTES) and not bugs
            if is_enough or (stop and stop.is_set()):
                break
            size += len(record.value or b"")
            self._keep_alive()
            state = states[record.partition]
            try:
                done.append(self._handle_one(record, state))
            except Backpressure as pressure:
                return done, pressure
            state.stage(done[-1].changes)
            bugs = bugs + 1 if done[-1].reason == metrics.BUG else 0
            self._check_bugs(bugs, done[-1])
        return done, None

    def _handle_one(self, record: Record, state: Mapping[bytes, State]) -> Done[State]:
        suspects = self._suspects.get(record.place) if self._suspects else None
        if suspects and suspects.is_deadly:
            return give_up(self._handler.name, record, deaths=suspects.deaths)
        return handle_record(self._handler, record, state)

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
        outputs = without_superseded(self._handler.state_topic, [output for one in done for output in one.outputs])
        handled = [one.record for one in done]
        suspects = without(self._suspects, handled)
        notes = note_progress(handled, self._pending[len(done) :], suspects)
        try:
            self._channel.commit(handled, outputs, notes=notes)
        except RecordTooLarge as error:
            return self._commit(done[: len(done) // 2] if len(done) > 1 else [self._refuse(done[0], error)])
        for topic, count in Counter(output.topic for output in outputs).items():
            metrics.PUBLISHED.labels(topic).inc(count)
        for one in done:
            self._apply(one)
        self._suspects = suspects
        self._noted.update(notes)
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
        if done.changes:
            self._states[done.record.partition].update(done.changes, done.outputs)
        self._bugs_in_a_row = self._bugs_in_a_row + 1 if done.reason == metrics.BUG else 0
        metrics.MESSAGES.labels(name, done.outcome).inc()
        self._durations.observe(done.seconds)
        if self._suspects and done.record.place in self._suspects:
            metrics.SUSPECTS.labels(name).inc()
        if done.reason:
            metrics.DEAD_LETTERS.labels(name, done.reason).inc()
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
