"""The ledger as it stood on a day, and what has become of an alert since: read off the entries' history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from process.track.copies import decode_copies
from process.track.entry import HISTORY_LENGTH, make_entry, order
from stancewatch.contracts import Alert, LedgerEntry, Position, Stance


@dataclass(frozen=True, slots=True)
class Past:
    """The entries as they stood; and those, as they stand today, of which nothing so old is kept any more."""

    entries: Sequence[LedgerEntry]
    cut: Sequence[LedgerEntry] = ()


def look_back(entries: Iterable[LedgerEntry], until: datetime) -> Past:
    """Return the ledger that the articles published before `until` make.

    Outlets are those of the history alone: of copies the latest is kept only.
    """
    past, cut = list[LedgerEntry](), list[LedgerEntry]()
    for entry in entries:
        before = _as_of(entry, until)
        if before is not None:
            past.append(before)
        elif is_cut(entry):
            cut.append(entry)
    return Past(past, cut)


def is_cut(entry: LedgerEntry) -> bool:
    """Return whether there may have been older positions than those that the entry keeps."""
    return len(entry.history) >= HISTORY_LENGTH


def _as_of(entry: LedgerEntry, until: datetime) -> LedgerEntry | None:
    past = [position for position in entry.history if position.published_at < until]
    return make_entry(past) if past else None


def outlets_by_now(alert: Alert, entry: LedgerEntry) -> tuple[str, ...]:
    """Return the publishers that carry an alert's stance, from its article on until the holder took the other side."""
    own = alert.position
    telling = [known for known in entry.history if not known.has_both and known.background is None]
    later = [known for known in telling if order(known) > order(own)]
    carried = list(takewhile(lambda known: known.stance is own.stance, later))
    turn = later[len(carried)] if len(carried) < len(later) else None
    before = [known for known in telling if order(known) < order(own) and known.stance is not own.stance]
    copies = _find_copies(entry, own.stance, since=before[-1] if before else None, until=turn)
    return tuple(sorted(filter(None, {own.publisher, *(known.publisher for known in carried), *copies})))


def _find_copies(entry: LedgerEntry, stance: Stance, *, since: Position | None, until: Position | None) -> set[str]:
    """Return who carried a stance in copies between two positions on the other side.

    Outlets of which no copy is remembered, nor a position, are of the stance that stands.
    """
    if until is None and entry.current.stance is not stance:
        return set()
    copies = [one for one in decode_copies(entry.copies) if one.stance is stance]
    found = {
        one.publisher
        for one in copies
        if (since is None or one.published_at > since.published_at)
        and (until is None or one.published_at < until.published_at)
    }
    known = {one.publisher for one in copies} | {one.publisher for one in entry.history}
    return found if until else found | (set(entry.outlets) - known)
