"""A broker that was killed forgot a transaction, or its mark, and kept its records: made on purpose, and gone on from.

The log of the transactions is cut back to before the one that is open, as where its last page was never written; or the
log of a partition to before the mark that ends one.
"""

import os
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kafka import TopicPartition
from structlog.testing import capture_logs

from stancewatch.errors import TransportError
from stancewatch.topics import Topic
from stancewatch.transport.base import Outgoing
from stancewatch.transport.kafka import KafkaTransport, abandoned, clients, transport
from tests.kafka.broker import Broker
from tests.kafka.test_client_bugs import mark, producing, read_committed
from tests.transport.copier import make_topic
from tests.transport.tools import DEADLINE_SECONDS, new_group, poll_assignment, poll_records

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

TIMEOUTS: dict[str, Any] = {
    "session_timeout_seconds": 3.0,
    "delivery_timeout_seconds": 3.0,
    "transaction_timeout_seconds": 4.0,
}
UPKEEP_SECONDS = 0.5
HARMLESS = {"transaction_timeout_ms": 600_000}
"""The broker is not to end it for its age."""


@pytest.fixture
def topic(our_kafka: Broker) -> Topic:
    return make_known(our_kafka)


def make_known(kafka: Broker) -> Topic:
    topic = replace(make_topic(f"test.{uuid.uuid4().hex}"), partitions=1)
    KafkaTransport(kafka.bootstrap).ensure_topics([topic])
    return topic


def read_sizes(kafka: Broker) -> dict[Path, int]:
    """Return how long the log of the transactions is."""
    return {path: path.stat().st_size for path in kafka.folder.glob("data/__transaction_state-*/*.log")}


def write(producer: Any, topic: Topic, value: bytes) -> None:
    producer.send(topic.name, value, partition=0).get(timeout=DEADLINE_SECONDS)


def have_it_forget(kafka: Broker, topic: Topic, name: str, transactional_id: str) -> None:
    """Have the broker forget the first transaction of a group's worker."""
    with producing(kafka.bootstrap, transactional_id, **HARMLESS) as producer:
        producer.begin_transaction()
        sizes = read_sizes(kafka)
        write(producer, topic, b"abandoned")
        producer.send_offsets_to_transaction(mark(TopicPartition(topic.name, 0), 1), name)
        producer.flush()
        kafka.kill()
    for path, size in sizes.items():
        os.truncate(path, size)
    kafka.start()


@contextmanager
def commit_after(kafka: Broker, topic: Topic, value: bytes) -> Iterator[None]:
    """Have a worker of another group write within a transaction that is open meanwhile, and commit."""
    with producing(kafka.bootstrap, f"stancewatch-{new_group()}-some-host-{2:012x}", **HARMLESS) as producer:
        producer.begin_transaction()
        write(producer, topic, value)
        yield
        producer.commit_transaction()


@pytest.mark.parametrize("is_late", [False, True], ids=["at once", "after a wait"])
def test_a_worker_goes_on_where_the_broker_forgot_a_transaction(
    our_kafka: Broker, topic: Topic, monkeypatch: pytest.MonkeyPatch, *, is_late: bool
) -> None:
    name, other = new_group(), make_known(our_kafka)
    kafka = KafkaTransport(our_kafka.bootstrap, **TIMEOUTS)
    with commit_after(our_kafka, topic, b"kept"):
        pass
    have_it_forget(our_kafka, topic, name, f"stancewatch-{name}-some-host-{1:012x}")
    if is_late:
        monkeypatch.setattr(transport, "end_hanging", nothing_ends)
        monkeypatch.setattr(abandoned, "LOOK_SECONDS", 1.0)
        expect_a_hang(kafka, name, topic, monkeypatch)

    with (
        commit_after(our_kafka, other, b"living"),
        capture_logs() as lines,
        closing(kafka.open_channel(name, [topic])) as worker,
    ):
        poll_assignment(worker)
        records = poll_records(worker, 1)
        worker.commit(records, [Outgoing(topic.name, b"key", b"after")])
        restored = [record.value for record in worker.restore(topic.name, 0)]

    assert [record.value for record in records] == [b"kept"]
    assert restored == read_committed(our_kafka.bootstrap, topic.name) == [b"kept", b"after"]
    assert read_committed(our_kafka.bootstrap, other.name) == [b"living"]
    taken_back = [line["partition"] for line in lines if line["event"] == "transaction.taken_back"]
    assert str(TopicPartition(topic.name, 0)) in taken_back
    assert len(taken_back) == 2


def lose_mark(kafka: Broker, topic: Topic, end: Callable[[], None]) -> None:
    """Have a transaction end whose mark a partition loses, as where the broker came back too early to set it."""
    (path,) = kafka.folder.glob(f"data/{topic.name}-0/*.log")
    size = path.stat().st_size
    end()
    deadline = time.monotonic() + DEADLINE_SECONDS
    while path.stat().st_size == size and time.monotonic() < deadline:
        time.sleep(0.05)
    kafka.kill()
    assert path.stat().st_size > size
    os.truncate(path, size)
    kafka.start()


@pytest.mark.parametrize("is_same", [True, False], ids=["its own writer", "another worker"])
def test_what_was_committed_stays_so_where_the_broker_lost_the_mark(
    our_kafka: Broker, topic: Topic, *, is_same: bool
) -> None:
    name = new_group()
    dead = f"stancewatch-{name}-some-host-{1:012x}"
    with producing(our_kafka.bootstrap, dead, **HARMLESS) as producer:
        producer.begin_transaction()
        write(producer, topic, b"kept")
        producer.send_offsets_to_transaction(mark(TopicPartition(topic.name, 0), 1), name)
        producer.flush()
        lose_mark(our_kafka, topic, producer.commit_transaction)
    kafka = KafkaTransport(our_kafka.bootstrap, **TIMEOUTS)
    if is_same:
        kafka._spare_ids[name].add(dead)

    with capture_logs() as lines, closing(kafka.open_channel(name, [topic])) as worker:
        poll_assignment(worker)
        worker.commit([], [Outgoing(topic.name, b"key", b"after")])
        restored = [record.value for record in worker.restore(topic.name, 0)]

    assert restored == read_committed(our_kafka.bootstrap, topic.name) == [b"kept", b"after"]
    ended = [line["event"] for line in lines if line.get("partition") == str(TopicPartition(topic.name, 0))]
    assert ended == ["transaction.completed"]


def nothing_ends(_: object) -> int:
    return 0


def expect_a_hang(kafka: KafkaTransport, name: str, topic: Topic, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check that neither a worker nor a reader gets anywhere when nothing is taken back."""
    monkeypatch.setattr(clients, "UPKEEP_SECONDS", UPKEEP_SECONDS)
    with monkeypatch.context() as without:
        without.setattr(abandoned, "end_hanging", nothing_ends)
        with closing(kafka.open_channel(name, [topic])) as worker, pytest.raises(TransportError, match="undecided"):
            poll_assignment(worker)
        with closing(kafka.open_channel(name, [])) as writer, pytest.raises(TransportError, match="beyond offset"):
            list(writer.restore(topic.name, 0))
