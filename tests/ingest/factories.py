"""Drafts for tests: defaults, and what a test changes of them."""

from dataclasses import replace
from datetime import UTC, datetime

from ingest.drafts import Draft

NOW = datetime(2025, 3, 18, 12, tzinfo=UTC)


def make_draft(text: str = "Kyiv wants talks.", **changes: object) -> Draft:
    draft = Draft(text=text, retrieved_at=NOW, url="https://example.org/a", publisher="Wire", published_at=NOW)
    return replace(draft, **changes)  # type: ignore[arg-type]
