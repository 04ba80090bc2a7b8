"""An alert as the one line that somebody watches all day: stable columns, in UTC, to be read and to be searched.

Everything before the link fits `LINE_WIDTH` cells. What is too long is cut with "…": the quotation first, then
publisher, condition and name.
"""
# ruff: noqa: RUF001 - a typographer's quotation marks and dashes are meant

import re
from datetime import datetime
from typing import NamedTuple

from stancewatch.contracts import Alert, AlertKind, Position
from stancewatch.text import cell_width, clean_text, quote, shorten

LINE_WIDTH = 120
KIND_WIDTH = max(len(kind) for kind in AlertKind)
ISSUE_WIDTH = 23


class _Limits(NamedTuple):
    """Cells that the parts of a line may take; `quotation` is the least that it should have, if it is that long."""

    holder: int
    condition: int
    publisher: int
    quotation: int


_LADDER = (
    _Limits(holder=26, condition=30, publisher=24, quotation=30),
    _Limits(holder=26, condition=30, publisher=18, quotation=18),
    _Limits(holder=26, condition=24, publisher=14, quotation=12),
    _Limits(holder=26, condition=18, publisher=10, quotation=8),
    _Limits(holder=20, condition=14, publisher=8, quotation=3),
    _Limits(holder=12, condition=3, publisher=6, quotation=3),
)
"""The first that fits is taken, and the last always does: "2025-05-12 12:04:31Z  CONDITION  " has 33 cells, the longest
"· issue · AGAINST → FAVOR if “…”" 53, the date of the article 12."""
_DATELINE = re.compile(r"^([^—–:“”\"]{2,50}?) [—–-]{1,2} ")
_DIRECT_QUOTATION = re.compile(r"[“\"]([^“”\"]{12,})[”\"]")
_LEAD_IN = re.compile(
    r"\s*((?:only )?(?:if|once|after|when|provided(?: that)?|as soon as|as long as|so long as)|until|unless|before)\s+",
    re.IGNORECASE,
)
_KEPT_LEAD_INS = ("until", "unless", "before")


def format_line(alert: Alert) -> str:
    """Return the alert as one line, without its end."""
    position = alert.position
    words = _words(position)
    start = f"{_moment(alert.raised_at)}  {alert.kind.upper():<{KIND_WIDTH}}  "
    for limits in _LADDER:
        head = f"{start}{_subject(alert, limits)}  "
        tail = f" {shorten(clean_text(position.publisher), limits.publisher)} {position.published_at:%Y-%m-%d} "
        room = LINE_WIDTH - cell_width(head) - cell_width(tail)
        if room >= min(limits.quotation, cell_width(quote(words))):
            break
    return f"{head}{quote(words, room)}{tail}{_link(position)}".rstrip()


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
        return f"{now} {_condition(alert.position.condition.text, limits.condition)}"
    return f"{now}, no condition" if alert.kind is AlertKind.CONDITION else now


def _condition(text: str, width: int) -> str:
    """Return "if" and the words of the condition, or what they have for "if" where it means something else."""
    found = _LEAD_IN.match(text)
    if not found:
        return f"if {quote(text, width)}"
    lead_in = found[1].casefold()
    return f"{lead_in if lead_in in _KEPT_LEAD_INS else 'if'} {quote(text[found.end() :], width)}"


def _words(position: Position) -> str:
    """Return the holder's own words where they stand in the evidence, else the evidence without its dateline."""
    text = position.evidence.text
    said = _DIRECT_QUOTATION.search(text) if position.quoted else None
    return said[1] if said else text[_dateline_length(text) :]


def _dateline_length(text: str) -> int:
    """Return the length of "MOSCOW, May 6 (Harbour Wire) - "; 0 without one."""
    found = _DATELINE.match(text)
    return found.end() if found and re.split(r"[,(]", found[1])[0].isupper() else 0


def _link(position: Position) -> str:
    url = clean_text(position.article_url).replace(" ", "%20")
    return url if url.startswith(("https://", "http://")) else ""
