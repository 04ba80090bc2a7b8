"""A worker on the bench: the local transport with hooks that a test sets, and what a test does and asks around it."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from stancewatch import topics
from stancewatch.contracts import Alert
from stancewatch.telemetry import metrics
from stancewatch.topics import Topic
from stancewatch.transport.base import NO_NOTES, Channel, Note, Outgoing, Partition, Polled, Record
from stancewatch.transport.local import LocalTransport
from stancewatch.worker import Worker
from tests.stancewatch.builders import as_record, make_position
from tests.stancewatch.first_stances import FirstStances


class Wrapped:
    """The local transport, with hooks that a test sets."""

    def __init__(self, transport: LocalTransport) -> None:
        self._transport = transport
        self.before_open: list[Exception] = []
        self.before_commit: list[Exception] = []
        self.after_commit: list[Exception] = []
        self.polls: list[Callable[[], Polled]] = []
        """What the next polls yield, before those that reach the log."""
        self.at_restore: Callable[[], None] = lambda: None
        self.commits: list[int] = []
        """How many records each commit has consumed; one of notes alone does not count, nor fail."""
        self.notes: list[Mapping[Partition, Note]] = []
        self.kept_alive = 0

    def open_channel(self, group: str, topics: Sequence[Topic], *, is_single: bool = False) -> "WrappedChannel":
        raise_next(self.before_open)
        return WrappedChannel(self, self._transport.open_channel(group, topics, is_single=is_single))

    def ensure_topics(self, topics: Sequence[Topic]) -> list[str]:
        return self._transport.ensure_topics(topics)

    def check_topics(self, topics: Sequence[Topic]) -> None:
        self._transport.check_topics(topics)

    def partitions(self, topic: str) -> Sequence[int]:
        return self._transport.partitions(topic)


class WrappedChannel:
    def __init__(self, hooks: Wrapped, channel: Channel) -> None:
        self._hooks = hooks
        self._channel = channel

    def poll(self, *, max_records: int, timeout_seconds: float) -> Polled:
        if self._hooks.polls:
            return self._hooks.polls.pop(0)()
        return self._channel.poll(max_records=max_records, timeout_seconds=min(timeout_seconds, 0.02))

    def commit(
        self, consumed: Sequence[Record], outputs: Sequence[Outgoing], *, notes: Mapping[Partition, Note] = NO_NOTES
    ) -> None:
        self._hooks.notes.append(notes)
        if not (consumed or outputs):
            self._channel.commit(consumed, outputs, notes=notes)
            return
        raise_next(self._hooks.before_commit)
        self._channel.commit(consumed, outputs, notes=notes)
        self._hooks.commits.append(len(consumed))
        raise_next(self._hooks.after_commit)

    def keep_alive(self) -> None:
        self._hooks.kept_alive += 1
        self._channel.keep_alive()

    def restore(self, topic: str, partition: int) -> Iterator[Record]:
        self._hooks.at_restore()
        return self._channel.restore(topic, partition)

    def lag(self) -> Mapping[Partition, int]:
        return self._channel.lag()

    def close(self) -> None:
        self._channel.close()


def raise_next(errors: list[Exception]) -> None:
    if errors:
        raise errors.pop(0)


def publish(transport: Wrapped, *outputs: Outgoing) -> None:
    channel = transport._transport.open_channel("writer", [])
    channel.commit((), outputs)
    channel.close()


def publish_positions(transport: Wrapped, *article_ids: str, **fields: Any) -> None:
    positions = [make_position(id=f"p-{number}", article_id=number, **fields) for number in article_ids]
    publish(transport, *(as_record(topics.POSITIONS.name, position.key, position) for position in positions))


def read(transport: Wrapped, topic: Topic) -> list[Record]:
    channel = transport._transport.open_channel("reader", [])
    records = list(channel.restore(topic.name, 0))
    channel.close()
    return records


def alerted_articles(transport: Wrapped) -> list[str]:
    records = read(transport, topics.ALERTS)
    return [Alert.decode(record.value, dict(record.headers)).position.article_id for record in records]


def drain(handler: FirstStances, transport: Wrapped) -> int:
    started = Worker(handler, transport)
    try:
        return started.drain()
    finally:
        started.close()


def run_until(started: Worker[Any], is_done: Callable[[], bool], *, seconds: float = 10.0) -> None:
    """Run a worker in a thread until something is true; its error, if it ends with one, is raised here."""
    stop, errors = threading.Event(), []

    def run() -> None:
        try:
            started.run(stop)
        except Exception as error:  # noqa: BLE001 - handed to the test
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    deadline = time.monotonic() + seconds
    while thread.is_alive() and not is_done() and time.monotonic() < deadline:
        time.sleep(0.005)
    stop.set()
    thread.join(timeout=seconds)
    assert not thread.is_alive()
    if errors:
        raise errors[0]
    assert is_done()


def count(metric: str, **labels: str) -> float:
    return metrics.registry.get_sample_value(metric, labels) or 0.0


def count_published(topic: Topic) -> float:
    return count("stancewatch_published_total", topic=topic.name)


def outcomes(name: str) -> dict[str, float]:
    return {
        outcome: count("stancewatch_messages_total", worker=name, outcome=outcome)
        for outcome in metrics.MESSAGE_OUTCOMES
    }


def raising(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail
