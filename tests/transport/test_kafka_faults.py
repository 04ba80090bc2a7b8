"""What Kafka alone can do to us: rebalances, open transactions, errors that its client swallows, a broker that dies."""

import secrets
import signal
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kafka import KafkaAdminClient, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.structs import OffsetAndMetadata

from stancewatch.errors import TransportError, TransportUnavailable
from stancewatch.topics import Topic
from stancewatch.transport.base import Channel, Outgoing, Partition
from stancewatch.transport.kafka import KafkaTransport
from tests.kafka.broker import Broker
from tests.transport.conformance import (
    DEADLINE_SECONDS,
    MakeTopic,
    OpenChannel,
    by_key,
    copies,
    make_topic,
    new_group,
    new_topic,
    numbered,
    open_channel,
    poll_records,
    read_all,
    read_when,
    start_copier,
    values,
    writer,
)
from tests.transport.members import CopyingMember
from tests.transport.test_kafka import give_up_seconds, maker, transport

__all__ = ["give_up_seconds", "maker", "new_topic", "open_channel", "transport", "writer"]

pytestmark = pytest.mark.kafka


@pytest.fixture
def admin(kafka_broker: str) -> Iterator[Any]:
    client = KafkaAdminClient(bootstrap_servers=kafka_broker)
    yield client
    client.close()


@pytest.fixture
def stranger(kafka_broker: str) -> Iterator[Any]:
    """Somebody else's transactional producer, in an open transaction."""
    producer = KafkaProducer(bootstrap_servers=kafka_broker, transactional_id=uuid.uuid4().hex, retry_backoff_ms=20)
    producer.init_transactions()
    producer.begin_transaction()
    yield producer
    producer.close()


