"""All stages on a fresh local log, stepped by hand: one article goes the whole way before the next is read."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from ingest.drafts import Draft, Refusal
from ingest.worker import Ingest
from process.worker import ExtractHandler, Extractor, TrackHandler
from sinks.base import Delivery, SinkFailed
from sinks.worker import SinkHandler
from stancewatch import topics
from stancewatch.contracts import Alert, LedgerEntry
from stancewatch.transport.base import Transport
from stancewatch.transport.local import LocalTransport
from stancewatch.worker import Worker


class Callback:
    """A sink that hands each alert to a function."""

    name = "callback"

    def __init__(self, show: Callable[[Alert], None]) -> None:
        self._show = show

    def deliver(self, alert: Alert) -> Delivery:
        """Show the alert. Raises SinkFailed when nobody reads any more."""
        try:
            self._show(alert)
        except OSError as error:
            raise SinkFailed(f"cannot write to stdout ({error.strerror})") from error
        return Delivery.WRITTEN

    def close(self) -> None:
        """Nothing is held open."""


class Pipeline:
    """The workers of one machine, in the order of an article's way. Made by `open_pipeline`."""

    def __init__(self, transport: Transport, ingest: Ingest, workers: tuple[Worker[LedgerEntry], ...]) -> None:
        self._transport = transport
        self._ingest = ingest
        self._workers = workers

    def feed(self, draft: Draft | Refusal) -> str:
        """Take a draft the whole way, and return what ingest made of it (ingest.worker.INPUT_OUTCOMES)."""
        outcome = self._ingest.publish(draft, Event())
        for worker in self._workers:
            worker.drain()
        return outcome

    def ledger(self) -> list[LedgerEntry]:
        """Return every entry, as it stands now, less those that wait for a stance."""
        with closing(self._transport.open_channel("stancewatch.reader", ())) as channel:
            records = {record.key: record for record in channel.restore(topics.LEDGER.name, 0)}
        entries = [
            LedgerEntry.decode(record.value, dict(record.headers))
            for record in records.values()
            if record.value is not None
        ]
        return [entry for entry in entries if not entry.is_waiting]


@contextmanager
def open_pipeline(extractor: Extractor, show: Callable[[Alert], None]) -> Iterator[Pipeline]:
    """Open a pipeline in a temporary folder; `show` is given each alert the moment it is raised."""

    def now() -> datetime:
        return datetime.now(UTC)

    with ExitStack() as opened:
        folder = Path(opened.enter_context(TemporaryDirectory(prefix="stancewatch-")))
        transport = LocalTransport(folder)
        transport.ensure_topics(topics.ALL)
        handlers = (ExtractHandler(extractor), TrackHandler(now), SinkHandler(Callback(show), now))
        workers = tuple(Worker(handler, transport, record_level="debug") for handler in handlers)
        for worker in workers:
            opened.callback(worker.close)
        yield Pipeline(transport, opened.enter_context(Ingest(transport)), workers)
