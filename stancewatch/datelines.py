"""The line that an agency puts before its text: where it was written, when, and by whom.

Two outlets carry one story with other ones, or without: it is no part of the story. datelines.toml has the words.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from stancewatch.word_lists import Lists, read_word_lists, wrong_words

FILE = Path(__file__).with_name("datelines.toml")
KEYS = {"agencies": ("names",), "months": ("beginnings",)}
LONGEST = 200
"""Characters in which a dateline ends."""

_ENTRY = re.compile(r"[^\W_][\w-]*")
_MONTH = re.compile(r"[a-z]{3}")
_LINE = re.compile(
    r"\s*+(?P<place>[^\n()]{0,60}?(?:\([^\n()]{1,30}\)[^\n()]{0,30}?)?)"
    r"(?:\((?P<bracketed>[^\n()]{2,40})\)(?P<end>\.?\s*[-–—:]{1,2}|)|(?<![^\s.,])/(?P<slashed>[A-Z][\w-]{1,20})/\.?)\s*"  # noqa: RUF001
)
_NAME = re.compile(r"[A-Z][\w-]+")
_CAPITAL = "A-Z\u00c0-\u024f"
_MAY_BE = re.compile(
    rf"[ \t]*[{_CAPITAL}][\w .'/,-]{{1,50}}?[ ,](?:\([^()\n]{{1,30}}\) )?"
    r"(?:\((?P<bracketed>[^()\n]{2,40})\) *[-\u2013\u2014:]|/(?P<slashed>[A-Z]{2,12})/)\s*"
)
"""A name, and something in brackets before a dash: a place and an agency, or a person and a party."""
_PLACE_ALONE = re.compile(
    rf"[ \t]*[{_CAPITAL}][{_CAPITAL}.' /-]{{2,40}}?(?:, [^\n]{{1,20}}?)? *[-\u2013\u2014]{{1,2}} \s*"
)
"""Capitals before a dash, "RIYADH, Feb. 18 —": a place, or a name."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """The first `end` characters of a text; the agency that they name, "" for a place alone.

    `is_sure`: no story begins so. The others may be of a person: "Keir Starmer (Labour) -", "ZELENSKY -".
    """

    end: int
    agency: str
    is_sure: bool


def read_dateline(text: str) -> Dateline | None:
    """Return the dateline that stands before a text; None where there is none."""
    opening = text[:LONGEST]
    line = _LINE.match(opening)
    if line and _is_of_agency(line):
        return Dateline(line.end(), _agency(line), is_sure=True)
    if line := _MAY_BE.match(opening):
        return Dateline(line.end(), _agency(line), is_sure=False)
    line = _PLACE_ALONE.match(opening)
    return Dateline(line.end(), "", is_sure=False) if line else None


def find_dateline(text: str) -> int:
    """Return where the dateline of an agency ends that surely stands before a text; 0 where there is none."""
    line = read_dateline(text)
    return line.end if line and line.is_sure else 0


def without_dateline(text: str) -> str:
    """Return a text as it is to be shown: without the dateline of an agency, or a place in capitals."""
    line = read_dateline(text)
    return text[line.end :] if line and (line.is_sure or not line.agency) else text


def _is_of_agency(line: re.Match[str]) -> bool:
    """Whether it names an agency: one of the list, or any behind a place and a date, or a place in capitals.

    "Keir Starmer (Labour) - " and "Zelensky (pictured) - " begin stories.
    """
    place, agency = line["place"], _agency(line)
    agencies, date = _load()
    is_known, is_dated = agency in agencies, date.search(place) is not None
    if line["slashed"]:
        return is_known or is_dated
    if not line["end"]:
        return is_known and is_dated
    return is_known or is_dated or (place.isupper() and _NAME.fullmatch(agency) is not None)


def _agency(line: re.Match[str]) -> str:
    agency: str = line["slashed"] or line["bracketed"]
    return agency


def parse_agencies(text: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the agencies of a file and what finds a date behind a place.

    Raises ConfigurationError that says where the file is wrong, how, and what to do.
    """
    lists = read_word_lists(
        text, file=FILE.name, keys=KEYS, entry=_ENTRY, advice="write names with blanks between, and _ for one in a name"
    )
    names, months = lists["agencies"]["names"], lists["months"]["beginnings"]
    _check(lists)
    month = rf"(?:{'|'.join(months)})[a-z]{{0,6}}\.?"
    date = rf"[.,]\s*(?:{month}\s+\d{{1,2}}|\d{{1,2}}\s+{month})(?:,?\s+\d{{4}})?[\s.,]*\Z"
    return frozenset(name.replace("_", " ") for name in names), re.compile(date, re.IGNORECASE)


def _check(lists: Lists) -> None:
    names, months = lists["agencies"]["names"], lists["months"]["beginnings"]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise wrong_words(FILE.name, f"has the agency {twice[0]} more than once", "leave it once")
    for month in months:
        if not _MONTH.fullmatch(month):
            raise wrong_words(FILE.name, f"has the month “{month}”", "write its first three letters, small")


@lru_cache(maxsize=1)
def _load() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the words of datelines.toml; it is read once."""
    return parse_agencies(FILE.read_text(encoding="utf-8"))
