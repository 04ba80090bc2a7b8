"""A member of a group says when that has settled: with partitions for it, or with none."""

import time
import uuid
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

import pytest

from stancewatch.transport.base import Channel, Partition, Polled
from stancewatch.transport.kafka import KafkaTransport
from tests.transport.copier import make_topic
from tests.transport.tools import DEADLINE_SECONDS, new_group

pytestmark = pytest.mark.kafka


def poll_settled(*channels: Channel) -> list[list[Polled]]:
    """Poll members of a group in turn until all have settled in the same round; return what each of them yielded."""
    yielded: list[list[Polled]] = [[] for _ in channels]
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not all(polls and polls[-1].is_settled for polls in yielded):
        assert time.monotonic() < deadline
        for channel, polls in zip(channels, yielded, strict=True):
            polls.append(channel.poll(max_records=1, timeout_seconds=0.1))
    return yielded


def assigned(polls: Sequence[Polled]) -> list[Partition]:
    return [place for polled in polls for place in polled.assigned]


def test_a_member_has_settled_once_its_partitions_are_assigned_or_none_is_left_for_it(kafka_broker: str) -> None:
    transport = KafkaTransport(kafka_broker, session_timeout_seconds=3.0)
    topic, group = replace(make_topic(f"test.{uuid.uuid4().hex}"), partitions=1), new_group()
    transport.ensure_topics([topic])
    with closing(transport.open_channel(group, [topic])) as first:
        (alone,) = poll_settled(first)
        with closing(transport.open_channel(group, [topic])) as second:
            ours, theirs = poll_settled(first, second)

    assert [polled.is_settled for polled in alone] == [False] * (len(alone) - 1) + [True]
    assert list(alone[-1].assigned) == [Partition(topic.name, 0)]
    assert not theirs[0].is_settled
    assert assigned(ours) + assigned(theirs) == [Partition(topic.name, 0)]
    assert all(polled.is_settled for polled in ours + theirs if polled.assigned)
