"""Who takes over ends what a dead predecessor has left open; what may be alive, or is of others, is let be."""

import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import Any, NamedTuple

import pytest
from kafka import KafkaProducer, TopicPartition
from kafka.admin import TransactionState
from kafka.errors import KafkaError
from kafka.structs import OffsetAndMetadata

from stancewatch.topics import Topic
from stancewatch.transport.base import Channel
from stancewatch.transport.kafka import KafkaTransport
from stancewatch.transport.kafka.abandoned import Open, end_hanging, find_hanging, find_ids
from stancewatch.transport.kafka.clients import Clients
from tests.transport.copier import make_topic
from tests.transport.tools import DEADLINE_SECONDS, new_group

DELIVERY_SECONDS = 2.0
TOO_OLD_SECONDS = 2.5 * DELIVERY_SECONDS
"""Older than a transaction of a worker that lives: that is given up after twice the time for a delivery."""
POLLS = 3
CLIENTS = partial(
    Clients,
    options={},
    session_timeout_seconds=30.0,
    max_poll_interval_seconds=300.0,
    delivery_timeout_seconds=DELIVERY_SECONDS,
    transaction_timeout_seconds=60.0,
)


class Listing(NamedTuple):
    """What is looked at of kafka-python's TransactionListing."""

    transactional_id: str


@contextmanager
def open_transaction(bootstrap: str, group: str, topic: Topic) -> Iterator[Any]:
    """Lend a worker's producer with a transaction that it does not commit; the broker would end it after minutes."""
    settings = {"transactional_id": f"stancewatch-{group}-some-host-{1:012x}", "transaction_timeout_ms": 300_000}
    with closing(KafkaProducer(bootstrap_servers=bootstrap, **settings)) as producer:
        producer.init_transactions()
        producer.begin_transaction()
        producer.send(topic.name, key=b"key", value=b"abandoned")
        producer.send_offsets_to_transaction({TopicPartition(topic.name, 0): OffsetAndMetadata(1, "", -1)}, group)
        producer.flush()
        yield producer


def take_over(transport: KafkaTransport, group: str, topic: Topic) -> None:
    """Join the group, and stay until partitions are assigned."""
    with closing(transport.open_channel(group, [topic])) as channel:
        poll_until_assigned(channel)


def poll_until_assigned(channel: Channel) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not channel.poll(max_records=1, timeout_seconds=0.2).assigned:
        assert time.monotonic() < deadline


@pytest.fixture
def topic(kafka_broker: str) -> Topic:
    made = make_topic(f"test.{uuid.uuid4().hex}")
    KafkaTransport(kafka_broker).ensure_topics([made])
    return made


@pytest.mark.kafka
def test_a_transaction_that_a_dead_worker_of_the_group_has_left_is_ended(kafka_broker: str, topic: Topic) -> None:
    group = new_group()
    with open_transaction(kafka_broker, group, topic) as dead:
        time.sleep(TOO_OLD_SECONDS)
        take_over(KafkaTransport(kafka_broker, delivery_timeout_seconds=DELIVERY_SECONDS), group, topic)
        with pytest.raises(KafkaError, match=r"(?i)fenced|epoch"):
            dead.commit_transaction()


@pytest.mark.kafka
def test_a_transaction_that_may_be_a_living_workers_is_waited_for(kafka_broker: str, topic: Topic) -> None:
    group = new_group()
    transport = KafkaTransport(kafka_broker, delivery_timeout_seconds=DEADLINE_SECONDS)
    with (
        open_transaction(kafka_broker, group, topic) as alive,
        closing(transport.open_channel(group, [topic])) as successor,
    ):
        polled = [successor.poll(max_records=1, timeout_seconds=0.2) for _ in range(POLLS)]
        alive.commit_transaction()
        poll_until_assigned(successor)

    assert not any(each.assigned for each in polled)


@pytest.mark.kafka
def test_a_transaction_of_another_group_goes_on(kafka_broker: str, topic: Topic) -> None:
    with open_transaction(kafka_broker, new_group(), topic) as of_another:
        time.sleep(TOO_OLD_SECONDS)
        take_over(KafkaTransport(kafka_broker, delivery_timeout_seconds=DELIVERY_SECONDS), new_group(), topic)
        of_another.commit_transaction()


def test_an_id_is_of_a_groups_workers_if_it_is_made_as_theirs_are() -> None:
    ours = f"stancewatch-group.a-some-host-{7:012x}"
    others = ("stancewatch-group.a", "stancewatch-group.ab-host-000000000007", "stancewatch-groupXa-host-000000000007")

    assert find_ids("group.a", [Listing(name) for name in (ours, *others, "theirs")]) == {ours}


class Owner(NamedTuple):
    """What is looked at of kafka-python's TransactionDescription."""

    producer_id: int
    topic_partitions: frozenset[TopicPartition] = frozenset()
    state: TransactionState = TransactionState.COMPLETE_ABORT
    producer_epoch: int = 0


LEDGER = TopicPartition("stancewatch.ledger", 0)
OPEN = Open(LEDGER, 1, 0, 0, 7)


@pytest.mark.parametrize(
    ("before", "known", "after", "is_hanging"),
    [
        ({OPEN}, [Owner(1)], {OPEN}, True),
        ({OPEN}, [Owner(1, frozenset({LEDGER}))], {OPEN}, False),
        ({OPEN}, [Owner(1)], set(), False),
        (set(), [Owner(1)], {OPEN}, False),
        ({OPEN}, [Owner(1)], {OPEN._replace(start_offset=9)}, False),
        ({OPEN}, [Owner(1)], {OPEN._replace(epoch=1)}, False),
        ({OPEN}, [Owner(2)], {OPEN}, False),
        ({OPEN}, [], {OPEN}, False),
    ],
)
def test_what_hangs_is_open_before_and_after_its_coordinator_did_not_count_it(
    before: set[Open], known: list[Owner], after: set[Open], is_hanging: object
) -> None:
    found = find_hanging(before, known, after)

    assert [one.spec.topic_partition for one in found] == ([LEDGER] if is_hanging else [])


@pytest.mark.parametrize(
    ("owner", "committed", "is_committed"),
    [
        (Owner(1, state=TransactionState.COMPLETE_COMMIT), set(), True),
        (Owner(1, state=TransactionState.PREPARE_COMMIT), set(), True),
        (Owner(1, state=TransactionState.ONGOING), set(), True),
        (Owner(1, state=TransactionState.COMPLETE_ABORT), set(), False),
        (Owner(1, state=TransactionState.EMPTY), set(), False),
        (Owner(1, state=TransactionState.COMPLETE_COMMIT, producer_epoch=1), set(), False),
        (Owner(1, state=TransactionState.EMPTY, producer_epoch=1), {(1, 0)}, True),
        (Owner(1, state=TransactionState.EMPTY, producer_epoch=1), {(1, 1), (2, 0)}, False),
    ],
)
def test_what_hangs_ends_as_its_owner_ended_it(
    owner: Owner, committed: set[tuple[int, int]], *, is_committed: bool
) -> None:
    (found,) = find_hanging({OPEN}, [owner], {OPEN}, committed=committed)

    assert found.is_committed is is_committed


@pytest.mark.kafka
def test_a_transaction_of_a_producer_that_lives_does_not_hang(kafka_broker: str, topic: Topic) -> None:
    with open_transaction(kafka_broker, new_group(), topic) as producer:
        assert end_hanging(CLIENTS(kafka_broker)) == 0
        producer.commit_transaction()
