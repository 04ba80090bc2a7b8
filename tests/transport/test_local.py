"""The local transport keeps the promises of the seam, and a group has one consumer."""

import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import pytest

from stancewatch.errors import ConfigurationError, Fenced, TransportError
from stancewatch.topics import Topic
from stancewatch.transport import sqlite_log
from stancewatch.transport.base import Outgoing
from stancewatch.transport.local import LocalChannel, LocalTransport
from tests.transport.conformance import *  # noqa: F403 - the suite
from tests.transport.conformance_notes import *  # noqa: F403 - its part about deaths
from tests.transport.local_log import file_of, read, write
from tests.transport.tools import by_key, numbered, start_copier


@pytest.fixture
def give_up_seconds() -> float:
    return 1.0


@pytest.fixture
def transport(tmp_path: Path, give_up_seconds: float) -> LocalTransport:
    return LocalTransport(tmp_path, lease_seconds=give_up_seconds)


@pytest.fixture
def maker(tmp_path: Path) -> tuple[str, dict[str, Any]]:
    return "stancewatch.transport.local:LocalTransport", {"folder": str(tmp_path)}


@pytest.fixture
def break_commit() -> Callable[[LocalChannel], None]:
    """Let the disk be full in the middle of the next commit."""

    def fill_disk(channel: LocalChannel) -> None:
        pages = channel._connection.execute("PRAGMA page_count").fetchone()[0]
        channel._connection.execute(f"PRAGMA max_page_count = {pages}")

    return fill_disk


def test_a_closed_channel_is_a_transport_error(own: LocalTransport, topic: Topic) -> None:
    channel = own.open_channel("group", [topic])
    channel.close()
    with pytest.raises(TransportError):
        channel.poll(max_records=1, timeout_seconds=0)


def test_an_output_on_an_unknown_topic_is_a_configuration_error(own: LocalTransport) -> None:
    with closing(own.open_channel("group", [])) as channel, pytest.raises(ConfigurationError, match="topics ensure"):
        channel.commit((), [Outgoing("test.unknown", b"key", b"value")])


def test_a_second_consumer_of_a_group_is_refused_and_told_who_holds_it(own: LocalTransport, topic: Topic) -> None:
    with closing(own.open_channel("track", [topic])):
        with pytest.raises(Fenced, match=f"group track already: process {os.getpid()} on .*stop that one first"):
            own.open_channel("track", [topic])
        own.open_channel("extract", [topic]).close()


def test_a_closed_channel_frees_its_group_at_once(own: LocalTransport, topic: Topic) -> None:
    own.open_channel("group", [topic]).close()

    own.open_channel("group", [topic]).close()


def test_the_lease_of_a_process_that_was_killed_is_free_at_once(
    own: LocalTransport, topic: Topic, state: Topic, maker: tuple[str, dict[str, Any]]
) -> None:
    write(own, *numbered(topic, 5))
    with start_copier(maker, "group", topic, state, crash=("after commit", 1)) as child:
        child.wait(timeout=30)

    own.open_channel("group", [topic]).close()


@pytest.mark.parametrize(
    ("lease", "is_free"),
    [
        ({"host": socket.gethostname(), "pid": os.getpid()}, True),  # a predecessor with our number: no channel of ours
        ({"host": socket.gethostname(), "pid": 2**22 + 1}, True),  # no such process
        ({"host": socket.gethostname(), "pid": 1}, False),
        ({"host": "elsewhere", "pid": os.getpid()}, False),
        ({"host": "elsewhere", "remaining_seconds": -1}, True),
        ({"host": "elsewhere", "remaining_seconds": 3600}, True),  # the clock was set back
    ],
)
def test_a_lease_holds_while_its_owner_can_be_alive(
    own: LocalTransport, topic: Topic, lease: dict[str, Any], *, is_free: bool
) -> None:
    expires_ms = sqlite_log.now_ms() + lease.get("remaining_seconds", 5) * 1000
    with file_of(own) as connection:
        row = ("group", 7, lease["host"], lease.get("pid", 1), expires_ms)
        connection.execute("INSERT INTO groups VALUES (?, ?, ?, ?, ?)", row)
    with nullcontext() if is_free else pytest.raises(Fenced, match=f"process {row[3]} on {lease['host']}"):
        own.open_channel("group", [topic]).close()


def test_a_consumer_that_lost_its_lease_is_told_at_its_next_step(
    transport: LocalTransport, topic: Topic, give_up_seconds: float
) -> None:
    transport.ensure_topics([topic])
    zombie = transport.open_channel("group", [topic])
    time.sleep(give_up_seconds)
    with closing(transport.open_channel("group", [topic])):
        for step in (zombie.keep_alive, lambda: zombie.poll(max_records=1, timeout_seconds=0)):
            with pytest.raises(Fenced, match="another process took group group"):
                step()
    zombie.close()


def test_an_overdue_consumer_keeps_a_group_that_nobody_took(
    transport: LocalTransport, topic: Topic, give_up_seconds: float
) -> None:
    transport.ensure_topics([topic])
    with closing(transport.open_channel("group", [topic])) as channel:
        time.sleep(give_up_seconds * 1.2)

        channel.commit((), numbered(topic, 1))


def test_a_waiting_poll_wakes_up_for_a_record_and_keeps_the_lease(transport: LocalTransport, topic: Topic) -> None:
    transport.ensure_topics([topic])
    late = threading.Timer(1.5, write, [transport, *numbered(topic, 1)])
    with closing(transport.open_channel("group", [topic])) as channel:
        channel.poll(max_records=1, timeout_seconds=0)
        late.start()
        start = time.monotonic()
        polled = channel.poll(max_records=1, timeout_seconds=20)
        waited = time.monotonic() - start
        late.join()
        channel.commit(polled.records, ())

    assert len(polled.records) == 1
    assert 1 < waited < 10


def test_many_writers_share_the_file(tmp_path: Path, topic: Topic) -> None:
    def work(number: int) -> None:
        transport = LocalTransport(tmp_path)
        transport.ensure_topics([topic])
        with closing(transport.open_channel(f"writer-{number}", [])) as channel:
            for i in range(20):
                channel.commit((), [Outgoing(topic.name, b"%d" % number, b"%d" % i)] * 2)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    records = read(LocalTransport(tmp_path), topic)

    assert [record.offset for record in records] == list(range(160))
    assert by_key(records) == {b"%d" % n: [b"%d" % (i // 2) for i in range(40)] for n in range(4)}
