"""What the engine carries on a real Kafka when reading costs nothing: time to an alert, records a second, restoring."""

import random
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from bench.brokers import started_broker
from process.track.ledger import decide
from process.worker import ExtractHandler, TrackHandler
from stancewatch import topics
from stancewatch.contracts import Article, LedgerEntry
from stancewatch.ids import alert_id
from stancewatch.telemetry.logs import configure_logging
from stancewatch.transport.base import Channel, Outgoing, Transport, make_outgoing
from stancewatch.transport.kafka import KafkaTransport
from stancewatch.worker import Worker
from tests.faults.follower import Follower
from tests.faults.members import Member
from tests.faults.stream import ISSUES, START, WORDS, as_record, make_article, read_positions
from tests.faults.worker import ScriptReader
from tests.kafka.jars import KafkaNotReady

IDLE_ARTICLES = 200
RATE = 100
"""Articles a second."""
RATE_SECONDS = 30
TICK_SECONDS = 0.1
RECORDS = 20_000
HOLDERS = 2_000
ENTRIES = 100_000
STATEMENTS = 3
"""Of each entry: what its history holds."""
CHUNK = 500
DEADLINE_SECONDS = 300.0


def measure_load() -> Iterator[str]:
    """Yield a line for each figure; where there can be no Kafka, what is missing."""
    configure_logging(level="error")
    for measure in (_measure_latency, _measure_throughput, _measure_restore):
        try:
            with started_broker() as (broker, folder):
                transport = KafkaTransport(broker.bootstrap)
                transport.ensure_topics(topics.ALL)
                yield from measure(transport, broker.bootstrap, folder)
        except KafkaNotReady as error:
            yield f"Kafka is left out: {error}"
            return


def _measure_latency(transport: Transport, bootstrap: str, folder: Path) -> Iterator[str]:
    """Yield lines: from before an article's commit to when its alert can be read; process is a process of its own."""
    worker = Member(bootstrap, {}, folder)
    worker.wait_until_ready()
    with Follower(bootstrap) as follower, closing(transport.open_channel("bench", [])) as channel:
        first, *idle = (_publish_alone(channel, follower, number) for number in range(IDLE_ARTICLES + 1))
        assert first > 0
        yield _describe_seconds("publication to alert, stub extractor, idle", idle)
        busy = _publish_at_rate(channel, first=IDLE_ARTICLES + 1)
        assert follower.wait_for(IDLE_ARTICLES + 1 + len(busy), seconds=DEADLINE_SECONDS)
        seconds = [follower.seen_at[alert] - start for alert, start in busy.items()]
        yield _describe_seconds(f"publication to alert, stub extractor, {RATE} articles/s", seconds)
    worker.stop()


def _publish_alone(channel: Channel, follower: Follower, number: int) -> float:
    [(alert, start)] = _publish(channel, [number]).items()
    assert follower.wait_for(number + 1, seconds=DEADLINE_SECONDS)
    return follower.seen_at[alert] - start


def _publish_at_rate(channel: Channel, *, first: int) -> dict[str, float]:
    """Publish so many articles a second, some in each tick; return when each was published, by its alert's id."""
    sent: dict[str, float] = {}
    count = int(RATE * TICK_SECONDS)
    start = time.perf_counter()
    for tick in range(int(RATE_SECONDS / TICK_SECONDS)):
        time.sleep(max(0.0, start + tick * TICK_SECONDS - time.perf_counter()))
        sent |= _publish(channel, range(first + tick * count, first + (tick + 1) * count))
    return sent


def _publish(channel: Channel, numbers: Iterable[int]) -> dict[str, float]:
    articles = [_make_news(number, holder=number) for number in numbers]
    start = time.perf_counter()
    channel.commit((), [as_record(article) for article in articles])
    return {alert_id("new", position.id): start for article in articles for position in read_positions(article)}


def _measure_throughput(transport: Transport, bootstrap: str, folder: Path) -> Iterator[str]:
    """Yield lines: records a second of each stage, alone on one core, from committed input to committed output."""
    del bootstrap, folder
    workers = {
        handler.name: Worker(handler, transport, record_level="debug")
        for handler in (ExtractHandler(ScriptReader()), TrackHandler(lambda: START))
    }
    first, *news = (as_record(_make_news(number, holder=number % HOLDERS)) for number in range(RECORDS + 1))
    _write(transport, [first])
    for worker in workers.values():
        _drain(worker, 1)
    _write(transport, news)
    for name, worker in workers.items():
        yield f"{f'{name}, transactional, nothing to read':58}{_drain(worker, RECORDS):10.0f} messages/s"
        worker.close()


def _drain(worker: Worker[Any], count: int) -> float:
    """Return the records a second that a worker commits, of so many."""
    total, start = 0, time.perf_counter()
    while total < count:
        total += worker.drain(timeout_seconds=0.02)  # the last wait is in vain, and counts
    return total / (time.perf_counter() - start)


def _measure_restore(transport: Transport, bootstrap: str, folder: Path) -> Iterator[str]:
    """Yield lines: from the start of a process of its own to when it is ready, without and with a ledger to restore."""
    empty, _ = _start(bootstrap, folder)
    entries = (_make_entry(number) for number in range(ENTRIES))
    _write(transport, (make_outgoing(topics.LEDGER, entry.key, entry) for entry in entries))
    seconds, memory = _start(bootstrap, folder)
    yield f"{f'start of process to ready, ledger of {ENTRIES:,} entries':58}{seconds:10.1f} s"
    yield f"{'  the same with an empty ledger':58}{empty:10.1f} s"
    yield f"{'  peak memory with it':58}{memory:10.0f} MB"


def _start(bootstrap: str, folder: Path) -> tuple[float, float]:
    """Return the seconds until a process is ready, and its peak memory in MB."""
    start = time.perf_counter()
    worker = Member(bootstrap, {}, folder)
    worker.wait_until_ready()
    seconds, memory = time.perf_counter() - start, worker.peak_mb
    worker.stop()
    return seconds, memory


def _write(transport: Transport, records: Iterable[Outgoing]) -> None:
    with closing(transport.open_channel("bench", [])) as channel:
        iterator = iter(records)
        while chunk := list(islice(iterator, CHUNK)):
            channel.commit((), chunk)


def _make_news(number: int, *, holder: int) -> Article:
    """Return an article in which somebody takes a side, and no one's words are those of another."""
    chance = random.Random(number)  # noqa: S311 - the same articles in every run
    claim = {
        "holder": f"holder-{holder}",
        "issue": ISSUES[0],
        "stance": chance.choice(["favor", "against"]),
        "condition": None,
        "evidence": " ".join(chance.sample(WORDS, 20)),
    }
    at = START + timedelta(minutes=number)
    return make_article(f"news-{number}", {"claims": [claim]}, published_at=at, retrieved_at=at)


def _make_entry(number: int) -> LedgerEntry:
    entry = None
    for statement in range(STATEMENTS):
        [position] = read_positions(_make_news(STATEMENTS * number + statement, holder=number))
        entry = decide(entry, position).entry
    assert entry
    return entry


def _describe_seconds(name: str, seconds: Sequence[float]) -> str:
    cuts = statistics.quantiles(seconds, n=100)
    figures = f"p50 {cuts[49] * 1000:.0f} ms   p99 {cuts[98] * 1000:.0f} ms   ({len(seconds)} articles)"
    return f"{name:58}{figures}"
