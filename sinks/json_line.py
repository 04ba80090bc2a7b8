"""An alert as one line of JSON, with the names that every command of Stancewatch prints."""

import json
from collections.abc import Mapping
from typing import Any

from stancewatch.contracts import Alert, Position
from stancewatch.moments import format_moment


def to_fields(alert: Alert) -> dict[str, Any]:
    """Return what is told of an alert: flat, but for the quotation and for the stance that it replaces."""
    position, previous = alert.position, alert.previous
    return {
        "id": alert.id,
        "kind": str(alert.kind),
        "article_id": position.article_id,
        "holder": position.holder.name,
        "issue": position.issue,
        "stance": str(position.stance),
        "previous_stance": str(previous.stance) if previous else None,
        "condition": position.condition.text if position.condition else None,
        "reason": alert.reason,
        "evidence": position.evidence.model_dump(),
        "holder_id": position.holder.id,
        "speaker": position.speaker.name if position.speaker else None,
        "quoted": position.quoted,
        "confidence": position.confidence,
        "rule": position.rule,
        **_article(position),
        "retrieved_at": format_moment(position.retrieved_at),
        "raised_at": format_moment(alert.raised_at),
        "previous": _previous(previous) if previous else None,
    }


def format_json(alert: Alert) -> str:
    """Return the alert's fields as one line of JSON, without its end."""
    return format_fields(to_fields(alert))


def format_fields(fields: Mapping[str, Any]) -> str:
    """Return fields as one line of JSON, without its end, that no terminal takes for a command.

    Letters stay as they are. Control, bidi and other characters that do not print are written as escapes, so that every
    value is kept.
    """
    line = json.dumps(fields, ensure_ascii=False)
    if line.isprintable():
        return line
    return "".join(character if character.isprintable() else json.dumps(character)[1:-1] for character in line)


def _article(position: Position) -> dict[str, str]:
    return {
        "title": position.article_title,
        "publisher": position.publisher,
        "url": position.article_url,
        "published_at": format_moment(position.published_at),
    }


def _previous(position: Position) -> dict[str, Any]:
    return {
        "article_id": position.article_id,
        "stance": str(position.stance),
        "condition": position.condition.text if position.condition else None,
        "evidence": position.evidence.model_dump(),
        **_article(position),
    }
