"""A worker is ready while it holds what its group has decided to give it, restored; else it says what it waits for."""

import threading
import time
import uuid
from collections.abc import Callable, Mapping

import pytest

from stancewatch import topics, worker
from stancewatch.errors import Backpressure, TransportError
from stancewatch.telemetry.server import Readiness
from stancewatch.transport.base import Partition, Polled
from stancewatch.transport.kafka import KafkaTransport
from stancewatch.worker import Worker
from tests.stancewatch.first_stances import FirstStances
from tests.stancewatch.rig import Wrapped, publish_positions, raise_next, run_until

OURS = frozenset({Partition(topics.POSITIONS.name, 0)})


class Watched:
    """A worker's readiness, noted at the moments that a test chooses."""

    def __init__(self, name: str) -> None:
        self.readiness = Readiness([name])
        self.seen: list[Mapping[str, str]] = []

    def look(self) -> None:
        self.seen.append(self.readiness.reasons())

    def before(self, polled: Polled) -> Callable[[], Polled]:
        """Return a poll that is looked at before it yields this."""

        def poll() -> Polled:
            self.look()
            return polled

        return poll


@pytest.fixture
def watched(name: str) -> Watched:
    return Watched(name)


def test_ready_means_open_and_restored(transport: Wrapped, name: str, watched: Watched) -> None:
    transport.at_restore = watched.look
    publish_positions(transport, "a")
    handler = FirstStances(name, a=watched.look)
    run_until(Worker(handler, transport, readiness=watched.readiness), lambda: transport.commits == [1])

    assert watched.seen == [{name: "restoring its state"}, {}]


def test_a_worker_is_not_ready_before_its_group_has_settled_nor_while_it_settles_anew(
    transport: Wrapped, name: str, watched: Watched
) -> None:
    unsettled, settled = watched.before(Polled(is_settled=False)), watched.before(Polled(assigned=OURS))
    rebalance = watched.before(Polled(revoked=OURS, is_settled=False))
    transport.polls = [unsettled, unsettled, settled, rebalance, unsettled, settled, watched.before(Polled())]
    run_until(Worker(FirstStances(name), transport, readiness=watched.readiness), lambda: not transport.polls)

    waiting = {name: "waiting for its partitions"}
    assert watched.seen == [{name: "waiting for the transport"}, waiting, waiting, {}, waiting, waiting, {}]


def test_a_worker_for_which_its_group_has_no_partition_is_ready(
    transport: Wrapped, name: str, watched: Watched
) -> None:
    transport.polls = [watched.before(Polled()), watched.before(Polled())]
    run_until(Worker(FirstStances(name), transport, readiness=watched.readiness), lambda: not transport.polls)

    assert watched.seen == [{name: "waiting for the transport"}, {}]


def test_a_worker_is_not_ready_while_it_restores_what_it_has_won_again(
    transport: Wrapped, name: str, watched: Watched
) -> None:
    transport.at_restore = watched.look
    transport.polls = [lambda: Polled(assigned=OURS), lambda: Polled(assigned=OURS, revoked=OURS)]
    run_until(Worker(FirstStances(name), transport, readiness=watched.readiness), lambda: len(watched.seen) >= 2)

    assert watched.seen[:2] == [{name: "restoring its state"}] * 2


def test_a_worker_is_not_ready_after_a_failure_of_the_transport(
    transport: Wrapped, name: str, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "BACKOFF_SECONDS", (60.0,))
    transport.before_commit.append(TransportError("cut"))
    publish_positions(transport, "a")
    failed = {name: "the transport failed; trying again"}

    run_until(
        Worker(FirstStances(name), transport, readiness=watched.readiness),
        lambda: watched.readiness.reasons() == failed,
    )


def test_a_worker_that_is_held_up_is_not_ready_until_it_goes_on(
    transport: Wrapped, name: str, watched: Watched
) -> None:
    full: list[Exception] = [Backpressure("the disk is full", retry_after_seconds=0.05)]

    def deliver() -> None:
        watched.look()
        raise_next(full)

    publish_positions(transport, "a")
    started = Worker(FirstStances(name, a=deliver), transport, readiness=watched.readiness)
    run_until(started, lambda: transport.commits == [1] and not watched.readiness.reasons())

    assert watched.seen == [{}, {name: "the disk is full"}]


@pytest.mark.kafka
def test_a_worker_on_kafka_is_not_ready_while_another_member_holds_up_its_group(
    kafka_broker: str, name: str, watched: Watched
) -> None:
    carrier, group = KafkaTransport(kafka_broker, session_timeout_seconds=6.0), f"test-{uuid.uuid4().hex}"
    carrier.ensure_topics(topics.ALL)
    holder = carrier.open_channel(group, [topics.POSITIONS])
    while not holder.poll(max_records=1, timeout_seconds=0.2).assigned:
        pass
    leaving = threading.Timer(3.0, holder.close)  # until then it does not poll, and the group cannot go on
    leaves_at = time.monotonic() + 3.0
    leaving.start()

    def is_ready() -> bool:
        watched.look()
        return not watched.readiness.reasons()

    run_until(Worker(FirstStances(name), carrier, group=group, readiness=watched.readiness), is_ready, seconds=40)
    ready_at = time.monotonic()
    leaving.join()

    assert ready_at > leaves_at
    assert {name: "waiting for its partitions"} in watched.seen
