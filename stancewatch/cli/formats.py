"""What extract and replay print: one JSON object a line, with the keys that the README promises."""

import json
from collections.abc import Mapping
from typing import Any

from sinks.json_line import to_fields
from stancewatch.contracts import Alert, Position

REPLAYED = (
    *("id", "kind", "article_id", "holder", "issue", "stance"),
    *("previous_stance", "condition", "reason", "evidence"),
)
"""What replay prints of an alert: nothing that comes from a clock."""


def position_line(position: Position) -> str:
    """Return a position as `stancewatch extract` prints it."""
    return _line(
        {
            "article_id": position.article_id,
            "holder": position.holder.name,
            "holder_id": position.holder.id,
            "speaker": position.speaker.name if position.speaker else None,
            "issue": position.issue,
            "stance": position.stance,
            "condition": position.condition.text if position.condition else None,
            "evidence": position.evidence.model_dump(),
            "quoted": position.quoted,
            "confidence": position.confidence,
            "rule": position.rule,
        }
    )


def alert_line(alert: Alert) -> str:
    """Return an alert as `stancewatch replay` prints it."""
    fields = to_fields(alert)
    return _line({name: fields[name] for name in REPLAYED})


def _line(values: Mapping[str, Any]) -> str:
    # ASCII only: whatever characters the text has, any reader and any terminal can take the line.
    return json.dumps(values)
