"""A look at a Kafka topic from outside: a consumer that is in no group and commits nothing."""

import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from kafka import TopicPartition
from kafka.errors import KafkaError

from stancewatch.errors import TransportUnavailable
from stancewatch.transport.base import Record
from stancewatch.transport.kafka.clients import ANSWER_SECONDS, CLOSE_SECONDS, Clients
from stancewatch.transport.kafka.group import to_record

POLL_MS = 500
ANSWER_MS = int(ANSWER_SECONDS * 1000)
DOING = "reading"


class KafkaReader:
    """Reads all partitions of one topic, from their start. Raises TransportUnavailable when no broker answers."""

    def __init__(self, clients: Clients, topic: str, partitions: Sequence[int]) -> None:
        self._clients = clients
        self._places = [TopicPartition(topic, number) for number in partitions]
        self._polled: deque[Record] = deque()
        """Polled but not yielded: the consumer is past them."""
        with clients.translated(DOING):
            self._consumer = clients.reader()
            self._consumer.assign(self._places)
            self._consumer.seek_to_beginning(*self._places)

    def read(self) -> Iterator[Record]:
        """Yield the records that follow those yielded before, up to the partitions' ends of now.

        An end is the last stable offset: an open transaction is not waited for, its records come with a later call.
        """
        with self._clients.translated(DOING):
            ends = self._consumer.end_offsets(self._places, timeout_ms=ANSWER_MS)
        yield from self._take()
        moved_at = time.monotonic()
        while any(position < ends[place] for place, position in self._positions().items()):
            if self._poll():
                moved_at = time.monotonic()
            elif time.monotonic() - moved_at > ANSWER_SECONDS:
                raise TransportUnavailable(
                    f"Kafka at {self._clients.bootstrap_servers} has stopped answering while {DOING}; is it running?"
                )
            yield from self._take()

    def close(self) -> None:
        """Close the consumer; never raises."""
        with suppress(KafkaError, OSError):
            self._consumer.close(timeout_ms=int(CLOSE_SECONDS * 1000))

    def _take(self) -> Iterator[Record]:
        while self._polled:
            yield self._polled.popleft()

    def _poll(self) -> bool:
        """Poll once, and return whether that led anywhere: past records, or past the marks that end transactions."""
        before = self._positions()
        with self._clients.translated(DOING):
            for batch in self._consumer.poll(timeout_ms=POLL_MS).values():
                self._polled.extend(map(to_record, batch))
        return self._positions() != before

    def _positions(self) -> Mapping[TopicPartition, int]:
        """Return what is read next; -1 where the partition's start has not been looked up yet."""
        with self._clients.translated(DOING):
            found = {place: self._consumer.position(place, timeout_ms=ANSWER_MS) for place in self._places}
        return {place: -1 if position is None else position for place, position in found.items()}
