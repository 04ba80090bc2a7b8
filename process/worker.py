"""The two stages of process: extract, from articles to positions, and track, from positions to alerts by the ledger."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from process.extract.extraction import OUTCOMES, SUPPRESSED, Extraction
from process.extract.reason import Why
from process.extract.watchdog import LIMIT_SECONDS, watching
from process.track.ledger import Decision, Suppressed, decide
from stancewatch import ids, topics
from stancewatch.contracts import Alert, Article, LedgerEntry, Message, Position
from stancewatch.handler import Handled
from stancewatch.telemetry import metrics
from stancewatch.topics import Topic
from stancewatch.transport.base import Outgoing, make_outgoing


class Extractor(Protocol):
    """What finds the positions in an article."""

    def read(self, article: Article) -> Extraction:
        """Return the positions in the order of the text: at most one for each holder, issue and stance."""
        ...


class ExtractHandler:
    """Articles to positions, on the key of the ledger entry that they belong to."""

    name = "extract"
    input_topic = topics.ARTICLES
    state_topic: Topic | None = None

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        metrics.preset(metrics.ARTICLES_READ, OUTCOMES)
        metrics.preset(metrics.SUPPRESSED, SUPPRESSED)

    def handle(self, message: Article, state: Mapping[bytes, Message]) -> Handled[Message]:  # noqa: ARG002 - it has none
        """Return the article's positions, in the order of its text. Raises InvalidMessage if it takes for ever."""
        with watching(LIMIT_SECONDS):
            extraction = self._extractor.read(message)
        positions = extraction.positions
        return Handled(
            outputs=[make_outgoing(topics.POSITIONS, position.key, position) for position in positions],
            outcome="ok" if positions else "filtered",
            counters=_count(extraction),
            fields={
                "url": message.url,
                "positions": len(positions),
                "read": extraction.outcome,
                **({"low_confidence": extraction.weak} if extraction.weak else {}),
            },
        )


def _count(extraction: Extraction) -> list[metrics.Counter]:
    """Return what moves by one for an article that was read."""
    return [
        metrics.ARTICLES_READ.labels(extraction.outcome),
        *([metrics.ARTICLES_CUT] if extraction.is_cut else []),
        *(metrics.POSITIONS.labels(position.issue, position.stance) for position in extraction.positions),
        *[metrics.SUPPRESSED.labels(Why.LOW_CONFIDENCE)] * extraction.weak,
        *[metrics.NAMES_HELD_BACK] * extraction.unexplained,
    ]


class TrackHandler:
    """Positions to alerts; the state is the ledger. `now` gives the moment at which an alert is raised."""

    name = "track"
    input_topic = topics.POSITIONS
    state_topic: Topic | None = topics.LEDGER

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        metrics.preset(metrics.SUPPRESSED, Suppressed)

    def handle(self, message: Position, state: Mapping[bytes, LedgerEntry]) -> Handled[LedgerEntry]:
        """Return the alert that the position raises, if any, and its ledger entry from now on."""
        entry = state.get(message.key)
        decision = decide(entry, message)
        return Handled(
            outputs=self._alert(decision),
            changes={} if decision.entry is None or decision.entry is entry else {message.key: decision.entry},
            outcome="ok" if decision.kind else "filtered",
            counters=[_counter(message, decision)],
            fields={
                "holder": message.holder.id,
                "issue": message.issue,
                "decision": decision.kind or decision.suppressed,
                "reason": decision.reason,
                "article": message.article_id,
                "url": message.article_url,
                **_link(decision.known),
            },
        )

    def _alert(self, decision: Decision) -> list[Outgoing]:
        if decision.kind is None:
            return []
        position = decision.position
        alert = Alert(
            id=ids.alert_id(decision.kind, position.id),
            kind=decision.kind,
            position=decision.position,
            previous=decision.known,
            reason=decision.reason,
            raised_at=self._now(),
        )
        return [make_outgoing(topics.ALERTS, position.key, alert)]


def _link(known: Position | None) -> dict[str, str]:
    """Return which article a decision leans on, for the log."""
    return {"known_article": known.article_id, "known_url": known.article_url} if known else {}


def _counter(position: Position, decision: Decision) -> metrics.Counter:
    if decision.suppressed is not None:
        return metrics.SUPPRESSED.labels(decision.suppressed)
    return metrics.ALERTS.labels(position.issue, decision.kind)
