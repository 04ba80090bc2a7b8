"""What kafka-python 3.0.12 does wrong on a real Kafka, used as its manual shows: why transport/kafka/ is as it is.

docs/decisions/0005-client-bugs.md lists them. One that fails here has been mended, or has changed: then look at what
answers it.
"""

import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import MemberToRemove
from kafka.errors import KafkaError, ProducerFencedError
from kafka.structs import ConsumerGroupMetadata, OffsetAndMetadata

from stancewatch.transport.kafka import KafkaTransport
from stancewatch.transport.kafka.watchdog import GivenUp, call_within
from tests.kafka.broker import Broker
from tests.transport.copier import make_topic
from tests.transport.tools import DEADLINE_SECONDS, new_group

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

POLLS = """
import sys
from kafka import KafkaConsumer, TopicPartition
from kafka.serializer import JsonSerializer

consumer = KafkaConsumer(bootstrap_servers=sys.argv[1], value_deserializer=JsonSerializer(), enable_auto_commit=False)
place = TopicPartition(sys.argv[2], 0)
consumer.assign([place])
consumer.seek_to_beginning(place)
for _ in range(10):
    try:
        consumer.poll(timeout_ms=100)
    except Exception as error:
        print(type(error).__name__, flush=True)
"""


@pytest.fixture
def name(kafka_broker: str) -> str:
    """A topic of three partitions."""
    topic = make_topic(f"test.{uuid.uuid4().hex}")
    KafkaTransport(kafka_broker).ensure_topics([topic])
    return topic.name


@contextmanager
def producing(bootstrap: str, transactional_id: str, **settings: Any) -> Iterator[Any]:
    producer = KafkaProducer(
        bootstrap_servers=bootstrap, transactional_id=transactional_id, retry_backoff_ms=20, **settings
    )
    producer.init_transactions()
    try:
        yield producer
    finally:
        with suppress(KafkaError):
            producer.close(timeout=1)


@contextmanager
def consuming(bootstrap: str, **settings: Any) -> Iterator[Any]:
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False, **settings)
    try:
        yield consumer
    finally:
        consumer.close()


def read_committed(bootstrap: str, name: str, number: int = 0) -> list[bytes]:
    """Return what a reader of committed records finds in a partition."""
    place = TopicPartition(name, number)
    with consuming(bootstrap, isolation_level="read_committed") as reader:
        reader.assign([place])
        reader.seek_to_beginning(place)
        end, found = reader.end_offsets([place])[place], []
        while (reader.position(place) or 0) < end:
            found += [record.value for record in reader.poll(timeout_ms=200).get(place, [])]
        return found


def offset_of(bootstrap: str, group: str, place: TopicPartition) -> int | None:
    with consuming(bootstrap, group_id=group) as consumer:
        offset: int | None = consumer.committed(place)
        return offset


def mark(place: TopicPartition, offset: int) -> dict[TopicPartition, OffsetAndMetadata]:
    return {place: OffsetAndMetadata(offset, "", -1)}


