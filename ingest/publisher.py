"""Publishing drafts once: each article in one step with what ingest then knows of it, over restarts and failures.

What is known stands in the compacted topic of seen articles. It is read at every opening of the channel, and moves only
with a commit that succeeded: after a failure the draft is decided again, against what was really committed.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import structlog

from ingest.copies import Decision, decide_article
from ingest.drafts import Draft, Refusal
from ingest.feed_records import FeedMemory, feed_key, is_feed_record, make_feed_record, read_feed_record
from ingest.known import Known
from stancewatch.contracts import Seen
from stancewatch.errors import Fenced, InvalidMessage, RecordTooLarge, TransportError
from stancewatch.telemetry.metrics import PUBLISHED
from stancewatch.telemetry.server import Readiness
from stancewatch.topics import ARTICLES, SEEN
from stancewatch.transport.base import Channel, Outgoing, Transport, make_outgoing
from stancewatch.waiting import Quiet, wait_for_transport

Result = TypeVar("Result")

GROUP = "ingest"
RETRY_SECONDS = 1.0

log = structlog.get_logger("stancewatch.ingest")


@dataclass(slots=True)
class Memory:
    """What the topic of seen articles says: of articles, and of feeds by their keys."""

    articles: Known = field(default_factory=Known)
    feeds: dict[str, Seen] = field(default_factory=dict)


class Publisher:
    """The one writer of articles. Not safe for two threads; a second one elsewhere fences the first."""

    def __init__(self, transport: Transport, *, readiness: Readiness, wait_seconds: float | None = None) -> None:
        """`wait_seconds`: how long an absent broker, or one that fails, is waited for; None: until `stop` is set."""
        self._transport = transport
        self._readiness = readiness
        self._wait_seconds = wait_seconds
        self._channel: Channel | None = None
        self._memory = Memory()

    def open(self, stop: threading.Event) -> None:
        """Open the channel and restore what is known, unless that is done or `stop` is set. Raises as `publish`."""
        self._attempt(lambda _: None, stop)

    def publish(self, draft: Draft, *, stop: threading.Event) -> Decision | Refusal | None:
        """Publish a draft, unless it is known; return what was decided, or None when `stop` is set before that.

        Raises TransportError when the wait is over, Fenced when another ingest has the place, ConfigurationError for
        topics that are not as they should be.
        """
        try:
            return self._attempt(lambda channel: self._decide_and_write(channel, draft), stop)
        except RecordTooLarge as error:
            return Refusal(draft.place, "too large", f"{error}; split it into its articles", size=error.size)

    def feed(self, feed: str) -> FeedMemory:
        """Return what is known of a feed; nothing before the channel was open."""
        return read_feed_record(self._memory.feeds.get(feed_key(feed)))

    def note_feed(self, feed: str, memory: FeedMemory, *, stop: threading.Event) -> None:
        """Remember what a feed gave to ask with, now that all its entries are published. Raises as `publish`."""
        if memory.is_news_after(self.feed(feed)):
            self._attempt(lambda channel: self._write_feed(channel, make_feed_record(feed, memory)), stop)

    def keep_alive(self, stop: threading.Event) -> None:
        """Keep the place while nothing is published; take it again where it was lost. Raises as `publish`."""
        if self._channel is None:
            self.open(stop)
            return
        try:
            self._channel.keep_alive()
        except Fenced:
            self.close()
            raise
        except TransportError as error:
            log.log(error.log_level, "transport.lost", why=str(error))
            self.close()

    def close(self) -> None:
        """Free the channel, and be ready no longer; the next call opens another."""
        if self._channel is not None:
            self._readiness.set_waiting(GROUP, "its channel is closed")
            self._channel.close()
        self._channel = None

    def _attempt(self, step: Callable[[Channel], Result], stop: threading.Event) -> Result | None:
        """Do a step on an open channel, after every failure on a new one."""
        start, quiet = time.monotonic(), Quiet()
        while not stop.is_set():
            try:
                self._channel = self._channel or wait_for_transport(
                    self._open, stop=stop, wait_seconds=self._wait_seconds
                )
                return step(self._channel) if self._channel else None
            except Fenced:
                self.close()
                raise
            except TransportError as error:
                self.close()
                if self._wait_seconds is not None and time.monotonic() - start >= self._wait_seconds:
                    raise
                if quiet.is_due():
                    log.log(error.log_level, "transport.failed", why=str(error))
                stop.wait(RETRY_SECONDS)
        return None

    def _open(self) -> Channel:
        self._readiness.set_waiting(GROUP, "opening its channel")
        self._transport.check_topics((ARTICLES, SEEN))
        channel = self._transport.open_channel(GROUP, (), is_single=True)
        try:
            self._memory = _restore(channel, self._transport.partitions(SEEN.name))
        except BaseException:
            channel.close()
            raise
        self._readiness.set_ready(GROUP)
        return channel

    def _decide_and_write(self, channel: Channel, draft: Draft) -> Decision:
        decision = decide_article(draft, self._memory.articles)
        outputs = tuple(_outputs(decision))
        if outputs:
            _write(channel, outputs)
        if decision.seen is not None:
            self._memory.articles.learn(decision.seen)
        return decision

    def _write_feed(self, channel: Channel, record: Seen) -> None:
        _write(channel, (_outgoing(record),))
        self._memory.feeds[record.address] = record


def _write(channel: Channel, outputs: Sequence[Outgoing]) -> None:
    channel.commit((), outputs)
    for outgoing in outputs:
        PUBLISHED.labels(outgoing.topic).inc()


def _outputs(decision: Decision) -> Iterator[Outgoing]:
    """Yield the article, what is known of it, and the addresses that are forgotten for it."""
    if decision.article is not None:
        yield make_outgoing(ARTICLES, decision.article.id.encode(), decision.article)
    if decision.seen is not None:
        yield _outgoing(decision.seen)
    for address in decision.forgotten:
        yield Outgoing(SEEN.name, address.encode(), None)


def _outgoing(seen: Seen) -> Outgoing:
    return make_outgoing(SEEN, seen.address.encode(), seen)


def _restore(channel: Channel, partitions: Iterable[int]) -> Memory:
    """Return what the last record of each address says, of whichever partition."""
    last: dict[bytes | None, Seen] = {}
    for partition in partitions:
        for record in channel.restore(SEEN.name, partition):
            last.pop(record.key, None)
            if record.value is None:
                continue
            try:
                last[record.key] = Seen.decode(record.value, dict(record.headers))
            except InvalidMessage as error:
                log.warning("seen.skipped", partition=partition, offset=record.offset, why=str(error))
    feeds = {seen.address: seen for seen in last.values() if is_feed_record(seen)}
    return Memory(Known(seen for seen in last.values() if seen.address not in feeds), feeds)
