"""`stancewatch process` as a process that faults may hit: its stages, loop, transport and telemetry, another extractor.

`python -m tests.faults.worker BOOTSTRAP TIMEOUTS PORT`; TIMEOUTS are KafkaTransport's, as JSON. Each line on stdin is a
point at which it is to kill itself, as JSON; the first line, which it waits for, may be null.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from process.extract.extraction import Extraction
from process.worker import ExtractHandler, TrackHandler
from stancewatch.cli.running import run_until_stopped
from stancewatch.contracts import Article
from stancewatch.handler import Handler
from stancewatch.telemetry.logs import configure_logging
from stancewatch.telemetry.server import Readiness, TelemetryServer
from stancewatch.transport.base import Transport
from stancewatch.transport.kafka import KafkaTransport, clients, transport
from stancewatch.worker import Worker
from tests.faults.points import Point, Trap, make_channel, make_producer
from tests.faults.stream import DEADLY, read_positions


class ScriptReader:
    """Reads what an article says of itself. A text that is no script makes it fail, and one that says so kills it."""

    def read(self, article: Article) -> Extraction:
        if article.text == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        return Extraction(tuple(read_positions(article)))


def make_workers(carrier: Transport, readiness: Readiness) -> list[Worker[Any]]:
    """Return the stages of process, with an extractor that needs no model."""
    handlers: list[Handler[Any, Any]] = [ExtractHandler(ScriptReader()), TrackHandler(lambda: datetime.now(UTC))]
    return [Worker(handler, carrier, readiness=readiness, record_level="debug") for handler in handlers]


def main(bootstrap: str, timeouts: str, port: str) -> None:
    trap = Trap()
    transport.KafkaChannel = make_channel(trap)
    clients.KafkaProducer = make_producer(trap)
    listen(trap, [sys.stdin.readline()])
    threading.Thread(target=listen_on, args=(trap,), daemon=True).start()
    configure_logging(level="info", style="json")
    readiness = Readiness(("extract", "track"))
    workers = make_workers(KafkaTransport(bootstrap, **json.loads(timeouts)), readiness)
    with TelemetryServer(host="127.0.0.1", port=int(port), readiness=readiness):
        run_until_stopped(lambda _: [worker.run for worker in workers])


def listen(trap: Trap, lines: Iterable[str]) -> None:
    """Set the trap to each point that comes."""
    for line in lines:
        if point := json.loads(line):
            trap.set(Point(**point))


def listen_on(trap: Trap) -> None:
    """Listen until stdin ends: then whoever started us is gone, and so are we."""
    listen(trap, sys.stdin)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(*sys.argv[1:])
