"""The loop handles each record once: over restarts, failed commits, kill -9, and a broker that is absent."""

import json
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
import structlog

from stancewatch import session, topics, worker
from stancewatch.contracts import LedgerEntry, entry_key
from stancewatch.errors import Fenced, StorageFailed, TransportError, TransportUnavailable
from stancewatch.telemetry import metrics
from stancewatch.transport.base import Outgoing, Partition, Polled
from stancewatch.worker import Worker, WorkerError
from tests.stancewatch.builders import HOLDER, as_record, make_position
from tests.stancewatch.first_stances import FirstStances
from tests.stancewatch.rig import (
    Wrapped,
    alerted_articles,
    count,
    count_published,
    drain,
    outcomes,
    publish,
    publish_positions,
    read,
    run_until,
)


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
    assert len(read(transport, topics.LEDGER)) == 1


def test_of_an_entry_that_a_batch_changes_twice_the_last_state_is_written(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "a", "b")
    drain(FirstStances(name), transport)
    [written] = read(transport, topics.LEDGER)

    assert LedgerEntry.decode(written.value, dict(written.headers)).current.article_id == "b"


def test_counters_and_logs_move_once_though_a_commit_failed(transport: Wrapped, name: str) -> None:
    transport.before_commit += [TransportError("cut"), TransportError("cut again")]
    publish_positions(transport, "a", "b", issue="aid")
    raised, published = count("stancewatch_alerts_total", issue="aid", kind="new"), count_published(topics.LEDGER)
    with structlog.testing.capture_logs() as lines:
        run_until(Worker(FirstStances(name), transport), lambda: transport.commits == [2])

    assert [line["id"] for line in lines if line["event"] == "record.handled"] == ["p-a", "p-b"]
    assert count("stancewatch_alerts_total", issue="aid", kind="new") == raised + 1
    assert count_published(topics.LEDGER) == published + 1
    assert outcomes(name) == {"ok": 1, "filtered": 1, "invalid": 0, "failed": 0}
    assert count("stancewatch_handle_duration_seconds_count", worker=name) == 2


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


def test_drain_begins_again_after_a_failure_of_the_transport(transport: Wrapped, name: str) -> None:
    transport.before_commit.append(TransportError("cut"))
    publish_positions(transport, "a")
    started = Worker(FirstStances(name), transport)
    with pytest.raises(TransportError, match="cut"):
        started.drain()

    assert started.drain() == 1
    assert alerted_articles(transport) == ["a"]
    started.close()


def test_a_batch_is_committed_in_parts_when_it_takes_long(
    transport: Wrapped, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "BATCH_SECONDS", 0.0)
    publish_positions(transport, "a", "b", "c")
    drain(FirstStances(name), transport)

    assert transport.commits == [1, 1, 1]
    assert alerted_articles(transport) == ["a"]


def test_the_worker_stays_in_its_group_while_records_are_slow(
    transport: Wrapped, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "KEEP_ALIVE_SECONDS", 0.01)
    publish_positions(transport, "a", "b", "c")
    drain(FirstStances(name, a=lambda: time.sleep(0.02), b=lambda: time.sleep(0.02)), transport)

    assert transport.kept_alive >= 2


