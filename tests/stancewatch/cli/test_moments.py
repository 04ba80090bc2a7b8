"""A day has a beginning and an end, a moment is itself, and all else is refused with an example."""

from datetime import UTC, datetime

import pytest

from stancewatch.cli.moments import parse_end, parse_period, parse_start
from stancewatch.errors import ConfigurationError


def test_a_day_goes_from_midnight_to_midnight():
    assert parse_start("2025-05-12", option="--since") == datetime(2025, 5, 12, tzinfo=UTC)
    assert parse_end("2025-05-12", option="--until") == datetime(2025, 5, 13, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2025-05-12T18:30", "2025-05-12 18:30Z", "2025-05-12T20:30+02:00"])
def test_a_moment_is_itself_in_utc(text):
    moment = datetime(2025, 5, 12, 18, 30, tzinfo=UTC)

    assert (parse_start(text, option="--since"), parse_end(text, option="--until")) == (moment, moment)


def test_none_stays_none():
    assert (parse_start(None, option="--since"), parse_end(None, option="--until")) == (None, None)


@pytest.mark.parametrize("text", ["", "yesterday", "2025-13-01", "12.05.2025", "0001-01-01T00:00+02:00"])
def test_what_is_no_date_is_refused_with_an_example(text):
    with pytest.raises(ConfigurationError, match=r"--since .* is no date; write it as 2025-05-12"):
        parse_start(text, option="--since")


def test_the_last_day_of_all_has_no_end():
    with pytest.raises(ConfigurationError, match="is no date"):
        parse_end("9999-12-31T23:59-12:00", option="--until")


def test_a_period_has_its_first_and_its_last_day():
    assert parse_period("2025-05-12", "2025-05-12") == (
        datetime(2025, 5, 12, tzinfo=UTC),
        datetime(2025, 5, 13, tzinfo=UTC),
    )
    assert parse_period("2025-05-12", None) == (datetime(2025, 5, 12, tzinfo=UTC), None)


def test_a_period_in_which_nothing_lies_is_refused():
    with pytest.raises(ConfigurationError, match="give the earlier date as --since"):
        parse_period("2025-05-13", "2025-05-12")
