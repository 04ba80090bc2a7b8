"""`stancewatch run` as a process that a full disk may hit: ingest, stages, and alerts kept in the data folder.

`python -m tests.faults.laptop FOLDER PORT SEED COUNT`: of the first news of the stream "laptop" it publishes so many
more as each line of its stdin says, one after the other. It ends at SIGTERM, when its stdin has ended.
"""

import sys
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from threading import Event

from ingest.worker import Ingest
from sinks.log import open_log_sink
from sinks.worker import SinkHandler
from stancewatch import topics
from stancewatch.cli.running import run_until_stopped
from stancewatch.contracts import Article
from stancewatch.telemetry.logs import configure_logging
from stancewatch.telemetry.server import Readiness, TelemetryServer
from stancewatch.transport.local import LocalTransport
from stancewatch.worker import Worker
from tests.faults.feeds import as_draft, take_news
from tests.faults.stream import Stream
from tests.faults.worker import make_workers

NAMES = ("ingest", "extract", "track", "sink")
PACE_SECONDS = 0.02


def take_articles(seed: int, count: int) -> list[Article]:
    """Return what is published."""
    return take_news(Stream("laptop", seed), count)


def main(folder: Path, port: int, articles: list[Article]) -> None:
    configure_logging(level="info", style="json")
    transport, readiness = LocalTransport(folder), Readiness(NAMES)
    transport.ensure_topics(topics.ALL)

    def ingest(stop: Event) -> None:
        with Ingest(transport, readiness=readiness) as worker:
            remaining = iter(articles)
            for line in sys.stdin:
                for article in islice(remaining, int(line)):
                    worker.publish(as_draft(article), stop)
                    stop.wait(PACE_SECONDS)
            stop.wait()

    with (
        closing(open_log_sink(folder, sys.stdout)) as sink,
        TelemetryServer(host="127.0.0.1", port=port, readiness=readiness),
    ):
        deliver = Worker(SinkHandler(sink, lambda: datetime.now(UTC)), transport, readiness=readiness)
        stages = make_workers(transport, readiness)
        run_until_stopped(lambda _: [deliver.run, *(stage.run for stage in stages), ingest])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), take_articles(int(sys.argv[3]), int(sys.argv[4])))
