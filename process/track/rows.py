"""The ledger as rows of plain values: for JSON, and flat for a spreadsheet."""

from collections.abc import Mapping
from typing import Any

from stancewatch.contracts import LedgerEntry, Position
from stancewatch.moments import format_moment

POSITION_COLUMNS = (
    *("holder", "holder_id", "issue", "stance", "condition", "evidence", "speaker", "quoted", "confidence", "rule"),
    *("background", "said_at", "article_id", "title", "publisher", "url", "published_at", "retrieved_at"),
)
ENTRY_COLUMNS = (*POSITION_COLUMNS, "outlets", "positions")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell's text for a formula."""


def entry_row(entry: LedgerEntry) -> dict[str, Any]:
    """Return where a holder stands on an issue: the current position, its outlets, how many positions are kept."""
    return {**position_row(entry.current), "outlets": list(entry.outlets), "positions": len(entry.history)}


def position_row(position: Position) -> dict[str, Any]:
    """Return a position, with the names that every command of Stancewatch prints."""
    return {
        "holder": position.holder.name,
        "holder_id": position.holder.id,
        "issue": position.issue,
        "stance": str(position.stance),
        "condition": position.condition.text if position.condition else None,
        "evidence": position.evidence.model_dump(),
        "speaker": position.speaker.name if position.speaker else None,
        "quoted": position.quoted,
        "confidence": position.confidence,
        "rule": position.rule,
        "background": str(position.background) if position.background else None,
        "said_at": format_moment(position.said_at) if position.said_at else None,
        "article_id": position.article_id,
        "title": position.article_title,
        "publisher": position.publisher,
        "url": position.article_url,
        "published_at": format_moment(position.published_at),
        "retrieved_at": format_moment(position.retrieved_at),
    }


def flatten(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a row as texts for the cells of a spreadsheet, none of which it takes for a formula."""
    return {name: _as_text(value) for name, value in row.items()}


def _as_text(value: Any) -> str:
    if isinstance(value, dict):
        value = value["text"]
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
