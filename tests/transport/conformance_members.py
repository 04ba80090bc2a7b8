"""What every transport promises to members of a group, to readers, and about topics: a part of conformance.py.

It needs the fixtures that conformance.py needs, and those of conformance_records.py.
"""

import random
import signal
import time
import uuid
from contextlib import closing, suppress
from typing import Any

import pytest

from stancewatch.errors import ConfigurationError, Fenced, TransportError
from stancewatch.transport.base import Channel, Outgoing, Partition, Record, Transport
from tests.transport.copier import POINTS, copies, make_topic
from tests.transport.tools import (
    DEADLINE_SECONDS,
    MakeTopic,
    OpenChannel,
    by_key,
    copy_all,
    new_group,
    numbered,
    open_when_free,
    poll_records,
    read_count,
    read_settled,
    read_when,
    start_copier,
    take_one,
    values,
)


def test_every_partition_is_assigned_before_its_first_record(
    transport: Transport, writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic
) -> None:
    topic = new_topic()
    writer.commit((), numbered(topic, 60, keys=20))
    channel = open_channel(new_group(), [topic])
    assigned: set[Partition] = set()
    seen = 0
    deadline = time.monotonic() + DEADLINE_SECONDS
    while seen < 60 and time.monotonic() < deadline:
        polled = channel.poll(max_records=10, timeout_seconds=0.2)
        assigned = (assigned - polled.revoked) | polled.assigned
        assert {record.place for record in polled.records} <= assigned
        assert polled.is_settled or not polled.records
        seen += len(polled.records)

    assert seen == 60
    assert assigned == {Partition(topic.name, number) for number in transport.partitions(topic.name)}


def test_restore_yields_the_last_value_of_each_key_and_what_was_forgotten(
    transport: Transport, writer: Channel, new_topic: MakeTopic
) -> None:
    topic = new_topic(is_compacted=True)
    for key, value in ((b"kept", b"1"), (b"gone", b"1"), (b"kept", b"2"), (b"gone", None), (b"other", b"1")):
        writer.commit((), [Outgoing(topic.name, key, value)])
    state = {record.key: record.value for record in read_when(transport, writer, topic, 5)}

    assert {key: value for key, value in state.items() if value is not None} == {b"kept": b"2", b"other": b"1"}


def test_the_next_holder_of_a_partition_restores_what_the_one_before_committed(
    transport: Transport, writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic
) -> None:
    topic, state, group = new_topic(), new_topic(is_compacted=True), new_group()
    writer.commit((), numbered(topic, 20))
    first = open_channel(group, [topic])
    records = tuple(poll_records(first, 20))
    first.commit(records, copies(records, state.name))
    first.close()
    second = open_channel(group, [topic])
    restored: dict[Partition, list[Record]] = {}
    deadline = time.monotonic() + DEADLINE_SECONDS
    while len(restored) < len(transport.partitions(topic.name)) and time.monotonic() < deadline:
        for place in second.poll(max_records=1, timeout_seconds=0.2).assigned:
            restored[place] = list(second.restore(state.name, place.number))

    assert all(record.partition == place.number for place, found in restored.items() for record in found)
    assert by_key(record for found in restored.values() for record in found) == by_key(records)


def test_a_zombie_cannot_commit(
    transport: Transport, writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic
) -> None:
    topic, target, group = new_topic(), new_topic(), new_group()
    writer.commit((), numbered(topic, 10))
    zombie = open_channel(group, [topic])
    stale = tuple(poll_records(zombie, 10))
    successor = open_when_free(open_channel, group, [topic])
    records = tuple(poll_records(successor, 10))
    with pytest.raises(TransportError):
        zombie.commit(stale, [Outgoing(target.name, b"key", b"of the zombie")])
    successor.commit(records, copies(records, target.name))

    assert by_key(read_when(transport, writer, target, 10)) == by_key(records)


def test_keep_alive_holds_the_place_while_a_batch_is_slow(
    transport: Transport,
    writer: Channel,
    open_channel: OpenChannel,
    new_topic: MakeTopic,
    give_up_seconds: float,
) -> None:
    topic, target = new_topic(), new_topic()
    writer.commit((), numbered(topic, 10))
    channel = open_channel(new_group(), [topic])
    records = tuple(poll_records(channel, 10))
    for _ in range(10):
        time.sleep(give_up_seconds / 5)
        channel.keep_alive()
    channel.commit(records, copies(records, target.name))

    assert by_key(read_when(transport, writer, target, 10)) == by_key(records)


