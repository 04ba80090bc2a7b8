"""A channel on Kafka: a member of the group that reads, and a writer whose transactions carry the group's offsets."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from kafka import TopicPartition
from kafka.errors import KafkaError

from stancewatch.errors import RecordTooLarge, StancewatchError, TransportError
from stancewatch.transport.base import NO_NOTES, Note, Outgoing, Partition, Polled, Record, size_of
from stancewatch.transport.kafka.abandoned import is_in_vain
from stancewatch.transport.kafka.clients import CLOSE_SECONDS, Clients
from stancewatch.transport.kafka.group import HANGS, Member, to_record
from stancewatch.transport.kafka.watchdog import GivenUp, call_within, ending_after
from stancewatch.transport.kafka.writer import Writer

RESTORE_POLL_MS = 20
"""The client tells of an answer without records only when this time is over (and the broker gives it after that of
clients.RESTORE_WAIT_SECONDS): an empty partition takes as long."""
HANG_SECONDS = 90.0
"""Beyond every timeout that a step may run into: then the client hangs, and the process ends."""


class KafkaChannel:
    """One group's view, or with no topics a writer alone. After the first TransportError it is spent."""

    def __init__(
        self,
        clients: Clients,
        writer: Writer,
        member: Member | None,
        *,
        max_bytes: Callable[[str], int],
        on_close: Callable[[str, str], None],
    ) -> None:
        self._clients = clients
        self._writer = writer
        self._member = member
        self._max_bytes = max_bytes
        self._on_close = on_close
        self._is_spent = False
        self._is_closed = False

    def poll(self, *, max_records: int, timeout_seconds: float) -> Polled:
        """Return up to `max_records` records that follow those polled before; wait up to the timeout for the first."""
        with self._step("polling", timeout_seconds):
            if self._member is None:
                time.sleep(timeout_seconds)
                return Polled()
            self._give_back(self._member, is_leaving=False)
            return self._member.poll(max_records=max_records, timeout_seconds=timeout_seconds)

    def commit(
        self, consumed: Sequence[Record], outputs: Sequence[Outgoing], *, notes: Mapping[Partition, Note] = NO_NOTES
    ) -> None:
        """Make the outputs visible, the records consumed, and the notes last: all or nothing.

        Raises RecordTooLarge before anything is written; the channel stays usable.
        """
        for outgoing in outputs:
            limit = self._max_bytes(outgoing.topic)
            if size_of(outgoing) > limit:
                raise RecordTooLarge(outgoing.topic, size_of(outgoing), limit)
        with self._step("committing"):
            marks = self._member.marks_after(consumed, notes) if self._member else {}
            if outputs or marks:
                self._writer.commit(outputs, marks, self._member.identity if self._member else None)
            if self._member:
                self._member.mark_committed(marks, notes)

    def keep_alive(self) -> None:
        """Stay in the group while a slow batch runs; TransportError when we are no longer in it."""
        with self._step("staying in the group"):
            if self._member:
                self._member.keep_alive()

    def restore(self, topic: str, partition: int) -> Iterator[Record]:
        """Yield a topic's committed records from its start to its end of now, oldest first.

        The end is the high watermark: a record before it may be of a predecessor's transaction that is committed but
        not marked so yet. The group's offsets are settled (Member.poll reports no partition before): none can follow.
        """
        with self._step("restoring"):
            reader = self._clients.reader()
        place = TopicPartition(topic, partition)
        try:
            reader.assign([place])
            reader.seek_to_beginning(place)
            yield from self._read_to_end(reader, place)
        finally:
            with suppress(KafkaError, OSError):
                reader.close(timeout_ms=int(CLOSE_SECONDS * 1000))

    def lag(self) -> Mapping[Partition, int]:
        """Return how many records of each assigned partition are not committed yet, as last known; never waits."""
        return self._member.lag() if self._member else {}

    def close(self) -> None:
        """Leave the group and free everything; never raises."""
        with ending_after(HANG_SECONDS, "closing"):
            if self._member and not self._is_spent:
                with suppress(GivenUp, StancewatchError, KafkaError, OSError):
                    call_within(CLOSE_SECONDS, partial(self._give_back, self._member, is_leaving=True))
            if not self._is_closed:
                self._on_close(self._writer.transactional_id, self._member.member_id if self._member else "")
            self._is_closed = self._is_spent = True
            self._writer.close()
            if self._member:
                self._member.close()

    def _give_back(self, member: Member, *, is_leaving: bool) -> None:
        """Note that we have left our partitions alive."""
        notes = member.notes_to_give_back(is_leaving=is_leaving)
        if notes:
            marks = member.marks_after((), notes)
            self._writer.commit((), marks, member.identity)
            member.mark_committed(marks, notes)

    def _read_to_end(self, reader: Any, place: TopicPartition) -> Iterator[Record]:
        position, moved_at = -1, time.monotonic()
        while not _is_at_end(position, reader.highwater(place)):
            with self._step("restoring"):
                batch = reader.poll(timeout_ms=RESTORE_POLL_MS).get(place, [])
                before, position = position, reader.position(place, timeout_ms=500) or 0
                if self._member:
                    self._member.keep_alive()
                if position != before:
                    moved_at = time.monotonic()
                if is_in_vain(self._clients, time.monotonic() - moved_at):
                    raise TransportError(f"{place} cannot be read beyond offset {position}: {HANGS}")
            yield from map(to_record, batch)

    @contextmanager
    def _step(self, doing: str, seconds: float = 0.0) -> Iterator[None]:
        """Run one step: the client's errors become ours, an error spends the channel, and nothing hangs for ever."""
        if self._is_spent:
            raise TransportError("this channel has failed or is closed; open another")
        self._is_spent = True
        with ending_after(HANG_SECONDS + seconds, doing), self._clients.translated(doing):
            try:
                yield
                self._is_spent = False
            finally:
                if self._is_spent:
                    self._writer.abort()


def _is_at_end(position: int, highwater: int | None) -> bool:
    return highwater is not None and position >= highwater
