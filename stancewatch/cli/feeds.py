"""The addresses of feeds, looked at before anything starts: one that can never be fetched is a slip of the user."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from stancewatch.errors import ConfigurationError

WHAT_NEXT = "give one that begins with https:// or http://, with --feed or as ingest.feeds in the settings"


def check_feeds(addresses: Iterable[str]) -> None:
    """Raise ConfigurationError for the first address that is none of the web."""
    from ingest.telling import UNREADABLE, show_feed

    for number, address in enumerate(addresses, 1):
        if fault := find_fault(address):
            shown = show_feed(address) or repr(address)
            raise ConfigurationError(
                f"the feed {f'number {number}' if shown == UNREADABLE else shown} {fault}; {WHAT_NEXT}"
            )


def find_fault(address: str) -> str:
    """Return what is wrong with a feed's address; "" for one that can be asked."""
    try:
        parts = urlsplit(address.strip())
        _ = parts.port
    except ValueError as error:
        return f"has an address that cannot be read ({error})"
    if not parts.scheme or "://" not in address:
        return "has no https:// or http:// before its address"
    if parts.scheme not in {"http", "https"}:
        return f"cannot be fetched: over {parts.scheme}:// no feed is read"
    return "" if parts.hostname else "has an address that names no host"
