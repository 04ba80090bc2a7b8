"""Moments are in UTC, and written in one way."""

from datetime import UTC, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from stancewatch.moments import Moment, format_moment

read = TypeAdapter(Moment).validate_python


def test_a_moment_of_any_zone_is_kept_in_utc_and_written_with_a_z() -> None:
    assert read("2025-05-12T14:00:00+02:00") == datetime(2025, 5, 12, 12, tzinfo=UTC)
    assert format_moment(read("2025-05-12T14:00:00+02:00")) == "2025-05-12T12:00:00Z"


@pytest.mark.parametrize("moment", ["2025-05-12T14:00:00", "9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+05:00"])
def test_one_without_a_zone_or_outside_all_years_in_utc_is_refused(moment: str) -> None:
    with pytest.raises(ValidationError):
        read(moment)
