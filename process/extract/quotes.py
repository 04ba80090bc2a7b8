"""Quotations by their marks: curly, straight, single, nested, and over several paragraphs."""

import re
from dataclasses import dataclass

OPENING = {"“": "”", "„": "”“", "«": "»", '"': '"', "‘": "’", "'": "'"}
SINGLE = frozenset("‘'")
PARAGRAPH = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters `start` to `end` (half-open), marks included."""

    start: int
    end: int


def find_quotes(text: str) -> list[Quote]:
    """Return the outermost quotations in order. One that its paragraph does not close ends with the paragraph."""
    quotes: list[Quote] = []
    start = 0
    for end in [*(found.start() for found in PARAGRAPH.finditer(text)), len(text)]:
        quotes += _find_in(text, start, end)
        start = end
    return quotes


def _find_in(text: str, start: int, end: int) -> list[Quote]:
    quotes: list[Quote] = []
    place = start
    while place < end:
        if _opens(text, place, start):
            close = _closing(text, place, end)
            if close is not None:
                quotes.append(Quote(place, close))
                place = close
                continue
        place += 1
    return quotes


def _opens(text: str, place: int, start: int) -> bool:
    mark = text[place]
    if mark not in OPENING:
        return False
    before = text[place - 1] if place > start else " "
    after = text[place + 1 : place + 2]
    if mark in SINGLE:
        return not before.isalnum() and after.isalnum()
    return mark != '"' or not after.isspace()


def _closing(text: str, place: int, end: int) -> int | None:
    """Return the place after the closing mark; the paragraph's end for a double mark that is never closed."""
    closing = OPENING[text[place]]
    for other in range(place + 2, end):
        if text[other] in closing and _closes(text, other):
            return other + 1
    return None if text[place] in SINGLE else end


def _closes(text: str, place: int) -> bool:
    """Return whether a mark closes: an apostrophe within or before a word does not."""
    if text[place] not in "’'":
        return True
    return not text[place + 1 : place + 2].isalnum() and not text[place - 1].isspace()
