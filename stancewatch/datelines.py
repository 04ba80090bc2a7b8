"""The line that an agency puts before its text: where it was written, when, and by whom.

Two outlets carry one story with other ones, or without: it is no part of the story. datelines.toml has the words.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from stancewatch.word_lists import Lists, read_word_lists, wrong_words

FILE = Path(__file__).with_name("datelines.toml")
KEYS = {"agencies": ("names",), "months": ("beginnings",), "places": ("no_cities", "small_words")}
LONGEST = 200
"""Characters in which a dateline ends."""

_ENTRY = re.compile(r"[^\W_][\w.-]*")
_MONTH = re.compile(r"[a-z]{3}")
_LINE = re.compile(
    r"\s*+(?P<place>[^\n()]{0,60}?(?:\([^\n()]{1,30}\)[^\n()]{0,30}?)?)"
    r"(?:\((?P<bracketed>[^\n()]{2,40})\)(?P<end>\.?\s*[-–—:]{1,2}|)|(?<![^\s.,])/(?P<slashed>[A-Z][\w-]{1,20})/\.?)\s*"  # noqa: RUF001
)
_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]\w*")  # noqa: RUF001 - both apostrophes
_NAME = re.compile(r"[A-Z][\w-]+")
_CAPITAL = "A-Z\u00c0-\u024f"
_MAY_BE = re.compile(
    rf"[ \t]*[{_CAPITAL}][\w .'/,-]{{1,50}}?[ ,](?:\([^()\n]{{1,30}}\) )?"
    r"(?:\((?P<bracketed>[^()\n]{2,40})\) *[-\u2013\u2014:]|/(?P<slashed>[A-Z]{2,12})/)\s*"
)
"""A name, and something in brackets before a dash: a place and an agency, or a person and a party."""
_PLACE_ALONE = re.compile(
    rf"[ \t]*(?P<place>[{_CAPITAL}][{_CAPITAL}.' /-]{{2,40}}?)(?:, [^\n]{{1,20}}?)? *[-\u2013\u2014]{{1,2}} \s*"
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


@dataclass(frozen=True, slots=True)
class Words:
    """The words of datelines.toml; `date` finds one behind a place."""

    agencies: frozenset[str]
    date: re.Pattern[str]
    no_cities: frozenset[str]
    """What stands in capitals before a dash, and is no place."""
    small_words: frozenset[str]


def read_dateline(text: str) -> Dateline | None:
    """Return the dateline that stands before a text; None where there is none, as before a word in small letters."""
    line = _read_line(text[:LONGEST])
    return None if line and text[line.end : line.end + 1].islower() else line


def _read_line(opening: str) -> Dateline | None:
    line = _LINE.match(opening)
    if line and _is_of_agency(line):
        return Dateline(line.end(), _agency(line), is_sure=True)
    by_agency = _MAY_BE.match(opening)
    line = by_agency or _match_place_alone(opening)
    if not line or not _may_be_place(line[0], _load()):
        return None
    return Dateline(line.end(), _agency(by_agency) if by_agency else "", is_sure=False)


def _match_place_alone(opening: str) -> re.Match[str] | None:
    line = _PLACE_ALONE.match(opening)
    return None if line and line["place"].strip() in _load().no_cities else line


def find_dateline(text: str) -> int:
    """Return where the dateline of an agency ends that surely stands before a text; 0 where there is none."""
    line = read_dateline(text)
    return line.end if line and line.is_sure else 0


def without_dateline(text: str) -> str:
    """Return a text as it is to be shown: without the dateline of an agency, or a place in capitals."""
    line = read_dateline(text)
    return (text[line.end :] or text) if line and (line.is_sure or not line.agency) else text


def _is_of_agency(line: re.Match[str]) -> bool:
    """Whether it names an agency: one of the list, or any behind a place and a date, or a place in capitals.

    "Keir Starmer (Labour) - " and "Zelensky (pictured) - " begin stories.
    """
    place, agency = line["place"], _agency(line)
    words = _load()
    is_dated = words.date.search(place) is not None
    is_known = agency in words.agencies and _may_be_place(place, words)
    if line["slashed"]:
        return is_known or is_dated
    if not line["end"]:
        return is_known and is_dated
    return is_known or is_dated or (place.isupper() and _NAME.fullmatch(agency) is not None)


def _may_be_place(text: str, words: Words) -> bool:
    """Whether no word of a sentence is in it: "Putin will not accept a truce"."""
    return all(word in words.small_words for word in _WORD.findall(words.date.sub("", text)) if word[0].islower())


def _agency(line: re.Match[str]) -> str:
    agency: str = line["slashed"] or line["bracketed"]
    return agency


def parse_datelines(text: str) -> Words:
    """Return the words of a file.

    Raises ConfigurationError that says where the file is wrong, how, and what to do.
    """
    lists = read_word_lists(
        text, file=FILE.name, keys=KEYS, entry=_ENTRY, advice="write names with blanks between, and _ for one in a name"
    )
    names, months = lists["agencies"]["names"], lists["months"]["beginnings"]
    _check(lists)
    month = rf"(?:{'|'.join(months)})[a-z]{{0,6}}\.?"
    date = rf"[.,]\s*(?:{month}\s+\d{{1,2}}|\d{{1,2}}\s+{month})(?:,?\s+\d{{4}})?[\s.,]*\Z"
    return Words(
        agencies=frozenset(name.replace("_", " ") for name in names),
        date=re.compile(date, re.IGNORECASE),
        no_cities=frozenset(lists["places"]["no_cities"]),
        small_words=frozenset(lists["places"]["small_words"]),
    )


def _check(lists: Lists) -> None:
    names, months = lists["agencies"]["names"], lists["months"]["beginnings"]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise wrong_words(FILE.name, f"has the agency {twice[0]} more than once", "leave it once")
    for month in months:
        if not _MONTH.fullmatch(month):
            raise wrong_words(FILE.name, f"has the month “{month}”", "write its first three letters, small")


@lru_cache(maxsize=1)
def _load() -> Words:
    """Return the words of datelines.toml; it is read once."""
    return parse_datelines(FILE.read_text(encoding="utf-8"))
