"""Analyses as one HTML page that needs nothing else: no script, no font, no image from anywhere.

All words of an article are escaped, stripped of what turns the writing direction, and isolated from what is around.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from html import escape

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
from stancewatch.contracts import Span
from stancewatch.text import clean_text

STYLE = """
:root { color-scheme: light dark; --aside: #666; --found: #0a6b2d; --held: #9a4b00; --mark: #fff3b0; --actor: #e3ecfa; }
@media (prefers-color-scheme: dark) {
  :root { --aside: #aaa; --found: #6fd394; --held: #f0a860; --mark: #5c5210; --actor: #27395c; }
}
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin: 2.5rem 0 0; font-size: 1.2rem; }
ol { padding-left: 2.5rem; }
li { margin: 1rem 0; }
li::marker { color: var(--aside); }
ul { list-style: none; padding: 0; margin: .2rem 0 0; font-size: .85rem; }
ul li { margin: 0; }
.aside, .note { color: var(--aside); }
.found { color: var(--found); }
.held { color: var(--held); }
.rule { color: var(--aside); font-family: ui-monospace, monospace; font-size: .9em; }
mark { background: var(--mark); color: inherit; }
mark.actor { background: var(--actor); }
"""
HEAD = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Stancewatch: why</title>
<style>{STYLE}</style>
</head>
<body>
<h1>Who takes which position, and why</h1>
<p class="aside"><mark class="actor">An actor</mark>, <mark>the words that touch an issue</mark>; what was
<span class="found">found</span> and what was <span class="held">held back</span>.</p>
"""
FOOT = "</body>\n</html>\n"


def render_page(analyses: Iterable[Analysis]) -> str:
    """Return the whole page; it holds no lone surrogate, so that it can be written as UTF-8."""
    return "".join([HEAD, *(part for analysis in analyses for part in _article(analysis)), FOOT])


def _article(analysis: Analysis) -> Iterator[str]:
    yield f'<h2>{_isolated(headline(analysis))}</h2>\n<p class="aside">{escape(summarise(analysis))}</p>\n<ol>\n'
    for view in arrange(analysis):
        yield f"<li>{_marked(view)}\n<ul>\n{''.join(_facts(view))}</ul>\n</li>\n"
    yield "</ol>\n"


def _facts(view: View) -> Iterator[str]:
    for line in name_actors(view.namings):
        yield f'<li class="aside">actor: {_isolated(line)}</li>\n'
    for line in said(view):
        yield f'<li class="aside">said: {_isolated(line)}</li>\n'
    for candidate in view.candidates:
        yield _candidate(candidate)
    if view.note:
        yield f'<li class="note">{escape(view.note)}</li>\n'


def _candidate(candidate: Candidate) -> str:
    kind, outcome = ("found", "found") if candidate.reason is None else ("held", f"held back, {candidate.reason}")
    words = _isolated(f"{clean_text(outcome)}: {stance_in_words(candidate)}")
    score = f"{score_in_words(candidate)} {candidate.rule}".strip()
    return f'<li class="{kind}">{words} <span class="rule">{escape(score)}</span></li>\n'


def _isolated(text: str) -> str:
    return f'<bdi dir="auto">{escape(text)}</bdi>'


def _marked(view: View) -> str:
    """Return the sentence with its actors and cues marked; what overlaps with what is marked already is not."""
    marks = [(one.cue, "") for one in view.candidates] + [(one.span, ' class="actor"') for one in view.namings]
    span, parts = view.sentence.span, list[str]()
    place = span.start
    for mark, attribute in sorted(marks, key=lambda pair: (pair[0].start, -pair[0].end)):
        if mark.start >= place and mark.end <= span.end:
            parts += [_words(span, place, mark.start), f"<mark{attribute}>{_words(span, mark.start, mark.end)}</mark>"]
            place = mark.end
    return f'<bdi dir="auto">{"".join([*parts, _words(span, place, span.end)])}</bdi>'


def _words(span: Span, start: int, end: int) -> str:
    """Return a piece of a span's text, escaped, with a blank for what does not print and nothing for bidi marks."""
    return escape("".join(map(_show, span.text[start - span.start : end - span.start])))


def _show(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() or unicodedata.category(character) == "Cc" else ""
