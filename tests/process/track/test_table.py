"""The ledger can be read at a glance, at any width."""

import re

import pytest

from process.track.ledger import decide
from process.track.table import FORGOTTEN_LEGEND, LEGEND, render_ledger
from stancewatch.contracts import Actor, LedgerEntry
from stancewatch.text import cell_width
from tests.process.track.builders import make_position

ISSUES = [
    "negotiations",
    "ukraine-at-the-table",
    "ceasefire",
    "territorial-concessions",
    "security-guarantees",
    "military-aid",
    "us-peace-plan",
]


def make_entry(holder: str, issue: str, stance: str = "favor", condition: str | None = None) -> LedgerEntry:
    return decide(None, make_position(stance, holder=holder, issue=issue, condition=condition)).entry


def test_holders_and_issues_stand_in_a_table_of_words():
    entries = [
        make_entry("Olaf Scholz", "military-aid", condition="once the debt brake is gone"),
        make_entry("Viktor Orbán", "military-aid", "against"),
        make_entry("Viktor Orbán", "ukraine-at-the-table"),
        make_entry("Viktor Orbán", "ceasefire", "against", "as long as gas flows"),
    ]

    assert render_ledger(entries, width=80) == [
        "                                        ukraine-at-",
        "              military-aid  ceasefire   the-table",
        "────────────  ────────────  ──────────  ───────────",
        "Viktor Orbán  against       against if  favor",
        "Olaf Scholz   favor if      –           –",  # noqa: RUF001 - a dash
        "",
        LEGEND,
    ]


def test_issues_that_do_not_fit_follow_below_with_the_holders_concerned():
    entries = [make_entry("Viktor Orbán", "ceasefire"), make_entry("Olaf Scholz", "military-aid")]

    assert render_ledger(entries, width=30) == [
        "              ceasefire",
        "────────────  ─────────",
        "Viktor Orbán  favor",
        "",
        "             military-aid",
        "───────────  ────────────",
        "Olaf Scholz  favor",
        "",
        LEGEND,
    ]


@pytest.mark.parametrize("width", [45, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width):
    entries = [make_entry(holder, issue) for issue in ISSUES for holder in ("Luiz Inácio Lula da Silva", "Vatican")]
    lines = render_ledger(entries, width=width)

    assert max(map(cell_width, lines)) <= width
    assert all(sum(line.count(part) for line in lines) for issue in ISSUES for part in issue.split("-"))


def test_wide_and_combining_characters_keep_the_columns_in_line():
    entries = [make_entry("北京の政府", "ceasefire"), make_entry("Orba\u0301n", "ceasefire")]
    _, _, *rows, _, _ = render_ledger(entries, width=80)

    assert {cell_width(row[: row.index("favor")]) for row in rows} == {12}


def test_a_very_long_or_hostile_name_breaks_nothing():
    lines = render_ledger([make_entry("\x1b[31mPrime Minister\n of a very long name", "ceasefire")], width=80)

    assert lines[2] == "Prime Minister of a very…  favor"


def test_an_empty_ledger_says_so():
    assert render_ledger([], width=80) == ["The ledger is empty."]


def test_two_holders_of_one_name_have_a_row_each():
    entries = [make_entry("Jan Kowal", "ceasefire", stance) for stance in ("favor", "against")]
    other = entries[1].model_copy(update={"holder": Actor(id="jan-kowal-2", name="Jan Kowal", kind="person")})
    lines = render_ledger([entries[0], other], width=80)

    assert lines[2:4] == ["Jan Kowal  favor", "Jan Kowal  against"]


def test_what_is_not_known_any_more_is_marked_and_explained():
    forgotten = [make_entry("Olaf Scholz", "ceasefire")]
    lines = render_ledger([make_entry("Viktor Orbán", "ceasefire")], width=80, forgotten=forgotten)

    assert lines[2:] == ["Olaf Scholz   ?", "Viktor Orbán  favor", "", LEGEND, FORGOTTEN_LEGEND]


def test_colours_change_no_word_and_no_width():
    entries = [make_entry("Viktor Orbán", "ceasefire"), make_entry("Olaf Scholz", "us-peace-plan", "against")]
    painted = render_ledger(entries, width=80, paint=lambda text, tone: f"<{tone.value}:{text}>")

    assert "<against:against>" in painted[3]
    assert "<favor:favor>" in painted[4]
    assert [re.sub(r"<[a-z]+:([^>]*)>", r"\1", line).rstrip() for line in painted] == render_ledger(entries, width=80)
