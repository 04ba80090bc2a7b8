"""An ingest at work, what it has written, and what it is given, for tests."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from ingest.worker import Ingest
from stancewatch import topics
from stancewatch.contracts import Article
from stancewatch.transport.base import Record
from stancewatch.transport.local import LocalTransport

NEVER = threading.Event()


ITEM = "<item><guid isPermaLink='false'>{0}</guid><link>https://example.org/{0}</link><description>{1}</description></item>"


def rss(*items: tuple[str, str]) -> bytes:
    return f"<rss version='2.0'><channel>{''.join(ITEM.format(*item) for item in items)}</channel></rss>".encode()


def published(transport: LocalTransport) -> list[Article]:
    channel = transport.open_channel("test", [])
    try:
        records = list(channel.restore(topics.ARTICLES.name, 0))
    finally:
        channel.close()
    return [Article.decode(record.value, dict(record.headers)) for record in records]


def seen_records(transport: LocalTransport) -> list[Record]:
    channel = transport.open_channel("test", [])
    try:
        return list(channel.restore(topics.SEEN.name, 0))
    finally:
        channel.close()


def write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    os.utime(path, times=(time.time() - 60,) * 2)


def until(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


class Running:
    """An Ingest that runs in a thread of its own, as the command line runs it."""

    def __init__(self, transport: LocalTransport, **options: object) -> None:
        self.stop = threading.Event()
        self._ingest = Ingest(transport, seeds_interval_seconds=0.05, **options)  # type: ignore[arg-type]
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        with self._ingest:
            self._ingest.run(self.stop)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self._thread.join(60)
        assert not self._thread.is_alive()