def wait_for(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def poll_assigned(channel: Channel, *, seconds: float = DEADLINE_SECONDS) -> frozenset[Partition]:
    """Poll until partitions are assigned."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if assigned := channel.poll(max_records=1, timeout_seconds=0.2).assigned:
            return assigned
    return frozenset()


def set_limit(admin: Any, topic: Topic, max_bytes: int) -> None:
    setting = {"max.message.bytes": str(max_bytes)}
    admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic.name, setting)])


def test_members_share_the_partitions_and_take_over_from_one_that_leaves(
    transport: KafkaTransport, writer: Channel, new_topic: MakeTopic
) -> None:
    topic, target, group = new_topic(), new_topic(), new_group()
    sent = numbered(topic, 600, keys=30)
    with CopyingMember(transport, group, topic, target) as first:
        writer.commit((), sent[:100])
        wait_for(lambda: first.copied == 100)
        with CopyingMember(transport, group, topic, target) as second:
            written = 100
            while second.copied == 0:  # joining takes a second, on a busy machine some more
                assert written < 500, "the second member never got a share"
                writer.commit((), sent[written : written + 20])
                written += 20
                time.sleep(0.5)
            wait_for(lambda: first.copied + second.copied == written)
        writer.commit((), sent[written:])
        wait_for(lambda: first.copied + second.copied == 600)

        assert by_key(read_when(transport, writer, target, 600)) == by_key(sent)


def test_a_slow_batch_is_committed_although_another_member_joins(
    transport: KafkaTransport, writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic
) -> None:
    topic, target, group = new_topic(), new_topic(), new_group()
    writer.commit((), numbered(topic, 10))
    slow = open_channel(group, [topic])
    records = tuple(poll_records(slow, 10))
    with CopyingMember(transport, group, topic, target):
        for _ in range(8):  # less than a third of the time that a batch may take
            time.sleep(0.1)
            slow.keep_alive()
        slow.commit(records, copies(records, target.name))
        slow.close()
        writer.commit((), [Outgoing(topic.name, b"key-0", b"later")])

        assert values(read_when(transport, writer, target, 11)) == [*values(records), b"later"]


def test_records_polled_before_their_partition_was_lost_cannot_be_committed(
    transport: KafkaTransport, writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic
) -> None:
    topic, target, group = new_topic(), new_topic(), new_group()
    writer.commit((), numbered(topic, 10))
    channel = open_channel(group, [topic])
    records = poll_records(channel, 10)
    other = open_channel(group, [topic])
    revoked: frozenset[Partition] = frozenset()
    while not revoked:
        other.poll(max_records=1, timeout_seconds=0.1)
        revoked = channel.poll(max_records=1, timeout_seconds=0.1).revoked
    with pytest.raises(TransportError, match="not ours to commit"):
        channel.commit(records, copies(tuple(records), target.name))

    assert revoked == {Partition(topic.name, number) for number in transport.partitions(topic.name)}


def test_keep_alive_says_when_the_group_has_gone_on_without_us(
    open_channel: OpenChannel, new_topic: MakeTopic, give_up_seconds: float
) -> None:
    channel = open_channel(new_group(), [new_topic()])
    poll_assigned(channel)
    time.sleep(give_up_seconds + 1)
    with pytest.raises(TransportError, match="without us"):
        channel.keep_alive()


def test_a_worker_that_slept_through_its_eviction_repeats_nothing(
    transport: KafkaTransport,
    writer: Channel,
    new_topic: MakeTopic,
    maker: tuple[str, dict[str, Any]],
) -> None:
    topic, target, group = new_topic(), new_topic(), new_group()
    sent = numbered(topic, 200)
    writer.commit((), sent)
    with start_copier(maker, group, topic, target, batch=1) as sleeper:
        read_when(transport, writer, target, 1)
        sleeper.send_signal(signal.SIGSTOP)
        with CopyingMember(transport, group, topic, target):
            read_when(transport, writer, target, len(sent))
            sleeper.send_signal(signal.SIGCONT)
            time.sleep(1)
        sleeper.kill()

    assert by_key(read_when(transport, writer, target, len(sent))) == by_key(sent)


def test_a_record_that_the_broker_refuses_makes_the_commit_fail(
    transport: KafkaTransport, writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic, admin: Any
) -> None:
    target, fine = new_topic(), new_topic()
    outputs = [Outgoing(fine.name, b"key", b"fine"), Outgoing(target.name, b"key", secrets.token_bytes(3000))]
    channel = open_channel(new_group())
    channel.commit((), outputs)
    set_limit(admin, target, 1000)
    with pytest.raises(TransportError, match="MessageSizeTooLarge"):
        channel.commit((), outputs)
    with pytest.raises(TransportError, match="open another"):
        channel.commit((), outputs[:1])

    assert len(read_all(transport, writer, fine)) == 1


def test_records_of_an_aborted_transaction_are_invisible_and_no_lag(
    transport: KafkaTransport, writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic, stranger: Any
) -> None:
    topic = new_topic()
    writer.commit((), numbered(topic, 3))
    stranger.send(topic.name, key=b"key-0", value=b"aborted")
    stranger.flush()
    stranger.abort_transaction()
    channel = open_channel(new_group(), [topic])
    records = poll_records(channel, 3)
    channel.commit(records, ())
    wait_for(
        lambda: channel.poll(max_records=1, timeout_seconds=0.2).records == () and sum(channel.lag().values()) == 0
    )

    assert values(records) == values(read_all(transport, writer, topic)) == [b"0", b"1", b"2"]


def test_restore_waits_for_a_transaction_that_is_open_before_the_end(
    writer: Channel, new_topic: MakeTopic, stranger: Any
) -> None:
    state = new_topic(is_compacted=True)
    stranger.send(state.name, key=b"key", value=b"of a predecessor", partition=0)
    stranger.flush()
    writer.commit((), [Outgoing(state.name, b"key-%d" % i, b"ours") for i in range(10)])
    restored = writer.restore(state.name, 0)
    stranger.commit_transaction()

    assert b"of a predecessor" in values(restored)


def test_no_partition_is_assigned_while_its_offset_may_still_move(
    writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic, stranger: Any
) -> None:
    topic, group = new_topic(), new_group()
    writer.commit((), numbered(topic, 5, keys=1))
    predecessor = open_channel(group, [topic])
    records = poll_records(predecessor, 5)
    place = TopicPartition(topic.name, records[0].partition)
    marks = {place: OffsetAndMetadata(records[-1].offset + 1, "", -1)}
    stranger.send_offsets_to_transaction(marks, predecessor._member.identity)
    predecessor.close()
    successor = open_channel(group, [topic])
    assert poll_assigned(successor, seconds=2) == frozenset()

    stranger.commit_transaction()

    assert poll_assigned(successor)
    assert successor.poll(max_records=1, timeout_seconds=0.5).records == ()


def test_an_offset_that_retention_has_passed_goes_on_at_what_is_left(
    writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic, admin: Any
) -> None:
    topic, group = new_topic(), new_group()
    sent = numbered(topic, 10, keys=1)
    for outgoing in sent:
        writer.commit((), [outgoing])
    first = open_channel(group, [topic])
    records = poll_records(first, 3)
    first.commit(records, ())
    sixth = poll_records(first, 3)[-1]
    first.close()
    admin.delete_records({TopicPartition(topic.name, sixth.partition): sixth.offset})

    assert values(poll_records(open_channel(group, [topic]), 5)) == [b"5", b"6", b"7", b"8", b"9"]


def test_a_broker_that_dies_on_the_way_loses_and_repeats_nothing(our_kafka: Broker) -> None:
    transport = KafkaTransport(our_kafka.bootstrap)
    topic, target = make_topic(f"test.{uuid.uuid4().hex}"), make_topic(f"test.{uuid.uuid4().hex}")
    transport.ensure_topics([topic, target])
    sent = numbered(topic, 300)
    channel = transport.open_channel(new_group(), [])
    channel.commit((), sent)
    channel.close()
    with CopyingMember(transport, new_group(), topic, target) as member:
        wait_for(lambda: member.copied >= 50)
        our_kafka.kill()
        our_kafka.start()
        wait_for(lambda: member.copied >= len(sent))
    reader = transport.open_channel(new_group(), [])
    copied = read_when(transport, reader, target, len(sent))
    reader.close()

    assert by_key(copied) == by_key(sent)


def test_while_the_broker_is_gone_nothing_succeeds_and_nothing_hangs(
    our_kafka: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stancewatch.transport.kafka.group.UNREACHABLE_SECONDS", 1.0)
    transport = KafkaTransport(our_kafka.bootstrap, delivery_timeout_seconds=2.0)
    topic = make_topic(f"test.{uuid.uuid4().hex}")
    transport.ensure_topics([topic])
    reader, writer = transport.open_channel(new_group(), [topic]), transport.open_channel(new_group(), [])
    poll_assigned(reader)
    our_kafka.kill()
    with pytest.raises(TransportUnavailable):
        writer.commit((), numbered(topic, 3))
    with pytest.raises(TransportUnavailable):
        poll_records(reader, 1)
    began = time.monotonic()
    writer.close()
    reader.close()
    seconds = time.monotonic() - began
    our_kafka.start()
    writer = transport.open_channel(new_group(), [])
    writer.commit((), numbered(topic, 3))
    found = read_when(transport, writer, topic, 3)
    writer.close()

    assert seconds < 8
    assert values(found) == [b"0", b"1", b"2"]
