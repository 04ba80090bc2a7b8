"""The bytes of an RSS or Atom feed → its entries as drafts. Pure: fetching is fetch.py's.

feedparser gets the bytes in a BytesIO and nothing else: given a string it opens files and addresses, and it raises on
some input (an empty one, an entity beyond Unicode).
"""

import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import feedparser

from ingest.dates import parse_date
from ingest.drafts import Draft, Refusal, check_draft, refuse
from ingest.text import clean_line, clean_url, plain_line, plain_text
from stancewatch import ids

ENTRIES = 2000
"""Entries of one feed that are looked at: real ones have under 500."""

_ROOT = re.compile(rb"<((?:[\w.-]+:)?(?:rss|feed|rdf))\b[^<>]*?(/?)>", re.IGNORECASE)
_ENTRY = re.compile(rb"<(/?)(?:[\w.-]+:)?(?:item|entry)\b[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds: its title, and its entries as drafts or refusals, oldest first.

    Of one that is not whole these are the entries before the cut, and behind them a refusal of the rest.
    """

    title: str
    entries: tuple[Draft | Refusal, ...]
    is_whole: bool = True


def parse_feed(
    url: str,
    data: bytes,
    *,
    found_at: str = "",
    headers: Mapping[str, str] | None = None,
    is_whole: bool = True,
    retrieved_at: datetime,
) -> Feed | Refusal:
    """Return the feed in these bytes, or the refusal of what is none.

    `url` names the feed: entries without an address get their ids from it, so it must be the same in every round.
    `found_at` is where redirects led (`url` where there were none), from which relative links start. `is_whole`:
    whether all bytes came; where they did, a feed that has no end is cut off all the same.
    """
    is_whole = is_whole and _has_end(data)
    try:
        feed = _read_feed(
            url,
            data if is_whole else _before_cut(data),
            _find_base(found_at or url),
            headers or {},
            retrieved_at,
            is_whole=is_whole,
        )
    except Exception as error:  # noqa: BLE001 - AttributeError, ValueError and re.error were seen; the list is not closed
        return refuse(
            url, "not a feed", f"it cannot be parsed ({type(error).__name__}: {error}); open it and see", data
        )
    return feed if is_whole else _tell_cut(url, data, feed)


def _has_end(data: bytes) -> bool:
    """Whether the outermost element of a feed is closed; what is no feed is judged by others."""
    root = _ROOT.search(data)
    if not root or root[2]:
        return True
    return re.compile(rb"</%s\s*>" % re.escape(root[1]), re.IGNORECASE).search(data, root.end()) is not None


def _before_cut(data: bytes) -> bytes:
    """Return a feed up to the end of its last whole entry; without one, up to its first."""
    tags = list(_ENTRY.finditer(data))
    ends = [tag.end() for tag in tags if tag[1]]
    return data[: ends[-1] if ends else tags[0].start() if tags else None]


def _tell_cut(url: str, data: bytes, feed: Feed | Refusal) -> Feed | Refusal:
    if isinstance(feed, Refusal):
        return refuse(url, "cut off", f"it ends in the middle, and so far {feed.detail}; it is fetched again", data)
    why = f"it ends in the middle: the {len(feed.entries)} entries before that are taken; it is fetched again"
    rest = refuse(url, "cut off", why, data)
    return Feed(feed.title, (*feed.entries, rest), is_whole=False)


def _find_base(address: str) -> str:
    """Return where relative links start from: without password and key, which would go out with every article."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _read_feed(
    url: str, data: bytes, base: str, headers: Mapping[str, str], retrieved_at: datetime, *, is_whole: bool
) -> Feed | Refusal:
    context = {"content-location": base, "content-type": headers.get("content-type", "application/xml")}
    parsed = feedparser.parse(
        io.BytesIO(data), response_headers=context, sanitize_html=False, resolve_relative_uris=False
    )
    if not parsed.get("version"):
        return refuse(url, "not a feed", _describe(data), data)
    title = plain_line(_text(parsed.feed, "title")) or urlsplit(url).hostname or ""
    language = clean_line(_text(parsed.feed, "language"))
    drafts = [
        replace(_make_draft(url, entry, retrieved_at), publisher=title, language=language)
        for entry in parsed.entries[:ENTRIES]
    ]
    shared = () if is_whole else (clean_url(_text(parsed.feed, "link")),)
    checked = [_check(draft) for draft in _with_own_addresses(drafts, shared)]
    checked.reverse()  # most feeds have the newest first: of equal dates the last is the oldest
    return Feed(title, tuple(sorted(checked, key=lambda entry: _date(entry) or retrieved_at)))


def _check(draft: Draft) -> Draft | Refusal:
    """Check as everywhere; the refusal names the entry too, for its place is the feed."""
    checked = check_draft(draft, draft.text.encode("utf-8", "replace"))
    name = draft.url or draft.title
    if isinstance(checked, Draft) or not name:
        return checked
    return replace(checked, detail=f"entry {name}: {checked.detail}")


def _date(entry: Draft | Refusal) -> datetime | None:
    """Return when an entry was published, for feeds stand in either order, and some in none."""
    return entry.published_at if isinstance(entry, Draft) else None


def _describe(data: bytes) -> str:
    head = data[:2000].lstrip().lower()
    if not head:
        return "the answer is empty; check the address"
    if head.startswith((b"<!doctype html", b"<html")):
        return "it is an HTML page; give the address of its feed, which the page's source names under alternate"
    return "it is neither RSS nor Atom; check the address"


def _make_draft(url: str, entry: dict[str, Any], retrieved_at: datetime) -> Draft:
    guid = _text(entry, "id")
    return Draft(
        text=_find_text(entry),
        retrieved_at=retrieved_at,
        id=ids.make_digest("entry", url, guid) if guid else "",
        url=clean_url(_text(entry, "link")),
        title=plain_line(_text(entry, "title")),
        authors=tuple(filter(None, [clean_line(_text(entry, "author"))])),
        published_at=_find_date(entry),
        origin="feed",
        place=url,
    )


def _text(values: dict[str, Any], name: str) -> str:
    value = dict.get(values, name)  # feedparser's own answers "updated" with the date of publication, and warns
    return value if isinstance(value, str) else ""


def _find_text(entry: dict[str, Any]) -> str:
    """Return the longest of what an entry carries as its text: some feeds put a teaser first, some the whole."""
    details = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    return max((_plain(detail) for detail in details), key=len, default="")


def _plain(detail: dict[str, Any]) -> str:
    value = _text(detail, "value")
    return value.strip() if _text(detail, "type") == "text/plain" and "<" not in value else plain_text(value)


def _find_date(entry: dict[str, Any]) -> datetime | None:
    return next((moment for name in ("published", "updated") if (moment := parse_date(_text(entry, name)))), None)


def _with_own_addresses(drafts: Sequence[Draft], shared: Sequence[str]) -> list[Draft]:
    """Keep the address where it is one entry's own, else the id where that is.

    Some feeds link every entry to one page, or give all the same id: each would be an update of the one before it, in
    every round again. An address of its own names the article better than the id does: in other feeds too.
    `shared` are addresses that others have too: of a feed that is cut off its own page, to which the entries that did
    not come would link as well.
    """
    addresses = Counter(ids.canonical_url(address) for address in (*(draft.url for draft in drafts), *shared))
    guids = Counter(draft.id for draft in drafts)
    return [
        replace(draft, id="")
        if draft.url and addresses[ids.canonical_url(draft.url)] == 1
        else replace(draft, url="", id=draft.id if guids[draft.id] == 1 else "")
        for draft in drafts
    ]
