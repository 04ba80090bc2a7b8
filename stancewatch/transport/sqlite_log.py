"""The file under the local transport: one SQLite database with every topic's records, the groups and their offsets.

Functions over a connection, each one short read or one short transaction, so that several processes can share the file.
"""

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

from stancewatch.errors import ConfigurationError, RecordTooLarge, StancewatchError, StorageFailed, TransportError
from stancewatch.topics import Topic
from stancewatch.transport.base import Outgoing, Record, size_of, unknown_topic

FILE_NAME = "log.sqlite3"
FORMAT = 1
"""Kept as SQLite's user_version; a file of a newer format is refused."""
BUSY_SECONDS = 10.0
"""How long to wait for another process's transaction, which takes milliseconds."""
CHUNK = 500
"""Rows a read or a deletion takes at once: no lock is held for long, and no large state stands in memory twice."""

# Large columns come last: SQLite walks through a row's overflow pages to reach what stands behind them.
SCHEMA = """
CREATE TABLE IF NOT EXISTS topics (
    name TEXT PRIMARY KEY, retention_ms INTEGER, max_bytes INTEGER NOT NULL, next_offset INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS records (
    topic TEXT NOT NULL, offset INTEGER NOT NULL, timestamp_ms INTEGER NOT NULL,
    key BLOB, headers TEXT NOT NULL, value BLOB, UNIQUE (topic, offset));
CREATE TABLE IF NOT EXISTS groups (
    name TEXT PRIMARY KEY, epoch INTEGER NOT NULL,
    host TEXT NOT NULL, pid INTEGER NOT NULL, expires_ms INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS offsets (
    group_name TEXT NOT NULL, topic TEXT NOT NULL, next_offset INTEGER NOT NULL, PRIMARY KEY (group_name, topic));
CREATE TABLE IF NOT EXISTS notes (
    group_name TEXT NOT NULL, topic TEXT NOT NULL, next_offset INTEGER NOT NULL, note TEXT NOT NULL,
    PRIMARY KEY (group_name, topic));
CREATE TABLE IF NOT EXISTS upkeep (done_ms INTEGER NOT NULL);
"""

EXPLANATIONS = {
    sqlite3.SQLITE_ERROR: "it is no log of ours; move it away, or choose another data folder; start again",
    sqlite3.SQLITE_FULL: "the disk is full; free some space",
    sqlite3.SQLITE_BUSY: "another process keeps it locked; look for one that hangs",
    sqlite3.SQLITE_CORRUPT: "it is damaged; put a copy back, or move it away to begin with an empty log; start again",
    sqlite3.SQLITE_NOTADB: "it is no SQLite file; move it away, or choose another data folder; start again",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check that the folder is there and writable",
    sqlite3.SQLITE_READONLY: "it cannot be written; check who owns it, or choose another data folder",
    sqlite3.SQLITE_PERM: "it cannot be written; check who owns it, or choose another data folder",
    sqlite3.SQLITE_IOERR: "reading or writing it failed; check the disk",
}

STORAGE_CODES = EXPLANATIONS.keys() - {sqlite3.SQLITE_BUSY}
"""What time alone does not mend."""


class Limits(NamedTuple):
    """How a topic is kept: for `retention_ms`, or compacted when that is None; no record above `max_bytes`."""

    retention_ms: int | None
    max_bytes: int

    @property
    def is_compacted(self) -> bool:
        """Whether the last record of each key is kept, instead of all records for a time."""
        return self.retention_ms is None


class Lease(NamedTuple):
    """A group's row: who reads for it, under which epoch, and until when that holds without a renewal."""

    epoch: int
    host: str
    pid: int
    expires_ms: int


def find_file(folder: Path) -> Path:
    """Return where a data folder has its log, whether or not it is there. Raises ConfigurationError."""
    try:
        return folder.resolve() / FILE_NAME
    except (OSError, RuntimeError) as error:  # a link that leads to itself
        raise ConfigurationError(f"the data folder {folder} leads nowhere ({error}); choose another") from error


def now_ms() -> int:
    """Return the time in milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


@contextmanager
def translated(path: Path, kind: type[StancewatchError]) -> Iterator[None]:
    """Raise what SQLite raises as an error of this kind that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code, the rest refines it
        if kind is TransportError and code in STORAGE_CODES:
            kind = StorageFailed
        raise kind(f"{path}: {EXPLANATIONS.get(code, 'SQLite refused')} ({error})") from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run the block as one step, alone among all writers of the file."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def connect(path: Path, *, mode: Literal["ro", "rw", "rwc"] = "rw") -> sqlite3.Connection:
    """Open the file for one thread at a time; statements outside `transaction` commit by themselves.

    Mode "rwc" makes it where it is missing. A log that was taken away while we ran must not come back empty. Mode "ro"
    is for who only looks.
    """
    address = f"{path.as_uri()}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    # FULL: what was committed outlives a power cut too, so that a sink never forgets what it has told the world.
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def create(path: Path) -> None:
    """Make the file and its tables where they are missing; ConfigurationError when the file is of a newer version."""
    connection = connect(path, mode="rwc")
    try:
        _switch_to_wal(connection)
        with transaction(connection):
            refuse_newer(connection, path)
            for statement in SCHEMA.split(";")[:-1]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {FORMAT}")
    finally:
        connection.close()


def refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    """Raise ConfigurationError when the file was written in a format that this version does not know."""
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > FORMAT:
        raise ConfigurationError(
            f"{path} was written by a newer Stancewatch (format {found}, this one knows {FORMAT}); "
            "update Stancewatch, or choose another data folder"
        )


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    # Two processes that create the file at the same moment: SQLite may refuse one at once, without its busy timeout.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def find_topics(connection: sqlite3.Connection) -> dict[str, Limits]:
    """Return the topics that exist, by name."""
    rows = connection.execute("SELECT name, retention_ms, max_bytes FROM topics")
    return {name: Limits(retention_ms, max_bytes) for name, retention_ms, max_bytes in rows}


def save_topic(connection: sqlite3.Connection, topic: Topic) -> None:
    """Create a topic, or give one that exists its present limits."""
    connection.execute(
        "INSERT INTO topics (name, retention_ms, max_bytes) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE"
        " SET retention_ms = excluded.retention_ms, max_bytes = excluded.max_bytes",
        (topic.name, topic.retention_ms, topic.max_bytes),
    )


def append(connection: sqlite3.Connection, outgoing: Outgoing, timestamp_ms: int) -> None:
    """Write one record at its topic's end. Raises ConfigurationError for an unknown topic, RecordTooLarge."""
    row = connection.execute("SELECT next_offset, max_bytes FROM topics WHERE name = ?", (outgoing.topic,)).fetchone()
    if row is None:
        raise unknown_topic(outgoing.topic)
    offset, max_bytes = row
    if size_of(outgoing) > max_bytes:
        raise RecordTooLarge(outgoing.topic, size_of(outgoing), max_bytes)
    headers = json.dumps([(name, value.decode("latin-1")) for name, value in outgoing.headers])
    connection.execute(
        "INSERT INTO records (topic, offset, timestamp_ms, key, headers, value) VALUES (?, ?, ?, ?, ?, ?)",
        (outgoing.topic, offset, timestamp_ms, outgoing.key, headers, outgoing.value),
    )
    connection.execute("UPDATE topics SET next_offset = next_offset + 1 WHERE name = ?", (outgoing.topic,))


def read(connection: sqlite3.Connection, topic: str, offset: int, limit: int) -> list[Record]:
    """Return at most `limit` records of a topic from an offset on."""
    rows = connection.execute(
        "SELECT offset, key, value, headers, timestamp_ms FROM records"
        " WHERE topic = ? AND offset >= ? ORDER BY offset LIMIT ?",
        (topic, offset, limit),
    )
    return [
        Record(topic, 0, offset, key, value, _parse_headers(headers), timestamp_ms)
        for offset, key, value, headers, timestamp_ms in rows.fetchall()
    ]


def _parse_headers(text: str) -> tuple[tuple[str, bytes], ...]:
    return tuple((name, value.encode("latin-1")) for name, value in json.loads(text))


def bounds(connection: sqlite3.Connection, topic: str) -> tuple[int, int]:
    """Return a topic's first offset that is still kept, and the offset that its next record will get."""
    end: int = connection.execute("SELECT next_offset FROM topics WHERE name = ?", (topic,)).fetchone()[0]
    first = connection.execute("SELECT min(offset) FROM records WHERE topic = ?", (topic,)).fetchone()[0]
    return (end if first is None else first), end


def find_offsets(connection: sqlite3.Connection, group: str, topics: Iterable[str]) -> dict[str, int]:
    """Return what a group reads next in each of these topics: 0 where it has committed nothing."""
    rows = connection.execute("SELECT topic, next_offset FROM offsets WHERE group_name = ?", (group,))
    found = dict(rows.fetchall())
    return {topic: found.get(topic, 0) for topic in topics}


def save_offsets(connection: sqlite3.Connection, group: str, offsets: Mapping[str, int]) -> None:
    """Set what a group reads next."""
    connection.executemany(
        "INSERT OR REPLACE INTO offsets (group_name, topic, next_offset) VALUES (?, ?, ?)",
        [(group, topic, offset) for topic, offset in offsets.items()],
    )


def find_notes(connection: sqlite3.Connection, group: str, offsets: Mapping[str, int]) -> dict[str, str]:
    """Return, by topic, the notes that stand at these offsets: one at another offset is of the past."""
    rows = connection.execute("SELECT topic, next_offset, note FROM notes WHERE group_name = ?", (group,))
    return {topic: note for topic, next_offset, note in rows.fetchall() if offsets.get(topic) == next_offset}


def save_notes(connection: sqlite3.Connection, group: str, rows: Iterable[tuple[str, int, str]]) -> None:
    """Set a group's notes: topic, offset and text of each."""
    connection.executemany("INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?)", [(group, *row) for row in rows])


def find_lease(connection: sqlite3.Connection, group: str) -> Lease | None:
    """Return who holds a group, or held it last."""
    row = connection.execute("SELECT epoch, host, pid, expires_ms FROM groups WHERE name = ?", (group,)).fetchone()
    return Lease(*row) if row else None


def save_lease(connection: sqlite3.Connection, group: str, lease: Lease) -> None:
    """Give a group to a new holder."""
    connection.execute("INSERT OR REPLACE INTO groups VALUES (?, ?, ?, ?, ?)", (group, *lease))


def renew_lease(connection: sqlite3.Connection, group: str, epoch: int, expires_ms: int) -> bool:
    """Prolong a lease; False when it has gone to another."""
    statement = "UPDATE groups SET expires_ms = ? WHERE name = ? AND epoch = ?"
    return connection.execute(statement, (expires_ms, group, epoch)).rowcount == 1
