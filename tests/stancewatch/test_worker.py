"""The loop handles each record once: over restarts, failed commits, bad records, bugs and a full sink."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import structlog

from stancewatch import topics, worker
from stancewatch.contracts import Alert, LedgerEntry, Position
from stancewatch.errors import (
    Backpressure,
    ConfigurationError,
    Fenced,
    InvalidMessage,
    TransportError,
    TransportUnavailable,
)
from stancewatch.telemetry import metrics
from stancewatch.telemetry.server import Readiness
from stancewatch.topics import Topic
from stancewatch.transport.base import Channel, Outgoing, Partition, Polled, Record
from stancewatch.transport.local import LocalTransport
from stancewatch.worker import Handled, Worker, WorkerError
from tests.stancewatch.builders import as_record, make_alert, make_entry, make_position


class FirstStances:
    """Alerts on the first position of each ledger entry, and does as it is told with certain article ids."""

    input_topic = topics.POSITIONS
    state_topic = topics.LEDGER

    def __init__(self, name: str, **on_article: Callable[[], None]) -> None:
        self.name = name
        self.on_article = on_article
        self.handled: list[str] = []

    def handle(self, message: Position, state: Mapping[bytes, LedgerEntry]) -> Handled[LedgerEntry]:
        self.handled.append(message.article_id)
        self.on_article.get(message.article_id, lambda: None)()
        changes = {message.key: make_entry(message)}
        if message.key in state:
            return Handled(changes=changes, outcome="filtered")
        alert = as_record(topics.ALERTS.name, message.key, make_alert(message))
        return Handled(outputs=[alert], changes=changes, counters=[metrics.ALERTS.labels(message.issue, "new")])


class Wrapped:
    """The local transport, with hooks that a test sets."""

    def __init__(self, transport: LocalTransport) -> None:
        self._transport = transport
        self.before_open: list[Exception] = []
        self.before_commit: list[Exception] = []
        self.after_commit: list[Exception] = []
        self.commits: list[int] = []
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
        return self._channel.poll(max_records=max_records, timeout_seconds=min(timeout_seconds, 0.02))

    def commit(self, consumed: Sequence[Record], outputs: Sequence[Outgoing]) -> None:
        raise_next(self._hooks.before_commit)
        self._channel.commit(consumed, outputs)
        self._hooks.commits.append(len(consumed))
        raise_next(self._hooks.after_commit)

    def keep_alive(self) -> None:
        self._hooks.kept_alive += 1
        self._channel.keep_alive()

    def restore(self, topic: str, partition: int) -> Iterator[Record]:
        return self._channel.restore(topic, partition)

    def lag(self) -> Mapping[Partition, int]:
        return self._channel.lag()

    def close(self) -> None:
        self._channel.close()


def raise_next(errors: list[Exception]) -> None:
    if errors:
        raise errors.pop(0)


@pytest.fixture
def transport(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wrapped:
    monkeypatch.setattr(worker, "BACKOFF_SECONDS", (0.01,))
    monkeypatch.setattr("stancewatch.waiting.RETRY_SECONDS", 0.01)
    local = LocalTransport(tmp_path)
    local.ensure_topics(topics.ALL)
    return Wrapped(local)


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """A worker's name that no other test has: the metrics are the process's."""
    return str(request.node.name)


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


def test_drain_handles_what_is_there_and_says_how_many(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "a", "b")
    started = Worker(FirstStances(name), transport)

    assert [started.drain(), started.drain()] == [2, 0]
    publish_positions(transport, "c")
    assert started.drain() == 1
    started.close()


def test_a_record_sees_what_those_before_it_in_the_batch_have_changed(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "a", "b", "c")
    drain(FirstStances(name), transport)

    assert alerted_articles(transport) == ["a"]
    assert transport.commits == [3]


def test_a_restart_restores_the_state_and_repeats_nothing(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "a")
    drain(FirstStances(name), transport)
    publish_positions(transport, "b")
    handler = FirstStances(name)
    drain(handler, transport)

    assert handler.handled == ["b"]
    assert alerted_articles(transport) == ["a"]


def test_a_key_whose_last_state_is_empty_is_forgotten(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "a")
    drain(FirstStances(name), transport)
    publish(transport, Outgoing(topics.LEDGER.name, make_position().key, None))
    publish_positions(transport, "b")
    drain(FirstStances(name), transport)

    assert alerted_articles(transport) == ["a", "b"]


@pytest.mark.parametrize("moment", ["before_commit", "after_commit"])
def test_a_commit_that_fails_once_neither_loses_nor_repeats_an_alert(
    transport: Wrapped, name: str, moment: str
) -> None:
    getattr(transport, moment).append(TransportError("cut"))
    publish_positions(transport, "a", "b")
    run_until(Worker(FirstStances(name), transport), lambda: sum(transport.commits) == 2)

    assert alerted_articles(transport) == ["a"]
    assert len(read(transport, topics.LEDGER)) == 2


def test_counters_and_logs_move_once_though_a_commit_failed(transport: Wrapped, name: str) -> None:
    transport.before_commit += [TransportError("cut"), TransportError("cut again")]
    publish_positions(transport, "a", "b", issue="aid")
    raised, published = count("stancewatch_alerts_total", issue="aid", kind="new"), count_published(topics.LEDGER)
    with structlog.testing.capture_logs() as lines:
        run_until(Worker(FirstStances(name), transport), lambda: transport.commits == [2])

    assert [line["id"] for line in lines if line["event"] == "record.handled"] == ["p-a", "p-b"]
    assert count("stancewatch_alerts_total", issue="aid", kind="new") == raised + 1
    assert count_published(topics.LEDGER) == published + 2
    assert outcomes(name) == {"ok": 1, "filtered": 1, "invalid": 0, "failed": 0}
    assert count("stancewatch_handle_duration_seconds_count", worker=name) == 2


def count_published(topic: Topic) -> float:
    return count("stancewatch_published_total", topic=topic.name)


def outcomes(name: str) -> dict[str, float]:
    return {
        outcome: count("stancewatch_messages_total", worker=name, outcome=outcome)
        for outcome in metrics.MESSAGE_OUTCOMES
    }


def test_each_record_has_one_line_with_its_place_ids_outcome_and_time(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "a")
    with structlog.testing.capture_logs() as lines:
        drain(FirstStances(name), transport)
    (line,) = lines

    assert line.pop("seconds") >= 0
    assert line == {
        "event": "record.handled",
        "log_level": "info",
        "worker": name,
        "topic": topics.POSITIONS.name,
        "partition": 0,
        "offset": 0,
        "id": "p-a",
        "outcome": "ok",
    }


def test_a_sink_tells_of_its_records_at_debug(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "a")
    with structlog.testing.capture_logs() as lines:
        started = Worker(FirstStances(name), transport, record_level="debug")
        started.drain()
        started.close()

    assert [line["log_level"] for line in lines] == ["debug"]


HEADERS = (("message-type", b"position"), ("schema-version", b"1"), ("trace", b"\xff\x00"))


@pytest.mark.parametrize(
    ("value", "headers", "reason"),
    [
        (b"{no json", HEADERS, "not a message"),
        (b"\xff\xfe\x00", HEADERS, "not a message"),
        (b'{"id": "p"}', HEADERS, "not a message"),
        (None, HEADERS, "empty"),
        (b"{}", (("message-type", b"article"),), "unknown type"),
        (b"{}", (("schema-version", b"99"),), "unknown version"),
    ],
)
def test_an_invalid_record_becomes_a_dead_letter_and_the_next_goes_through(
    transport: Wrapped, name: str, value: bytes | None, headers: tuple[tuple[str, bytes], ...], reason: str
) -> None:
    publish(transport, Outgoing(topics.POSITIONS.name, b"\x00key", value, headers))
    publish_positions(transport, "good")
    with structlog.testing.capture_logs() as lines:
        assert drain(FirstStances(name), transport) == 2
    (letter,) = read(transport, topics.DEAD_LETTERS)
    facts = {key.removeprefix("dead-letter-"): text.decode() for key, text in letter.headers if "dead-letter-" in key}

    assert (letter.key, letter.value) == (b"\x00key", value)
    assert letter.headers[-len(headers) :] == headers
    assert (facts["reason"], facts["worker"], facts["version"]) == (reason, name, "0.1.0")
    assert (facts["topic"], facts["partition"], facts["offset"]) == (topics.POSITIONS.name, "0", "0")
    assert alerted_articles(transport) == ["good"]
    assert count("stancewatch_dead_letters_total", worker=name, reason=reason) == 1
    assert outcomes(name) == {"ok": 1, "filtered": 0, "invalid": 1, "failed": 0}
    assert [line["reason"] for line in lines if line["event"] == "record.refused"] == [reason]


def test_a_message_that_the_handler_refuses_becomes_a_dead_letter(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "bad", "good")
    drain(FirstStances(name, bad=raising(InvalidMessage("not a message", "who?"))), transport)

    assert len(read(transport, topics.DEAD_LETTERS)) == 1
    assert alerted_articles(transport) == ["good"]


def raising(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


def test_a_bug_becomes_a_dead_letter_with_its_traceback_in_the_log(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "bad", "good")
    with structlog.testing.capture_logs() as lines:
        drain(FirstStances(name, bad=raising(ZeroDivisionError("x" * 5000))), transport)
    (letter,) = read(transport, topics.DEAD_LETTERS)

    assert dict(letter.headers)["dead-letter-reason"] == b"bug"
    assert len(dict(letter.headers)["dead-letter-detail"]) == 1024
    assert [line["offset"] for line in lines if line.get("exc_info")] == [0]
    assert alerted_articles(transport) == ["good"]
    assert outcomes(name)["failed"] == 1


def test_many_bugs_in_a_row_end_the_worker_with_the_batch_unread(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "good", *["bad"] * worker.BUGS_IN_A_ROW)
    broken = FirstStances(name, bad=raising(KeyError("cue")))
    with pytest.raises(WorkerError, match=r"20 records in a row.*KeyError.*traceback"):
        run_until(Worker(broken, transport), lambda: False)
    assert read(transport, topics.DEAD_LETTERS) == []

    mended = FirstStances(name)
    drain(mended, transport)

    assert len(mended.handled) == 1 + worker.BUGS_IN_A_ROW
    assert alerted_articles(transport) == ["good"]


def test_bugs_among_good_records_do_not_end_the_worker(transport: Wrapped, name: str) -> None:
    publish_positions(transport, *["bad", "good"] * worker.BUGS_IN_A_ROW)
    drain(FirstStances(name, bad=raising(KeyError("cue"))), transport)

    assert len(read(transport, topics.DEAD_LETTERS)) == worker.BUGS_IN_A_ROW


def test_backpressure_keeps_the_records_and_tries_again(
    transport: Wrapped, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "KEEP_ALIVE_SECONDS", 0.01)
    full = [Backpressure("the disk is full", retry_after_seconds=0.05) for _ in range(3)]
    handler = FirstStances(name, b=lambda: raise_next(full))
    publish_positions(transport, "a", "b", "c")
    with structlog.testing.capture_logs() as lines:
        run_until(Worker(handler, transport), lambda: sum(transport.commits) == 3)

    assert handler.handled == ["a", "b", "b", "b", "b", "c"]
    assert transport.commits == [1, 2]
    assert transport.kept_alive > 3
    assert [line["why"] for line in lines if line["event"] == "worker.held"] == ["the disk is full"]


def test_drain_raises_backpressure_once_the_rest_is_committed(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "a", "b")
    with pytest.raises(Backpressure, match="full"):
        drain(FirstStances(name, b=raising(Backpressure("full"))), transport)

    assert alerted_articles(transport) == ["a"]


class Copier:
    """Publishes an alert as large as the article id says."""

    input_topic = topics.POSITIONS
    state_topic = None

    def __init__(self, name: str) -> None:
        self.name = name

    def handle(self, message: Position, state: Mapping[bytes, LedgerEntry]) -> Handled[LedgerEntry]:
        assert not state
        return Handled(outputs=[Outgoing(topics.ALERTS.name, b"key", b"x" * int(message.article_id))])


def test_an_output_that_is_too_large_becomes_a_dead_letter_and_the_rest_goes_through(
    transport: Wrapped, name: str
) -> None:
    sizes = ["1", "2", "3", "4", str(topics.MESSAGE_BYTES + 1), "6", "7"]
    publish_positions(transport, *sizes)
    assert drain(Copier(name), transport) == 7
    (letter,) = read(transport, topics.DEAD_LETTERS)

    assert [len(record.value or b"") for record in read(transport, topics.ALERTS)] == [1, 2, 3, 4, 6, 7]
    assert dict(letter.headers)["dead-letter-offset"] == b"4"
    assert b"2097156 bytes for topic stancewatch.alerts" in dict(letter.headers)["dead-letter-detail"]
    assert count("stancewatch_dead_letters_total", worker=name, reason="too large") == 1
    assert outcomes(name) == {"ok": 6, "filtered": 0, "invalid": 1, "failed": 0}


def test_a_record_of_the_full_size_fits_as_a_dead_letter(transport: Wrapped, name: str) -> None:
    value = b"x" * (topics.MESSAGE_BYTES - 100)
    publish(transport, Outgoing(topics.POSITIONS.name, b"key", value))
    drain(FirstStances(name), transport)

    assert read(transport, topics.DEAD_LETTERS)[0].value == value


def test_a_batch_is_committed_in_parts_when_it_takes_long(
    transport: Wrapped, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "BATCH_SECONDS", 0.0)
    publish_positions(transport, "a", "b", "c")
    drain(FirstStances(name), transport)

    assert transport.commits == [1, 1, 1]
    assert alerted_articles(transport) == ["a"]


def test_the_worker_stays_in_its_group_while_records_are_slow(
    transport: Wrapped, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "KEEP_ALIVE_SECONDS", 0.01)
    publish_positions(transport, "a", "b", "c")
    drain(FirstStances(name, a=lambda: time.sleep(0.02), b=lambda: time.sleep(0.02)), transport)

    assert transport.kept_alive >= 2


def test_stop_commits_what_is_done_and_leaves_the_rest(transport: Wrapped, name: str) -> None:
    stop = threading.Event()
    publish_positions(transport, "a", "b", "c")
    Worker(FirstStances(name, b=stop.set), transport).run(stop)
    after = FirstStances(name)
    drain(after, transport)

    assert transport.commits[0] == 2
    assert after.handled == ["c"]


def test_an_absent_broker_is_waited_for_in_one_line(transport: Wrapped, name: str) -> None:
    transport.before_open += [TransportUnavailable("no broker at localhost:9092")] * 5
    publish_positions(transport, "a")
    with structlog.testing.capture_logs() as lines:
        run_until(Worker(FirstStances(name), transport), lambda: transport.commits == [1])

    assert [line["why"] for line in lines if line["event"] == "transport.awaited"] == ["no broker at localhost:9092"]


def test_stop_ends_the_wait_for_an_absent_broker(transport: Wrapped, name: str) -> None:
    transport.before_open += [TransportUnavailable("no broker")] * 10_000

    run_until(Worker(FirstStances(name), transport), lambda: len(transport.before_open) < 9_990)


def test_a_group_that_another_consumer_holds_ends_the_worker(transport: Wrapped, name: str) -> None:
    other = transport._transport.open_channel(f"stancewatch.{name}", [topics.POSITIONS])
    with pytest.raises(WorkerError, match=f"stancewatch.{name}.*stop that one first"):
        run_until(Worker(FirstStances(name), transport), lambda: False)
    other.close()


def test_a_worker_that_was_shut_out_for_a_moment_comes_back(transport: Wrapped, name: str) -> None:
    transport.before_commit.append(Fenced("out of the group"))
    publish_positions(transport, "a")
    run_until(Worker(FirstStances(name), transport), lambda: transport.commits == [1])

    assert alerted_articles(transport) == ["a"]


def test_ready_means_open_and_restored(transport: Wrapped, name: str) -> None:
    readiness = Readiness([name])
    seen: list[Mapping[str, str]] = []
    publish_positions(transport, "a")
    handler = FirstStances(name, a=lambda: seen.append(readiness.reasons()))
    run_until(Worker(handler, transport, readiness=readiness), lambda: not readiness.reasons())

    assert seen == [{name: "waiting for the transport"}]


def test_lag_is_shown_while_the_partition_is_ours(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "a", "b")
    labels = {"worker": name, "topic": topics.POSITIONS.name, "partition": "0"}
    started = Worker(FirstStances(name), transport)
    started.drain()
    during = metrics.registry.get_sample_value("stancewatch_consumer_lag_messages", labels)
    started.close()

    assert during == 0
    assert metrics.registry.get_sample_value("stancewatch_consumer_lag_messages", labels) is None


def test_a_state_record_that_is_no_message_is_told_of_and_passed_over(transport: Wrapped, name: str) -> None:
    publish(transport, Outgoing(topics.LEDGER.name, b"junk", b"{"))
    publish_positions(transport, "a")
    with structlog.testing.capture_logs() as lines:
        drain(FirstStances(name), transport)

    assert [line["offset"] for line in lines if line["event"] == "state.unreadable"] == [0]
    assert alerted_articles(transport) == ["a"]


def test_a_state_of_a_newer_version_ends_the_worker_before_it_forgets(transport: Wrapped, name: str) -> None:
    publish(transport, Outgoing(topics.LEDGER.name, b"key", b"{}", (("schema-version", b"2"),)))
    publish_positions(transport, "a")
    with pytest.raises(ConfigurationError, match="another version"):
        drain(FirstStances(name), transport)


def test_a_handler_may_end_the_worker_with_a_configuration_error(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "a")
    with pytest.raises(ConfigurationError, match="folder"):
        drain(FirstStances(name, a=raising(ConfigurationError("the folder is gone"))), transport)

    assert read(transport, topics.DEAD_LETTERS) == []
