"""Articles whose positions are known before anyone reads them: the text of each is a script in JSON.

Order is promised for a key alone, and articles have other keys than positions. So that it is known all the same in
which order the positions of a holder arrive, each holder belongs to a lane: one partition of the articles' topic.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from kafka.partitioner.default import murmur2

from stancewatch import ids
from stancewatch.contracts import Actor, Article, Position, Span, Stance
from stancewatch.topics import ARTICLES, PARTITIONS
from stancewatch.transport.base import Outgoing, make_outgoing

START = datetime(2025, 5, 1, 12, tzinfo=UTC)
ISSUES = ("sanctions", "ceasefire")
HOLDERS_PER_LANE = 5
WORDS = [f"{first}{middle}{last}" for first in "bdfglmnprst" for middle in ("ara", "eno", "ilu") for last in "klmnrst"]
MAX_POSITIONS = 3
DEADLY = "This kills whoever reads it."


class Stream:
    """An endless row of articles, the same for the same name and seed. `name` keeps its holders and ids its own."""

    def __init__(self, name: str, seed: int) -> None:
        self._name = name
        self._random = Random(f"{name} {seed}")  # noqa: S311 - a fault that was found must come again
        self._number = 0
        self._published: list[Article] = []

    def take(self, count: int) -> list[Article]:
        """Return the next articles: news mostly; some come late, some are copies, and some are an earlier one again."""
        return [self._next() for _ in range(count)]

    def _next(self) -> Article:
        chance = self._random.random()
        if self._published and chance < 0.05:
            return self._random.choice(self._published)
        is_copy = bool(self._published) and chance < 0.1
        article = self._copy(self._random.choice(self._published)) if is_copy else self._make(is_late=chance < 0.2)
        self._published.append(article)
        return article

    def _make(self, *, is_late: bool) -> Article:
        lane = self._number % PARTITIONS
        taken = self._random.sample(range(HOLDERS_PER_LANE * len(ISSUES)), self._random.randint(1, MAX_POSITIONS))
        script = [self._claim(lane, *divmod(number, len(ISSUES))) for number in taken]
        minutes = self._number - (self._random.randint(10, 500) if is_late else 0)
        return self._article(lane, {"claims": script}, published_at=START + timedelta(minutes=minutes))

    def _copy(self, original: Article) -> Article:
        lane, script = partition_of(original.id), {**json.loads(original.text), "carried_by": self._number}
        return self._article(lane, script, published_at=original.published_at, copy_of=original.copy_of or original.id)

    def _article(self, lane: int, script: Mapping[str, Any], **fields: Any) -> Article:
        retrieved_at = START + timedelta(minutes=self._number)  # a date far ahead of it would count as none
        self._number += 1
        return make_article(name_in(lane, f"{self._name}-{self._number}"), script, retrieved_at=retrieved_at, **fields)

    def _claim(self, lane: int, holder: int, issue: int) -> dict[str, Any]:
        """Return what a position is made of. No two have the same words, so that none is taken for another's quote."""
        condition = " ".join(self._random.sample(WORDS, 3)) if self._random.random() < 0.3 else None
        return {
            "holder": f"{self._name}-{lane}-{holder}",
            "issue": ISSUES[issue],
            "stance": self._random.choice(["favor", "against"]),
            "condition": condition,
            "evidence": " ".join(self._random.sample(WORDS, 10)),
        }


def make_article(article_id: str, script: Mapping[str, Any], **fields: Any) -> Article:
    """Return the article that tells a script."""
    text = json.dumps(script)
    given: dict[str, Any] = {"published_at": START, "retrieved_at": START, "publisher": "Harbour Wire", **fields}
    return Article(id=article_id, text=text, content_sha256=ids.content_sha256(text), **given)


def as_record(article: Article) -> Outgoing:
    """Return an article as it is written on its topic."""
    return make_outgoing(ARTICLES, article.id.encode(), article)


def read_positions(article: Article) -> Iterator[Position]:
    """Yield the positions of an article, as its script has them. Raises ValueError for a text that is no script."""
    for claim in json.loads(article.text)["claims"]:
        holder = Actor(id=claim["holder"], name=claim["holder"], kind="person")
        yield Position(
            id=ids.position_id(
                article_id=article.id,
                content=article.content_sha256,
                holder_id=holder.id,
                issue=claim["issue"],
                stance=claim["stance"],
                condition=claim["condition"],
            ),
            article_id=article.id,
            holder=holder,
            issue=claim["issue"],
            stance=Stance(claim["stance"]),
            condition=_span(claim["condition"]),
            evidence=Span(start=0, end=len(claim["evidence"]), text=claim["evidence"]),
            confidence=0.9,
            rule="script",
            publisher=article.publisher,
            published_at=article.published_at,
            retrieved_at=article.retrieved_at,
            copy_of=article.copy_of,
        )


def _span(text: str | None) -> Span | None:
    return Span(start=0, end=len(text), text=text) if text else None


def partition_of(key: str) -> int:
    """Return the partition that Kafka's clients choose for a key."""
    chosen: int = (murmur2(key.encode()) & 0x7FFFFFFF) % PARTITIONS
    return chosen


def name_in(lane: int, name: str) -> str:
    """Return a name like this one whose partition is the lane."""
    tries = (f"{name}.{number}" for number in range(1000))
    return next(tried for tried in tries if partition_of(tried) == lane)
