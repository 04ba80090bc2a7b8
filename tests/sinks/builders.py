"""Alerts for tests."""

from datetime import UTC, datetime
from typing import Any

from stancewatch.contracts import Alert, AlertKind
from stancewatch.ids import alert_id
from tests.process.track.builders import make_position

RAISED_AT = datetime(2025, 5, 12, 12, 4, 31, tzinfo=UTC)


def make_alert(kind: str = "new", *, previous: Any = None, reason: str = "first stance", **position: Any) -> Alert:
    """Return an alert; the other arguments are those of `make_position`."""
    made = make_position(**position)
    return Alert(
        id=alert_id(kind, made.id),
        kind=AlertKind(kind),
        position=made,
        previous=previous,
        reason=reason,
        raised_at=RAISED_AT,
    )
