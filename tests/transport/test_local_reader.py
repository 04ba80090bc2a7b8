"""A look into the local log changes nothing, and says what to do where there is none."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from stancewatch.errors import ConfigurationError
from stancewatch.topics import Topic
from stancewatch.transport import sqlite_log
from stancewatch.transport.local import LocalTransport
from stancewatch.transport.local_reader import LocalReader
from tests.transport.local_log import file_of, write
from tests.transport.tools import numbered, values


def test_a_folder_without_a_log_is_named_and_not_made(tmp_path: Path, topic: Topic) -> None:
    with pytest.raises(ConfigurationError, match=r"there is no log in .*absent.*--data FOLDER"):
        LocalReader(tmp_path / "absent", topic)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_leads_to_itself_and_one_that_may_not_be_looked_into_are_told_of(
    tmp_path: Path, topic: Topic
) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for folder, said in (("loop", "leads nowhere"), ("a" * 300, r"cannot be looked into \(File name too long\)")):
        with pytest.raises(ConfigurationError, match=said):
            LocalReader(tmp_path / folder, topic)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "it is no log of ours"), (b"no database at all, but long enough to look into", "it is no SQLite file")],
)
def test_a_file_that_is_no_log_is_refused(tmp_path: Path, topic: Topic, content: bytes, said: str) -> None:
    (tmp_path / sqlite_log.FILE_NAME).write_bytes(content)

    with pytest.raises(ConfigurationError, match=f"{said}; move it away, or choose another data folder"):
        LocalReader(tmp_path, topic)


def test_a_log_of_a_newer_version_is_refused(own: LocalTransport, tmp_path: Path, topic: Topic) -> None:
    with file_of(own) as connection:
        connection.execute(f"PRAGMA user_version = {sqlite_log.FORMAT + 1}")

    with pytest.raises(ConfigurationError, match="newer Stancewatch"):
        LocalReader(tmp_path, topic)


def test_nothing_is_compacted_or_written(own: LocalTransport, tmp_path: Path, state: Topic) -> None:
    write(own, *numbered(state, 20, keys=2))
    with closing(LocalReader(tmp_path, state)) as reader:
        assert len(list(reader.read())) == 20
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader._connection.execute("DELETE FROM records")


def test_more_than_one_chunk_is_read(own: LocalTransport, tmp_path: Path, topic: Topic) -> None:
    sent = numbered(topic, 2 * sqlite_log.CHUNK + 1)
    write(own, *sent)
    with closing(LocalReader(tmp_path, topic)) as reader:
        assert values(reader.read()) == values(sent)
