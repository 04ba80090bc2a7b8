"""Ending the transactions that dead workers have left open, and those that a broker forgot, so that nobody waits.

A worker gives its transaction up after `commit_seconds`, so one that is older has nobody to finish it; or a worker that
has slept, whose transaction then fails as a whole, and it begins again. The broker tells the age, by its own clock.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, suppress
from typing import Any, NamedTuple

import structlog
from kafka import TopicPartition
from kafka.admin import AbortTransactionSpec
from kafka.errors import KafkaError

from stancewatch.transport.kafka.clients import Clients

log = structlog.get_logger("stancewatch.transport")
OURS = "stancewatch-"
"""What our transactional ids begin with."""
ONGOING = "Ongoing"
"""Of the broker's states: neither being committed nor being taken back."""
LOOK_SECONDS = 10.0
"""How long a transaction is waited for before a look whether it can ever end; one of a worker at work ends in one."""


def end_abandoned(clients: Clients, group: str) -> None:
    """Take back each of the group's transactions that is older than a worker that lives lets one become.

    Raises KafkaError, also where the broker is too old (before 3.8) to be asked for their age.
    """
    with clients.admin() as admin:
        age_ms = int(clients.commit_seconds * 1000)
        listed = admin.list_transactions(state_filters=[ONGOING], duration_filter_ms=age_ms)
    for transactional_id in find_ids(group, (listing for of_node in listed.values() for listing in of_node)):
        with closing(clients.producer(transactional_id)) as producer:
            producer.init_transactions()


def end_hanging(clients: Clients) -> int:
    """Take back the transactions of ours that hang, on all partitions; return on how many they did.

    A broker that was killed can forget a transaction and keep its records (seen with Kafka 4.3.1): nobody ends it, and
    readers of committed records wait for ever. 0 also where the broker does not answer, or does not let us look or act.
    """
    with suppress(KafkaError, OSError), clients.admin() as admin:
        places = _places(admin.describe_topics())
        before = _find_open(admin, places)
        if not before:
            return 0
        names = [one.transactional_id for ones in admin.list_transactions().values() for one in ones]
        known = admin.describe_transactions([name for name in names if name.startswith(OURS)])
        hanging = find_hanging(before, known.values(), _find_open(admin, places))
        for one in hanging:
            admin.abort_transaction(one)
            log.warning("transaction.taken_back", partition=str(one.topic_partition), producer_id=one.producer_id)
        return len(hanging)
    return 0


def is_in_vain(clients: Clients, waited_seconds: float) -> bool:
    """Return whether to wait no longer for somebody's transaction: it is too old, and nothing can be taken back."""
    return waited_seconds > LOOK_SECONDS and not end_hanging(clients) and waited_seconds > clients.patience_seconds


def _places(topics: Iterable[Any]) -> list[TopicPartition]:
    return [TopicPartition(topic["name"], one["partition_index"]) for topic in topics for one in topic["partitions"]]


class Open(NamedTuple):
    """A transaction that a partition has not seen the end of, and since which offset."""

    place: TopicPartition
    producer_id: int
    epoch: int
    coordinator_epoch: int
    start_offset: int


def _find_open(admin: Any, places: Sequence[TopicPartition]) -> set[Open]:
    return {
        Open(place, one.producer_id, one.producer_epoch, one.coordinator_epoch, one.current_transaction_start_offset)
        for place, state in admin.describe_producers(places).items()
        for one in state.active_producers
        if one.current_transaction_start_offset >= 0
    }


def find_hanging(
    before: AbstractSet[Open], known: Iterable[Any], after: AbstractSet[Open]
) -> list[AbortTransactionSpec]:
    """Return what is to be aborted: what was open before and after a look at the coordinators, and counted by none.

    A coordinator counts a partition before the first record goes there, and until the mark is there that ends it: so
    what it knows of and does not count can never end. Of an id that it has no knowledge of we cannot say whose it is.
    """
    owners = {one.producer_id: one for one in known}
    return [
        AbortTransactionSpec(one.place, one.producer_id, one.epoch, one.coordinator_epoch)
        for one in sorted(before & after)
        if (owner := owners.get(one.producer_id)) and one.place not in owner.topic_partitions
    ]


def find_ids(group: str, listings: Iterable[Any]) -> set[str]:
    """Return the transactional ids that are of a group's workers; the one of a single instance is not."""
    names = {listing.transactional_id for listing in listings}
    return {name for name in names if re.fullmatch(f"stancewatch-{re.escape(group)}-.+-[0-9a-f]{{12}}", name)}
