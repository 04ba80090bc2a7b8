"""Drafts for tests: defaults, and what a test changes of them; prose that no two seeds share."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

from ingest.drafts import Draft

NOW = datetime(2025, 3, 18, 12, tzinfo=UTC)
SYLLABLES = ("ka", "lo", "mi", "ner", "tas", "vu", "pel", "dri", "so", "gan", "hew", "bit")


def make_draft(text: str = "Kyiv wants talks.", **changes: object) -> Draft:
    draft = Draft(text=text, retrieved_at=NOW, url="https://example.org/a", publisher="Wire", published_at=NOW)
    return replace(draft, **changes)  # type: ignore[arg-type]


def make_sentences(seed: int, count: int = 12, *, words: int = 12) -> list[str]:
    """Return sentences of invented words; those of two seeds have nothing in common."""
    random = Random(seed)  # noqa: S311 - chance, not secrets
    return [
        " ".join("".join(random.choices(SYLLABLES, k=3)) for _ in range(words)).capitalize() + "." for _ in range(count)
    ]


def make_prose(seed: int, count: int = 12) -> str:
    """Return a text of so many invented sentences, a line each."""
    return "\n".join(make_sentences(seed, count))
