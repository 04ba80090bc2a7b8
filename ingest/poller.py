"""Fetching feeds in threads of their own: a slow or broken one holds up neither the others nor the seeds.

What is fetched comes back as values by `take`; the one who publishes them says by `settle` that it is done, and after a
restart by `resume` what each feed said last.
"""

import queue
import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog

from ingest.drafts import Refusal
from ingest.feed_records import FeedMemory
from ingest.feeds import Feed, parse_feed
from ingest.fetch import Failed, Fetched, NotModified, Validators, fetch

NO_VALIDATORS = Validators()
THREADS = 8
JITTER = 0.1
"""Feeds that begin together shall not be fetched together for ever."""


log = structlog.get_logger("stancewatch.ingest")


@dataclass(slots=True)
class FeedState:
    """One feed: what to ask with, when to ask next, what the last answer was."""

    url: str
    memory: FeedMemory = field(default_factory=FeedMemory)
    due: float = 0.0
    is_pending: bool = False
    last_outcome: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one fetch gave. `state` is the feed's, still as it was before; `memory` is what to know of it then."""

    state: FeedState
    result: Feed | NotModified | Failed | Refusal
    memory: FeedMemory = field(default_factory=FeedMemory)
    seconds: float = 0.0

    @property
    def outcome(self) -> str:
        """The fetch as a metric's label."""
        match self.result:
            case Feed(is_whole=is_whole):
                return "ok" if is_whole else "cut off"
            case NotModified():
                return "not modified"
            case Failed(reason=reason) | Refusal(reason=reason):
                return reason


class Poller:
    """The feeds, each fetched every `interval_seconds`, a tenth more or less, the first time at once."""

    def __init__(self, urls: Sequence[str], *, interval_seconds: float) -> None:
        self._states = [FeedState(url) for url in dict.fromkeys(urls)]
        self._interval_seconds = interval_seconds
        self._due: queue.SimpleQueue[FeedState | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._fetch_due, name=f"feeds-{number}", daemon=True)
            for number in range(min(THREADS, len(self._states)))
        ]
        for thread in self._threads:
            thread.start()

    def resume(self, known: Callable[[str], FeedMemory]) -> None:
        """Ask each feed for what is new since what is known of it, and for all it has when a day is over, as before."""
        for state in self._states:
            state.memory = known(state.url)

    def start_due(self) -> None:
        """Have every feed fetched whose time has come."""
        for state in self._states:
            if not state.is_pending and time.monotonic() >= state.due:
                state.is_pending = True
                self._due.put(state)

    def take(self, *, timeout_seconds: float = 0.0) -> Answer | None:
        """Return the next answer that is there, or comes within the timeout."""
        try:
            return self._answers.get(timeout=timeout_seconds) if timeout_seconds else self._answers.get_nowait()
        except queue.Empty:
            return None

    def settle(self, answer: Answer) -> None:
        """Say that an answer's entries are published: next time the feed is asked only for what is new since."""
        state = answer.state
        wait = self._interval_seconds * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret
        if isinstance(answer.result, Failed):
            wait = max(wait, answer.result.retry_after_seconds)
        if isinstance(answer.result, Feed):
            state.memory = answer.memory
        state.last_outcome = answer.outcome
        state.due = time.monotonic() + wait
        state.is_pending = False

    @property
    def has_feeds(self) -> bool:
        """Whether there is any feed at all."""
        return bool(self._states)

    def has_pending(self) -> bool:
        """Whether a fetch is under way or its answer not settled."""
        return any(state.is_pending for state in self._states)

    def close(self) -> None:
        """Let the threads end, each after the fetch that it is at; they hold up no exit."""
        for _ in self._threads:
            self._due.put(None)

    def _fetch_due(self) -> None:
        while (state := self._due.get()) is not None:
            try:
                answer = _ask(state)
            except Exception as error:  # a bug, here or in a library, costs one fetch and not the thread
                log.exception("feed.bug")
                answer = Answer(state, Failed("protocol", f"it could not be handled: {type(error).__name__}"))
            self._answers.put(answer)


def _ask(state: FeedState) -> Answer:
    start, now = time.monotonic(), datetime.now(UTC)
    validators = NO_VALIDATORS if state.memory.is_due_in_full(now) else state.memory.validators
    fetched = fetch(state.url, validators=validators)
    result: Feed | NotModified | Failed | Refusal
    memory = FeedMemory()
    if isinstance(fetched, Fetched):
        result = parse_feed(
            state.url,
            fetched.data,
            found_at=fetched.url,
            headers=fetched.headers,
            is_whole=fetched.is_whole,
            retrieved_at=datetime.now(UTC),
        )
        has_all = isinstance(result, Feed) and result.is_whole
        memory = FeedMemory(fetched.validators, now) if has_all else memory
    else:
        result = fetched
    return Answer(state, result, memory, time.monotonic() - start)
