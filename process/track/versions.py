"""Which positions stand in versions of one article: its revisions, under one address, and its copies under others.

A version is compared with those before it: only what it adds is news, and what it no longer says holds no longer.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from process.track.statements import find_carried, have_same_condition, is_edited
from stancewatch.contracts import Position
from stancewatch.ids import canonical_url


def find_counterpart(position: Position, history: Sequence[Position]) -> Position | None:
    """Return the position of an earlier version that says what this one says; None where it is an addition.

    An update is held against the latest revision before it, a copy against its original and other copies of that, and
    the update of a copy against all of these. A copy that carries the words of any earlier statement adds nothing
    either.
    """
    relatives = _find_relatives(position, history)
    if position.copy_of:
        relatives += find_carried(position, tuple(history))
    return next((known for known in relatives if _says_all_of(known, position)), None)


def is_in_earlier_version(position: Position, history: Sequence[Position]) -> bool:
    """Return whether an earlier version has the sentence too, whatever was found in it there.

    Where few words of it were changed, and another thing was found in the earlier one, it says something else.
    """
    return position.is_carried and not any(is_edited(position, known) for known in _find_relatives(position, history))


def _find_relatives(position: Position, history: Sequence[Position]) -> list[Position]:
    """Return what copies, or the original, and the latest earlier revision say."""
    article, original = position.article_id, position.copy_of or position.article_id
    copies = [
        known
        for known in history
        if (known.copy_of or known.article_id) == original and known.article_id != article  # or both copies of one
    ]
    return copies + _latest_revision(position, history)


def _latest_revision(position: Position, history: Sequence[Position]) -> list[Position]:
    """Return what the latest of the article's earlier revisions says."""
    article, at = position.article_id, address(position)
    same = [known for known in history if known.article_id == article or address(known) == at]
    earlier = [known for known in same if _version(known) < _version(position)]
    if not earlier:  # mostly
        return []
    latest = max(map(_version, earlier))
    return [known for known in earlier if _version(known) == latest]


def _says_all_of(known: Position, position: Position) -> bool:
    """Whether the known one leaves nothing to add: the same in substance, and not told as history only."""
    is_same = known.stance is position.stance and have_same_condition(known, position)
    return is_same and (known.background is None or position.background is not None)


def is_newer(position: Position, known: Position) -> bool:
    """Whether a position stands in a later revision of the known one's article."""
    is_same_article = position.article_id == known.article_id or address(position) == address(known)
    return is_same_article and _version(position) > _version(known)


def replaces(position: Position, known: Position) -> bool:
    """Whether a later revision no longer says the known one: it says something else in its place."""
    return is_newer(position, known) and (position.stance is known.stance or not position.has_both)


def without_carried(history: Sequence[Position]) -> list[Position]:
    """Return the positions, in order, less those that carry the words of an earlier one in another article.

    A revision that keeps a quotation and drops its condition stands in place of the one before it.
    """
    return list(_find_said(tuple(history)))


@lru_cache(maxsize=8_192)  # more than two of each entry that state.py keeps decoded: 512 of each of six partitions
def _find_said(history: tuple[Position, ...]) -> tuple[Position, ...]:
    """Return the same of a history; that less its last one is mostly the history of the decision before."""
    if not history:
        return ()
    before, last = history[:-1], history[-1]
    said = _find_said(before)
    is_carried = any(not is_newer(last, known) for known in find_carried(last, before))
    return said if is_carried else (*said, last)


def without_replaced(said: Sequence[Position], history: Sequence[Position]) -> list[Position]:
    """Return those positions that no later revision in the history has replaced."""
    if _are_of_different_articles(history):  # mostly: and a decision is to cost little
        return list(said)
    revisions = defaultdict[str, list[Position]](list)
    for known in history:
        for name in {known.article_id, address(known)}:
            revisions[name].append(known)
    return [
        known
        for known in said
        if not any(replaces(other, known) for name in (known.article_id, address(known)) for other in revisions[name])
    ]


def _are_of_different_articles(history: Sequence[Position]) -> bool:
    articles, addresses = {known.article_id for known in history}, {address(known) for known in history}
    return len(articles) == len(addresses) == len(history)


def address(position: Position) -> str:
    """Return what a revision is recognised by, as ingest does: the canonical URL, else the article's id."""
    return _canonical(position.article_url) or position.article_id


def _version(position: Position) -> tuple[int, datetime]:
    return position.revision, position.retrieved_at


@lru_cache(maxsize=16_384)  # those of 512 entries, which state.py keeps decoded, with 32 positions each: 8 MB
def _canonical(url: str) -> str:
    return canonical_url(url)
