"""The points at which a worker kills itself, as `kill -9` would: at its seams, and the product knows nothing of them.

What lies outside a transaction is reached in a channel of the harness's own, what lies inside one in a producer.
"""

import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kafka import KafkaProducer

from stancewatch.transport.base import Polled, Record
from stancewatch.transport.kafka.channel import KafkaChannel

AFTER_POLL, AFTER_BEGIN, MID_SEND, AFTER_FLUSH = "after poll", "after begin", "mid send", "after flush"
BEFORE_COMMIT, AFTER_COMMIT, IN_RESTORE = "before commit", "after commit", "in restore"
POINTS = (AFTER_POLL, AFTER_BEGIN, MID_SEND, AFTER_FLUSH, BEFORE_COMMIT, AFTER_COMMIT, IN_RESTORE)
ON_ITS_WAY_SECONDS = 0.1
"""Of a batch that is cut short, some shall be on the broker, and some not sent."""


@dataclass(frozen=True, slots=True)
class Point:
    """Where to die: when the stage comes there for the `nth` time."""

    name: str
    stage: str
    nth: int = 1


class Trap:
    """Kills this process at the point that it is set to."""

    def __init__(self) -> None:
        self._point: Point | None = None
        self._left = 0
        self._lock = threading.Lock()

    def set(self, point: Point) -> None:
        """Lie in wait."""
        with self._lock:
            self._point, self._left = point, point.nth

    def pass_by(self, name: str, transactional_id: str) -> None:
        """Say that the stage whose id this is has come to a point."""
        with self._lock:
            if self._point is None or self._point.name != name or f".{self._point.stage}-" not in transactional_id:
                return
            self._left -= 1
            if self._left == 0:
                time.sleep(ON_ITS_WAY_SECONDS if name == MID_SEND else 0.0)
                os.kill(os.getpid(), signal.SIGKILL)


def make_channel(trap: Trap) -> type[KafkaChannel]:
    """Return a channel class that passes the points outside a transaction."""

    class TrappedChannel(KafkaChannel):
        def poll(self, *, max_records: int, timeout_seconds: float) -> Polled:
            polled = super().poll(max_records=max_records, timeout_seconds=timeout_seconds)
            if polled.records:
                trap.pass_by(AFTER_POLL, self._writer.transactional_id)
            return polled

        def restore(self, topic: str, partition: int) -> Iterator[Record]:
            for record in super().restore(topic, partition):
                trap.pass_by(IN_RESTORE, self._writer.transactional_id)
                yield record

    return TrappedChannel


def make_producer(trap: Trap) -> type[Any]:
    """Return a producer class that passes the points within a transaction."""

    class TrappedProducer(KafkaProducer):
        has_sent = False
        """Some transactions move offsets alone; the points that follow are those of one with records."""

        def begin_transaction(self) -> None:
            super().begin_transaction()
            self.has_sent = False
            trap.pass_by(AFTER_BEGIN, self.config["transactional_id"])

        def send(self, *arguments: Any, **named: Any) -> Any:
            future = super().send(*arguments, **named)
            self.has_sent = True
            self._pass_by(MID_SEND)
            return future

        def flush(self, timeout: float | None = None) -> None:
            super().flush(timeout)
            self._pass_by(AFTER_FLUSH)

        def commit_transaction(self) -> None:
            self._pass_by(BEFORE_COMMIT)
            super().commit_transaction()
            self._pass_by(AFTER_COMMIT)

        def _pass_by(self, name: str) -> None:
            if self.has_sent:
                trap.pass_by(name, self.config["transactional_id"])

    return TrappedProducer
