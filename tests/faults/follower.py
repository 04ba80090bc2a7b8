"""A reader of the alerts, as a sink is one: it sees what is committed, as it comes, through every fault."""

import threading
import time
from contextlib import closing, suppress
from types import TracebackType
from typing import Any, Self

from kafka import TopicPartition
from kafka.errors import KafkaError

from stancewatch.topics import ALERTS
from tests.faults.reading import make_reader, places_of, read_ids


class Follower:
    """Takes down when each alert was first visible, in a thread of its own, inside its `with` block."""

    def __init__(self, bootstrap: str) -> None:
        self.seen_at: dict[str, float] = {}
        """By the alert's id, in `time.perf_counter`'s seconds."""
        self._bootstrap = bootstrap
        self._offsets = dict.fromkeys(places_of(ALERTS), 0)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def wait_for(self, count: int, *, seconds: float) -> bool:
        """Return whether so many different alerts are visible within that time."""
        deadline = time.monotonic() + seconds
        while len(self.seen_at) < count:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def _run(self) -> None:
        while not self._stop.is_set():
            with suppress(KafkaError, OSError):
                self._follow()
            self._stop.wait(0.2)

    def _follow(self) -> None:
        with closing(make_reader(self._bootstrap)) as reader:
            reader.assign(list(self._offsets))
            for place, offset in self._offsets.items():
                reader.seek(place, offset)
            while not self._stop.is_set():
                for place, batch in reader.poll(timeout_ms=100).items():
                    self._take(place, batch)

    def _take(self, place: TopicPartition, batch: list[Any]) -> None:
        self._offsets[place] = batch[-1].offset + 1
        now = time.perf_counter()
        for alert_id in read_ids(batch):
            self.seen_at.setdefault(alert_id, now)
