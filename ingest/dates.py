"""Dates as files and feeds write them, read without guessing.

feedparser takes `14:05 MSK` and `14:05 EET` for UTC, and the epoch 1742306700 for a day of the year 1742; so dates are
read here, from their text, and names of zones by a table.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

FIRST_YEAR = 1995
"""Before it there was no news on the web: an older date is a slip or a default."""
AHEAD = timedelta(days=1)
"""How far ahead of us a publisher's clock or zone may be."""

_ZONES_BY_HOURS = {
    0: ("UT", "UTC", "GMT", "Z", "WET"),
    1: ("CET", "BST", "WEST"),
    2: ("EET", "CEST"),
    3: ("MSK", "EEST", "TRT"),
    4: ("GST", "MSD"),
    5: ("PKT",),
    8: ("HKT", "SGT"),
    9: ("JST", "KST"),
    10: ("AEST",),
    11: ("AEDT",),
    -4: ("EDT", "ET"),
    -5: ("EST", "CDT", "CT"),
    -6: ("CST", "MDT", "MT"),
    -7: ("MST", "PDT", "PT"),
    -8: ("PST",),
}
ZONES = {name: timezone(timedelta(hours=hours)) for hours, names in _ZONES_BY_HOURS.items() for name in names}
"""ET, CT, MT and PT are read as daylight time, which holds for eight months of the year."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EPOCH = re.compile(r"\d{10}(\d{3})?")
_ISO_WITH_ZONE_NAME = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*) ?(?<![A-Z])([A-Z]{2,4})")
_RFC_822 = re.compile(
    r"(?:[a-z]{3,9}\.?,? +)?(?P<day>\d{1,2})[ -](?P<month>[a-z]{3})[a-z]*\.?[ -](?P<year>\d{4}|\d\d)"
    r"(?: +(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?: *(?P<zone>[+-]\d\d:?\d\d|[a-z]{1,5}))?)?",
    re.IGNORECASE,
)


def parse_date(text: str) -> datetime | None:
    """Return the moment that an ISO 8601 or RFC 822 date, or a count of seconds since 1970, names; None for all else.

    A date without a time is its midnight; one without a zone is in UTC; one in a zone that we do not know is None.
    """
    text = " ".join(text.split())
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    try:
        return _parse_rfc_822(text) or _parse_iso(text)
    except (ValueError, OverflowError):
        return None


def _parse_rfc_822(text: str) -> datetime | None:
    found = _RFC_822.fullmatch(text)
    if not found:
        return None
    month = _MONTHS.index(found["month"].lower()) + 1
    century = 2000 if len(found["year"]) == len("25") else 0
    clock = time(
        int(found["hour"] or 0), int(found["minute"] or 0), int(found["second"] or 0), tzinfo=_zone(found["zone"])
    )
    return as_moment(datetime.combine(date(century + int(found["year"]), month, int(found["day"])), clock))


def _parse_iso(text: str) -> datetime | None:
    named = _ISO_WITH_ZONE_NAME.fullmatch(text)
    if named:
        return as_moment(datetime.fromisoformat(named[1]).replace(tzinfo=_zone(named[2])))
    return as_moment(datetime.fromisoformat(text))


def _zone(name: str | None) -> timezone:
    """Return the zone of a name or an offset; ValueError for a name that the table lacks."""
    if not name:
        return UTC
    if name[0] in "+-":
        minutes = int(name[1:3]) * 60 + int(name[-2:])
        return timezone(timedelta(minutes=-minutes if name[0] == "-" else minutes))
    if name.upper() not in ZONES:
        raise ValueError(name)
    return ZONES[name.upper()]


def as_moment(value: date) -> datetime:
    """Return a date or a time as a moment in UTC: midnight where there is no time, UTC where there is no zone."""
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def implausible_date(moment: datetime, *, now: datetime) -> str:
    """Return why no article of today can bear this date, or ""."""
    if moment.year < FIRST_YEAR:
        return f"it is before {FIRST_YEAR}"
    return "it is more than a day in the future" if moment > now + AHEAD else ""
