"""The ledger as it stood on a day, and what has become of an alert since: read off the entries' history."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from process.track.entry import HISTORY_LENGTH, make_entry, order
from stancewatch.contracts import Alert, LedgerEntry, Position


@dataclass(frozen=True, slots=True)
class Past:
    """The entries as they stood; and those, as they stand today, of which nothing so old is kept any more."""

    entries: Sequence[LedgerEntry]
    cut: Sequence[LedgerEntry] = ()


def look_back(entries: Iterable[LedgerEntry], until: datetime) -> Past:
    """Return the ledger that the articles published before `until` make.

    Outlets are those of the history alone: when a copy came is not kept.
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
    later = list(_after(alert.position, entry.history))
    carried = [known.publisher for known in takewhile(lambda known: known.stance is alert.position.stance, later)]
    is_open = len(carried) == len(later) and entry.current.stance is alert.position.stance
    copies = set(entry.outlets) - {known.publisher for known in entry.history} if is_open else set()
    return tuple(sorted(filter(None, {alert.position.publisher, *carried, *copies})))


def _after(position: Position, history: Iterable[Position]) -> Iterator[Position]:
    """Yield what follows a position in a history, less what tells of no turn: both stances at once, and the past."""
    for known in history:
        if order(known) > order(position) and not known.has_both and known.background is None:
            yield known
