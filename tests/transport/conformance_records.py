"""What every transport promises about records, commits and what they leave: a part of conformance.py."""

import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import pytest

from stancewatch.errors import RecordTooLarge, TransportError
from stancewatch.topics import Topic
from stancewatch.transport.base import Channel, Outgoing, Partition, Transport
from tests.transport.copier import copies, make_topic
from tests.transport.tools import (
    DEADLINE_SECONDS,
    MakeTopic,
    OpenChannel,
    by_key,
    copy_all,
    new_group,
    numbered,
    poll_records,
    read_all,
    read_when,
    values,
)

BINARY = bytes(range(256))


@pytest.fixture
def new_topic(transport: Transport) -> MakeTopic:
    """Create a topic that no other test knows."""

    def create(*, is_compacted: bool = False) -> Topic:
        topic = make_topic(f"test.{uuid.uuid4().hex}", is_compacted=is_compacted)
        assert transport.ensure_topics([topic]) == [topic.name]
        return topic

    return create


@pytest.fixture
def open_channel(transport: Transport) -> Iterator[OpenChannel]:
    """Open channels that are closed when the test ends."""
    channels = []

    def open_one(group: str, topics: Sequence[Topic] = (), *, is_single: bool = False) -> Channel:
        channel = transport.open_channel(group, topics, is_single=is_single)
        channels.append(channel)
        return channel

    yield open_one
    for channel in channels:
        channel.close()


@pytest.fixture
def writer(open_channel: OpenChannel) -> Channel:
    return open_channel(new_group())


def test_bytes_headers_and_missing_values_arrive_as_sent(
    writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic
) -> None:
    topic = new_topic()
    headers = (("message-type", b"article"), ("bytes", BINARY), ("bytes", b"again"), ("empty", b""))
    sent = [
        Outgoing(topic.name, BINARY, BINARY, headers),
        Outgoing(topic.name, BINARY, None),
        Outgoing(topic.name, BINARY, b""),
        Outgoing(topic.name, "ключ".encode(), "„Wert“ \u2028".encode()),
    ]
    before = time.time() * 1000
    writer.commit((), sent)
    records = poll_records(open_channel(new_group(), [topic]), len(sent))

    assert {(r.topic, r.key, r.value, r.headers) for r in records} == {
        (o.topic, o.key, o.value, o.headers) for o in sent
    }
    assert all(before - 5000 < record.timestamp_ms < before + 60_000 for record in records)


def test_records_of_a_key_keep_their_order(writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic) -> None:
    topic = new_topic()
    sent = numbered(topic, 200, keys=10)
    for start in range(0, len(sent), 40):
        writer.commit((), sent[start : start + 40])
    records = poll_records(open_channel(new_group(), [topic]), len(sent))

    assert by_key(records) == by_key(sent)
    assert len({record.key: record.partition for record in records}) == len(
        {(record.key, record.partition) for record in records}
    )


def test_offsets_grow_within_a_partition(writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic) -> None:
    topic = new_topic()
    writer.commit((), numbered(topic, 30))
    offsets: dict[Partition, list[int]] = defaultdict(list)
    for record in poll_records(open_channel(new_group(), [topic]), 30):
        offsets[record.place].append(record.offset)

    assert all(numbers == sorted(set(numbers)) for numbers in offsets.values())


def test_poll_returns_no_more_than_it_is_asked_for(
    writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic
) -> None:
    topic = new_topic()
    writer.commit((), numbered(topic, 20))
    channel = open_channel(new_group(), [topic])
    sizes = []
    while sum(sizes) < 20:
        sizes.append(len(channel.poll(max_records=3, timeout_seconds=0.2).records))

    assert max(sizes) <= 3


def test_groups_read_the_same_records_independently(
    writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic
) -> None:
    topic = new_topic()
    writer.commit((), numbered(topic, 10))
    first = open_channel(new_group(), [topic])
    first.commit(poll_records(first, 10), ())

    assert len(poll_records(open_channel(new_group(), [topic]), 10)) == 10


def test_a_channel_reads_several_topics(writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic) -> None:
    one, other = new_topic(), new_topic()
    writer.commit((), numbered(one, 6) + numbered(other, 4))
    records = poll_records(open_channel(new_group(), [one, other]), 10)

    assert sorted(record.topic for record in records) == sorted([one.name] * 6 + [other.name] * 4)


def test_committed_records_are_not_read_again(writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic) -> None:
    topic, group = new_topic(), new_group()
    writer.commit((), numbered(topic, 10))
    channel = open_channel(group, [topic])
    channel.commit(poll_records(channel, 10), ())
    channel.close()
    writer.commit((), [Outgoing(topic.name, b"key-0", b"later")])

    assert values(poll_records(open_channel(group, [topic]), 1)) == [b"later"]


