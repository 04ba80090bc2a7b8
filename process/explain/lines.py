"""An analysis as lines for a terminal, 80 columns wide or more."""
# ruff: noqa: RUF001 - a typographer's quotation marks and dashes are meant

import textwrap
from collections.abc import Iterator

from process.explain.arrange import (
    View,
    arrange,
    headline,
    name_actors,
    said,
    score_in_words,
    stance_in_words,
    summarise,
)
from process.extract.analysis import Analysis, Candidate
from stancewatch.text import MAX_SHOWN, clean_text, quote, shorten
from stancewatch.tones import Paint, Tone, plain

CUE_WIDTH = 40
INDENT, LABEL = 5, 9


def render_lines(analysis: Analysis, *, width: int, paint: Paint = plain) -> list[str]:
    """Return the lines that explain an article, none wider than `width` characters."""
    return [paint(line, tone) for tone, line in _lines(analysis, width)]


def _lines(analysis: Analysis, width: int) -> Iterator[tuple[Tone, str]]:
    yield Tone.TITLE, shorten(headline(analysis), width)
    for line in textwrap.wrap(summarise(analysis), width):
        yield Tone.ASIDE, line
    for view in arrange(analysis):
        yield Tone.TEXT, ""
        yield from _sentence(view, width)


def _sentence(view: View, width: int) -> Iterator[tuple[Tone, str]]:
    text = view.sentence.span.text
    more = " …" if len(text) > MAX_SHOWN else ""
    yield from _wrap(Tone.TEXT, f"{view.number:>{INDENT - 2}}  ", clean_text(text) + more, width)
    if view.namings:
        yield from _wrap(Tone.ASIDE, _label("actors"), ", ".join(name_actors(view.namings)), width)
    for line in said(view):
        yield from _wrap(Tone.ASIDE, _label("said"), line, width)
    for candidate in view.candidates:
        yield from _candidate(candidate, width)
    if view.note:
        yield from _wrap(Tone.ASIDE, _label("–"), view.note, width)


def _candidate(candidate: Candidate, width: int) -> Iterator[tuple[Tone, str]]:
    is_found = candidate.reason is None
    outcome = "" if is_found else f"{clean_text(str(candidate.reason))}  "
    words = f"{outcome}{stance_in_words(candidate)}  by {quote(candidate.cue.text, CUE_WIDTH)}"
    score = score_in_words(candidate)
    text = "  ".join(part for part in (words, score, candidate.rule) if part)
    yield from _wrap(Tone.FOUND if is_found else Tone.HELD_BACK, _label("found" if is_found else "held"), text, width)


def _label(word: str) -> str:
    return " " * INDENT + f"{word:<{LABEL}}"


def _wrap(tone: Tone, label: str, text: str, width: int) -> Iterator[tuple[Tone, str]]:
    """Yield the text in lines behind its label; the lines after the first are indented as far."""
    lines = textwrap.wrap(text, max(width - len(label), 20), break_on_hyphens=False) or [""]
    for number, line in enumerate(lines):
        yield tone, (label if number == 0 else " " * len(label)) + line
