"""A member of a group says when that has settled: with partitions for it, or with none."""

import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from kafka import KafkaAdminClient
from kafka.structs import MemberState

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


@contextmanager
def polled_beside(channel: Channel) -> Iterator[None]:
    """Poll a member as another process would, at the same time."""
    is_over = Event()

    def poll() -> None:
        while not is_over.is_set():
            channel.poll(max_records=1, timeout_seconds=0.1)

    with ThreadPoolExecutor(1) as pool:
        polling = pool.submit(poll)
        try:
            yield
        finally:
            is_over.set()
        polling.result()


def grow(bootstrap: str, name: str, *, partitions: int) -> None:
    admin = KafkaAdminClient(bootstrap_servers=bootstrap)
    admin.create_partitions({name: partitions})
    admin.close()


def begins_to_join(channel: Channel) -> bool:
    channel.poll(max_records=1, timeout_seconds=0.2)
    return bool(coordinator_of(channel).state is MemberState.REBALANCING)


def coordinator_of(channel: Any) -> Any:
    return channel._member._consumer._coordinator


def sees_growth(coordinator: Any) -> bool:
    coordinator._cluster.request_update()
    is_seen: bool = coordinator.need_rejoin()
    return is_seen


def assigned(polls: Sequence[Polled]) -> list[Partition]:
    return [place for polled in polls for place in polled.assigned]


def wait_until(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


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


def test_a_joining_that_the_client_forgets_is_taken_up_again(kafka_broker: str) -> None:
    """The leader of a group that joins because its topic has grown, and gives up waiting for the others meanwhile."""
    transport = KafkaTransport(kafka_broker, session_timeout_seconds=3.0)
    topic, group = replace(make_topic(f"test.{uuid.uuid4().hex}"), partitions=1), new_group()
    transport.ensure_topics([topic])
    with closing(transport.open_channel(group, [topic])) as leader:
        poll_settled(leader)
        with closing(transport.open_channel(group, [topic])) as other:
            poll_settled(leader, other)
            grow(kafka_broker, topic.name, partitions=2)
            coordinator = coordinator_of(leader)
            wait_until(lambda: sees_growth(coordinator))
            wait_until(lambda: begins_to_join(leader))
            wait_until(lambda: not other.poll(max_records=1, timeout_seconds=0.1).is_settled)
            wait_until(lambda: other.poll(max_records=1, timeout_seconds=0.1).is_settled)
            assert not coordinator.need_rejoin(), "the client no longer forgets"
            with polled_beside(other):
                poll_settled(leader)
