"""A look into the local log from outside: opened for reading, so that it can change, compact and create nothing."""

import stat
from collections.abc import Iterator
from pathlib import Path

from stancewatch.errors import ConfigurationError, TransportError
from stancewatch.topics import Topic
from stancewatch.transport import sqlite_log as log
from stancewatch.transport.base import Record, unknown_topic

LOOK_RECORDS = 16
"""Fetched at once. A record may have 2 MiB, and who looks at many wants to hold few."""


class LocalReader:
    """Reads one topic of the log in a folder, whether or not workers are running on it.

    Raises ConfigurationError when there is no log, or none that can be read, or no such topic in it.
    """

    def __init__(self, folder: Path, topic: Topic) -> None:
        self._path = log.find_file(folder)
        self._topic = topic.name
        self._next = 0
        _look(self._path, folder)
        with log.translated(self._path, ConfigurationError):
            self._connection = log.connect(self._path, mode="ro")
            try:
                self._check()
            except BaseException:
                self._connection.close()
                raise

    def read(self) -> Iterator[Record]:
        """Yield the records that follow those yielded before, up to the topic's end of now, oldest first."""
        with log.translated(self._path, TransportError):
            _, end = log.bounds(self._connection, self._topic)
        while self._next < end:
            with log.translated(self._path, TransportError):
                records = log.read(self._connection, self._topic, self._next, LOOK_RECORDS)
            for record in records:
                self._next = record.offset + 1
                yield record
            self._next = self._next if records else end

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _check(self) -> None:
        log.refuse_newer(self._connection, self._path)
        if self._topic not in log.find_topics(self._connection):
            raise unknown_topic(self._topic)


def _look(log_file: Path, folder: Path) -> None:
    """Raise ConfigurationError where there is no log, or it is not ours to see."""
    try:
        is_there = stat.S_ISREG(log_file.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        is_there = False
    except OSError as error:
        why = f"the data folder {folder} cannot be looked into ({error.strerror})"
        raise ConfigurationError(f"{why}; check its name and rights, or name another with --data") from error
    if not is_there:
        raise ConfigurationError(
            f"there is no log in {folder}: nothing has run on this data folder yet. Start `stancewatch run`, or say"
            " where the records are: --data FOLDER, or --transport kafka"
        )
