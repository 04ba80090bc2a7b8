"""An alert as the one line that somebody watches all day: stable columns, in UTC, to be read and to be searched.

Everything before the link fits `LINE_WIDTH` cells. What is too long is cut with "…": the quotation first, then
publisher, condition and name.
"""

import re
from datetime import datetime
from typing import NamedTuple

from stancewatch.contracts import Alert, AlertKind, Position
from stancewatch.text import cell_width, clean_text, quote, shorten

LINE_WIDTH = 120
KIND_WIDTH = max(len(kind) for kind in AlertKind)
ISSUE_WIDTH = 23


class _Limits(NamedTuple):
    """Cells that the parts of a line may take; `quotation` is the least that it should get."""

    holder: int
    condition: int
    publisher: int
    quotation: int


_LADDER = (_Limits(26, 28, 24, 30), _Limits(26, 20, 14, 22), _Limits(18, 12, 10, 12), _Limits(12, 3, 6, 3))
"""The first that fits is taken, and the last always does: "2025-05-12 12:04:31Z  CONDITION  " has 33 cells, the longest
"· issue · AGAINST → FAVOR if “…”" 53, the date of the article 12."""


def format_line(alert: Alert) -> str:
    """Return the alert as one line, without its end."""
    position = alert.position
    start = f"{_moment(alert.raised_at)}  {alert.kind.upper():<{KIND_WIDTH}}  "
    for limits in _LADDER:
        head = f"{start}{_subject(alert, limits)}  "
        tail = f" {shorten(clean_text(position.publisher), limits.publisher)} {position.published_at:%Y-%m-%d} "
        room = LINE_WIDTH - cell_width(head) - cell_width(tail)
        if room >= limits.quotation:
            break
    return f"{head}{quote(position.evidence.text, room)}{tail}{_link(position)}".rstrip()


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}Z"


def _subject(alert: Alert, limits: _Limits) -> str:
    position = alert.position
    holder = shorten(clean_text(position.holder.name), limits.holder)
    return f"{holder} · {shorten(position.issue, ISSUE_WIDTH)} · {_stance(alert, limits)}"


def _stance(alert: Alert, limits: _Limits) -> str:
    now = alert.position.stance.upper()
    if alert.kind is AlertKind.CHANGED and alert.previous:
        now = f"{alert.previous.stance.upper()} → {now}"
    if alert.position.condition:
        return f"{now} if {quote(_without_if(alert.position.condition.text), limits.condition)}"
    return f"{now}, no condition" if alert.kind is AlertKind.CONDITION else now


def _without_if(condition: str) -> str:
    return re.sub(r"^\s*(?:only\s+)?if\s+", "", condition, flags=re.IGNORECASE)


def _link(position: Position) -> str:
    url = clean_text(position.article_url).replace(" ", "%20")
    return url if url.startswith(("https://", "http://")) else ""
