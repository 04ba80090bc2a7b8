"""The ingest worker: seeds and feeds in, articles out, each counted and told once.

It reads no topic but its own memory, so it does not run in the shared loop: it looks into the seeds folder, takes what
the feeds' threads have fetched, and publishes, all in one thread.
"""

import threading
import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, get_args

from ingest.copies import Decision, Outcome
from ingest.drafts import Draft, Reason, Refusal, appeared, refuse
from ingest.feeds import Feed
from ingest.fetch import Failed, FailedReason
from ingest.folder import SeedsFolder
from ingest.poller import Answer, Poller
from ingest.publisher import Publisher
from ingest.seeds import list_seeds, read_seed
from ingest.telling import tell_answer, tell_decision, tell_refusal
from stancewatch.telemetry import metrics
from stancewatch.telemetry.metrics import FEED_ENTRIES, FEED_FETCHES, SEED_FILES, preset
from stancewatch.telemetry.server import Readiness
from stancewatch.transport.base import Transport

TICK_SECONDS = 0.2
INPUT_OUTCOMES = (*get_args(Outcome), *get_args(Reason))
"""What becomes of an article of a file or a feed: published in one of three ways, known, or refused for a reason."""
FETCH_OUTCOMES = ("ok", "cut off", "not modified", "not a feed", *get_args(FailedReason))


