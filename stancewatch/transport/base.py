"""The seam between Stancewatch and what carries its records: one atomic step, with two implementations.

transport/kafka/ speaks to Apache Kafka; transport/local.py is a log in one SQLite file.
tests/transport/conformance.py says what both promise.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, Protocol

from stancewatch.contracts import Message
from stancewatch.errors import ConfigurationError
from stancewatch.topics import Topic


class Partition(NamedTuple):
    """One partition of one topic."""

    topic: str
    number: int


@dataclass(frozen=True, slots=True)
class Record:
    """What was read: Kafka's bytes and their place. `timestamp_ms` is the time it was written, since the epoch."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()
    timestamp_ms: int = 0

    @property
    def place(self) -> Partition:
        """The partition it came from."""
        return Partition(self.topic, self.partition)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is to be written. Its key chooses the partition; `value` None on a compacted topic forgets the key."""

    topic: str
    key: bytes
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()


def size_of(outgoing: Outgoing) -> int:
    """Return the bytes of a record's key, value and headers: what a topic's `max_bytes` limits."""
    headers = sum(len(name.encode()) + len(value) for name, value in outgoing.headers)
    return len(outgoing.key) + len(outgoing.value or b"") + headers


def make_outgoing(topic: Topic, key: bytes, message: Message) -> Outgoing:
    """Return a message as what is to be written: its bytes, and the headers that name its type and version."""
    return Outgoing(topic.name, key, message.encode(), tuple(message.headers().items()))


def unknown_topic(name: str) -> ConfigurationError:
    """Return the error for a topic that was never created."""
    return ConfigurationError(f"topic {name} does not exist; run `stancewatch topics ensure`")


class Note(NamedTuple):
    """What stands beside a group's offset for whoever has the partition next, should we not be heard from again.

    `deaths`: how many workers have died with the records that follow. `in_hand`: we are at work on them, so that our
    death counts too. `records`: how many of the next ones it is about, at most; 0 where that is not said.
    """

    deaths: int = 0
    in_hand: bool = True
    records: int = 0


NO_NOTES: Mapping[Partition, Note] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Polled:
    """One poll's yield. An assigned partition is to be restored before its first record is handled.

    A partition that was lost and won again between two polls stands in both `revoked` and `assigned`; drop first.
    `is_settled`: the group has decided which partitions are ours, be it none, and all of them have been assigned.
    `deaths`: of assigned partitions, what there is to note where workers have died with the next records in hand.
    """

    records: tuple[Record, ...] = ()
    assigned: frozenset[Partition] = field(default=frozenset())
    revoked: frozenset[Partition] = field(default=frozenset())
    is_settled: bool = True
    deaths: Mapping[Partition, Note] = field(default_factory=dict)


class Channel(Protocol):
    """One consumer group's view of its input topics, with one atomic way out.

    Every method raises TransportError (or its kinds TransportUnavailable and Fenced) when the transport fails; the
    channel is then spent: close it, open another, begin again at restore. Not safe for use by two threads.
    """

    def poll(self, *, max_records: int, timeout_seconds: float) -> Polled:
        """Return up to `max_records` records that follow those polled before; wait up to the timeout for the first."""
        ...

    def commit(
        self, consumed: Sequence[Record], outputs: Sequence[Outgoing], *, notes: Mapping[Partition, Note] = NO_NOTES
    ) -> None:
        """Make the outputs visible, the records consumed, and the notes last: all or nothing. Each may be empty.

        A note is on a partition of ours, and stands until the next commit that consumes of it or notes it anew. One
        that says `in_hand` is taken back, deaths and all as it was, when we close or lose the partition alive.

        Raises RecordTooLarge when an output is over its topic's limit: nothing is written, the channel stays usable.
        """
        ...

    def keep_alive(self) -> None:
        """Stay in the group between two polls, while a slow batch runs; TransportError when we are no longer in it."""
        ...

    def restore(self, topic: str, partition: int) -> Iterator[Record]:
        """Yield a topic's committed records from its start to its end of now, oldest first.

        Of a compacted topic the last record of a key holds; one whose value is None forgets the key.
        """
        ...

    def lag(self) -> Mapping[Partition, int]:
        """Return how many records of each assigned partition are not committed yet, as last known; never waits."""
        ...

    def close(self) -> None:
        """Leave the group and free everything; never raises; nothing uncommitted becomes visible."""
        ...


class Reader(Protocol):
    """A look at one topic from outside: in no group, taking nobody's place, committing nothing.

    Not safe for use by two threads.
    """

    def read(self) -> Iterator[Record]:
        """Yield the committed records that follow those yielded before, from the topic's start to its end of now.

        Within a partition the oldest come first. Raises TransportError (TransportUnavailable) when the transport fails;
        the next call goes on behind the last record that was yielded.
        """
        ...

    def close(self) -> None:
        """Free everything; never raises."""
        ...


class Transport(Protocol):
    """Where records live. Opening a channel may raise TransportUnavailable; ConfigurationError for wrong topics."""

    def open_channel(self, group: str, topics: Sequence[Topic], *, is_single: bool = False) -> Channel:
        """Join `group` on these input topics (none: a channel that only writes and restores).

        `is_single`: the group has one instance with a fixed identity; a second one fences the first.
        """
        ...

    def open_reader(self, topic: Topic) -> Reader:
        """Look at a topic; ConfigurationError when it does not exist."""
        ...

    def ensure_topics(self, topics: Sequence[Topic]) -> list[str]:
        """Create the missing topics and return their names; ConfigurationError where one that exists differs."""
        ...

    def check_topics(self, topics: Sequence[Topic]) -> None:
        """Raise ConfigurationError, with what to do, unless the topics exist as described."""
        ...

    def partitions(self, topic: str) -> Sequence[int]:
        """Return the numbers of a topic's partitions."""
        ...
