"""A Kafka, the articles that were published on it, what must come of them, and the workers that are to see to it."""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self, TypeVar

from kafka.errors import KafkaError

from stancewatch import topics
from stancewatch.contracts import Article
from stancewatch.errors import TransportError
from stancewatch.transport.base import Outgoing
from stancewatch.transport.kafka import KafkaTransport
from tests.faults.follower import Follower
from tests.faults.members import Member, Timeouts
from tests.faults.oracle import Oracle, compare
from tests.faults.points import Point
from tests.faults.reading import find_open_transactions, find_unconsumed, list_transactional_ids, read_outcome
from tests.faults.report import Report
from tests.faults.stream import Stream, as_record

Result = TypeVar("Result")

PATIENCE_SECONDS = 240.0
"""After it we give up waiting; what came before it, but too late, is told as a failure with its figure."""
COMMIT_ARTICLES = 50

QUICK: Timeouts = {
    "session_timeout_seconds": 3.0,
    "max_poll_interval_seconds": 20.0,
    "delivery_timeout_seconds": 5.0,
    "transaction_timeout_seconds": 6.0,
}
"""So that a hundred workers can be killed in some minutes."""
SHIPPED: Timeouts = {}
PATIENT: Timeouts = {"delivery_timeout_seconds": 60.0, "transaction_timeout_seconds": 150.0}
"""Of what publishes the articles, which is not what is tested."""


class World:
    """Articles go in by `feed`, faults are made by whoever holds it, and `check` says what has become of it all."""

    def __init__(
        self, bootstrap: str, folder: Path, *, seed: int, recovery_seconds: float, tell: Callable[[str], None]
    ) -> None:
        self.bootstrap = bootstrap
        self.folder = folder
        self.oracle = Oracle()
        self.random = Random(seed)  # noqa: S311 - a fault that was found must come again
        self.recoveries: list[float] = []
        self.members: list[Member] = []
        self.tell = tell
        self._seed = seed
        self._recovery_seconds = recovery_seconds
        self._transport = KafkaTransport(bootstrap, **PATIENT)
        _insist(lambda: self._transport.ensure_topics(topics.ALL))
        self._follower = Follower(bootstrap)
        self._is_in_vain = False
        self.begin("start", SHIPPED)

    def __enter__(self) -> Self:
        self._follower.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for member in self.members:
            member.kill()
        self._follower.__exit__(kind, error, trace)

    def begin(self, name: str, timeouts: Timeouts, *, bootstrap: str = "") -> None:
        """Begin a kind of fault: articles of its own, workers with these timeouts, and a count from zero."""
        for member in tuple(self.members):
            self.kill(member)
        self._stream = Stream(name, self._seed)
        self._timeouts = timeouts
        self._workers_bootstrap = bootstrap or self.bootstrap
        self.recoveries, self.ended = [], 0

    def feed(self, count: int, *, among: Outgoing | None = None) -> None:
        """Publish the next articles, and somewhere among them a record of which nothing is expected."""
        articles = self._stream.take(count)
        self.oracle.add(articles)
        records = [as_record(article) for article in articles]
        if among:
            records.insert(self.random.randrange(len(records)), among)
        self.write(records)

    def publish(self, articles: Sequence[Article]) -> None:
        """Publish articles of one's own, in order, and expect what comes of them."""
        self.oracle.add(articles)
        self.write([as_record(article) for article in articles])

    def write(self, records: Sequence[Outgoing]) -> None:
        """Write records, of which nothing is expected."""
        with closing(_insist(lambda: self._transport.open_channel("faults", []))) as channel:
            for start in range(0, len(records), COMMIT_ARTICLES):
                channel.commit((), records[start : start + COMMIT_ARTICLES])

    def start(self, *, point: Point | None = None) -> Member:
        """Start a worker process."""
        self.members.append(Member(self._workers_bootstrap, self._timeouts, self.folder, point=point))
        return self.members[-1]

    def kill(self, member: Member) -> None:
        """End a worker process as a power cut would."""
        member.kill()
        self.members.remove(member)

    def stop(self, member: Member) -> None:
        """Have a worker process finish and leave."""
        self.members.remove(member)
        member.stop()

    def find_transactional_id(self, stage: str) -> str:
        """Return the transactional id of a worker of a stage, be it a former one."""
        return next(name for name in list_transactional_ids(self.bootstrap) if f".{stage}-" in name)

    def settle(self) -> None:
        """Wait until all alerts are there that are due, without a fault before."""
        self._wait()

    def recover(self, since: float) -> float:
        """Wait until all alerts are there that are due, and take down how long that was after the fault."""
        self._wait()
        seconds = time.monotonic() - since
        self.recoveries.append(seconds)
        self.tell(f"{len(self.recoveries)}: recovered in {seconds:.1f} s")
        return seconds

    def finish(self) -> Report:
        """End the workers in order, and report what is wrong with what they have left behind."""
        self._wait()
        problems = [
            f"a recovery took {seconds:.0f} s" for seconds in self.recoveries if seconds > self._recovery_seconds
        ]
        problems += self._wait_until_consumed()
        for member in tuple(self.members):
            self.stop(member)
        problems += compare(self.oracle.expected, read_outcome(self.bootstrap))
        notes = [f"{self.ended} workers ended by themselves and were started again"] if self.ended else []
        return Report(tuple(self.recoveries), problems, notes)

    def _wait(self) -> None:
        """Wait for the alerts that are due; once that was in vain, never again: `finish` says which are missing."""
        deadline, due = time.monotonic() + PATIENCE_SECONDS, self.oracle.expected.alert_count
        while not self._is_in_vain and not self._follower.wait_for(due, seconds=0.5):
            self._supervise()
            if time.monotonic() > deadline:
                self._is_in_vain = True
                self.tell(f"after {PATIENCE_SECONDS:.0f} s {len(self._follower.seen_at)} of {due} alerts are visible")
                self.tell("\n".join(self._find_open()) or "no record is left, and no transaction open")

    def _supervise(self) -> None:
        """Start again what has ended by itself."""
        for member in tuple(self.members):
            if member.exit_code is not None:
                self.ended += 1
                self.tell(f"a worker ended with {member.exit_code}, and is started again")
                self.kill(member)
                self.start()

    def _wait_until_consumed(self) -> list[str]:
        """Return which records and transactions are open for good."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            problems = self._find_open()
            if not problems or time.monotonic() > deadline:
                return problems
            self._supervise()  # a deadly record may come behind the last alert
            time.sleep(0.5)

    def _find_open(self) -> list[str]:
        """Return which records and transactions are open now."""
        try:
            return [*find_unconsumed(self.bootstrap), *find_open_transactions(self.bootstrap)]
        except (KafkaError, TransportError) as error:
            return [f"the broker does not answer: {error!r}"]


def _insist(call: Callable[[], Result]) -> Result:
    """Return what the call returns once the broker has found its feet."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return call()
        except TransportError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.5)
