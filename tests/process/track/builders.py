"""Positions and entries for tests: defaults, and what a test says differently."""

from datetime import UTC, datetime, timedelta
from typing import Any

from stancewatch.contracts import Actor, Position, Span, Stance
from stancewatch.ids import position_id, slug

START = datetime(2025, 5, 1, 12, tzinfo=UTC)


def make_actor(name: str = "Viktor Orbán") -> Actor:
    return Actor(id=slug(name), name=name, kind="person")


def make_span(text: str, start: int = 0) -> Span:
    return Span(start=start, end=start + len(text), text=text)


def make_position(  # noqa: PLR0913 - what tests vary
    stance: str = "favor",
    *,
    day: float = 0,
    article: str = "",
    holder: str = "Viktor Orbán",
    issue: str = "sanctions",
    condition: str | None = None,
    evidence: str = "He said so.",
    start: int = 0,
    **others: Any,
) -> Position:
    """Return a position published `day` days after START, in an article named after that day."""
    article = article or f"a-{day}"
    actor = make_actor(holder)
    values: dict[str, Any] = {
        "id": position_id(
            article_id=article,
            content="",
            holder_id=actor.id,
            issue=issue,
            stance=stance,
            condition=condition,
        ),
        "article_id": article,
        "holder": actor,
        "issue": issue,
        "stance": Stance(stance),
        "condition": make_span(condition) if condition else None,
        "evidence": make_span(evidence, start),
        "confidence": 0.9,
        "rule": "test",
        "article_url": f"https://harbourwire.example/{article}",
        "publisher": "Harbour Wire",
        "published_at": START + timedelta(days=day),
        "retrieved_at": START + timedelta(days=400),
    }
    return Position(**(values | others))
