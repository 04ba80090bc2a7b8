"""An alert as the one line that somebody watches all day: stable columns, in UTC, to be read and to be searched.

Who, on what, which stance and the beginning of the words stand in the first 120 columns; a terminal of that width shows
the rest of the words, the publisher and the link in a second row.
"""

import re
from datetime import datetime

from stancewatch.contracts import Alert, AlertKind, Position
from stancewatch.datelines import without_dateline
from stancewatch.text import clean_link, clean_text, quote, shorten

KIND_WIDTH = max(len(kind) for kind in AlertKind)
HOLDER_WIDTH = 26
"""Cells of the longest canonical name, "Luiz Inácio Lula da Silva", and one to spare."""
ISSUE_WIDTH = 24
CONDITION_WIDTH = 30
"""A condition in brief; the whole words are in the JSON line."""
QUOTATION_WIDTH = 90
"""Most sentences that show a stance keep their point in so many cells; two rows of 120 hold the line with its link."""
ROOM_AFTER_CUE = 25
"""Characters of a long quotation behind the cue: what is to be recognised, where the talks are to be."""
PUBLISHER_WIDTH = 24
_DIRECT_QUOTATION = re.compile(r"[“\"]([^“”\"]{12,})[”\"]")
_LEAD_IN = re.compile(
    r"\s*(?:but )?(?:only )?(?:(?:if|provided(?: that)?|on (?:the )?condition that)"
    r"|(?P<other>once|after|when|as soon as|as long as|so long as|until|unless|before))\s+",
    re.IGNORECASE,
)


def format_line(alert: Alert) -> str:
    """Return the alert as one line, without its end."""
    position = alert.position
    words = quote(_words(position), QUOTATION_WIDTH)
    parts = (
        f"{_moment(alert.raised_at)}  {alert.kind.upper():<{KIND_WIDTH}}  {_subject(alert)} ",
        f"{_speaker(position, words)}{words}",
        shorten(clean_text(position.publisher), PUBLISHER_WIDTH),
        f"{position.published_at:%Y-%m-%d}",
        clean_link(position.article_url),
    )
    return " ".join(part for part in parts if part)


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}Z"


def _subject(alert: Alert) -> str:
    position = alert.position
    holder = shorten(clean_text(position.holder.name), HOLDER_WIDTH)
    return f"{holder} · {shorten(position.issue, ISSUE_WIDTH)} · {_stance(alert)}"


def _stance(alert: Alert) -> str:
    now = alert.position.stance.upper()
    if alert.kind is AlertKind.CHANGED and alert.previous:
        now = f"{alert.previous.stance.upper()} → {now}"
    if alert.position.condition:
        return f"{now} {_condition(alert.position.condition.text)}"
    return f"{now}, no condition" if alert.kind is AlertKind.CONDITION else now


def _condition(text: str) -> str:
    """Return "if" and the words of the condition, or its own conjunction where that is another."""
    found = _LEAD_IN.match(text)
    if not found:
        return f"if {quote(text, CONDITION_WIDTH)}"
    conjunction = (found["other"] or "if").casefold()
    return f"{conjunction} {quote(text[found.end() :], CONDITION_WIDTH)}"


def _speaker(position: Position, words: str) -> str:
    """Return who says the words, to stand before them: another than the holder, whom they do not name themselves."""
    name = clean_text(position.speaker.name) if position.speaker else ""
    return f"{shorten(name, HOLDER_WIDTH)}: " if name and name not in words else ""


def _words(position: Position) -> str:
    """Return the holder's own words where they stand in the clearest sentence, else that without its dateline.

    Of words that are too long, those about the cue: the deciding ones seldom stand at the beginning.
    """
    text = position.sentence.text
    said = _DIRECT_QUOTATION.search(text) if position.quoted else None
    start, end = said.span(1) if said else (len(text) - len(without_dateline(text)), len(text))
    cue = position.cue.end - position.sentence.start if position.cue else start
    if end - start > QUOTATION_WIDTH < cue - start + ROOM_AFTER_CUE:
        start = text.find(" ", cue + ROOM_AFTER_CUE - QUOTATION_WIDTH, cue) + 1 or start
        return f"… {text[start:end]}"
    return text[start:end]
