"""What is remembered of a feed, as a record: its validators, and when it last gave all it has.

So a restart asks it only for what is new, and asks for all once a day as if there had been no restart. An address may
hold a password or a key, so a feed is named by a digest of it.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ingest.fetch import Validators
from stancewatch import ids
from stancewatch.contracts import Seen

IN_FULL = timedelta(days=1)
"""Some servers go on answering "not modified" when there is news: so often a feed is asked for all it has."""
NOTED = timedelta(hours=1)
"""So often at most it is written down that a feed gave all it has, where its validators stay as they are."""
_PREFIX = "feed:"
_ENCODING = "latin-1"
"""Of a header's bytes it makes text, and of that the same bytes, whatever they are."""


@dataclass(frozen=True, slots=True)
class FeedMemory:
    """What a feed gave to ask with, and when it last gave all it has: None where that is not known."""

    validators: Validators = field(default_factory=Validators)
    in_full_at: datetime | None = None

    def is_due_in_full(self, now: datetime) -> bool:
        """Whether it is time to ask for all, as it is where the clock has been set back."""
        return self.in_full_at is None or not timedelta(0) <= now - self.in_full_at < IN_FULL

    def is_news_after(self, before: "FeedMemory") -> bool:
        """Whether this is to be written down in place of what was known before."""
        if self.validators == Validators() or self.in_full_at is None:
            return False
        is_old = before.in_full_at is None or self.in_full_at - before.in_full_at >= NOTED
        return is_old or self.validators != before.validators


def feed_key(url: str) -> str:
    """Return what a feed's record is found by."""
    return _PREFIX + ids.make_digest("feed", url)


def make_feed_record(url: str, memory: FeedMemory) -> Seen:
    """Return what is to be remembered of a feed once all its entries are published."""
    return Seen(
        address=feed_key(url),
        article_id="",
        content_sha256="",
        etag=_to_text(memory.validators.etag),
        last_modified=_to_text(memory.validators.last_modified),
        in_full_at=memory.in_full_at,
    )


def is_feed_record(seen: Seen) -> bool:
    """Whether a record is of a feed, and of no article."""
    return seen.address.startswith(_PREFIX)


def read_feed_record(seen: Seen | None) -> FeedMemory:
    """Return what a feed's record holds; nothing where there is no record."""
    if seen is None:
        return FeedMemory()
    return FeedMemory(Validators(_to_bytes(seen.etag), _to_bytes(seen.last_modified)), seen.in_full_at)


def _to_text(value: bytes | None) -> str | None:
    return value.decode(_ENCODING) if value else None


def _to_bytes(value: str | None) -> bytes | None:
    return value.encode(_ENCODING, "ignore") if value else None
