"""An alert with all that is known of it, in a few lines: the words, who carried them, what they replace, and why."""

from collections.abc import Iterator, Sequence

from stancewatch.contracts import Alert, AlertKind, Position
from stancewatch.datelines import without_dateline
from stancewatch.lines import WIDEST, label_lines, wrap
from stancewatch.text import clean_link, clean_text, quote
from stancewatch.tones import Line, Paint, Tone, paint_line, plain, tone_of

INDENT = 11
"""Cells of a label; the longest kind, "CONDITION", and two."""


def render_card(alert: Alert, *, width: int, paint: Paint = plain, outlets: Sequence[str] | None = None) -> list[str]:
    """Return an alert's lines for a terminal of `width` cells; `outlets` carry its stance by now, None: not known."""
    return [paint_line(line, paint) for line in _lines(alert, min(width, WIDEST), outlets)]


def _lines(alert: Alert, width: int, outlets: Sequence[str] | None) -> Iterator[Line]:
    for line in wrap(_headline(alert), width):
        yield [(line, Tone.TITLE)]
    yield from _label("why", alert.reason, Tone.TEXT, width)
    yield from _statement("now", alert.position, width)
    yield from _label("", _tell_when(alert, outlets), Tone.ASIDE, width)
    yield from _link(alert.position, width)
    if alert.previous:
        yield from _statement("before", alert.previous, width)
        yield from _label("", _tell_where(alert.previous), Tone.ASIDE, width)
        yield from _link(alert.previous, width)
    yield from _label("id", alert.id, Tone.ASIDE, width)


def _headline(alert: Alert) -> str:
    position = alert.position
    stance = position.stance.upper()
    if alert.kind is AlertKind.CHANGED and alert.previous:
        stance = f"{alert.previous.stance.upper()} → {stance}"
    return f"{alert.kind.upper():<{INDENT}}{clean_text(position.holder.name)} · {position.issue} · {stance}"


def _statement(label: str, position: Position, width: int) -> Iterator[Line]:
    """Yield the sentence with its quotation, and what belongs to it: the stance, a condition, another speaker."""
    stance = position.stance.upper()
    first, *more = label_lines(
        label, f"{stance}: {without_dateline(position.evidence.text)}", width=width, indent=INDENT
    )
    before, after = INDENT, INDENT + len(stance)
    yield [(first[:before], Tone.TEXT), (stance, tone_of(position.stance)), (first[after:], Tone.TEXT)]
    yield from ([(line, Tone.TEXT)] for line in more)
    if position.condition:
        yield from _label("", f"condition: {quote(position.condition.text)}", Tone.TEXT, width)
    if position.speaker:
        yield from _label("", f"said by {position.speaker.name}", Tone.TEXT, width)


def _tell_when(alert: Alert, outlets: Sequence[str] | None) -> str:
    parts = [_tell_where(alert.position), f"detected {alert.raised_at:%Y-%m-%d %H:%M}Z"]
    if outlets is not None:
        parts.append(f"by now in {len(outlets)} {'outlet' if len(outlets) == 1 else 'outlets'}")
    return " · ".join(parts)


def _tell_where(position: Position) -> str:
    published = f"published {position.published_at:%Y-%m-%d %H:%M}Z"
    return f"{position.publisher} · {published}" if position.publisher else published


def _link(position: Position, width: int) -> Iterator[Line]:
    if url := clean_link(position.article_url):
        yield from _label("", url, Tone.ASIDE, width)


def _label(label: str, text: str, tone: Tone, width: int) -> Iterator[Line]:
    for line in label_lines(label, text, width=width, indent=INDENT):
        yield [(line, tone)]
