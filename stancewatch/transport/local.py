"""The transport of one machine: a log in one SQLite file, shared by the processes and threads of that machine.

It keeps the promises that tests/transport/conformance.py lists, with one partition a topic and one consumer a group.
docs/decisions/0003-local-transport.md says why, and what it leaves to Kafka.
"""

import heapq
import os
import socket
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from stancewatch.errors import ConfigurationError, Fenced, TransportError, explain_folder
from stancewatch.topics import Topic
from stancewatch.transport import sqlite_log as log
from stancewatch.transport.base import NO_NOTES, Note, Outgoing, Partition, Polled, Record, unknown_topic
from stancewatch.transport.local_reader import LocalReader
from stancewatch.transport.notes import find_deaths, given_back, in_hand_after, to_text
from stancewatch.transport.sqlite_upkeep import keep_up

LEASE_SECONDS = 10.0
"""How long a group stays with a consumer that gives no sign of life."""
WAIT_SECONDS = 0.02
"""Between two looks for new records; a look costs some microseconds."""
UPKEEP_CHECK_SECONDS = 60.0

_open_leases: set[tuple[Path, str, int]] = set()
"""This process's leases (file, group, epoch). A lease with our process number that is not here is nobody's: its channel
could not give it back, or it is from a predecessor with the same number, as in a container that was started again."""


class LocalTransport:
    """The log in a folder. Raises ConfigurationError when the folder, or the file in it, cannot be used."""

    def __init__(self, folder: Path | str, *, lease_seconds: float = LEASE_SECONDS) -> None:
        self._path = log.find_file(Path(folder))
        self._lease_seconds = lease_seconds
        _make_folder(self._path.parent)
        with log.translated(self._path, ConfigurationError):
            log.create(self._path)
            with _opened(self._path) as connection:
                keep_up(connection, is_forced=True)

    def open_channel(self, group: str, topics: Sequence[Topic], *, is_single: bool = False) -> "LocalChannel":
        """Take the group and return its channel; Fenced, naming the holder, while another consumer has it.

        Every group has one consumer here, so `is_single` changes nothing.
        """
        del is_single
        self.check_topics(topics)
        names = [topic.name for topic in topics]
        return LocalChannel(self._path, group, names, lease_seconds=self._lease_seconds)

    def open_reader(self, topic: Topic) -> LocalReader:
        """Look at a topic; ConfigurationError when it does not exist."""
        return LocalReader(self._path.parent, topic)

    def ensure_topics(self, topics: Sequence[Topic]) -> list[str]:
        """Create the topics that are missing, and return their names; give those that exist their present limits.

        Raises ConfigurationError where a topic that exists is compacted and should not be, or the reverse.
        """
        with (
            log.translated(self._path, TransportError),
            _opened(self._path) as connection,
            log.transaction(connection),
        ):
            found = log.find_topics(connection)
            _check_kinds(self._path, [topic for topic in topics if topic.name in found], found)
            for topic in topics:
                log.save_topic(connection, topic)
        return [topic.name for topic in topics if topic.name not in found]

    def check_topics(self, topics: Sequence[Topic]) -> None:
        """Raise ConfigurationError, with what to do, unless the topics exist and are kept as described."""
        with log.translated(self._path, TransportError), _opened(self._path) as connection:
            _check_kinds(self._path, topics, log.find_topics(connection))

    def partitions(self, topic: str) -> Sequence[int]:
        """Return the number of the one partition that every topic has here."""
        del topic
        return (0,)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"the data folder {folder} cannot be made: {explain_folder(folder, error)}") from error


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    connection = log.connect(path)
    try:
        yield connection
    finally:
        connection.close()


def _check_kinds(path: Path, topics: Iterable[Topic], found: Mapping[str, log.Limits]) -> None:
    for topic in topics:
        if topic.name not in found:
            raise unknown_topic(topic.name)
        if found[topic.name].is_compacted != topic.is_compacted:
            words = "compacted" if topic.is_compacted else "kept for a time"
            raise ConfigurationError(
                f"topic {topic.name} in {path} is kept in another way than this version needs ({words}); "
                "choose another data folder, or move this one away"
            )


