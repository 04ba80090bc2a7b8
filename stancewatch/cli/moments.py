"""Days and moments as a user writes them, in UTC."""

from datetime import UTC, date, datetime, time, timedelta

from stancewatch.errors import ConfigurationError


def parse_start(text: str | None, *, option: str) -> datetime | None:
    """Return the first moment of a day, or the moment itself. Raises ConfigurationError for what is neither."""
    return None if text is None else _parse(text, option, days=0)


def parse_end(text: str | None, *, option: str) -> datetime | None:
    """Return the moment at which a day is over, or the moment itself. Raises ConfigurationError for what is neither."""
    return None if text is None else _parse(text, option, days=1)


def parse_period(since: str | None, until: str | None) -> tuple[datetime | None, datetime | None]:
    """Return where a period of these days or moments begins and ends; ConfigurationError where nothing lies in it."""
    start, end = parse_start(since, option="--since"), parse_end(until, option="--until")
    if start and end and start >= end:
        why = f"nothing lies between --since {since} and --until {until}"
        raise ConfigurationError(f"{why}; give the earlier date as --since")
    return start, end


def _parse(text: str, option: str, *, days: int) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time(tzinfo=UTC)) + timedelta(days=days)
    except (ValueError, OverflowError):
        return _parse_moment(text, option)


def _parse_moment(text: str, option: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ConfigurationError(
            f"{option} {text!r} is no date; write it as 2025-05-12, or with the time (UTC) as 2025-05-12T18:30"
        ) from None
