"""A transport that fails as often as a test says."""

from collections.abc import Iterator, Mapping, Sequence

from stancewatch import topics
from stancewatch.errors import TransportError
from stancewatch.transport.base import Channel, Outgoing, Partition, Polled, Record
from stancewatch.transport.local import LocalTransport


class Unreliable:
    """A local transport whose openings, restores, keep_alives and commits fail as often as a test says."""

    def __init__(self, transport: LocalTransport) -> None:
        self._transport = transport
        self.openings: list[TransportError] = []
        self.restores: list[TransportError] = []
        self.keep_alives: list[TransportError] = []
        self.commits: list[TransportError] = []
        self.commits_that_happened: list[TransportError] = []

    def open_channel(self, group: str, channel_topics: Sequence[topics.Topic], *, is_single: bool = False) -> Channel:
        if self.openings:
            raise self.openings.pop()
        return _Channel(self, self._transport.open_channel(group, channel_topics, is_single=is_single))

    def ensure_topics(self, names: Sequence[topics.Topic]) -> list[str]:
        return self._transport.ensure_topics(names)

    def check_topics(self, names: Sequence[topics.Topic]) -> None:
        self._transport.check_topics(names)

    def partitions(self, topic: str) -> Sequence[int]:
        return self._transport.partitions(topic)


class _Channel:
    def __init__(self, owner: Unreliable, channel: Channel) -> None:
        self._owner = owner
        self._channel = channel

    def poll(self, *, max_records: int, timeout_seconds: float) -> Polled:
        return self._channel.poll(max_records=max_records, timeout_seconds=timeout_seconds)

    def commit(self, consumed: Sequence[Record], outputs: Sequence[Outgoing]) -> None:
        if self._owner.commits:
            raise self._owner.commits.pop()
        self._channel.commit(consumed, outputs)
        if self._owner.commits_that_happened:
            raise self._owner.commits_that_happened.pop()

    def keep_alive(self) -> None:
        if self._owner.keep_alives:
            raise self._owner.keep_alives.pop()
        self._channel.keep_alive()

    def restore(self, topic: str, partition: int) -> Iterator[Record]:
        if self._owner.restores:
            raise self._owner.restores.pop()
        return self._channel.restore(topic, partition)

    def lag(self) -> Mapping[Partition, int]:
        return self._channel.lag()

    def close(self) -> None:
        self._channel.close()
