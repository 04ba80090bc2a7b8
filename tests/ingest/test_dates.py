from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.dates import as_moment, implausible_date, parse_date

NOW = datetime(2025, 3, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-18T14:05:00Z", "2025-03-18T14:05"),
        ("2025-03-18T14:05:00+02:00", "2025-03-18T12:05"),
        ("2025-03-18T14:05 CET", "2025-03-18T13:05"),
        ("2025-03-18 14:05", "2025-03-18T14:05"),
        ("2025-03-18", "2025-03-18T00:00"),
        ("Tue, 18 Mar 2025 14:05:00 GMT", "2025-03-18T14:05"),
        ("Tue, 18 Mar 2025 14:05:00 -0330", "2025-03-18T17:35"),
        ("Tuesday, 18-Mar-25 14:05:00 GMT", "2025-03-18T14:05"),
        ("18 March 2025", "2025-03-18T00:00"),
        ("1742306700", "2025-03-18T14:05"),
        ("1742306700123", "2025-03-18T14:05"),
    ],
)
def test_a_date_as_feeds_and_files_write_it_is_read(text: str, expected: str) -> None:
    assert parse_date(text) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hour"), [("MSK", 11), ("EET", 12), ("EEST", 11), ("CET", 13), ("CEST", 12), ("EST", 19), ("EDT", 18)]
)
def test_a_named_zone_is_not_taken_for_utc(zone: str, hour: int) -> None:
    assert parse_date(f"Tue, 18 Mar 2025 14:05:00 {zone}") == datetime(2025, 3, 18, hour, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "18/03/2025",
        "Tue, 18 Mar 2025 14:05:00 XYZ",
        "Tue, 32 Mar 2025 14:05:00 GMT",
        "Tuesday, March 18, 2025 10:00 AM EDT",
        "18 Foo 2025",
        "9999-12-31T23:59:59-05:00",
        "18 Mar 2025 14:05 +9900",
    ],
)
def test_what_would_have_to_be_guessed_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@settings(deadline=None)
@given(st.text() | st.from_regex(r"\A[\dT:+ ,A-Za-z-]{0,40}\Z"))
def test_no_text_makes_the_parser_fail(text: str) -> None:
    moment = parse_date(text)

    assert moment is None or moment.tzinfo == UTC


def test_a_day_is_its_midnight_in_utc() -> None:
    assert as_moment(date(2025, 3, 18)) == datetime(2025, 3, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "is_plausible"),
    [
        ("1994-12-31T23:59", False),
        ("1995-01-01T00:00", True),
        ("2025-03-19T11:59", True),
        ("2025-03-19T12:01", False),
    ],
)
def test_a_date_before_1995_or_more_than_a_day_ahead_cannot_be_true(moment: str, *, is_plausible: bool) -> None:
    why = implausible_date(datetime.fromisoformat(moment).replace(tzinfo=UTC), now=NOW)

    assert (why == "") is is_plausible
