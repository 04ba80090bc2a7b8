"""Lines for a terminal: narrow enough, harmless, and coloured only by who asks for it."""

from datetime import UTC, datetime

import pytest

from process.explain.lines import render_lines
from process.extract.analysis import Analysis, Candidate, Naming, Sentence, Unread
from process.extract.reason import Reason, Why
from stancewatch.contracts import Actor, Article, Span, Stance
from stancewatch.tones import Tone

MOMENT = datetime(2025, 3, 14, 9, 30, tzinfo=UTC)
VALLEY = Actor(id="valley", name="The Valley", kind="state")


def analyse(text, **fields):
    span = Span(start=0, end=len(text), text=text)
    cue = Candidate(cue=span, issue="peace", stance=Stance.FAVOR, rule="model", confidence=0.8, threshold=0.5)
    article = Article(
        id="a", title="Peace", text=text, published_at=MOMENT, retrieved_at=MOMENT, content_sha256="0", publisher="Post"
    )
    shown = Candidate(cue=span, issue="peace", stance=Stance.FAVOR, rule="model", reason=Reason(Why.NOBODY, "rebels"))
    return Analysis(
        article,
        **{
            "sentences": (Sentence(span),),
            "namings": (Naming(span, VALLEY),),
            "candidates": (cue, shown),
            **fields,
        },
    )


def test_found_and_held_back_stand_under_their_sentence():
    assert render_lines(analyse("We want peace."), width=120) == [
        "2025-03-14 Peace (Post)",
        "1 sentence, 0 positions, 1 held back",
        "",
        "  1  We want peace.",
        "     actors   The Valley (We want peace.)",
        "     found    peace · FAVOR  by “We want peace.”  0.80 ≥ 0.50  model",
        "     held     holder is nobody: rebels  peace · FAVOR  by “We want peace.”  model",
    ]


@pytest.mark.parametrize("width", [80, 100, 120])
def test_no_line_is_wider_than_asked_for(width):
    lines = render_lines(analyse("We want peace and " * 200 + "w" * 300), width=width)

    assert max(map(len, lines)) <= width


def test_long_sentence_is_cut_with_a_mark():
    assert " …" in "".join(render_lines(analyse("We want peace. " * 1000), width=100))


def test_text_cannot_steer_the_terminal():
    lines = "".join(render_lines(analyse("We \x1b[31mwant\x1b[0m \u202epeace\u200b.\ud83d\x07"), width=100))

    assert lines.isprintable()


def test_colours_are_the_painters():
    tones = []
    render_lines(analyse("We want peace."), width=100, paint=lambda line, tone: tones.append(tone) or line)

    assert set(tones) == {Tone.TITLE, Tone.TEXT, Tone.ASIDE, Tone.FOUND, Tone.HELD_BACK}


def test_article_that_was_not_read_has_its_reason_and_no_more():
    analysis = analyse("", unread=Unread.EMPTY, sentences=(), namings=(), candidates=())

    assert render_lines(analysis, width=100) == ["2025-03-14 Peace (Post)", "no text: there is nothing to read"]