def test_the_worker_stays_in_its_group_while_it_restores(
    transport: Wrapped, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in "abc":
        publish_positions(transport, number, issue=f"issue-{number}")
    drain(FirstStances(name), transport)
    monkeypatch.setattr(session, "KEEP_ALIVE_SECONDS", 0.0)
    transport.kept_alive = 0
    drain(FirstStances(name), transport)

    assert transport.kept_alive == len(read(transport, topics.LEDGER)) == 3


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


def test_failures_in_a_row_are_met_with_longer_waits(
    transport: Wrapped, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "BACKOFF_SECONDS", (0.01, 0.02, 0.03))
    transport.before_commit += [TransportError("cut") for _ in range(4)]
    publish_positions(transport, "a")
    started = Worker(FirstStances(name), transport)
    with structlog.testing.capture_logs() as lines:
        run_until(started, lambda: transport.commits == [1])
        transport.before_commit.append(TransportError("cut"))
        publish_positions(transport, "b")
        run_until(started, lambda: transport.commits == [1, 1])

    waits = [line["retry_in_seconds"] for line in lines if line["event"] == "transport.failed"]
    assert waits == [0.01, 0.02, 0.03, 0.03, 0.01]


def test_a_disk_that_only_a_person_can_mend_is_told_as_an_error(
    transport: Wrapped, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "BACKOFF_SECONDS", (0.01,))
    transport.before_commit += [StorageFailed("the disk is full"), TransportError("cut")]
    publish_positions(transport, "a")
    with structlog.testing.capture_logs() as lines:
        run_until(Worker(FirstStances(name), transport), lambda: transport.commits == [1])

    told = [(line["log_level"], line["why"]) for line in lines if line["event"] == "transport.failed"]
    assert told == [("error", "the disk is full"), ("warning", "cut")]


def test_a_worker_that_was_shut_out_for_a_moment_comes_back(transport: Wrapped, name: str) -> None:
    transport.before_commit.append(Fenced("out of the group"))
    publish_positions(transport, "a")
    run_until(Worker(FirstStances(name), transport), lambda: transport.commits == [1])

    assert alerted_articles(transport) == ["a"]


def test_lag_is_shown_while_the_partition_is_ours(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "a", "b")
    labels = {"worker": name, "topic": topics.POSITIONS.name, "partition": "0"}
    started = Worker(FirstStances(name), transport)
    started.drain()
    during = metrics.registry.get_sample_value("stancewatch_consumer_lag_messages", labels)
    started.close()

    assert during == 0
    assert metrics.registry.get_sample_value("stancewatch_consumer_lag_messages", labels) is None


def test_lag_is_gone_with_a_partition_that_is_lost(transport: Wrapped, name: str) -> None:
    place = Partition(topics.POSITIONS.name, 0)
    labels = {"worker": name, "topic": place.topic, "partition": "0"}
    started = Worker(FirstStances(name), transport)
    started.drain()
    before = metrics.registry.get_sample_value("stancewatch_consumer_lag_messages", labels)
    transport.polls.append(lambda: Polled(revoked=frozenset({place}), is_settled=False))
    started.drain()
    after = metrics.registry.get_sample_value("stancewatch_consumer_lag_messages", labels)
    started.close()

    assert [before, after] == [0, None]


def count_alerts(transport: Wrapped) -> int:
    return len(read(transport, topics.ALERTS))


def test_kill_9_at_any_moment_neither_loses_nor_repeats_an_alert(transport: Wrapped, name: str, tmp_path: Path) -> None:
    moments = random.Random(9)  # noqa: S311 - moments, not secrets
    spec = {"maker": "stancewatch.transport.local:LocalTransport", "arguments": {"folder": str(tmp_path)}, "name": name}
    keys = [entry_key(HOLDER.id, f"issue-{number}") for number in range(300)]
    for round_number in range(3):
        # Each round has 100 new stances, and says those of the round before again.
        issues = [f"issue-{number}" for number in range(max(0, round_number * 100 - 100), round_number * 100 + 100)]
        positions = [make_position(id=f"p-{round_number}-{issue}", issue=issue) for issue in issues]
        publish(transport, *(as_record(topics.POSITIONS.name, position.key, position) for position in positions))
        command = [sys.executable, "-m", "tests.stancewatch.first_stances", json.dumps(spec)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as child:
            while child.poll() is None and count_alerts(transport) <= round_number * 100:
                time.sleep(0.01)
            time.sleep(moments.uniform(0, 0.05))
            child.kill()
    drain(FirstStances(name), transport)

    entries = {record.key: LedgerEntry.decode(record.value, {}) for record in read(transport, topics.LEDGER)}

    assert sorted(record.key or b"" for record in read(transport, topics.ALERTS)) == sorted(keys)
    assert Counter(entry.current.id[:4] for entry in entries.values()) == {"p-1-": 100, "p-2-": 200}
