"""What ingest tells of its work: one log line for each article and each fetch, loud only where someone should look.

Words of strangers are cleaned and stand in fields, never in the event. An address is shown without what it may hide: a
user's name and password, and a query with a key.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

import structlog

from ingest.copies import Decision
from ingest.drafts import Draft, Refusal
from ingest.feeds import Feed
from ingest.fetch import Failed, NotModified
from ingest.poller import Answer
from stancewatch.text import clean_text

PUBLISHED = {"published", "update", "copy"}
UNREADABLE = "an address that cannot be read"
"""Shown in place of one."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{0,30}://", re.IGNORECASE)
_ADDRESS_IN_TEXT = re.compile(_ADDRESS.pattern + r"[^\s'\"]*", re.IGNORECASE)

log = structlog.get_logger("stancewatch.ingest")


def tell_decision(draft: Draft, decision: Decision) -> None:
    """Tell what became of a draft; a known one at debug, for a feed brings the same entries again and again."""
    if decision.outcome == "known":
        log.debug("article.known", article_id=clean_text(decision.article_id), place=show_place(draft.place))
        return
    for warning in draft.warnings:
        log.warning("article.doubtful", place=show_place(draft.place), why=clean_text(warning))
    log.info(
        "article.published",
        outcome=decision.outcome,
        article_id=clean_text(decision.article_id),
        place=show_place(draft.place),
        publisher=draft.publisher,
        copy_of=clean_text(decision.article.copy_of or "") if decision.article else "",
    )


def tell_refusal(refusal: Refusal, *, is_repeated: bool = False) -> None:
    """Tell what was refused, why, what to do, and by which size and hash its bytes can be found again."""
    found_again_by = {"size": refusal.size, "sha256": refusal.sha256} if refusal.size else {}
    tell = log.debug if is_repeated else log.warning
    tell(
        "input.refused",
        place=show_place(refusal.place),
        reason=refusal.reason,
        detail=_show_detail(refusal.detail),
        **found_again_by,
    )


def tell_answer(answer: Answer, outcomes: Mapping[str, int]) -> None:
    """Tell how a fetch went: aloud only what is news, so that a dead feed, and one that stands still, stay quiet."""
    fields = {"feed": show_feed(answer.state.url), "outcome": answer.outcome, "seconds": round(answer.seconds, 3)}
    is_repeated = answer.outcome == answer.state.last_outcome
    match answer.result:
        case Feed():
            is_news = bool(outcomes.keys() & PUBLISHED) or not is_repeated
            tell = log.info if is_news else log.debug
            tell("feed.fetched", **fields, **{name.replace(" ", "_"): count for name, count in outcomes.items()})
        case NotModified():
            log.debug("feed.fetched", **fields)
        case Failed(detail=detail):
            (log.debug if is_repeated else log.warning)("feed.failed", **fields, detail=_show_detail(detail))
        case Refusal(detail=detail, size=size, sha256=sha256):
            tell = log.debug if is_repeated else log.warning
            tell("feed.failed", **fields, detail=_show_detail(detail), size=size, sha256=sha256)


def show_place(place: str) -> str:
    """Return a file's name, or an address of any scheme without user, password and query, fit for a log line."""
    place = place.strip()
    return _show_address(place) if _ADDRESS.match(place) else clean_text(place)


def show_feed(url: str) -> str:
    """Return a feed's address as `show_place` does; of one that is none, what stands behind an @ and before a query."""
    return show_place(url) if _ADDRESS.match(url.strip()) else clean_text(re.split("[?#]", url)[0].rpartition("@")[2])


def _show_detail(detail: str) -> str:
    """Return words about an input, the addresses among them as `show_place` shows them."""
    return clean_text(_ADDRESS_IN_TEXT.sub(lambda found: _show_address(found[0]), detail))


def _show_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return UNREADABLE
    return clean_text(urlunsplit((parts.scheme, host + port, parts.path, "", "")))