class Ingest:
    """Publishes what a seeds folder and feeds hold. Its channel belongs to the thread that runs it."""

    def __init__(
        self,
        transport: Transport,
        *,
        seeds_folder: Path | None = None,
        seeds_interval_seconds: float = 5.0,
        feeds: Sequence[str] = (),
        feed_interval_seconds: float = 600.0,
        readiness: Readiness | None = None,
        wait_seconds: float | None = None,
    ) -> None:
        """`wait_seconds`: how long an absent broker is waited for; None: until stopped."""
        self._publisher = Publisher(transport, readiness=readiness or Readiness(), wait_seconds=wait_seconds)
        self._folder = SeedsFolder(seeds_folder) if seeds_folder else None
        self._is_folder_lost = False
        self._seeds_interval_seconds = seeds_interval_seconds
        self._poller = Poller(feeds, interval_seconds=feed_interval_seconds)
        preset(SEED_FILES, INPUT_OUTCOMES)
        preset(FEED_ENTRIES, INPUT_OUTCOMES)
        preset(FEED_FETCHES, FETCH_OUTCOMES)

    def run(self, stop: threading.Event) -> None:
        """Publish what is there and what comes, until `stop` is set.

        Raises Fenced when another ingest has taken the place, ConfigurationError for topics that do not fit.
        """
        next_look = 0.0
        self._open(stop)
        while not stop.is_set():
            if time.monotonic() >= next_look:
                self._look_into_folder(stop)
                next_look = time.monotonic() + self._seeds_interval_seconds
            self._poller.start_due()
            while not stop.is_set() and (answer := self._poller.take()):
                self._publish_answer(answer, stop)
            self._publisher.keep_alive(stop)
            stop.wait(TICK_SECONDS)

    def once(self, stop: threading.Event) -> bool:
        """Publish what the folder and each feed hold now; return whether a feed, or without feeds the folder, was read.

        Raises as `run`, and TransportError when the wait is over.
        """
        self._open(stop)
        found = self.publish_seeds([self._folder.path], stop) if self._folder else Counter[str]()
        is_unread = bool(found) and found.keys() <= {"missing", "unreadable"}
        is_read = not self._poller.has_feeds and not is_unread
        self._poller.start_due()
        while self._poller.has_pending() and not stop.is_set():
            answer = self._poller.take(timeout_seconds=TICK_SECONDS)
            if answer:
                self._publish_answer(answer, stop)
                is_read |= not isinstance(answer.result, Failed | Refusal)
        return is_read

    def publish_seeds(self, paths: Iterable[Path], stop: threading.Event) -> Counter[str]:
        """Publish files, and the files of folders; return how many articles came to which of INPUT_OUTCOMES."""
        outcomes = Counter[str]()
        for path in paths:
            try:
                files = list_seeds(path)
            except OSError as error:
                outcomes[self._refuse_folder(path, error)] += 1
                continue
            for file in _by_date(files, stop):
                outcomes += self._publish_file(file, stop)
        return outcomes

    def publish(self, draft: Draft | Refusal, stop: threading.Event) -> str:
        """Publish one draft, and tell of it; return which of INPUT_OUTCOMES it came to, or "" when `stop` is set."""
        decided = self._decide(draft, stop)
        if isinstance(decided, Refusal):
            tell_refusal(decided)
        return _outcome(decided)

    def close(self) -> None:
        """Free the channel and let the feeds' threads end."""
        self._publisher.close()
        self._poller.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self, stop: threading.Event) -> None:
        self._publisher.open(stop)
        self._poller.resume(self._publisher.feed)

    def _decide(self, draft: Draft | Refusal, stop: threading.Event) -> Decision | Refusal | None:
        if isinstance(draft, Refusal):
            return draft
        decided = self._publisher.publish(draft, stop=stop)
        if isinstance(decided, Decision):
            tell_decision(draft, decided)
        return decided

    def _look_into_folder(self, stop: threading.Event) -> None:
        if self._folder is None:
            return
        try:
            changed = self._folder.changed()
        except OSError as error:
            if not self._is_folder_lost:
                self._refuse_folder(self._folder.path, error)
            self._is_folder_lost = True
            return
        self._is_folder_lost = False
        for file in _by_date(changed, stop):
            self._publish_file(file, stop)
            if stop.is_set():
                return
            self._folder.settle(file, changed[file])

    def _refuse_folder(self, path: Path, error: OSError) -> Reason:
        reason: Reason = "missing" if isinstance(error, FileNotFoundError) else "unreadable"
        tell_refusal(refuse(str(path), reason, f"it cannot be read ({error.strerror}); check its name and rights"))
        SEED_FILES.labels(reason).inc()
        return reason

    def _publish_file(self, file: Path, stop: threading.Event) -> Counter[str]:
        drafts = read_seed(file, retrieved_at=datetime.now(UTC))
        outcomes = Counter(filter(None, (self.publish(draft, stop) for draft in sorted(drafts, key=appeared))))
        _count(SEED_FILES, outcomes)
        return outcomes

    def _publish_answer(self, answer: Answer, stop: threading.Event) -> None:
        entries = answer.result.entries if isinstance(answer.result, Feed) else ()
        decided = [self._decide(entry, stop) for entry in entries]
        if stop.is_set():
            return
        outcomes = Counter(map(_outcome, decided))
        _count(FEED_ENTRIES, outcomes)
        _count(FEED_FETCHES, Counter([answer.outcome]))
        for refusal in decided:
            if isinstance(refusal, Refusal):
                tell_refusal(refusal, is_repeated=answer.outcome == answer.state.last_outcome)
        tell_answer(answer, outcomes)
        self._publisher.note_feed(answer.state.url, answer.memory, stop=stop)
        self._poller.settle(answer)


def _by_date(files: Collection[Path], stop: threading.Event) -> list[Path]:
    """Return files in the order in which their articles appeared: what comes late turns nothing, so the old goes first.

    They are read for it, and once more when they are published: a folder may hold more than memory does. Once `stop`
    is set none is read, and their order is of no account.
    """
    now = datetime.now(UTC)

    def first(file: Path) -> datetime:
        drafts = () if stop.is_set() else read_seed(file, retrieved_at=now)
        return min(map(appeared, drafts), default=now)

    return sorted(files, key=first)


def _outcome(decided: Decision | Refusal | None) -> str:
    match decided:
        case Decision(outcome=outcome):
            return outcome
        case Refusal(reason=reason):
            return reason
    return ""


def _count(metric: metrics.Counter, outcomes: Counter[str]) -> None:
    for outcome, count in outcomes.items():
        metric.labels(outcome).inc(count)