class LocalChannel:
    """One consumer's view: it holds the group's lease, and every poll, commit and keep_alive renews it."""

    def __init__(self, path: Path, group: str, topics: Sequence[str], *, lease_seconds: float) -> None:
        self._path = path
        self._group = group
        self._lease_seconds = lease_seconds
        self._committed: dict[str, int] = {}
        self._positions: dict[str, int] = {}
        self._deaths: dict[Partition, Note] = {}
        self._in_hand: dict[Partition, Note] = {}
        self._bounds: dict[str, tuple[int, int]] = {}
        self._unassigned = frozenset(Partition(topic, 0) for topic in topics)
        self._upkeep_checked = time.monotonic()
        with log.translated(path, TransportError):
            self._connection = log.connect(path)
            try:
                self._epoch = self._take_lease()
                self._committed = log.find_offsets(self._connection, group, topics)
                self._deaths = self._find_deaths()
            except BaseException:
                self._connection.close()
                raise
        self._positions = dict(self._committed)

    def poll(self, *, max_records: int, timeout_seconds: float) -> Polled:
        """Return up to `max_records` records that follow those polled before; wait up to the timeout for the first."""
        deadline = time.monotonic() + timeout_seconds
        assigned, self._unassigned = self._unassigned, frozenset()
        with log.translated(self._path, TransportError):
            self._renew_when_due()
            while True:
                version = self._data_version()
                records = self._read(max_records)
                if records or assigned or not self._wait_for_change(version, deadline):
                    return Polled(records, assigned, deaths=self._deaths if assigned else {})

    def commit(
        self, consumed: Sequence[Record], outputs: Sequence[Outgoing], *, notes: Mapping[Partition, Note] = NO_NOTES
    ) -> None:
        """Make outputs visible, records consumed, notes last: all or nothing; Fenced when the lease is lost."""
        offsets = dict(self._committed)
        for record in consumed:
            offsets[record.topic] = max(offsets[record.topic], record.offset + 1)
        with log.translated(self._path, TransportError), log.transaction(self._connection):
            self._renew()
            timestamp_ms = log.now_ms()
            for outgoing in outputs:
                log.append(self._connection, outgoing, timestamp_ms)
            log.save_offsets(self._connection, self._group, offsets)
            self._save_notes(notes, offsets)
        self._committed = offsets
        self._in_hand = in_hand_after(self._in_hand, {record.place for record in consumed}, notes)

    def keep_alive(self) -> None:
        """Renew the lease when that is due; Fenced when it is lost."""
        with log.translated(self._path, TransportError):
            self._renew_when_due()

    def restore(self, topic: str, partition: int) -> Iterator[Record]:
        """Yield a topic's records from its start to its end of now, oldest first."""
        del partition
        with log.translated(self._path, TransportError):
            offset, end = log.bounds(self._connection, topic)
        while offset < end:
            with log.translated(self._path, TransportError):
                records = log.read(self._connection, topic, offset, log.CHUNK)
            yield from (record for record in records if record.offset < end)
            offset = records[-1].offset + 1 if records else end

    def lag(self) -> Mapping[Partition, int]:
        """Return how many of the records that the last poll saw are not committed yet."""
        return {
            Partition(topic, 0): max(0, end - max(first, self._committed[topic]))
            for topic, (first, end) in self._bounds.items()
        }

    def close(self) -> None:
        """Give the lease back and close the file; what was not committed does not exist."""
        _open_leases.discard((self._path, self._group, self._epoch))
        with suppress(sqlite3.Error), log.transaction(self._connection):
            if log.renew_lease(self._connection, self._group, self._epoch, 0):
                self._save_notes(given_back(self._in_hand), self._committed)
        self._connection.close()

    def _find_deaths(self) -> dict[Partition, Note]:
        found = log.find_notes(self._connection, self._group, self._committed)
        read = {Partition(topic, 0): find_deaths(text) for topic, text in found.items()}
        return {place: note for place, note in read.items() if note}

    def _save_notes(self, notes: Mapping[Partition, Note], offsets: Mapping[str, int]) -> None:
        rows = [(place.topic, offsets[place.topic], to_text(note)) for place, note in notes.items()]
        log.save_notes(self._connection, self._group, rows)

    def _take_lease(self) -> int:
        with log.transaction(self._connection):
            held = log.find_lease(self._connection, self._group)
            if held and self._is_held(held):
                raise Fenced(
                    f"{self._path} has a consumer of group {self._group} already: process {held.pid} on {held.host}; "
                    "stop that one first, or choose another data folder"
                )
            epoch = held.epoch + 1 if held else 1
            lease = log.Lease(epoch, socket.gethostname(), os.getpid(), self._next_expiry())
            log.save_lease(self._connection, self._group, lease)
            _open_leases.add((self._path, self._group, epoch))
        self._renewal_due = time.monotonic() + self._lease_seconds / 4
        return epoch

    def _is_held(self, lease: log.Lease) -> bool:
        remaining_ms = lease.expires_ms - log.now_ms()
        if not 0 < remaining_ms <= self._lease_seconds * 1000:  # too far ahead: the clock was set back since
            return False
        if lease.host != socket.gethostname():
            return True
        if lease.pid == os.getpid():
            return (self._path, self._group, lease.epoch) in _open_leases
        return _is_process(lease.pid)

    def _renew_when_due(self) -> None:
        if time.monotonic() >= self._renewal_due:
            with log.transaction(self._connection):
                self._renew()

    def _renew(self) -> None:
        if not log.renew_lease(self._connection, self._group, self._epoch, self._next_expiry()):
            raise Fenced(
                f"another process took group {self._group} in {self._path} after {self._lease_seconds:.0f} s "
                "without a sign of life from this one"
            )
        self._renewal_due = time.monotonic() + self._lease_seconds / 4

    def _next_expiry(self) -> int:
        return log.now_ms() + int(self._lease_seconds * 1000)

    def _data_version(self) -> int:
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return version

    def _wait_for_change(self, version: int, deadline: float) -> bool:
        """Wait until another connection has written to the file; False at the deadline."""
        while (remaining := deadline - time.monotonic()) > 0:
            time.sleep(min(WAIT_SECONDS, remaining))
            self._renew_when_due()
            self._keep_up()
            if self._data_version() != version:
                return True
        return False

    def _keep_up(self) -> None:
        if time.monotonic() - self._upkeep_checked > UPKEEP_CHECK_SECONDS:
            self._upkeep_checked = time.monotonic()
            keep_up(self._connection)

    def _read(self, max_records: int) -> tuple[Record, ...]:
        read = [log.read(self._connection, topic, position, max_records) for topic, position in self._positions.items()]
        merged = heapq.merge(*read, key=lambda record: record.timestamp_ms)
        records = tuple(record for record, _ in zip(merged, range(max_records), strict=False))
        for record in records:
            self._positions[record.topic] = record.offset + 1
        self._bounds = {topic: log.bounds(self._connection, topic) for topic in self._positions}
        return records


def _is_process(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it lives, as another user
        return True
    return True
