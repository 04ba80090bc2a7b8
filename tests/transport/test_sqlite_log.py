"""The local log says clearly what is wrong with its file."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from stancewatch.errors import ConfigurationError, RecordTooLarge, StorageFailed, TransportError
from stancewatch.topics import Topic
from stancewatch.transport import sqlite_log
from stancewatch.transport.base import Outgoing
from stancewatch.transport.local import LocalTransport
from tests.transport.local_log import file_of, read, write
from tests.transport.tools import copy_all, numbered


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    with pytest.raises(ConfigurationError, match=r"data folder .*data cannot be made: .*data is a file; choose"):
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
        with pytest.raises(TransportError, match=r"log\.sqlite3: it is damaged; put a copy back"):
            copy_all(channel, topic, count=50)


def test_a_log_that_was_taken_away_does_not_come_back_empty(own: LocalTransport, topic: Topic) -> None:
    own._path.unlink()
    with pytest.raises(TransportError, match="cannot be opened; check that the folder is there"):
        own.open_channel("group", [topic])

    assert not own._path.exists()


def test_a_log_in_a_folder_with_odd_characters(tmp_path: Path, topic: Topic) -> None:
    transport = LocalTransport(tmp_path / "a b?c#d%20é")
    transport.ensure_topics([topic])
    write(transport, *numbered(topic, 1))

    assert len(read(transport, topic)) == 1


def test_a_full_disk_is_a_failed_storage_that_says_so(own: LocalTransport, topic: Topic) -> None:
    with closing(own.open_channel("group", [])) as channel:
        pages = channel._connection.execute("PRAGMA page_count").fetchone()[0]
        channel._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StorageFailed, match="the disk is full; free some space"):
            channel.commit((), [Outgoing(topic.name, b"key", b"x" * 60_000)])


def test_a_lock_that_another_keeps_is_no_failed_storage(
    own: LocalTransport, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_log, "BUSY_SECONDS", 0.01)
    with (
        closing(own.open_channel("group", [])) as channel,
        closing(sqlite_log.connect(own._path)) as other,
        sqlite_log.transaction(other),
        pytest.raises(TransportError, match="look for one that hangs") as raised,
    ):
        channel.commit((), [Outgoing(topic.name, b"key", b"x")])

    assert not isinstance(raised.value, StorageFailed)


def test_a_topic_that_exists_gets_its_present_limits(own: LocalTransport, topic: Topic) -> None:
    own.ensure_topics([replace(topic, max_bytes=10)])
    with pytest.raises(RecordTooLarge, match=r"of 11 bytes for topic test\.topic, which takes 10 at most"):
        write(own, Outgoing(topic.name, b"key", b"12345678"))
