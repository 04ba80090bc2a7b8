"""Records that kill the worker, among good ones, on both transports: three deaths, a dead letter, and nothing lost."""

import json
import signal
import subprocess
import sys
import time
import uuid
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from stancewatch import topics
from stancewatch.contracts import Alert
from stancewatch.transport.base import Transport
from tests.stancewatch.builders import as_record, make_position
from tests.stancewatch.deadly import Deadly
from tests.transport.copier import make_transport
from tests.transport.tools import new_group, read_all

RECORDS = 40
PATIENCE_SECONDS = 240.0
"""A kill is noticed after the session timeout, and a busy machine takes its time to start the next worker."""


class Stage:
    """One run's topics on one transport, and how another process gets there."""

    def __init__(self, maker: str, arguments: dict[str, Any], deadly: list[str]) -> None:
        self.maker, self.arguments = maker, arguments
        self.run = f"deadly-{uuid.uuid4().hex}"
        self.deadly = deadly
        self.good = RECORDS - len(deadly)
        self.topics = Deadly(self.run, ())
        self.transport: Transport = make_transport(maker, arguments)
        self.transport.ensure_topics([self.topics.input_topic, self.topics.alerts, topics.DEAD_LETTERS])
        self.channel = self.transport.open_channel(new_group(), [])

    def publish(self) -> None:
        """Write as many positions as there are records, each under a key of its own."""
        positions = [make_position(id=f"p-{n}", article_id=f"a-{n}", issue=f"issue-{n}") for n in range(RECORDS)]
        self.channel.commit((), [as_record(self.topics.input_topic.name, each.key, each) for each in positions])

    def start_worker(self) -> "subprocess.Popen[bytes]":
        spec = {"maker": self.maker, "arguments": self.arguments, "run": self.run, "deadly": self.deadly}
        command = [sys.executable, "-m", "tests.stancewatch.deadly", json.dumps(spec)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def alerted(self) -> list[str]:
        """Return the articles of this run's alerts."""
        records = read_all(self.transport, self.channel, self.topics.alerts)
        return sorted(Alert.decode(each.value, dict(each.headers)).position.article_id for each in records)

    def letters(self) -> list[dict[str, bytes]]:
        """Return the headers of this run's dead letters."""
        found = [dict(record.headers) for record in read_all(self.transport, self.channel, topics.DEAD_LETTERS)]
        return [headers for headers in found if headers["dead-letter-worker"] == self.run.encode()]


@pytest.fixture(params=["local", pytest.param("kafka", marks=pytest.mark.kafka)])
def carrier(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, dict[str, Any]]:
    if request.param == "local":
        return "stancewatch.transport.local:LocalTransport", {"folder": str(tmp_path)}
    bootstrap = request.getfixturevalue("kafka_broker")
    arguments = {"bootstrap_servers": bootstrap, "session_timeout_seconds": 3.0, "transaction_timeout_seconds": 4.5}
    return "stancewatch.transport.kafka:KafkaTransport", arguments


def work_off(stage: Stage) -> int:
    """Start one worker after the other until one has done the rest; return how many died."""
    deaths, deadline = 0, time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with stage.start_worker() as worker:
            while (is_alive := worker.poll() is None) and not is_done(stage) and time.monotonic() < deadline:
                time.sleep(0.5)
            worker.kill()
        if is_alive:
            return deaths
        assert worker.returncode == -signal.SIGKILL
        deaths += 1
    raise AssertionError(f"{deaths} workers died, and it is not done")


def is_done(stage: Stage) -> bool:
    return len(stage.alerted()) >= stage.good and len(stage.letters()) == len(stage.deadly)


@pytest.mark.timeout(300)
def test_a_record_that_kills_three_workers_is_set_aside_and_all_others_go_through_once(
    carrier: tuple[str, dict[str, Any]],
) -> None:
    stage = Stage(*carrier, ["a-20"])
    stage.publish()
    with closing(stage.channel):
        assert work_off(stage) == 3
        (letter,) = stage.letters()
        assert (letter["dead-letter-reason"], letter["dead-letter-deaths"]) == (b"deadly", b"3")
        assert stage.alerted() == sorted(f"a-{n}" for n in range(RECORDS) if n != 20)


@pytest.mark.timeout(300)
def test_deadly_records_side_by_side_are_told_from_their_neighbours(tmp_path: Path) -> None:
    carrier = "stancewatch.transport.local:LocalTransport", {"folder": str(tmp_path)}
    stage = Stage(*carrier, ["a-0", "a-7", "a-8"])
    stage.publish()
    with closing(stage.channel):
        assert work_off(stage) <= 9
        assert [letter["dead-letter-deaths"] for letter in stage.letters()] == [b"3"] * 3
        assert stage.alerted() == sorted(f"a-{n}" for n in range(RECORDS) if n not in {0, 7, 8})
