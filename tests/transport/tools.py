"""What tests of a transport do: write, poll, copy and look, in loops with a deadline; never one partition assumed."""

import json
import subprocess
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing, suppress
from typing import Any, cast

from stancewatch.errors import TransportError
from stancewatch.topics import Topic
from stancewatch.transport.base import Channel, Outgoing, Polled, Reader, Record, Transport
from tests.transport.copier import copies

DEADLINE_SECONDS = 40.0

OpenChannel = Callable[..., Channel]
MakeTopic = Callable[..., Topic]


def new_group() -> str:
    return f"test-{uuid.uuid4().hex}"


def numbered(topic: Topic, count: int, *, keys: int = 5) -> list[Outgoing]:
    return [Outgoing(topic.name, b"key-%d" % (i % keys), b"%d" % i) for i in range(count)]


def poll_records(channel: Channel, count: int, *, seconds: float = DEADLINE_SECONDS) -> list[Record]:
    """Poll until `count` records are there."""
    records: list[Record] = []
    deadline = time.monotonic() + seconds
    while len(records) < count and time.monotonic() < deadline:
        records += channel.poll(max_records=count - len(records), timeout_seconds=0.2).records
    assert len(records) == count
    return records


def poll_assignment(channel: Channel) -> Polled:
    """Poll until partitions are assigned; return that poll, which may bring a record too."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline:
        polled = channel.poll(max_records=1, timeout_seconds=0.2)
        if polled.assigned:
            return polled
    raise AssertionError("no partition was assigned")


def read_all(transport: Transport, channel: Channel, topic: Topic) -> list[Record]:
    """Return what is visible on a topic, by any channel."""
    return [
        record for partition in transport.partitions(topic.name) for record in channel.restore(topic.name, partition)
    ]


def read_when(transport: Transport, channel: Channel, topic: Topic, count: int) -> list[Record]:
    """Return what is visible on a topic once that is at least `count` records."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while len(records := read_all(transport, channel, topic)) < count and time.monotonic() < deadline:
        time.sleep(0.1)
    return records


def read_settled(transport: Transport, channel: Channel, topic: Topic) -> list[Record]:
    """Return what is visible on a topic once that has stopped growing: a killed writer's commit may still complete."""
    records, before = read_all(transport, channel, topic), -1
    while len(records) > before:
        before = len(records)
        time.sleep(0.5)
        records = read_all(transport, channel, topic)
    return records


def read_count(reader: Reader, count: int) -> list[Record]:
    """Return what a reader yields until that is `count` records: a commit may take a moment to be seen."""
    records: list[Record] = []
    deadline = time.monotonic() + DEADLINE_SECONDS
    while len(records) < count and time.monotonic() < deadline:
        records += reader.read()
    assert len(records) == count
    return records


def take_one(reader: Reader) -> Record:
    """Return a reader's first record, and leave the others of that look unread."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline:
        with closing(cast("Generator[Record]", reader.read())) as records:
            for record in records:
                return record
    raise AssertionError("no record came")


def copy_all(channel: Channel, target: Topic, *, count: int) -> None:
    """Copy what the channel reads until `count` records were committed."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while count > 0 and time.monotonic() < deadline:
        records = channel.poll(max_records=count, timeout_seconds=0.2).records
        channel.commit(records, copies(records, target.name))
        count -= len(records)


def values(records: Iterable[Record | Outgoing]) -> list[bytes | None]:
    return sorted((record.value for record in records), key=lambda value: value or b"")


def by_key(records: Iterable[Record | Outgoing]) -> dict[bytes | None, list[bytes | None]]:
    found: dict[bytes | None, list[bytes | None]] = defaultdict(list)
    for record in records:
        found[record.key].append(record.value)
    return found


def open_when_free(open_channel: OpenChannel, group: str, topics: Sequence[Topic]) -> Channel:
    """Open a channel as soon as the transport lets us into the group."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline:
        with suppress(TransportError):
            return open_channel(group, topics)
        time.sleep(0.1)
    raise AssertionError(f"group {group} never became free")


def start_copier(
    maker: tuple[str, dict[str, Any]],
    group: str,
    source: Topic,
    target: Topic,
    *,
    batch: int = 5,
    crash: tuple[str, int] | None = None,
) -> subprocess.Popen[bytes]:
    spec = {
        "maker": maker[0],
        "arguments": maker[1],
        "group": group,
        "source": source.name,
        "target": target.name,
        "batch": batch,
        "crash": crash,
    }
    return subprocess.Popen([sys.executable, "-m", "tests.transport.copier", json.dumps(spec)])
