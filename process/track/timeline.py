"""A ledger entry as its history: every position with its day, its words, who carried it and the link."""

from collections.abc import Iterator

from process.track.past import is_cut
from stancewatch.contracts import Background, LedgerEntry, Position
from stancewatch.datelines import without_dateline
from stancewatch.lines import WIDEST, label_lines, wrap
from stancewatch.text import clean_link, clean_text, quote
from stancewatch.tones import Line, Paint, Tone, paint_line, plain, tone_of

INDENT = 23
"""Cells of day and stance, before the words."""


def render_history(entry: LedgerEntry, *, width: int, paint: Paint = plain) -> list[str]:
    """Return the lines of an entry's history, the oldest position first, for a terminal of `width` cells."""
    return [paint_line(line, paint) for line in _lines(entry, min(width, WIDEST))]


def _lines(entry: LedgerEntry, width: int) -> Iterator[Line]:
    for line in wrap(_summarise(entry), width):
        yield [(line, Tone.TITLE)]
    if is_cut(entry):
        for line in wrap(_tell_cut(entry), width):
            yield [(line, Tone.ASIDE)]
    for position in entry.history:
        yield from _position(position, width)


def _summarise(entry: LedgerEntry) -> str:
    current = entry.current
    count = len(entry.outlets)
    condition = f", under a condition: {quote(current.condition.text)}" if current.condition else ""
    outlets = f"; carried by {count} {'outlet' if count == 1 else 'outlets'}" if count else ""
    stance = f"{current.stance.upper()} as of {current.published_at:%Y-%m-%d}"
    return f"{clean_text(entry.holder.name)} · {entry.issue} · {stance}{condition}{outlets}"


def _tell_cut(entry: LedgerEntry) -> str:
    return (
        f"The ledger keeps the latest {len(entry.history)} positions of an entry: what was published before "
        f"{entry.history[0].published_at:%Y-%m-%d} is not in it."
    )


def _position(position: Position, width: int) -> Iterator[Line]:
    day, stance = f"  {position.published_at:%Y-%m-%d}  ", str(position.stance)
    first, *more = label_lines(day + stance, without_dateline(position.evidence.text), width=width, indent=INDENT)
    yield [(day, Tone.TEXT), (stance, tone_of(position.stance)), (first[len(day + stance) :], Tone.TEXT)]
    yield from ([(line, Tone.TEXT)] for line in more)
    for line in label_lines("", _tell_context(position), width=width, indent=INDENT):
        yield [(line, Tone.ASIDE)]


def _tell_context(position: Position) -> str:
    """Return what belongs to a position's words, its publisher and its link, as far as there are such."""
    parts = (
        _tell_background(position),
        f"Condition: {quote(position.condition.text)}." if position.condition else "",
        f"Said by {position.speaker.name}." if position.speaker else "",
        position.publisher,
        clean_link(position.article_url),
    )
    return " ".join(part for part in parts if part)


def _tell_background(position: Position) -> str:
    if position.background is None:
        return ""
    told = "Told as standing" if position.background is Background.STANDING else "Told of the past"
    return f"{told} ({position.said_at:%B %Y})." if position.said_at else f"{told}."
