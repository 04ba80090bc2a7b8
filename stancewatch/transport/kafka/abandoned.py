"""Ending the transactions that dead workers have left open, so that nobody waits for the broker to do it.

A worker gives its transaction up after `commit_seconds`, so one that is older has nobody to finish it; or a worker that
has slept, whose transaction then fails as a whole, and it begins again. The broker tells the age, by its own clock.
"""

import re
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from stancewatch.transport.kafka.clients import Clients

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


def find_ids(group: str, listings: Iterable[Any]) -> set[str]:
    """Return the transactional ids that are of a group's workers; the one of a single instance is not."""
    names = {listing.transactional_id for listing in listings}
    return {name for name in names if re.fullmatch(f"stancewatch-{re.escape(group)}-.+-[0-9a-f]{{12}}", name)}
