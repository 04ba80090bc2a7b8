"""Upkeep of the local log: what a topic need not keep any more is deleted, in many short transactions."""

import sqlite3
from collections.abc import Sequence

from stancewatch.topics import DAY_MS
from stancewatch.transport import sqlite_log as log

UPKEEP_MS = 60 * 60 * 1000
TOMBSTONE_MS = DAY_MS
"""How long a compacted topic remembers that a key was forgotten."""


def keep_up(connection: sqlite3.Connection, *, is_forced: bool = False) -> None:
    """Apply retention and compaction, unless some process has done it within the hour."""
    if not (is_forced or _is_upkeep_due(connection)):
        return
    with log.transaction(connection):
        connection.execute("DELETE FROM upkeep")
        connection.execute("INSERT INTO upkeep VALUES (?)", (log.now_ms(),))
    for topic, limits in log.find_topics(connection).items():
        if limits.retention_ms is None:
            _compact(connection, topic)
        else:
            old = "SELECT offset FROM records WHERE topic = ? AND timestamp_ms < ? ORDER BY offset"
            _delete(connection, topic, connection.execute(old, (topic, log.now_ms() - limits.retention_ms)).fetchall())


def _is_upkeep_due(connection: sqlite3.Connection) -> bool:
    row = connection.execute("SELECT done_ms FROM upkeep").fetchone()
    return row is None or not 0 <= log.now_ms() - row[0] < UPKEEP_MS  # a clock that was set back counts as due


def _compact(connection: sqlite3.Connection, topic: str) -> None:
    superseded = (
        "SELECT offset FROM (SELECT offset, max(offset) OVER (PARTITION BY key) AS last FROM records WHERE topic = ?)"
        " WHERE offset < last ORDER BY offset"
    )
    _delete(connection, topic, connection.execute(superseded, (topic,)).fetchall())
    # Only now: a tombstone that went before what it covers would bring that back.
    tombstones = "SELECT offset FROM records WHERE topic = ? AND value IS NULL AND timestamp_ms < ?"
    _delete(connection, topic, connection.execute(tombstones, (topic, log.now_ms() - TOMBSTONE_MS)).fetchall())


def _delete(connection: sqlite3.Connection, topic: str, offsets: Sequence[tuple[int]]) -> None:
    statement = "DELETE FROM records WHERE topic = ? AND offset = ?"
    for start in range(0, len(offsets), log.CHUNK):
        with log.transaction(connection):
            connection.executemany(statement, [(topic, offset) for (offset,) in offsets[start : start + log.CHUNK]])