def wait_until(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 3 * DEADLINE_SECONDS
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def join(consumer: Any, name: str, *, partitions: int) -> None:
    """Have a consumer join its group, its topic known before: else it joins twice, and may forget the second time."""
    consumer.subscribe([name])
    wait_until(lambda: bool(consumer.partitions_for_topic(name)))
    wait_until(lambda: consumer.poll(timeout_ms=100) is not None and len(consumer.assignment()) == partitions)


def test_a_commit_has_no_timeout_and_succeeds_without_a_record_that_had_one(our_kafka: Broker) -> None:
    topic = make_topic(f"test.{uuid.uuid4().hex}")
    KafkaTransport(our_kafka.bootstrap).ensure_topics([topic])
    timeouts = {"request_timeout_ms": 5000, "delivery_timeout_ms": 6000, "transaction_timeout_ms": 600_000}
    with (
        producing(our_kafka.bootstrap, uuid.uuid4().hex, **timeouts) as producer,
        producing(our_kafka.bootstrap, uuid.uuid4().hex, **timeouts) as hasty,
    ):
        for each in (producer, hasty):
            each.begin_transaction()
            each.send(topic.name, b"kept", partition=0).get(timeout=DEADLINE_SECONDS)
        our_kafka.kill()
        lost = producer.send(topic.name, b"lost", partition=0)
        with pytest.raises(GivenUp):
            call_within(10.0, hasty.commit_transaction)
        wait_until(lost.failed)
        our_kafka.start()
        producer.commit_transaction()
        hasty.close(timeout=1)
        with producing(our_kafka.bootstrap, hasty.config["transactional_id"]):
            found = read_committed(our_kafka.bootstrap, topic.name)

    assert b"kept" in found
    assert b"lost" not in found


def test_a_commit_that_raised_may_have_been_done(our_kafka: Broker) -> None:
    topic = make_topic(f"test.{uuid.uuid4().hex}")
    KafkaTransport(our_kafka.bootstrap).ensure_topics([topic])
    timeouts = {"request_timeout_ms": 2000, "delivery_timeout_ms": 5000}
    with producing(our_kafka.bootstrap, uuid.uuid4().hex, **timeouts) as producer:
        producer.begin_transaction()
        producer.send(topic.name, b"done", partition=0).get(timeout=DEADLINE_SECONDS)
        our_kafka.pause()
        with pytest.raises(KafkaError, match="RequestTimedOut"):
            producer.commit_transaction()
        our_kafka.resume()
        wait_until(lambda: read_committed(our_kafka.bootstrap, topic.name) == [b"done"])


def test_offsets_of_an_aborted_transaction_go_along_with_the_next(kafka_broker: str, name: str) -> None:
    group, first, second = new_group(), TopicPartition(name, 0), TopicPartition(name, 1)
    stale = ConsumerGroupMetadata(group, 1, "gone", None)
    nobody = ConsumerGroupMetadata(group, -1, "", None)
    with producing(kafka_broker, uuid.uuid4().hex) as producer:
        producer.begin_transaction()
        with pytest.raises(KafkaError):
            producer.send_offsets_to_transaction(mark(first, 100), stale)
        producer.abort_transaction()
        producer.begin_transaction()
        producer.send_offsets_to_transaction(mark(second, 7), nobody)
        producer.commit_transaction()

    assert [offset_of(kafka_broker, group, place) for place in (first, second)] == [100, 7]


def test_a_member_that_was_thrown_out_commits_in_nobodys_name_beside_a_live_one(kafka_broker: str, name: str) -> None:
    group, place = new_group(), TopicPartition(name, 0)
    member = {"group_id": group, "session_timeout_ms": 6000, "heartbeat_interval_ms": 200}
    with consuming(kafka_broker, **member) as zombie, consuming(kafka_broker, **member) as alive:
        join(zombie, name, partitions=3)
        admin = KafkaAdminClient(bootstrap_servers=kafka_broker)
        admin.remove_group_members(group, [MemberToRemove(member_id=zombie.group_metadata().member_id)])
        admin.close()
        join(alive, name, partitions=3)
        wait_until(lambda: zombie.group_metadata().generation_id == -1)
        with producing(kafka_broker, uuid.uuid4().hex) as producer:
            producer.begin_transaction()
            producer.send_offsets_to_transaction(mark(place, 5), zombie.group_metadata())
            producer.commit_transaction()

        assert zombie.group_metadata().member_id == ""
        wait_until(lambda: alive.committed(place) == 5)  # the broker writes the marks after its answer


def test_a_producer_whose_place_was_taken_is_told_at_its_commit(kafka_broker: str, name: str) -> None:
    transactional_id = uuid.uuid4().hex
    with producing(kafka_broker, transactional_id) as first:
        first.begin_transaction()
        first.send(name, b"of the first", partition=0)
        first.flush()
        with producing(kafka_broker, transactional_id):
            first.send(name, b"of the first, fenced", partition=0)
            with pytest.raises(ProducerFencedError):
                first.commit_transaction()

    assert read_committed(kafka_broker, name) == []


def test_a_producer_that_closes_leaves_its_transaction_open_until_another_takes_its_id(
    kafka_broker: str, name: str
) -> None:
    transactional_id = uuid.uuid4().hex
    with producing(kafka_broker, transactional_id) as producer:
        producer.begin_transaction()
        producer.send(name, b"of the one that closed", partition=0)
        producer.flush()
    with producing(kafka_broker, uuid.uuid4().hex) as other:
        other.begin_transaction()
        other.send(name, b"behind it", partition=0)
        other.commit_transaction()
    before = read_committed(kafka_broker, name)
    with producing(kafka_broker, transactional_id):
        wait_until(lambda: read_committed(kafka_broker, name) == [b"behind it"])

    assert before == []


def test_a_failed_deserializer_makes_poll_spin_for_ever(kafka_broker: str, name: str) -> None:
    producer = KafkaProducer(bootstrap_servers=kafka_broker)
    for value in (b"1", b"no json", b"2"):
        producer.send(name, value, partition=0)
    producer.close()
    command = [sys.executable, "-c", POLLS, kafka_broker, name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        first = child.stdout.readline().strip() if child.stdout else ""
        with pytest.raises(subprocess.TimeoutExpired):  # the nine polls that are left would take a second
            child.wait(timeout=10)
        child.kill()

    assert first == "JSONDecodeError"


def test_a_reader_passes_the_markers_at_the_end_but_no_open_transaction(kafka_broker: str, name: str) -> None:
    place = TopicPartition(name, 0)
    with producing(kafka_broker, uuid.uuid4().hex) as producer, consuming(kafka_broker) as observer:
        for value, is_kept in ((b"a", True), (b"no", False), (b"c", True), (b"no", False)):
            producer.begin_transaction()
            producer.send(name, value, partition=0)
            producer.flush()
            (producer.commit_transaction if is_kept else producer.abort_transaction)()
        with consuming(kafka_broker, isolation_level="read_committed") as reader:
            reader.assign([place])
            reader.seek_to_beginning(place)
            found: list[bytes] = []

            def read_on() -> int:
                found.extend(record.value for record in reader.poll(timeout_ms=200).get(place, []))
                return reader.position(place) or 0

            wait_until(lambda: read_on() == 8)
            producer.begin_transaction()
            producer.send(name, b"open", partition=0)
            producer.flush()
            for _ in range(5):
                assert read_on() == 8
            assert observer.end_offsets([place])[place] == 9
            producer.commit_transaction()
            wait_until(lambda: read_on() == 10)

    assert found == [b"a", b"c", b"open"]
