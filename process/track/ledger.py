"""What a position does to its ledger entry: nothing, history only, or an alert. Pure, and free of clocks.

An entry is computed from the set of positions in its history, so that it is the same in whatever order they arrived; an
alert follows from comparing the entry before with the entry after. docs/alerts.md tells the rules to its readers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from process.track import reasons
from process.track.conditions import is_same_condition
from process.track.statements import carries_words_of, without_carried
from stancewatch.contracts import AlertKind, LedgerEntry, Position

HISTORY_LENGTH = 32
"""Positions kept in an entry. At about 1 kB each a ledger record stays below 64 KiB and a decision below 1 ms, and it
holds years of most holders, or weeks of one whom every outlet quotes daily."""


class Suppressed(StrEnum):
    """Why a position raises nothing: a metric's label."""

    REPEAT = "repeat"
    COPY = "copy"
    SAME_WORDS = "same words"
    LATE = "late"
    BOTH_STANCES = "both stances"
    RESTATEMENT = "restatement"


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from a position: the entry from now on, and an alert of `kind`, or why there is none.

    `entry` is the very object that was given where nothing was added to it, and None where nothing is known yet.
    `reason` is one plain sentence in either case.
    """

    entry: LedgerEntry | None
    reason: str
    kind: AlertKind | None = None
    suppressed: Suppressed | None = None


def decide(entry: LedgerEntry | None, position: Position) -> Decision:
    """Return what a position does to the entry of its holder and issue; None: nothing was seen of them so far."""
    if position.copy_of:
        return Decision(_count_copy(entry, position), reasons.copy(position), suppressed=Suppressed.COPY)
    if entry is None:
        return Decision(_make_entry((position,)), reasons.new(position), kind=AlertKind.NEW)
    if position.id in {known.id for known in entry.history}:
        return Decision(entry, reasons.REPEAT, suppressed=Suppressed.REPEAT)
    return _compare(entry, _add(entry, position), position)


def _count_copy(entry: LedgerEntry | None, position: Position) -> LedgerEntry | None:
    """Add the publisher of a copy: it is no news, but one more outlet carries the stance."""
    if entry is None or position.stance is not entry.current.stance:
        return entry
    outlets = _sort_outlets([*entry.outlets, position.publisher])
    return entry if outlets == entry.outlets else entry.model_copy(update={"outlets": outlets})


def _compare(before: LedgerEntry, after: LedgerEntry, position: Position) -> Decision:
    """Return the decision on a position that has turned one entry into the other."""
    known = before.current
    original = _find_original(position, before.history)
    if original is not None:
        return Decision(after, reasons.same_words(original), suppressed=Suppressed.SAME_WORDS)
    if _order(position) < _order(known):
        return Decision(after, reasons.late(known), suppressed=Suppressed.LATE)
    if after.current.id != position.id:
        return Decision(after, reasons.both_stances(known), suppressed=Suppressed.BOTH_STANCES)
    if position.stance is not known.stance:
        return Decision(after, reasons.changed(known, position), kind=AlertKind.CHANGED)
    if not _have_same_condition(known, position):
        return Decision(after, reasons.condition(known, position), kind=AlertKind.CONDITION)
    return Decision(after, reasons.restatement(known), suppressed=Suppressed.RESTATEMENT)


def _find_original(position: Position, history: Sequence[Position]) -> Position | None:
    """Return the first earlier position whose words this one carries again."""
    same = (known for known in history if carries_words_of(position, known))
    return next((known for known in same if _order(known) < _order(position)), None)


def _have_same_condition(known: Position, position: Position) -> bool:
    if known.condition is None or position.condition is None:
        return known.condition is position.condition
    return is_same_condition(known.condition.text, position.condition.text)


def _add(entry: LedgerEntry, position: Position) -> LedgerEntry:
    grown = _make_entry((*entry.history, position))
    if grown.current.stance is not entry.current.stance:
        return grown
    return grown.model_copy(update={"outlets": _sort_outlets([*entry.outlets, *grown.outlets])})


def _make_entry(positions: Iterable[Position]) -> LedgerEntry:
    """Return the entry that these positions make, whatever their order."""
    history = sorted(positions, key=_order)
    said = without_carried(history)
    current = _find_current(said)
    return LedgerEntry(
        holder=current.holder,
        issue=current.issue,
        current=current,
        history=tuple(_keep(history, said)),
        outlets=_sort_outlets(known.publisher for known in history if known.stance is current.stance),
    )


def _order(position: Position) -> tuple[datetime, str, datetime, int, str]:
    """By publication, then article; within an article by its revisions, then as in the text."""
    return (
        position.published_at,
        position.article_id,
        position.retrieved_at,
        position.evidence.start,
        position.id,
    )


def _find_current(said: Sequence[Position]) -> Position:
    """Return the latest statement of the stance that stands, of the statements in order.

    The stance is that of the latest article that shows one stance only. Where all show both, the first one in the
    first text holds.
    """
    stance = (_find_latest_plain(said) or said[0]).stance
    return next(known for known in reversed(said) if known.stance is stance)


def _find_latest_plain(said: Sequence[Position]) -> Position | None:
    return next((known for known in reversed(said) if not known.has_both), None)


def _keep(history: Sequence[Position], said: Sequence[Position]) -> Sequence[Position]:
    """Return what stays of a history that has grown too long.

    What carries an earlier one's words goes first, then the oldest. The latest article with one stance stays in any
    case, because those behind it that show both depend on it.
    """
    if len(history) <= HISTORY_LENGTH:
        return history
    said_ids = {known.id for known in said}
    by_worth = sorted(history, key=lambda known: known.id in said_ids)
    kept = {known.id for known in (*by_worth[-HISTORY_LENGTH:], _find_latest_plain(said)) if known}
    return [known for known in history if known.id in kept]


def _sort_outlets(publishers: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({publisher for publisher in publishers if publisher}))
