"""Messages for tests: sensible defaults, and the fields that a test is about."""

from datetime import UTC, datetime
from typing import Any

from stancewatch import ids
from stancewatch.contracts import Actor, Alert, AlertKind, Article, LedgerEntry, Message, Position, Seen, Span, Stance
from stancewatch.transport.base import Outgoing

MOMENT = datetime(2025, 5, 12, 12, 4, 31, tzinfo=UTC)
HOLDER = Actor(id="viktor-orban", name="Viktor Orbán", kind="person", affiliation="hungary")


def make_article(text: str = "Orbán said that he backs sanctions.", **fields: Any) -> Article:
    given = {"id": ids.article_id("", text), "published_at": MOMENT, "retrieved_at": MOMENT}
    return Article(**{**given, "text": text, "content_sha256": ids.content_sha256(text), **fields})


def make_position(**fields: Any) -> Position:
    given = {
        "id": "p-1",
        "article_id": "a-1",
        "holder": HOLDER,
        "issue": "sanctions",
        "stance": Stance.FAVOR,
        "evidence": Span(start=16, end=34, text="he backs sanctions"),
        "confidence": 0.9,
        "rule": "cue",
        "published_at": MOMENT,
        "retrieved_at": MOMENT,
    }
    return Position(**{**given, **fields})


def make_entry(position: Position | None = None, **fields: Any) -> LedgerEntry:
    position = position or make_position()
    given = {"holder": position.holder, "issue": position.issue, "current": position, "history": (position,)}
    return LedgerEntry(**{**given, **fields})


def make_alert(position: Position | None = None, **fields: Any) -> Alert:
    position = position or make_position()
    given = {
        "id": ids.alert_id(AlertKind.NEW, position.id),
        "kind": AlertKind.NEW,
        "position": position,
        "reason": "first stance of Viktor Orbán on sanctions",
        "raised_at": MOMENT,
    }
    return Alert(**{**given, **fields})


def make_seen(**fields: Any) -> Seen:
    given = {"address": "https://harbour.example/orban", "article_id": "a-1", "content_sha256": "0" * 64}
    return Seen(**{**given, **fields})


def as_record(topic: str, key: bytes, message: Message) -> Outgoing:
    """Return a message as it is written on a topic."""
    return Outgoing(topic, key, message.encode(), tuple(message.headers().items()))
