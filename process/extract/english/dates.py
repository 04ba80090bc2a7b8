"""When a few words of a text say that something was: "in March", "last year", "two weeks ago", "on 3 May 2024".

Reckoned from the day of publication alone. What may still lie ahead ("in March", read in February) says nothing.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NEWS = timedelta(days=7)
"""How long something is news: an article tells of Monday, or of last week, as of today."""
MONTHS_BACK = 6
"""A month without a year lies so far back at most where the next one may be meant: "demanded elections in March"."""
FIRST_YEAR = 1945

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORT = {name[:3]: name for name in _MONTHS} | {"sept": "september"}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: number for number, word in enumerate(_COUNTED, 1)} | {"a": 1, "an": 1, "a couple of": 2}
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}

_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|(?:{'|'.join(_SHORT)})\b\.?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d\d?)(?:st|nd|rd|th)?"
_DATED = re.compile(
    rf"\b(?:{_DAY} (?:of )?{_MONTH}|{_MONTH.replace('month', 'month2')} {_DAY.replace('day', 'day2')}\b)"
    rf"(?:,? {_YEAR}\b)?"
)
_OF_MONTH = re.compile(
    rf"\b(?P<before>in|since|during|last|late|early|mid|from)[ -](?:late |early |mid-?)?{_MONTH}\b"
    rf"(?:,? (?:of )?(?:{_YEAR}\b|(?P<last>last year)))?"
)
_OF_YEAR = re.compile(rf"\b(?:in|since|during|from|late|early|mid)[ -](?:late |early |mid-?)?{_YEAR}\b")
_OF_SEASON = re.compile(
    rf"\b(?:in|since|during|last) (?:the |last )?(?P<season>{'|'.join(_SEASONS)})\b(?: (?:of )?{_YEAR})?"
)
_AGO = re.compile(
    rf"\b(?:(?P<number>{'|'.join(_NUMBERS)}|\d+|several|some|few|many) )?(?P<unit>{'|'.join(_DAYS)})s? "
    r"(?:ago\b|earlier\b(?! than)|before$)"
)
"""From today, not from what "two weeks before the summit" and "earlier than planned" name."""
_LAST = re.compile(r"\b(?P<which>(?<!the )last|previous|earlier this|earlier in the) (?P<unit>month|year)\b")
"""Not "over the last year": that goes on to this day."""
_OF_NOW = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b(?:today|tonight|yesterday|overnight|now|this (?:morning|week|afternoon|evening|month)|last (?:night|week)"
    r"|(?:hours?|minutes?) (?:ago|earlier)|(?:in|of) the day)\b"
)


@dataclass(frozen=True, slots=True)
class When:
    """A time before publication: from its first day on; `at` is None where the words give none."""

    at: datetime | None


def is_of_now(words: str) -> bool:
    """Return whether words say that something is news: "on Monday", "earlier today", "last week"."""
    return bool(_OF_NOW.search(words.lower()))


def find_past(words: str, published: datetime, *, is_clear: bool = False) -> When | None:
    """Return the time before an article's news that words name, or None; `is_clear`: no time to come can be meant."""
    text = " ".join(words.lower().split())
    if found := _find_month(text, published, is_clear=is_clear):
        return found
    for find in (_find_day, _find_year, _find_season, _find_distance, _find_last):
        if found := find(text, published):
            return found
    return None


def _find_day(text: str, published: datetime) -> When | None:
    found = _DATED.search(text)
    if not found:
        return None
    month, day = _number(found["month"] or found["month2"]), int(found["day"] or found["day2"])
    moment = _latest(published, month, day, found["year"])
    return When(moment) if moment and moment + NEWS < published else None


def _find_month(text: str, published: datetime, *, is_clear: bool) -> When | None:
    found = _OF_MONTH.search(text)
    if not found:
        return None
    month = _number(found["month"])
    year = str(published.year - 1) if found["last"] else found["year"]
    moment = _latest(published, month, 1, year)
    if not moment or _is_same_month(moment, published):
        return None
    months_back = 12 * (published.year - moment.year) + published.month - moment.month
    is_past = is_clear or bool(year) or found["before"] == "last" or months_back <= MONTHS_BACK
    return When(moment) if is_past else None


def _find_year(text: str, published: datetime) -> When | None:
    found = _OF_YEAR.search(text)
    year = int(found["year"]) if found else published.year
    return When(datetime(year, 1, 1, tzinfo=UTC)) if FIRST_YEAR <= year < published.year else None


def _find_season(text: str, published: datetime) -> When | None:
    found = _OF_SEASON.search(text)
    if not found:
        return None
    moment = _latest(published, _SEASONS[found["season"]], 1, found["year"])
    return When(moment) if moment and published - moment > timedelta(days=92) else None


def _find_distance(text: str, published: datetime) -> When | None:
    """Return what "two weeks ago" names; "months ago" names no date."""
    found = _AGO.search(text)
    if not found:
        return None
    number, unit = found["number"] or "", _DAYS[found["unit"]]
    days = (int(number[:4]) if number.isdigit() else _NUMBERS.get(number, 0)) * unit
    if not days:
        return When(None) if unit > 1 else None
    return When(_midnight(published - timedelta(days=days))) if NEWS.days < days < published.year * 300 else None


def _find_last(text: str, published: datetime) -> When | None:
    """Return the first day of "last month", "last year", "earlier this year"."""
    found = _LAST.search(text)
    if not found:
        return None
    first = _first_of(published, found["unit"])
    return When(first if found["which"].startswith("earlier") else _first_of(first - timedelta(days=1), found["unit"]))


def _first_of(moment: datetime, unit: str) -> datetime:
    return _midnight(moment.replace(day=1) if unit == "month" else moment.replace(month=1, day=1))


def _latest(published: datetime, month: int, day: int, year: str | None) -> datetime | None:
    """Return the day in that year, else its last time before publication; None if there is no such day, or not yet."""
    years = [int(year)] if year else [published.year, published.year - 1]
    for one in years:
        try:
            moment = datetime(one, month, day, tzinfo=UTC)
        except ValueError:
            continue
        if moment <= published and one >= FIRST_YEAR:
            return moment
    return None


def _number(month: str) -> int:
    name = month.rstrip(".")
    return _MONTHS.index(_SHORT.get(name, name)) + 1


def _is_same_month(one: datetime, other: datetime) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