def test_of_two_instances_of_a_single_group_one_is_shut_out(
    transport: Transport, writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic
) -> None:
    target, group = new_topic(), new_group()
    winner = first = open_channel(group, is_single=True)
    first.commit((), [Outgoing(target.name, b"key", b"first")])
    with suppress(Fenced):
        winner = open_channel(group, is_single=True)
    if winner is not first:
        with pytest.raises(Fenced):
            first.commit((), [Outgoing(target.name, b"key", b"of the one shut out")])
    winner.commit((), [Outgoing(target.name, b"key", b"second")])

    assert values(read_when(transport, writer, target, 2)) == [b"first", b"second"]


@pytest.mark.parametrize("point", POINTS)
def test_kill_9_loses_and_repeats_nothing(
    point: str,
    transport: Transport,
    writer: Channel,
    open_channel: OpenChannel,
    new_topic: MakeTopic,
    maker: tuple[str, dict[str, Any]],
) -> None:
    topic, target, group = new_topic(), new_topic(), new_group()
    writer.commit((), numbered(topic, 20))
    with start_copier(maker, group, topic, target, crash=(point, 2)) as child:
        assert child.wait(timeout=DEADLINE_SECONDS) == -signal.SIGKILL
    done = len(read_when(transport, writer, target, 1))
    copy_all(open_when_free(open_channel, group, [topic]), target, count=20 - done)

    assert 0 < done < 20
    assert by_key(read_when(transport, writer, target, 20)) == by_key(numbered(topic, 20))


def test_kill_9_at_any_moment_loses_and_repeats_nothing(
    transport: Transport,
    writer: Channel,
    open_channel: OpenChannel,
    new_topic: MakeTopic,
    maker: tuple[str, dict[str, Any]],
) -> None:
    topic, target, group = new_topic(), new_topic(), new_group()
    moments = random.Random(4)  # noqa: S311 - moments, not secrets
    sent = numbered(topic, 900)
    done = 0
    for start in range(0, len(sent), 300):
        writer.commit((), sent[start : start + 300])
        with start_copier(maker, group, topic, target, batch=1) as child:
            read_when(transport, writer, target, done + 1)
            time.sleep(moments.uniform(0, 0.1))
            child.kill()
        done = len(read_settled(transport, writer, target))
    copy_all(open_when_free(open_channel, group, [topic]), target, count=len(sent) - done)

    assert by_key(read_when(transport, writer, target, len(sent))) == by_key(sent)


def test_a_reader_sees_what_is_committed_and_goes_on_where_it_was(
    transport: Transport, writer: Channel, new_topic: MakeTopic
) -> None:
    topic = new_topic()
    sent = numbered(topic, 60)
    with closing(transport.open_reader(topic)) as reader:
        assert list(reader.read()) == []
        writer.commit((), sent[:40])
        first = take_one(reader)
        rest = read_count(reader, 39)
        writer.commit((), sent[40:])
        later = read_count(reader, 20)

    assert by_key([first, *rest, *later]) == by_key(sent)


def test_a_reader_takes_no_place_in_a_group(
    transport: Transport, writer: Channel, open_channel: OpenChannel, new_topic: MakeTopic
) -> None:
    topic = new_topic()
    writer.commit((), numbered(topic, 10))
    with closing(transport.open_reader(topic)) as one, closing(transport.open_reader(topic)) as another:
        assert values(read_count(one, 10)) == values(read_count(another, 10))

    assert len(poll_records(open_channel(new_group(), [topic]), 10)) == 10


def test_a_reader_of_a_topic_that_is_missing_says_what_to_do(transport: Transport) -> None:
    with pytest.raises(ConfigurationError, match="topics ensure"):
        transport.open_reader(make_topic(f"test.{uuid.uuid4().hex}"))


def test_a_topic_that_is_missing_is_named_with_what_to_do(transport: Transport) -> None:
    missing = make_topic(f"test.{uuid.uuid4().hex}")
    with pytest.raises(ConfigurationError, match=rf"{missing.name}.*stancewatch topics ensure"):
        transport.check_topics([missing])


def test_ensuring_topics_twice_creates_them_once(transport: Transport, new_topic: MakeTopic) -> None:
    topic = new_topic()
    transport.check_topics([topic])

    assert transport.ensure_topics([topic]) == []


@pytest.mark.parametrize("is_compacted", [True, False])
def test_a_topic_that_is_kept_in_another_way_is_refused(
    transport: Transport, new_topic: MakeTopic, *, is_compacted: bool
) -> None:
    topic = new_topic(is_compacted=is_compacted)
    other = make_topic(topic.name, is_compacted=not is_compacted)
    with pytest.raises(ConfigurationError, match=topic.name):
        transport.check_topics([other])
    with pytest.raises(ConfigurationError, match=topic.name):
        transport.ensure_topics([other])
