"""From the publication of an article to the line of its alert, through all workers, with nothing else to do."""

import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from queue import Queue
from tempfile import TemporaryDirectory

from bench.brokers import started_broker
from ingest.drafts import Draft
from ingest.worker import Ingest
from process.extract.pipeline import make_extractor
from process.worker import ExtractHandler, TrackHandler
from sinks.base import Delivery
from sinks.worker import SinkHandler
from stancewatch import topics
from stancewatch.contracts import Alert
from stancewatch.telemetry.logs import configure_logging
from stancewatch.telemetry.server import Readiness
from stancewatch.transport.base import Transport
from stancewatch.transport.local import LocalTransport
from stancewatch.worker import Worker
from tests.kafka.jars import KafkaNotReady

ARTICLES = 100
DEADLINE_SECONDS = 60.0
SENTENCES = (
    "Hungary rejects new sanctions on Russia.",
    "Hungary supports new sanctions on Russia.",
)
"""In turns, each is a change of the other, so that every article raises an alert; short, so that none is a repeat."""


class _Arrivals:
    """A sink that notes when an alert arrived."""

    name = "bench"

    def __init__(self) -> None:
        self.times: Queue[float] = Queue()

    def deliver(self, alert: Alert) -> Delivery:
        del alert
        self.times.put(time.perf_counter())
        return Delivery.WRITTEN

    def close(self) -> None:
        """Nothing is held open."""


def measure_local() -> Iterator[str]:
    """Yield a line: seconds from publication to alert on the local transport."""
    with TemporaryDirectory() as folder:
        yield _describe("local", _measure(LocalTransport(folder)))


def measure_kafka() -> Iterator[str]:
    """Yield a line: the same on a real Kafka of one node; where there can be none, what is missing."""
    from stancewatch.transport.kafka import KafkaTransport

    try:
        with started_broker() as (broker, _):
            yield _describe("Kafka, one node", _measure(KafkaTransport(broker.bootstrap)))
    except KafkaNotReady as error:
        yield f"Kafka is left out: {error}"


def _measure(transport: Transport) -> list[float]:
    configure_logging(level="error")
    transport.ensure_topics(topics.ALL)
    arrivals, stop = _Arrivals(), threading.Event()
    with _running(transport, arrivals, stop), Ingest(transport) as ingest:
        return [_time_one(ingest, arrivals, stop, number) for number in range(ARTICLES + 1)][1:]


@contextmanager
def _running(transport: Transport, arrivals: _Arrivals, stop: threading.Event) -> Iterator[None]:
    def now() -> datetime:
        return datetime.now(UTC)

    handlers = (ExtractHandler(make_extractor()), TrackHandler(now), SinkHandler(arrivals, now))
    readiness = Readiness(handler.name for handler in handlers)
    workers = [Worker(handler, transport, readiness=readiness, record_level="debug") for handler in handlers]
    threads = [threading.Thread(target=worker.run, args=(stop,)) for worker in workers]
    for thread in threads:
        thread.start()
    try:
        while readiness.reasons():
            time.sleep(0.05)
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _time_one(ingest: Ingest, arrivals: _Arrivals, stop: threading.Event, number: int) -> float:
    now = datetime.now(UTC)
    text = f"{SENTENCES[number % 2]} The war in Ukraine goes on for day {number}."
    published_at = now - timedelta(days=1) + timedelta(seconds=number)
    start = time.perf_counter()
    ingest.publish(Draft(text, now, id=f"bench-{number}", published_at=published_at), stop)
    return arrivals.times.get(timeout=DEADLINE_SECONDS) - start


def _describe(name: str, seconds: list[float]) -> str:
    cuts = statistics.quantiles(seconds, n=100)
    figures = f"p50 {cuts[49] * 1000:.0f} ms   p99 {cuts[98] * 1000:.0f} ms   ({len(seconds)} articles)"
    return f"{'publication to alert, idle, ' + name:58}{figures}"
