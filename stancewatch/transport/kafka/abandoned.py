"""Ending the transactions that dead workers have left open, and those that a broker forgot, so that nobody waits.

A worker gives its transaction up after `commit_seconds`, so one that is older has nobody to finish it; or a worker that
has slept, whose transaction then fails as a whole, and it begins again. The broker tells the age, by its own clock.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from typing import Any

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

    A broker that was killed can forget a transaction and keep its records (seen once, with Kafka 4.3.1): nobody ends
    it, and readers of committed records wait for ever. 0 also where the broker does not let us look or act.
    """
    with suppress(KafkaError), clients.admin() as admin:
        names = [one.transactional_id for ones in admin.list_transactions().values() for one in ones]
        known = admin.describe_transactions([name for name in names if name.startswith(OURS)])
        open_on = admin.describe_producers(_places(admin.describe_topics()))
        hanging = find_hanging({place: state.active_producers for place, state in open_on.items()}, known.values())
        for one in hanging:
            admin.abort_transaction(one)
            log.warning("transaction.taken_back", partition=str(one.topic_partition), producer_id=one.producer_id)
        return len(hanging)
    return 0


def _places(topics: Iterable[Any]) -> list[TopicPartition]:
    return [TopicPartition(topic["name"], one["partition_index"]) for topic in topics for one in topic["partitions"]]


def find_hanging(producers: Mapping[TopicPartition, Iterable[Any]], known: Iterable[Any]) -> list[AbortTransactionSpec]:
    """Return what is to be aborted of what the partitions have open: that which can never end.

    The coordinator has given its transactional id a later epoch, and does not count the partition to its transaction.
    """
    owners = {one.producer_id: one for one in known}
    return [
        AbortTransactionSpec(place, one.producer_id, one.producer_epoch, one.coordinator_epoch)
        for place, on_place in producers.items()
        for one in on_place
        if one.current_transaction_start_offset >= 0
        and (owner := owners.get(one.producer_id))
        and one.producer_epoch < owner.producer_epoch
        and place not in owner.topic_partitions
    ]


def find_ids(group: str, listings: Iterable[Any]) -> set[str]:
    """Return the transactional ids that are of a group's workers; the one of a single instance is not."""
    names = {listing.transactional_id for listing in listings}
    return {name for name in names if re.fullmatch(f"stancewatch-{re.escape(group)}-.+-[0-9a-f]{{12}}", name)}
