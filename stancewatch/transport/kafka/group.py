"""A member of a consumer group: what it polls it owns, and what it commits it has polled while it owned it."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from kafka import TopicPartition
from kafka.errors import KafkaConnectionError, KafkaError, KafkaTimeoutError
from kafka.structs import ConsumerGroupMetadata, MemberState, OffsetAndMetadata

from stancewatch.errors import TransportError
from stancewatch.transport.base import NO_NOTES, Note, Partition, Polled, Record
from stancewatch.transport.kafka.abandoned import end_abandoned, is_in_vain
from stancewatch.transport.kafka.clients import ANSWER_SECONDS, CLOSE_SECONDS, Clients
from stancewatch.transport.kafka.watchdog import GivenUp, call_within
from stancewatch.transport.notes import find_deaths, given_back, in_hand_after, to_text

PLACE_SECONDS = 1.0
LAG_SECONDS = 3.0
"""Between two looks at the ends of the partitions."""
ENDS_SECONDS = 2.0
HANGS = (
    "a transaction on the broker does not end; find it with `kafka-transactions.sh find-hanging`,"
    " and end it with `kafka-transactions.sh abort`"
)
UNREACHABLE_SECONDS = 10.0
"""How long the broker may be gone before a poll says so; a restart is shorter."""


class Member:
    """One consumer in a group."""

    def __init__(self, clients: Clients, group: str, topics: Sequence[str]) -> None:
        self._clients = clients
        self._group = group
        self._consumer = clients.consumer(group)
        try:
            self._subscribe(topics)
        except BaseException:
            self.close()
            raise
        self.identity: ConsumerGroupMetadata | None = None
        """Who we were at the last poll; None while we are in no generation of the group. The broker refuses a commit in
        the name of a member that is no longer in the group, but accepts one in the name of nobody."""
        self._owned: frozenset[TopicPartition] = frozenset()
        self._unplaced: set[TopicPartition] = set()
        """Assigned, but not yet at the group's offset: the transaction of a predecessor may still move that."""
        self._committed: dict[TopicPartition, int] = {}
        self._polled: dict[TopicPartition, int] = {}
        self._deaths: dict[Partition, Note] = {}
        self._in_hand: dict[Partition, Note] = {}
        self._ends: dict[TopicPartition, int] = {}
        self._ends_due = 0.0
        self._anywhere = frozenset(TopicPartition(topic, 0) for topic in topics)
        """Where to look whether the broker is there while we have no partitions."""
        self._changed_at = self._polled_at = self._answered_at = time.monotonic()

    def poll(self, *, max_records: int, timeout_seconds: float) -> Polled:
        """Return what follows the records polled before, and what has changed about our partitions."""
        self._polled_at = time.monotonic()
        wait_ms = 0 if self._unplaced else int(timeout_seconds * 1000)
        self._take_up_joining()
        batches = self._consumer.poll(timeout_ms=wait_ms, max_records=max_records)
        if not _is_same(self._consumer.group_metadata(), self.identity):
            # What came with a new generation was read before the group's offsets were known: it is read again.
            revoked = self._change_generation()
            return Polled(revoked=revoked, is_settled=self._is_settled)
        if self.identity is None:
            self._check_patience()
        if self._unplaced:
            assigned = self._place(max(PLACE_SECONDS, timeout_seconds))
            return Polled(assigned=assigned, is_settled=self._is_settled, deaths=self._deaths if assigned else {})
        records = tuple(self._receive(batches))
        if not records:
            self._pass_markers()
        self._look_at_ends()
        return Polled(records, is_settled=self._is_settled)

    def keep_alive(self) -> None:
        """Stay in the group while a slow batch runs; TransportError when we are no longer in it.

        Polls only when the time allowed between two polls runs out: a poll would follow the group into its next
        generation, and the batch that the group waits for would be lost.
        """
        if time.monotonic() - self._polled_at > self._clients.max_poll_interval_seconds / 3:
            self._polled_at = time.monotonic()
            self._consumer.pause(*self._consumer.assignment())
            self._consumer.poll(timeout_ms=0)
            self._consumer.resume(*(self._owned & self._consumer.assignment()))
        if self.identity is None or not _is_same(self._consumer.group_metadata(), self.identity):
            raise TransportError("the group has gone on without us: our partitions belong to another member now")

    def marks_after(
        self, consumed: Sequence[Record], notes: Mapping[Partition, Note]
    ) -> dict[TopicPartition, OffsetAndMetadata]:
        """Return what to commit: where the group goes on after these records, and beside it the notes.

        Raises TransportError when a record was polled, or a note made, before its partition was lost.
        """
        offsets = {TopicPartition(*place): self._committed.get(TopicPartition(*place), 0) for place in notes}
        for record in consumed:
            place = TopicPartition(record.topic, record.partition)
            if place not in self._owned or not self._committed[place] <= record.offset < self._polled[place]:
                raise TransportError(f"{record.topic} {record.partition}@{record.offset} is not ours to commit")
            offsets[place] = max(offsets.get(place, 0), record.offset + 1)
        if not offsets.keys() <= self._owned:
            raise TransportError(f"{sorted(offsets.keys() - self._owned)} are not ours to make a note on")
        texts = {place: to_text(note) for place, note in notes.items()}
        return {place: OffsetAndMetadata(at, texts.get(Partition(*place), ""), -1) for place, at in offsets.items()}

    def mark_committed(
        self, marks: Mapping[TopicPartition, OffsetAndMetadata], notes: Mapping[Partition, Note] = NO_NOTES
    ) -> None:
        """Remember what was committed."""
        self._committed.update({place: mark.offset for place, mark in marks.items()})
        self._in_hand = in_hand_after(self._in_hand, {Partition(*place) for place in marks}, notes)

    def notes_to_give_back(self, *, is_leaving: bool) -> dict[Partition, Note]:
        """Return how to note what we have in hand when we leave, or the next poll follows the group into a generation.

        Whoever gets the partitions then does not take us for dead.
        """
        is_member = self.identity is not None and _is_same(self._consumer.group_metadata(), self.identity)
        if is_member and (is_leaving or self._consumer._coordinator.need_rejoin()):  # noqa: SLF001
            return given_back(self._in_hand)
        return {}

    def lag(self) -> dict[Partition, int]:
        """Return how many records of each partition are not committed yet, as last known."""
        return {
            Partition(*place): max(0, self._ends[place] - self._committed[place])
            for place in self._owned
            if place in self._ends
        }

    @property
    def member_id(self) -> str:
        """The name that the group knows us by; "" outside it."""
        member_id: str = self._consumer.group_metadata().member_id
        return member_id

    @property
    def _is_settled(self) -> bool:
        return self.identity is not None and not self._unplaced

    def close(self) -> None:
        """Leave the group; never raises."""
        with suppress(KafkaError, OSError):
            self._consumer.close(timeout_ms=int(CLOSE_SECONDS * 1000))

    def _subscribe(self, topics: Sequence[str]) -> None:
        """Subscribe, and wait for the partitions: the client would join without, and then again with them.

        A poll that times out within such a second joining forgets about it, and the member waits for ever. Asked for
        before it subscribes, the client would not compare them with what it assigns, and join twice as well.
        """
        self._consumer.subscribe(topics)
        for topic in topics:
            try:
                call_within(ANSWER_SECONDS, self._consumer.partitions_for_topic, topic)
            except GivenUp as error:
                raise KafkaTimeoutError(f"looking up topic {topic}: {error}") from error

    def _take_up_joining(self) -> None:
        """Have the client finish a joining that it has forgotten, or we would be in no generation until patience ends.

        It joins again where a topic has grown, or was unknown to it before; if a poll times out meanwhile, and the
        joining ends before the next, nothing is left that would tell it to look at how that ended.
        """
        coordinator = self._consumer._coordinator  # noqa: SLF001
        if coordinator.state is MemberState.REBALANCING and not coordinator.need_rejoin():
            coordinator.request_rejoin()

    def _change_generation(self) -> frozenset[Partition]:
        """Give up all partitions and look for the offsets of those assigned now; return the ones given up.

        The client would keep its positions in partitions that stay with us, also over generations that it has missed,
        and so go back behind what others have committed meanwhile.
        """
        found = self._consumer.group_metadata()
        self.identity = found if _is_in_group(found) else None
        revoked = frozenset(Partition(*place) for place in self._owned)
        self._owned = frozenset()
        self._committed, self._polled, self._ends = {}, {}, {}
        self._deaths, self._in_hand = {}, {}
        self._unplaced = set(self._consumer.assignment()) if self.identity else set()
        self._changed_at = time.monotonic()
        self._consumer.pause(*self._unplaced)
        return revoked

    def _check_patience(self) -> None:
        """Raise TransportError when the group takes longer to settle than its slowest member may."""
        seconds = self._clients.max_poll_interval_seconds + self._clients.session_timeout_seconds
        if time.monotonic() - self._changed_at > seconds:
            raise TransportError(f"group {self._group} has not settled for {seconds:.0f} s")

    def _place(self, timeout_seconds: float) -> frozenset[Partition]:
        """Go to the group's offsets; return all partitions when the last one is there."""
        with suppress(GivenUp, KafkaError, OSError):  # if not by us, it is done by the broker, later
            call_within(ANSWER_SECONDS, end_abandoned, self._clients, self._group)
        deadline = time.monotonic() + timeout_seconds
        for place in sorted(self._unplaced):
            remaining_ms = max(1, int((deadline - time.monotonic()) * 1000))
            try:
                mark = self._consumer.committed(place, metadata=True, timeout_ms=remaining_ms)
                if mark is None:
                    offset = self._consumer.beginning_offsets([place], timeout_ms=remaining_ms)[place]
                    mark = OffsetAndMetadata(offset, "", -1)
            except KafkaTimeoutError:  # a predecessor's transaction is still open; or the broker is gone
                self._look_at_ends()
                if is_in_vain(self._clients, time.monotonic() - self._changed_at):
                    raise TransportError(f"the offset of {self._group} in {place} stays undecided: {HANGS}") from None
                return frozenset()
            self._consumer.seek(place, mark.offset)
            self._committed[place] = self._polled[place] = mark.offset
            if deaths := find_deaths(mark.metadata or ""):
                self._deaths[Partition(*place)] = deaths
            self._unplaced.discard(place)
        self._owned = frozenset(self._committed)
        self._consumer.resume(*self._owned)
        self._ends_due = 0.0
        return frozenset(Partition(*place) for place in self._owned)

    def _receive(self, batches: Mapping[TopicPartition, Sequence[Any]]) -> Iterator[Record]:
        for place, batch in batches.items():
            yield from map(to_record, batch)
            self._polled[place] = batch[-1].offset + 1

    def _pass_markers(self) -> None:
        """Where all is committed, count what the client has read over since: the marks that end transactions."""
        for place in self._owned:
            if self._polled[place] == self._committed[place]:
                position = self._consumer.position(place, timeout_ms=0)
                self._committed[place] = self._polled[place] = max(position or 0, self._committed[place])

    def _look_at_ends(self) -> None:
        if time.monotonic() < self._ends_due:
            return
        self._ends_due = time.monotonic() + LAG_SECONDS
        places = self._owned or self._unplaced or self._anywhere
        try:
            self._ends = self._consumer.end_offsets(sorted(places), timeout_ms=int(ENDS_SECONDS * 1000))
            self._answered_at = time.monotonic()
        except (KafkaConnectionError, KafkaTimeoutError):
            if time.monotonic() - self._answered_at > UNREACHABLE_SECONDS:
                raise


def to_record(read: Any) -> Record:
    """Return a record of the client's as ours."""
    headers = tuple((name, value or b"") for name, value in read.headers)
    return Record(read.topic, read.partition, read.offset, read.key, read.value, headers, max(0, read.timestamp))


def _is_in_group(found: ConsumerGroupMetadata) -> bool:
    return found.state == MemberState.STABLE and found.generation_id >= 0 and bool(found.member_id)


def _is_same(found: ConsumerGroupMetadata, known: ConsumerGroupMetadata | None) -> bool:
    if known is None:
        return not _is_in_group(found)
    return _is_in_group(found) and (found.generation_id, found.member_id) == (known.generation_id, known.member_id)
