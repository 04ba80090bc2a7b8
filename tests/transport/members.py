"""A worker in a thread: it copies one topic to another, and opens a new channel whenever the one it has fails."""

import threading
from types import TracebackType
from typing import Self

from stancewatch.errors import TransportError
from stancewatch.topics import Topic
from stancewatch.transport.base import Note, Partition
from stancewatch.transport.kafka import KafkaTransport
from tests.transport.copier import copies


class CopyingMember:
    """One member of a group, at work inside its `with` block."""

    def __init__(self, transport: KafkaTransport, group: str, source: Topic, target: Topic) -> None:
        self.copied = 0
        self.failures = 0
        self.transactional_id = ""
        self.deaths: dict[Partition, Note] | None = None
        """What it was told of others' deaths, once it has partitions."""
        self._transport = transport
        self._group = group
        self._source = source
        self._target = target
        self._is_stopped = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Finish the batch and leave the group."""
        self._is_stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._is_stopped.is_set():
            try:
                self._copy()
            except TransportError:
                self.failures += 1
                self._is_stopped.wait(0.2)

    def _copy(self) -> None:
        channel = self._transport.open_channel(self._group, [self._source])
        self.transactional_id = channel._writer.transactional_id
        try:
            while not self._is_stopped.is_set():
                polled = channel.poll(max_records=5, timeout_seconds=0.2)
                records = polled.records
                if polled.assigned:
                    self.deaths = {**(self.deaths or {}), **polled.deaths}
                if records:
                    channel.commit(records, copies(records, self._target.name))
                    self.copied += len(records)
        finally:
            channel.close()
