"""What an input turns into: a draft of an article, or a refusal that says what, why and what to do next.

Decided from bytes alone, whatever they came from; nothing here reads files or the network.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from ingest.dates import implausible_date
from ingest.text import clean_line, clean_url, replace_surrogates

TEXT_BYTES = 1024 * 1024
"""Largest text, as UTF-8. No article is as long; a book or a dump would hold up every one behind it."""
ID_CHARACTERS = 500
"""A longer id is none: it would be the key of records."""

Reason = Literal[
    "missing",
    "unreadable",
    "unsupported",
    "too large",
    "binary",
    "not utf-8",
    "not json",
    "not an article",
    "front matter",
    "sidecar",
    "empty",
    "not a feed",
    "cut off",
]
"""Why an input is refused: few fixed words, fit for a metric label."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before ingest has looked whether it is known. `id` is the given one, else "".

    `published_at` is None where the input names no date, or none that can be true. `warnings` are for people.
    """

    text: str
    retrieved_at: datetime
    id: str = ""
    url: str = ""
    title: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    published_at: datetime | None = None
    origin: Literal["seed", "feed"] = "seed"
    place: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that gives no article. `place` is the file's name or the feed's address; `detail` is for people."""

    place: str
    reason: Reason
    detail: str
    size: int = 0
    sha256: str = ""


def appeared(draft: Draft | Refusal) -> datetime:
    """Return when an article appeared; without a date, when it was read; what is none comes before all."""
    return datetime.min.replace(tzinfo=UTC) if isinstance(draft, Refusal) else draft.published_at or draft.retrieved_at


def refuse(place: str, reason: Reason, detail: str, data: bytes = b"") -> Refusal:
    """Return the refusal of these bytes, with the size and hash by which they can be found again."""
    return Refusal(place, reason, detail, size=len(data), sha256=hashlib.sha256(data).hexdigest() if data else "")


def check_draft(draft: Draft, data: bytes) -> Draft | Refusal:
    """Return the draft with what cannot be true taken out, or the refusal of its text. `data`: what it came from."""
    size = len(draft.text.encode("utf-8", "surrogatepass"))
    if size > TEXT_BYTES:
        detail = f"a text of {size:,} bytes, at most {TEXT_BYTES:,} are taken; split it into its articles"
        return refuse(draft.place, "too large", detail, data)
    if not draft.text.strip():
        return refuse(draft.place, "empty", "there is no text in it; add the article's text, or remove it", data)
    return _dated(_tidied(draft))


def _tidied(draft: Draft) -> Draft:
    return replace(
        draft,
        text=replace_surrogates(draft.text),
        id=replace_surrogates(draft.id) if len(draft.id) <= ID_CHARACTERS else "",
        url=clean_url(draft.url),
        title=clean_line(draft.title),
        publisher=clean_line(draft.publisher),
        authors=tuple(filter(None, map(clean_line, draft.authors))),
        language=clean_line(draft.language),
    )


def _dated(draft: Draft) -> Draft:
    """Take out a date that cannot be true, and say what stands in for the one that is missing."""
    moment = draft.published_at
    why = implausible_date(moment, now=draft.retrieved_at) if moment else ""
    if moment and not why:
        return draft
    shown = f"the date {moment:%Y-%m-%d} counts as none: {why}" if moment else "no date"
    warning = f"{shown}; the time of reading, {draft.retrieved_at:%Y-%m-%d %H:%M}Z, stands in for it"
    return replace(draft, published_at=None, warnings=(*draft.warnings, warning))
