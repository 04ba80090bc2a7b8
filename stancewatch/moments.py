"""Points in time, as messages hold them and as every JSON line and table writes them."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime


def _to_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("it lies outside the years 1 to 9999") from error


Moment = Annotated[AwareDatetime, AfterValidator(_to_utc)]
"""A point in time, kept in UTC; one without a zone is refused."""


def format_moment(moment: datetime) -> str:
    """Return a moment of a message in ISO 8601, to the second or finer: "2025-05-12T12:00:00Z"."""
    return moment.isoformat().replace("+00:00", "Z")
