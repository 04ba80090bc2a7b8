"""Writing to the local log, reading it, and looking into its file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from stancewatch.topics import Topic
from stancewatch.transport.base import Outgoing, Record
from stancewatch.transport.local import LocalTransport


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
