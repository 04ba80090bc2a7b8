"""Decisions on positions that come one after the other, for tests."""

from datetime import timedelta

from process.track.ledger import Decision, decide
from stancewatch.contracts import LedgerEntry, Position
from tests.process.track.builders import START, make_position

QUOTATION = "“We will never agree to sanctions that ruin our own factories,” the prime minister said."
URL = "https://harbourwire.example/live"


def decide_all(*positions: Position) -> list[Decision]:
    """Decide on one position after the other."""
    decisions: list[Decision] = []
    for position in positions:
        decisions.append(decide(decisions[-1].entry if decisions else None, position))
    return decisions


def last_of(*positions: Position) -> Decision:
    return decide_all(*positions)[-1]


def entry_of(*positions: Position) -> LedgerEntry:
    return last_of(*positions).entry


def revise(stance: str, revision: int, **others) -> Position:
    """Return a position of a revision of the article a, each retrieved a day after the one before."""
    retrieved_at = START + timedelta(days=400 + revision)
    values = {"article": "a", "article_url": URL, "evidence": f"{stance} {revision}"} | others
    position = make_position(stance, revision=revision, retrieved_at=retrieved_at, **values)
    return position.model_copy(update={"id": f"{position.id}-{revision}"})
