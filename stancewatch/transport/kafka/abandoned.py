"""Ending the transactions that dead workers left open, and those that a broker left without marks: nobody waits.

A worker gives its transaction up after `commit_seconds`, so one that is older has nobody to finish it; or a worker that
has slept, whose transaction then fails as a whole, and it begins again. The broker tells the age, by its own clock.
"""

import re
import time
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, suppress
from typing import Any, NamedTuple

import structlog
from kafka import TopicPartition
from kafka.admin import AbortTransactionSpec, TransactionState
from kafka.errors import (
    KafkaError,
    RetriableError,
    TransactionalIdAuthorizationFailedError,
    TransactionalIdNotFoundError,
    UnsupportedVersionError,
)

from stancewatch.transport.kafka.clients import ANSWER_SECONDS, Clients

log = structlog.get_logger("stancewatch.transport")
OURS = "stancewatch-"
"""What our transactional ids begin with."""
ONGOING = TransactionState.ONGOING
"""Of the broker's states: neither being committed nor being taken back."""
COMMITTED = frozenset({TransactionState.PREPARE_COMMIT, TransactionState.COMPLETE_COMMIT})
"""Those in which the last transaction of an id is committed, whatever marks its partitions have."""
ASK_SECONDS = 0.1
LOOK_SECONDS = 10.0
"""How long a transaction is waited for before a look whether it can ever end; one of a worker at work ends in one."""


class Open(NamedTuple):
    """A transaction that a partition has not seen the end of, and since which offset."""

    place: TopicPartition
    producer_id: int
    epoch: int
    coordinator_epoch: int
    start_offset: int


class Hanging(NamedTuple):
    """A transaction on a partition that nobody will end, and whether it was committed."""

    spec: AbortTransactionSpec
    is_committed: bool


def end_abandoned(clients: Clients, group: str) -> None:
    """Take back each of the group's transactions that is older than a worker that lives lets one become.

    Raises KafkaError, also where the broker is too old (before 3.8) to be asked for their age.
    """
    with clients.admin() as admin:
        age_ms = int(clients.commit_seconds * 1000)
        listed = admin.list_transactions(state_filters=[ONGOING.value], duration_filter_ms=age_ms)
    for transactional_id in find_ids(group, (listing for of_node in listed.values() for listing in of_node)):
        with closing(clients.producer(transactional_id)) as producer:
            producer.init_transactions()


def note_decision(clients: Clients, transactional_id: str) -> None:
    """Keep in mind that the last transaction of an id is committed; a new epoch hides it. Raises KafkaError."""
    deadline = time.monotonic() + ANSWER_SECONDS
    with clients.admin() as admin:
        while True:
            try:
                known = admin.describe_transactions([transactional_id])
                break
            except (TransactionalIdNotFoundError, TransactionalIdAuthorizationFailedError, UnsupportedVersionError):
                return
            except RetriableError:  # a broker that has just come back does not know yet that it is the coordinator
                if time.monotonic() >= deadline:
                    raise
                time.sleep(ASK_SECONDS)
    clients.committed.update((one.producer_id, one.producer_epoch) for one in known.values() if one.state in COMMITTED)


def end_hanging(clients: Clients) -> int:
    """End the transactions of ours that hang, on all partitions, as was decided; return on how many they did.

    A broker that is killed can lose the marks of a transaction that it has decided on: when it comes back before it
    knows its topics, it takes them for deleted, and the transaction for done (seen with Kafka 4.3.1). Then nobody ends
    it, and readers of committed records wait for ever. One that was committed, as its group's offsets may be, gets its
    marks; another is taken back. 0 also where the broker does not answer, or does not let us look or act.
    """
    with suppress(KafkaError, OSError), clients.admin() as admin:
        places = _places(admin.describe_topics())
        before = _find_open(admin, places)
        if not before:
            return 0
        names = [one.transactional_id for ones in admin.list_transactions().values() for one in ones]
        known = admin.describe_transactions([name for name in names if name.startswith(OURS)])
        hanging = find_hanging(before, known.values(), _find_open(admin, places), committed=clients.committed)
        for one in hanging:
            _end(admin, one)
        return len(hanging)
    return 0


def _end(admin: Any, one: Hanging) -> None:
    if one.is_committed:
        admin._manager.run(_commit, admin, one.spec)  # noqa: SLF001 - the client can only take back
    else:
        admin.abort_transaction(one.spec)
    event = "transaction.completed" if one.is_committed else "transaction.taken_back"
    log.warning(event, partition=str(one.spec.topic_partition), producer_id=one.spec.producer_id)


async def _commit(admin: Any, spec: AbortTransactionSpec) -> None:
    """Write the mark of a commit, as `abort_transaction` writes that of an abort."""
    request = admin._abort_transaction_request(spec)  # noqa: SLF001
    for marker in request.markers:
        marker.transaction_result = True
    leader = next(iter(await admin._async_get_leader_for_partitions([spec.topic_partition])))  # noqa: SLF001
    response = await admin._manager.send(request, node_id=leader)  # noqa: SLF001
    admin._abort_transaction_process_response(response, spec)  # noqa: SLF001


def is_in_vain(clients: Clients, waited_seconds: float) -> bool:
    """Return whether to wait no longer for somebody's transaction: it is too old, and nothing can be taken back."""
    return waited_seconds > LOOK_SECONDS and not end_hanging(clients) and waited_seconds > clients.patience_seconds


def _places(topics: Iterable[Any]) -> list[TopicPartition]:
    return [TopicPartition(topic["name"], one["partition_index"]) for topic in topics for one in topic["partitions"]]


def _find_open(admin: Any, places: Sequence[TopicPartition]) -> set[Open]:
    return {
        Open(place, one.producer_id, one.producer_epoch, one.coordinator_epoch, one.current_transaction_start_offset)
        for place, state in admin.describe_producers(places).items()
        for one in state.active_producers
        if one.current_transaction_start_offset >= 0
    }


def find_hanging(
    before: AbstractSet[Open],
    known: Iterable[Any],
    after: AbstractSet[Open],
    *,
    committed: AbstractSet[tuple[int, int]] = frozenset(),
) -> list[Hanging]:
    """Return what is to be ended: what was open before and after a look at the coordinators, and counted by none.

    A coordinator counts a partition before the first record goes there, and until the mark is there that ends it: so
    what it knows of and does not count can never end. Of an id that it has no knowledge of we cannot say whose it is.
    `committed`: producers and epochs whose last transaction was found committed before they got another epoch.
    """
    owners = {one.producer_id: one for one in known}
    return [
        Hanging(
            AbortTransactionSpec(one.place, one.producer_id, one.epoch, one.coordinator_epoch),
            (one.producer_id, one.epoch) in committed or _is_committed(one, owner),
        )
        for one in sorted(before & after)
        if (owner := owners.get(one.producer_id)) and one.place not in owner.topic_partitions
    ]


def _is_committed(one: Open, owner: Any) -> bool:
    """Whether what its owner last ended in that epoch was committed; after taking back it begins another.

    In doubt it is: what was committed and is taken back is lost, the contrary only comes twice, under the same ids.
    """
    return owner.producer_epoch == one.epoch and owner.state in COMMITTED | {ONGOING}


def find_ids(group: str, listings: Iterable[Any]) -> set[str]:
    """Return the transactional ids that are of a group's workers; the one of a single instance is not."""
    names = {listing.transactional_id for listing in listings}
    return {name for name in names if re.fullmatch(f"stancewatch-{re.escape(group)}-.+-[0-9a-f]{{12}}", name)}
