"""The line that an agency puts before its text: where it was written, when, and by whom.

Two outlets carry one story with other ones, or without: it is no part of the story.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("datelines.toml")

_LINE = re.compile(
    r"\s*+(?P<place>[^\n()]{0,60}?(?:\([^\n()]{1,30}\)[^\n()]{0,30}?)?)"
    r"(?:\((?P<bracketed>[^\n()]{2,40})\)(?P<end>\.?\s*[-–—:]{1,2}|)|(?<![^\s.,])/(?P<slashed>[A-Z][\w-]{1,20})/\.?)\s*"  # noqa: RUF001
)
_NAME = re.compile(r"[A-Z][\w-]+")


def find_dateline(text: str) -> int:
    """Return where the dateline of an agency ends that stands before a text; 0 where there is none."""
    line = _LINE.match(text)
    return line.end() if line and _is_dateline(line) else 0


def _is_dateline(line: re.Match[str]) -> bool:
    """Whether it names an agency: one of the list, or any behind a place and a date, or a place in capitals.

    "Keir Starmer (Labour) - " and "Zelensky (pictured) - " begin stories.
    """
    place, agency = line["place"], line["slashed"] or line["bracketed"]
    agencies, date = _load()
    is_known, is_dated = agency.replace(" ", "_") in agencies, date.search(place) is not None
    if line["slashed"]:
        return is_known or is_dated
    if not line["end"]:
        return is_known and is_dated
    return is_known or is_dated or (place.isupper() and _NAME.fullmatch(agency) is not None)


@lru_cache(maxsize=1)
def _load() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the agencies of datelines.toml and what finds a date behind a place; it is read once."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    month = rf"(?:{'|'.join(table['months'].split())})[a-z]{{0,6}}\.?"
    date = rf"[.,]\s*(?:{month}\s+\d{{1,2}}|\d{{1,2}}\s+{month})(?:,?\s+\d{{4}})?[\s.,]*\Z"
    return frozenset(table["agencies"].split()), re.compile(date, re.IGNORECASE)
