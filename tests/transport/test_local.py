"""The local transport keeps the promises of the seam, and says clearly what is wrong with its file."""

import os
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stancewatch.errors import ConfigurationError, Fenced, RecordTooLarge, TransportError
from stancewatch.topics import DAY_MS, Topic
from stancewatch.transport import sqlite_log
from stancewatch.transport.base import Outgoing, Partition, Record
from stancewatch.transport.local import LocalChannel, LocalTransport
from tests.transport.conformance import *  # noqa: F403 - the suite
from tests.transport.conformance import by_key, copy_all, numbered, start_copier
from tests.transport.copier import make_topic


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


DAYS_AGO = 100 * DAY_MS


@pytest.fixture
def topic() -> Topic:
    return make_topic("test.topic")


@pytest.fixture
def state() -> Topic:
    return make_topic("test.state", is_compacted=True)


@pytest.fixture
def own(tmp_path: Path, topic: Topic, state: Topic) -> LocalTransport:
    """The transport as a user has it: with the usual lease."""
    transport = LocalTransport(tmp_path)
    transport.ensure_topics([topic, state])
    return transport


@contextmanager
def file_of(transport: LocalTransport) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(transport._path, isolation_level=None)
    yield connection
    connection.close()


def write(transport: LocalTransport, *outputs: Outgoing) -> None:
    with closing(transport.open_channel("writer", [])) as channel:
        channel.commit((), outputs)


def read(transport: LocalTransport, topic: Topic) -> list[Record]:
    with closing(transport.open_channel("reader", [])) as channel:
        return list(channel.restore(topic.name, 0))


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    with pytest.raises(ConfigurationError, match=r"data folder .*data cannot be made .*choose"):
        LocalTransport(tmp_path / "data")


@pytest.mark.parametrize("folder", ["/proc", "/proc/data"])
def test_a_folder_that_cannot_be_written_is_refused(folder: str) -> None:
    with pytest.raises(ConfigurationError, match=f"{folder}.* c(annot|heck)"):
        LocalTransport(Path(folder))


def test_a_file_that_is_no_log_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / sqlite_log.FILE_NAME
    file.write_bytes(b"not a database, but somebody's data" * 100)
    with pytest.raises(ConfigurationError, match="no SQLite file; move it away"):
        LocalTransport(tmp_path)

    assert file.read_bytes().startswith(b"not a database")


def test_a_log_of_a_newer_version_is_refused(own: LocalTransport, tmp_path: Path) -> None:
    with file_of(own) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(ConfigurationError, match=r"newer Stancewatch .*format 99"):
        LocalTransport(tmp_path)


def test_a_log_that_is_damaged_later_is_a_transport_error(own: LocalTransport, topic: Topic) -> None:
    write(own, *numbered(topic, 50))
    with closing(own.open_channel("group", [topic])) as channel:
        size = own._path.stat().st_size
        with own._path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * (size - 4096))
        with pytest.raises(TransportError, match=r"log\.sqlite3: it is damaged; move it away"):
            copy_all(channel, topic, count=50)


def test_a_full_disk_is_a_transport_error_that_says_so(own: LocalTransport, topic: Topic) -> None:
    with closing(own.open_channel("group", [])) as channel:
        pages = channel._connection.execute("PRAGMA page_count").fetchone()[0]
        channel._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(TransportError, match="the disk is full; free some space"):
            channel.commit((), [Outgoing(topic.name, b"key", b"x" * 60_000)])


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


def age(transport: LocalTransport, topic: Topic, offsets: Iterable[int]) -> None:
    """Have some records written long ago."""
    statement = "UPDATE records SET timestamp_ms = timestamp_ms - ? WHERE topic = ? AND offset = ?"
    with file_of(transport) as connection, sqlite_log.transaction(connection):
        connection.executemany(statement, [(DAYS_AGO, topic.name, offset) for offset in offsets])


def test_retention_drops_old_records_at_start_and_offsets_go_on(
    own: LocalTransport, topic: Topic, tmp_path: Path
) -> None:
    write(own, *numbered(topic, 1200))
    age(own, topic, range(1000))
    again = LocalTransport(tmp_path)
    write(again, *numbered(topic, 1))
    with closing(again.open_channel("group", [topic])) as channel:
        first = channel.poll(max_records=500, timeout_seconds=0).records
        lag = channel.lag()

    assert [record.offset for record in first] == list(range(1000, 1201))
    assert lag == {Partition(topic.name, 0): 201}


def test_retention_that_empties_a_topic_leaves_no_lag(own: LocalTransport, topic: Topic, tmp_path: Path) -> None:
    write(own, *numbered(topic, 3))
    age(own, topic, range(3))
    with closing(LocalTransport(tmp_path).open_channel("group", [topic])) as channel:
        channel.poll(max_records=1, timeout_seconds=0)

        assert channel.lag() == {Partition(topic.name, 0): 0}


def test_compaction_keeps_the_last_record_of_each_key_and_a_fresh_tombstone(
    own: LocalTransport, state: Topic, tmp_path: Path
) -> None:
    pairs = [(b"a", b"1"), (b"old", b"1"), (b"old", None), (b"new", b"1"), (b"a", b"2"), (b"new", None), (b"b", b"1")]
    write(own, *(Outgoing(state.name, key, value) for key, value in pairs))
    age(own, state, range(5))
    kept = [(record.key, record.value) for record in read(LocalTransport(tmp_path), state)]

    assert kept == [(b"a", b"2"), (b"new", None), (b"b", b"1")]


def test_upkeep_comes_again_after_an_hour(own: LocalTransport, topic: Topic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stancewatch.transport.local.UPKEEP_CHECK_SECONDS", 0)
    write(own, *numbered(topic, 3))
    age(own, topic, [0])
    with closing(own.open_channel("group", [])) as channel:
        channel.poll(max_records=1, timeout_seconds=0.05)
        before = len(read(own, topic))
        with file_of(own) as connection:
            connection.execute("UPDATE upkeep SET done_ms = done_ms - ?", (sqlite_log.UPKEEP_MS,))
        channel.poll(max_records=1, timeout_seconds=0.05)

    assert [before, len(read(own, topic))] == [3, 2]


def test_a_topic_that_exists_gets_its_present_limits(own: LocalTransport, topic: Topic) -> None:
    own.ensure_topics([replace(topic, max_bytes=10)])
    with pytest.raises(RecordTooLarge, match=r"of 11 bytes for topic test\.topic, which takes 10 at most"):
        write(own, Outgoing(topic.name, b"key", b"12345678"))
