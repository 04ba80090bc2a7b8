"""Decisions of ingest one after the other, and texts to decide on, for tests."""

from hypothesis import settings

from ingest.copies import Decision, decide_article
from ingest.drafts import Draft
from ingest.known import Known
from tests.ingest.factories import make_draft, make_sentences

A, B = "https://example.org/a", "https://example.com/b"


steady = settings(deadline=None, derandomize=True)


SEQUEL = "https://example.org/b"


STORY = make_sentences(1)


FOOTER = make_sentences(99, 20)


def take(known: Known, draft: Draft) -> Decision:
    """Decide on a draft, as if the decision were then committed."""
    decision = decide_article(draft, known)
    if decision.seen:
        known.learn(decision.seen)
    return decision


def outcome_of(known: Known, text: str, url: str, **changes: object) -> tuple[str, str | None]:
    """Return what a text became, and what it is a copy of, as if it were then committed."""
    decision = take(known, make_draft(text, url=url, **changes))
    return decision.outcome, decision.article.copy_of if decision.article else None
