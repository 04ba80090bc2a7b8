"""What a position does to its ledger entry: nothing, history only, or an alert. Pure, and free of clocks.

An alert follows from comparing the entry before with the entry after. docs/alerts.md tells the rules to its readers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from process.track import reasons
from process.track.entry import HISTORY_LENGTH, add_to, make_entry, order, with_copy, with_history
from process.track.past_words import PastWords, find_past_words
from process.track.statements import find_carried, have_same_condition
from process.track.versions import find_counterpart, is_in_earlier_version, is_newer, replaces
from stancewatch.contracts import AlertKind, Background, LedgerEntry, Position

__all__ = ["AHEAD", "HISTORY_LENGTH", "Decision", "Suppressed", "decide", "with_true_date"]

AHEAD = timedelta(days=1)
"""How far ahead of its retrieval a publisher's clock or zone may date an article."""


class Suppressed(StrEnum):
    """Why a position raises nothing: a metric's label."""

    REPEAT = "repeat"
    COPY = "copy"
    UPDATE = "update"
    SAME_WORDS = "same words"
    BACKGROUND = "background"
    LATE = "late"
    BOTH_STANCES = "both stances"
    RESTATEMENT = "restatement"


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from a position: the entry from now on, and an alert of `kind`, or why there is none.

    `entry` is the very object that was given, or None, where nothing was added. `position` is the one that was given,
    under the date that counts. `reason` is one plain sentence in either case, and `known` what it speaks of: what is
    restated, copied, replaced or stands; None where nothing was known.
    """

    entry: LedgerEntry | None
    position: Position
    reason: str
    kind: AlertKind | None = None
    suppressed: Suppressed | None = None
    known: Position | None = None


def decide(entry: LedgerEntry | None, position: Position) -> Decision:
    """Return what a position does to the entry of its holder and issue; None: nothing was seen of them so far."""
    position = with_true_date(position)
    if entry is not None and (version := _find_version(entry, position)):
        return version
    if is_in_earlier_version(position, entry.history if entry else ()):
        return _be_silent_of_version(entry, position)
    if entry is None:
        return _open(make_entry((position,)), position)
    if past := _find_past(entry, position):
        after = with_copy(entry, position) if position.stance is entry.current.stance else entry
        return Decision(after, position, reasons.same_words(past.published_at), suppressed=Suppressed.SAME_WORDS)
    after = add_to(entry, position)
    if not _is_seen(entry):
        return _open(after, position)
    decision = _compare(entry, after, position)
    return decision if decision.kind else _tell_turn(decision, entry.current, after.current)


def _find_version(entry: LedgerEntry, position: Position) -> Decision | None:
    """Return the decision on what is known already, from this very text or another version; None for what is not."""
    if repeated := next((known for known in entry.history if known.id == position.id), None):
        after = _take_back(entry, position, repeated)
        return Decision(after, position, reasons.REPEAT, suppressed=Suppressed.REPEAT, known=repeated)
    counterpart = find_counterpart(position, entry.history)
    return _count_outlet(entry, position, counterpart) if counterpart else None


def _be_silent_of_version(entry: LedgerEntry | None, position: Position) -> Decision:
    """Return the decision on what an earlier version of the text shows as well, whether or not it was found there.

    A copy is an outlet of the stance that stands, and of that of its original where it has overtaken that.
    """
    if position.copy_of:
        after = with_copy(entry, position)
        return Decision(after, position, reasons.sentence_of_original(position), suppressed=Suppressed.COPY)
    return Decision(entry, position, reasons.SENTENCE_BEFORE, suppressed=Suppressed.UPDATE)


def with_true_date(position: Position) -> Position:
    """Return the position; with the time of retrieval for a date of publication that lies in the future of that.

    It is judged by no clock, so that a replay comes to the same in any year.
    """
    if position.published_at - position.retrieved_at <= AHEAD:
        return position
    return position.model_copy(update={"published_at": position.retrieved_at})


def _is_seen(entry: LedgerEntry) -> bool:
    """Whether more is known than what texts tell of the past."""
    return any(known.background is not Background.PAST for known in entry.history)


def _open(after: LedgerEntry, position: Position) -> Decision:
    """Return the decision on a position before which nothing was seen but history."""
    if position.background is Background.PAST:
        return Decision(after, position, reasons.past(position), suppressed=Suppressed.BACKGROUND)
    return Decision(after, position, reasons.new(position), kind=AlertKind.NEW)


def _take_back(entry: LedgerEntry, position: Position, known: Position) -> LedgerEntry:
    """Return the entry in which a page says again what it said before a revision."""
    if not is_newer(position, known):
        return entry
    return with_history(entry, (position if one.id == position.id else one for one in entry.history))


def _count_outlet(entry: LedgerEntry, position: Position, known: Position) -> Decision:
    """Add the publisher of a version that adds nothing: it is no news, but one more outlet carries the stance."""
    after = with_copy(entry, position)
    if position.copy_of or known.copy_of:
        return Decision(after, position, reasons.copy(known), suppressed=Suppressed.COPY, known=known)
    return Decision(after, position, reasons.update(known), suppressed=Suppressed.UPDATE, known=known)


def _find_past(entry: LedgerEntry, position: Position) -> PastWords | None:
    """Return the words from before the history that a position carries again, unless its page takes something back."""
    if position.background is not None:
        return None
    past = find_past_words(position, entry.past_words)
    return None if past and any(replaces(position, known) for known in entry.history) else past


def _compare(before: LedgerEntry, after: LedgerEntry, position: Position) -> Decision:
    """Return the decision on a position that has turned one entry into the other."""
    known, current = before.current, after.current
    is_correction = replaces(position, known) and position.background is None
    if not is_correction and (silent := _find_silence(before, after, position)):
        return silent
    if current.stance is not position.stance:
        return _be_silent(after, position, Suppressed.LATE, current)
    if position.stance is not known.stance:
        return Decision(after, position, reasons.changed(known, position), kind=AlertKind.CHANGED, known=known)
    if have_same_condition(known, current):
        return _be_silent(after, position, Suppressed.RESTATEMENT, known)
    if not have_same_condition(position, current):  # a correction under another date, or in words from before
        return _be_silent(after, position, Suppressed.LATE, current)
    return Decision(after, position, reasons.condition(known, position), kind=AlertKind.CONDITION, known=known)


def _tell_turn(decision: Decision, before: Position, current: Position) -> Decision:
    """Return a silent decision, with another reason where another stance stands after it: docs/alerts.md says when."""
    if current.stance is before.stance and have_same_condition(before, current):
        return decision
    is_corrected_history = decision.suppressed is Suppressed.BACKGROUND and replaces(decision.position, before)
    reason = reasons.past(decision.position) if is_corrected_history else reasons.overtaken(before, current)
    return replace(decision, reason=reason)


def _find_silence(before: LedgerEntry, after: LedgerEntry, position: Position) -> Decision | None:
    """Return the decision on a position that is no latest word, whatever it says; None for one that is."""
    known = before.current
    if original := _find_original(position, before.history):
        return _be_silent(after, position, Suppressed.SAME_WORDS, original)
    if position.background is not None:
        return _be_silent(after, position, Suppressed.BACKGROUND, known)
    if order(position) < order(known):
        return _be_silent(after, position, Suppressed.LATE, known)
    if after.current.id != position.id:
        cause = Suppressed.BOTH_STANCES if position.has_both else Suppressed.LATE
        return _be_silent(after, position, cause, known)
    return None


def _be_silent(after: LedgerEntry, position: Position, cause: Suppressed, known: Position) -> Decision:
    return Decision(after, position, _SENTENCES[cause](known), suppressed=cause, known=known)


def _find_original(position: Position, history: Sequence[Position]) -> Position | None:
    """Return the first earlier position whose words this one carries again; history is no original of news."""
    carried = find_carried(position, tuple(history))
    if position.background is None:
        carried = [known for known in carried if known.background is None]
    return next((known for known in carried if order(known) < order(position)), None)


_SENTENCES = {
    Suppressed.SAME_WORDS: lambda original: reasons.same_words(original.published_at),
    Suppressed.BACKGROUND: reasons.background,
    Suppressed.LATE: reasons.late,
    Suppressed.BOTH_STANCES: reasons.both_stances,
    Suppressed.RESTATEMENT: reasons.restatement,
}