def test_a_part_of_a_batch_can_be_committed(writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic) -> None:
    topic, group = new_topic(), new_group()
    writer.commit((), numbered(topic, 6, keys=1))
    channel = open_channel(group, [topic])
    records = poll_records(channel, 6)
    channel.commit(records[:2], ())
    channel.close()

    assert values(poll_records(open_channel(group, [topic]), 4)) == [b"2", b"3", b"4", b"5"]


def test_close_leaves_nothing_visible_and_nothing_consumed(
    transport: Transport, writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic
) -> None:
    topic, target, group = new_topic(), new_topic(), new_group()
    writer.commit((), numbered(topic, 5))
    channel = open_channel(group, [topic])
    poll_records(channel, 5)
    channel.close()
    channel.close()
    again = open_channel(group, [topic])

    assert len(poll_records(again, 5)) == 5
    assert read_all(transport, again, target) == []


def test_outputs_and_offsets_become_visible_together(
    transport: Transport, writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic
) -> None:
    topic, one, other, group = new_topic(), new_topic(), new_topic(), new_group()
    writer.commit((), numbered(topic, 4))
    channel = open_channel(group, [topic])
    records = poll_records(channel, 4)
    assert read_all(transport, writer, one) == []

    channel.commit(records, [*copies(tuple(records), one.name), *copies(tuple(records), other.name)])

    assert len(read_when(transport, writer, one, 4)) == 4
    assert len(read_when(transport, writer, other, 4)) == 4


def test_a_commit_that_fails_once_writes_nothing_and_consumes_nothing(
    transport: Transport,
    writer: Channel,
    open_channel: OpenChannel,
    new_topic: MakeTopic,
    break_commit: Callable[[Channel], None],
) -> None:
    topic, target, group = new_topic(), new_topic(), new_group()
    writer.commit((), [Outgoing(topic.name, b"key-%d" % (i % 5), b"%d" % i * 1000) for i in range(20)])
    channel = open_channel(group, [topic])
    records = tuple(poll_records(channel, 20))
    break_commit(channel)
    with pytest.raises(TransportError):
        channel.commit(records, copies(records, target.name))
    channel.close()
    assert read_all(transport, writer, target) == []

    copy_all(open_channel(group, [topic]), target, count=20)

    assert by_key(read_when(transport, writer, target, 20)) == by_key(records)


def test_a_record_over_the_limit_is_refused_before_anything_is_written(
    transport: Transport, writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic
) -> None:
    topic, target = new_topic(), new_topic()
    writer.commit((), numbered(topic, 1))
    channel = open_channel(new_group(), [topic])
    records = tuple(poll_records(channel, 1))
    small = Outgoing(target.name, b"key", b"small")
    with pytest.raises(RecordTooLarge) as refused:
        channel.commit(records, [small, Outgoing(target.name, b"key", b"x" * (target.max_bytes + 1))])
    assert (refused.value.topic, refused.value.limit) == (target.name, target.max_bytes)

    channel.commit(records, [small])

    assert values(read_when(transport, writer, target, 1)) == [b"small"]


def test_an_empty_commit_is_allowed(writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic) -> None:
    topic, group = new_topic(), new_group()
    writer.commit((), numbered(topic, 3))
    channel = open_channel(group, [topic])
    channel.commit((), ())
    poll_records(channel, 3)
    channel.commit((), ())
    channel.close()

    assert len(poll_records(open_channel(group, [topic]), 3)) == 3


def test_a_channel_without_inputs_writes_and_restores(
    transport: Transport, writer: Channel, new_topic: MakeTopic
) -> None:
    topic = new_topic(is_compacted=True)
    writer.commit((), [Outgoing(topic.name, b"key", b"value")])
    polled = writer.poll(max_records=1, timeout_seconds=0.05)
    writer.keep_alive()

    assert (polled.records, polled.assigned, dict(writer.lag())) == ((), frozenset(), {})
    assert values(read_when(transport, writer, topic, 1)) == [b"value"]


def test_lag_falls_to_zero_when_all_is_committed(
    writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic
) -> None:
    topic = new_topic()
    for outgoing in numbered(topic, 12):  # a commit each, so that Kafka's transaction markers stand between them
        writer.commit((), [outgoing])
    channel = open_channel(new_group(), [topic])
    records = poll_records(channel, 12)
    behind = sum(channel.lag().values())
    channel.commit(records, ())
    deadline = time.monotonic() + DEADLINE_SECONDS
    while sum(channel.lag().values()) > 0 and time.monotonic() < deadline:
        channel.poll(max_records=1, timeout_seconds=0.2)

    assert behind >= 12
    assert set(channel.lag().values()) == {0}
