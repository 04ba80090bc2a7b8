"""A history can be read down the page: each day with its stance, its words, who carried it and where."""

from datetime import timedelta

import pytest

from process.track.entry import HISTORY_LENGTH
from process.track.ledger import decide
from process.track.timeline import render_history
from stancewatch.contracts import Background
from stancewatch.text import cell_width
from tests.process.track.builders import START, make_actor, make_position


def make_entry(*positions):
    entry = None
    for position in positions:
        entry = decide(entry, position).entry
    return entry


def test_positions_stand_under_the_present_stance_the_oldest_first():
    entry = make_entry(
        make_position("against", evidence="We will not vote for it, he told the paper."),
        make_position(
            "favor",
            day=3,
            evidence="He would agree.",
            condition="if Brussels pays",
            speaker=make_actor("Péter Szijjártó"),
            article_url="https://h.example/2",
        ),
    )

    assert render_history(entry, width=80) == [
        "Viktor Orbán · sanctions · FAVOR as of 2025-05-04, under a condition: “if",
        "Brussels pays”; carried by 1 outlet",
        "  2025-05-01  against  We will not vote for it, he told the paper.",
        "                       Harbour Wire https://harbourwire.example/a-0",
        "  2025-05-04  favor    He would agree.",
        "                       Condition: “if Brussels pays”. Said by Péter Szijjártó.",
        "                       Harbour Wire https://h.example/2",
    ]


def test_words_are_shown_without_the_dateline_of_their_agency():
    lines = render_history(make_entry(make_position(evidence="Berlin (dpa) - Hungary is for it.")), width=80)

    assert lines[1].endswith("favor    Hungary is for it.")


def test_a_history_that_was_cut_says_so():
    entry = make_entry(*(make_position(day=day, evidence=f"Number {day}.") for day in range(HISTORY_LENGTH + 1)))
    text = " ".join(render_history(entry, width=80))

    assert f"keeps the latest {HISTORY_LENGTH} positions of an entry" in text
    assert "before 2025-05-02" in text


@pytest.mark.parametrize("width", [60, 80, 160])
def test_no_line_but_a_link_is_wider_than_the_terminal(width):
    entry = make_entry(
        make_position(evidence="Слава " * 60 + "北京的政府 " * 20, article_url=f"https://h.example/{'x' * 200}")
    )
    wide = [line for line in render_history(entry, width=width) if cell_width(line) > width]

    assert [line.strip()[:8] for line in wide] == ["https://"]


def test_colours_are_about_the_stance_word_alone():
    entry = make_entry(make_position("against", evidence="No."))
    lines = render_history(entry, width=80, paint=lambda text, tone: f"<{tone.value}>{text}")

    assert lines[1] == "<text>  2025-05-01  <against>against<text>  No."


def test_words_that_steer_a_terminal_are_cleaned():
    entry = make_entry(
        make_position(evidence="\x1b[31mNo\x07.", publisher="\x1b]0;x\x07Wire", article_url="https://h.example/\u202eh")
    )

    assert all(line.isprintable() for line in render_history(entry, width=80))


def test_a_link_that_leads_to_no_page_is_not_shown():
    lines = render_history(make_entry(make_position(article_url="javascript:alert(1)")), width=80)

    assert lines[-1].strip() == "Harbour Wire"


def test_what_is_told_of_the_past_says_so():
    march = START - timedelta(days=60)
    entry = make_entry(make_position(), make_position("against", day=1, background=Background.PAST, said_at=march))

    assert "Told of the past (March 2025). Harbour Wire" in "\n".join(render_history(entry, width=80))
