"""A card shows all of an alert: the words, who carried them and when, what they replace, and why."""

import pytest

from sinks.card import render_card
from stancewatch.text import cell_width
from tests.process.track.builders import make_actor, make_position
from tests.sinks.builders import make_alert

BEFORE = make_position("against", evidence="“We will not vote for it,” he said.", publisher="Baltic Courier")


def make_change(**fields):
    return make_alert("changed", previous=BEFORE, reason="was against, now in favor", day=3, **fields)


def test_a_change_shows_both_stances_with_quotation_date_and_link():
    alert = make_change(
        evidence="Orbán would “now support them”, the minister said.",
        condition="if Brussels pays",
        speaker=make_actor("Péter Szijjártó"),
    )

    assert render_card(alert, width=80, outlets=("Baltic Courier", "Harbour Wire")) == [
        "CHANGED    Viktor Orbán · sanctions · AGAINST → FAVOR",
        "why        was against, now in favor",
        "now        FAVOR: Orbán would “now support them”, the minister said.",
        "           condition: “if Brussels pays”",
        "           said by Péter Szijjártó",
        "           Harbour Wire · published 2025-05-04 12:00Z · detected 2025-05-12",
        "           12:04Z · by now in 2 outlets",
        "           https://harbourwire.example/a-3",
        "before     AGAINST: “We will not vote for it,” he said.",
        "           Baltic Courier · published 2025-05-01 12:00Z",
        "           https://harbourwire.example/a-0",
        f"id         {alert.id}",
    ]


def test_a_quotation_is_shown_without_the_dateline_of_its_agency():
    before = make_position("against", evidence="MOSCOW, May 6. /TASS/. Hungary is against it.")
    text = "\n".join(render_card(make_alert(evidence="Berlin (dpa) - Hungary is for it.", previous=before), width=80))

    assert "FAVOR: Hungary is for it." in text
    assert "AGAINST: Hungary is against it." in text


def test_a_new_stance_replaces_nothing_and_outlets_that_are_not_known_are_not_told():
    text = "\n".join(render_card(make_alert(), width=80))

    assert text.startswith("NEW        Viktor Orbán · sanctions · FAVOR\nwhy        first stance\n")
    assert "before" not in text
    assert "outlet" not in text


@pytest.mark.parametrize("width", [60, 80, 160])
def test_no_line_but_a_link_is_wider_than_the_terminal(width):
    alert = make_change(evidence="Слава " * 60 + "北京的政府 " * 20, article_url=f"https://h.example/{'x' * 200}")
    wide = [line for line in render_card(alert, width=width, outlets=("A",)) if cell_width(line) > width]

    assert [line.strip()[:8] for line in wide] == ["https://"]


def test_colours_are_about_the_stance_word_alone():
    lines = render_card(make_alert(evidence="Yes."), width=80, paint=lambda text, tone: f"<{tone.value}>{text}")

    assert "<text>now        <favor>FAVOR<text>: Yes." in lines


def test_words_that_steer_a_terminal_are_cleaned_and_a_strange_link_is_left_out():
    alert = make_change(evidence="\x1b[31mYes\x07.", publisher="\x1b]0;x\x07Wire", article_url="javascript:alert(1)")
    lines = render_card(alert, width=80)

    assert all(line.isprintable() for line in lines)
    assert not any("javascript" in line for line in lines)
