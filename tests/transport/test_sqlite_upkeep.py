"""The local log keeps of each topic what it should."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from stancewatch.topics import DAY_MS, Topic
from stancewatch.transport import sqlite_log, sqlite_upkeep
from stancewatch.transport.base import Outgoing, Partition
from stancewatch.transport.local import LocalTransport
from tests.transport.local_log import file_of, read, write
from tests.transport.tools import numbered

DAYS_AGO = 100 * DAY_MS


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
            connection.execute("UPDATE upkeep SET done_ms = done_ms - ?", (sqlite_upkeep.UPKEEP_MS,))
        channel.poll(max_records=1, timeout_seconds=0.05)

    assert [before, len(read(own, topic))] == [3, 2]
