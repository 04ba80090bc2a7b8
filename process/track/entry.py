"""A ledger entry, computed from the set of positions in its history: the same in whatever order they arrived."""

from bisect import insort
from collections.abc import Iterable, Sequence
from datetime import datetime

from process.track.copies import add_copy, find_publishers, without_known
from process.track.past_words import remember
from process.track.versions import without_carried, without_replaced
from stancewatch.contracts import Background, LedgerEntry, Position, Stance

HISTORY_LENGTH = 32
"""Positions kept in an entry. At about 1 kB each, with the words of those before, a ledger record stays below 64 KiB
and a decision below 2 ms; it holds years of most holders, or days of one whom every outlet quotes daily."""


def make_entry(positions: Iterable[Position], past: Iterable[str] = (), copies: Sequence[str] = ()) -> LedgerEntry:
    """Return the entry that these positions of one holder on one issue make, whatever their order; one at least.

    `past` are the words and `copies` the copies that were remembered before.
    """
    return _make_entry(sorted(positions, key=order), past, copies)


def _make_entry(history: Sequence[Position], past: Iterable[str], copies: Sequence[str]) -> LedgerEntry:
    """Return the entry that a history in order makes."""
    said = find_statements(history)
    current = _find_current(said)
    kept, copies = _keep(history, said, current), without_known(copies, history)
    return LedgerEntry(
        holder=current.holder,
        issue=current.issue,
        current=current,
        history=tuple(kept),
        outlets=_find_outlets(history, copies, current.stance),
        past_words=remember(past, _find_forgotten(said, kept)),
        copies=copies,
    )


def add_to(entry: LedgerEntry, position: Position) -> LedgerEntry:
    """Return the entry with one position more."""
    history = list(entry.history)  # in order already, so that few are asked for theirs
    insort(history, position, key=order)
    return _keep_outlets(_make_entry(history, entry.past_words, entry.copies), entry)


def with_history(entry: LedgerEntry, history: Iterable[Position]) -> LedgerEntry:
    """Return the entry with another history. The outlets of a stance that stays are kept, history cut or not."""
    return _keep_outlets(make_entry(history, entry.past_words, entry.copies), entry)


def with_copy(entry: LedgerEntry | None, position: Position) -> LedgerEntry | None:
    """Return the entry with the publisher of a copy, which is an outlet of its stance now or once that stands.

    The very entry where nothing is added. Without one, a copy that has overtaken its original makes one that waits for
    it: without a history, with the first of such copies in the place of the stance.
    """
    before = entry or LedgerEntry(holder=position.holder, issue=position.issue, current=position, history=())
    copies = without_known(add_copy(before.copies, position), before.history)
    if copies == before.copies:
        return entry
    current = before.current if before.history else min(before.current, position, key=order)
    outlets = _find_outlets(before.history, copies, current.stance)
    after = before.model_copy(
        update={"holder": current.holder, "current": current, "copies": copies, "outlets": outlets}
    )
    return _keep_outlets(after, before)


def _find_outlets(history: Iterable[Position], copies: Iterable[str], stance: Stance) -> tuple[str, ...]:
    said = (known.publisher for known in history if known.stance is stance)
    return sort_outlets([*said, *find_publishers(copies, stance)])


def _keep_outlets(entry: LedgerEntry, before: LedgerEntry) -> LedgerEntry:
    """Return an entry with the outlets that the one before it had, where the stance stays."""
    if entry.current.stance is not before.current.stance:
        return entry
    outlets = sort_outlets([*before.outlets, *entry.outlets])
    return entry if outlets == entry.outlets else entry.model_copy(update={"outlets": outlets})


def order(position: Position) -> tuple[datetime, str, int, datetime, tuple[int, int], str]:
    """By publication, then article; within an article by its revisions, then as in the text."""
    return (
        position.published_at,
        position.article_id,
        position.revision,
        position.retrieved_at,
        position.offsets,
        position.id,
    )


def find_statements(history: Sequence[Position]) -> list[Position]:
    """Return the positions, in order, of which the latest may be current: one at least.

    No history while there is news, nothing that carries an earlier one's words, nothing that a revision has replaced.
    """
    present = _without_history(history)
    said = without_replaced(without_carried(present), present)
    return said or without_replaced(present, present)


def _without_history(history: Sequence[Position]) -> list[Position]:
    """Return what is told as news; without any, what is told as standing; without that, what is told of the past."""
    for told in (None, Background.STANDING):
        if found := [known for known in history if known.background is told]:
            return found
    return list(history)


def _find_current(said: Sequence[Position]) -> Position:
    """Return the latest statement of the stance that stands, of the statements in order.

    The stance is that of the latest article that shows one stance only. Where all show both, the first one in the
    first text holds. Of what is told as standing the first one holds: what is told as history turns nothing.
    """
    if said[0].background is Background.STANDING:
        return next((known for known in said if not known.has_both), said[0])
    stance = (_find_latest_plain(said) or said[0]).stance
    return next(known for known in reversed(said) if known.stance is stance)


def _find_latest_plain(said: Sequence[Position]) -> Position | None:
    return next((known for known in reversed(said) if not known.has_both), None)


def _keep(history: Sequence[Position], said: Sequence[Position], current: Position) -> Sequence[Position]:
    """Return what stays of a history that has grown too long.

    What is no statement of its own goes first, then the oldest. The current one stays in any case; so does the latest
    article with one stance, because those behind it that show both depend on it.
    """
    if len(history) <= HISTORY_LENGTH:
        return history
    said_ids = {known.id for known in said}
    by_worth = sorted(history, key=lambda known: known.id in said_ids)
    kept = {known.id for known in (*by_worth[-HISTORY_LENGTH:], _find_latest_plain(said), current) if known}
    return [known for known in history if known.id in kept]


def _find_forgotten(said: Sequence[Position], kept: Sequence[Position]) -> list[Position]:
    """Return the statements that leave the history; what carries another's words is known by those."""
    kept_ids = {known.id for known in kept}
    return [known for known in said if known.id not in kept_ids]


def sort_outlets(publishers: Iterable[str]) -> tuple[str, ...]:
    """Return the publishers once each, in the order of their names, less those without one."""
    return tuple(sorted({publisher for publisher in publishers if publisher}))
