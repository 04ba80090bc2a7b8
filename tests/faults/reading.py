"""What stands on the topics, read by a client of its own, not by the transport that is tested."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.admin import TransactionState

from stancewatch import topics
from stancewatch.contracts import Alert, LedgerEntry, Position
from stancewatch.errors import InvalidMessage
from stancewatch.topics import Topic
from tests.faults.oracle import Outcome

READ_SECONDS = 120.0
GROUPS = {"stancewatch.extract": topics.ARTICLES, "stancewatch.track": topics.POSITIONS}
OPEN_STATES = {TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT}


def read_outcome(bootstrap: str) -> Outcome:
    """Return what is committed on the topics by now."""
    found = Outcome()
    with closing(make_reader(bootstrap)) as reader:
        for record in _read(reader, topics.POSITIONS):
            with suppress(InvalidMessage):  # what a fault has put there
                found.positions[record.key].append(Position.decode(record.value, dict(record.headers)).id)
        for record in _read(reader, topics.ALERTS):
            found.alerts[record.key].append(Alert.decode(record.value, dict(record.headers)).id)
        for record in _read(reader, topics.LEDGER):
            found.ledger[record.key] = LedgerEntry.decode(record.value, dict(record.headers))
        for record in _read(reader, topics.DEAD_LETTERS):
            reason = dict(record.headers)["dead-letter-reason"].decode()
            found.dead_letters[reason, record.value] += 1
    return found


def find_unconsumed(bootstrap: str) -> list[str]:
    """Return which groups have records beyond their offsets; the end is no measure, for marks have offsets too."""
    left: Counter[str] = Counter()
    with closing(make_reader(bootstrap)) as reader, closing(KafkaAdminClient(bootstrap_servers=bootstrap)) as admin:
        for group, topic in GROUPS.items():
            committed = admin.list_group_offsets(group)[group]
            starts = {place: committed[place].offset for place in places_of(topic) if place in committed}
            left[group] += sum(1 for _ in _read(reader, topic, starts))
    return [f"{count} records are beyond the offsets of {group}" for group, count in left.items() if count]


def find_open_transactions(bootstrap: str) -> list[str]:
    """Return the transactions that have not ended, and the partitions whose readers wait for one that hangs."""
    with closing(KafkaAdminClient(bootstrap_servers=bootstrap)) as admin:
        listings = admin.list_transactions(state_filters=[state.value for state in OPEN_STATES])
    ongoing = [f"{one.transactional_id} is {one.state}" for ones in listings.values() for one in ones]
    everywhere = [place for topic in topics.ALL for place in places_of(topic)]
    with closing(make_reader(bootstrap)) as stable, closing(make_reader(bootstrap, "read_uncommitted")) as reader:
        ends, stable_ends = reader.end_offsets(everywhere), stable.end_offsets(everywhere)
    hanging = [f"{place} is not stable" for place in everywhere if stable_ends[place] < ends[place]]
    return ongoing + hanging


def list_transactional_ids(bootstrap: str) -> list[str]:
    """Return the transactional ids that the brokers know."""
    with closing(KafkaAdminClient(bootstrap_servers=bootstrap)) as admin:
        return [one.transactional_id for ones in admin.list_transactions().values() for one in ones]


def places_of(topic: Topic) -> list[TopicPartition]:
    """Return the partitions of one of our topics."""
    return [TopicPartition(topic.name, number) for number in range(topic.partitions)]


def make_reader(bootstrap: str, isolation: str = "read_committed") -> Any:
    """Return a consumer outside any group."""
    return KafkaConsumer(
        bootstrap_servers=bootstrap,
        isolation_level=isolation,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        max_partition_fetch_bytes=4 * 1024 * 1024,
        fetch_max_wait_ms=50,
    )


def _read(reader: Any, topic: Topic, starts: dict[TopicPartition, int] | None = None) -> Iterator[Any]:
    """Yield the committed records of a topic from where each partition starts, by default its beginning."""
    places = places_of(topic)
    reader.assign(places)
    ends = reader.end_offsets(places)
    for place in places:
        reader.seek(place, (starts or {}).get(place, 0))
    deadline = time.monotonic() + READ_SECONDS
    while any(reader.position(place) < ends[place] for place in places):
        for batch in reader.poll(timeout_ms=200).values():
            yield from batch
        assert time.monotonic() < deadline, f"{topic.name} cannot be read to its end"


def read_ids(records: Sequence[Any]) -> list[str]:
    """Return the ids of alerts."""
    return [Alert.decode(record.value, dict(record.headers)).id for record in records]
