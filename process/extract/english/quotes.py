"""Quotations by their marks: curly, straight, single, nested, and over several paragraphs."""

import re
from dataclasses import dataclass

from process.extract.english.marks import (
    APOSTROPHE,
    CLOSING_ANGLE,
    CLOSING_DOUBLE,
    LOW_DOUBLE,
    OPENING_ANGLE,
    OPENING_DOUBLE,
    OPENING_SINGLE,
)

PAIRS = {
    OPENING_DOUBLE: CLOSING_DOUBLE,
    LOW_DOUBLE: CLOSING_DOUBLE + OPENING_DOUBLE,
    OPENING_ANGLE: CLOSING_ANGLE,
    '"': '"',
    OPENING_SINGLE: APOSTROPHE,
    "'": "'",
}
"""What closes each opening mark."""
SINGLE = frozenset({OPENING_SINGLE, "'"})
PARAGRAPH_END = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters `start` to `end` (half-open), marks included; not `is_closed`: the next paragraph goes on with it."""

    start: int
    end: int
    is_closed: bool = True


def find_quotes(text: str) -> list[Quote]:
    """Return the outermost quotations in order; a double mark that is never closed ends with its paragraph."""
    quotes: list[Quote] = []
    start = 0
    for end in [*(found.start() for found in PARAGRAPH_END.finditer(text)), len(text)]:
        quotes += _find_in(text, start, end)
        start = end
    return quotes


def _find_in(text: str, start: int, end: int) -> list[Quote]:
    quotes: list[Quote] = []
    unclosed: set[str] = set()
    place = start
    while place < end:
        mark = text[place]
        close = _closing(text, place, end) if mark not in unclosed and _opens(text, place, start) else None
        if close is not None:
            quotes.append(Quote(place, close, is_closed=_is_closed(text, place, close)))
            place = close
        else:
            if mark in SINGLE and _opens(text, place, start):
                unclosed.add(mark)  # nor will a later one find its end: each paragraph is searched once
            place += 1
    return quotes


def _opens(text: str, place: int, start: int) -> bool:
    mark = text[place]
    if mark not in PAIRS:
        return False
    before = text[place - 1] if place > start else " "
    after = text[place + 1 : place + 2]
    if mark in SINGLE:
        return not before.isalnum() and after.isalnum()
    return mark != '"' or not after.isspace()


def _closing(text: str, place: int, end: int) -> int | None:
    """Return the place after the closing mark; the paragraph's end for a double mark, None for a single one without."""
    for other in range(place + 2, end):
        if text[other] in PAIRS[text[place]] and _closes(text, other):
            return other + 1
    return None if text[place] in SINGLE else end


def _is_closed(text: str, place: int, close: int) -> bool:
    return close - place > 1 and text[close - 1] in PAIRS[text[place]]


def _closes(text: str, place: int) -> bool:
    """Return whether a mark closes: an apostrophe within or before a word does not."""
    if text[place] not in {APOSTROPHE, "'"}:
        return True
    return not text[place + 1 : place + 2].isalnum() and not text[place - 1].isspace()
