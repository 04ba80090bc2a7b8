"""What is remembered of a feed, so that a restart asks it only for what is new: its validators, as a record.

An address may hold a password or a key, so a feed is named by a digest of it.
"""

from ingest.fetch import Validators
from stancewatch import ids
from stancewatch.contracts import Seen

_PREFIX = "feed:"
_ENCODING = "latin-1"
"""Of a header's bytes it makes text, and of that the same bytes, whatever they are."""


def feed_key(url: str) -> str:
    """Return what a feed's record is found by."""
    return _PREFIX + ids.make_digest("feed", url)


def make_feed_record(url: str, validators: Validators) -> Seen:
    """Return what is to be remembered of a feed once all its entries are published."""
    return Seen(
        address=feed_key(url),
        article_id="",
        content_sha256="",
        etag=_to_text(validators.etag),
        last_modified=_to_text(validators.last_modified),
    )


def is_feed_record(seen: Seen) -> bool:
    """Whether a record is of a feed, and of no article."""
    return seen.address.startswith(_PREFIX)


def read_validators(seen: Seen | None) -> Validators:
    """Return the validators that a feed's record holds; none where there is no record."""
    return Validators(_to_bytes(seen.etag), _to_bytes(seen.last_modified)) if seen else Validators()


def _to_text(value: bytes | None) -> str | None:
    return value.decode(_ENCODING) if value else None


def _to_bytes(value: str | None) -> bytes | None:
    return value.encode(_ENCODING, "ignore") if value else None
