"""docs/alerts.md tells what the program does."""

import re
from pathlib import Path

import pytest

from process.track.ledger import HISTORY_LENGTH, Suppressed
from process.track.statements import FEWEST_QUOTED_WORDS, FEWEST_WORDS
from sinks.json_line import to_fields
from sinks.line import CONDITION_WIDTH, QUOTATION_WIDTH
from stancewatch.contracts import AlertKind
from stancewatch.text import cell_width
from tests.process.track.builders import make_position
from tests.sinks.builders import make_alert

PAGE = Path(__file__).parents[3].joinpath("docs", "alerts.md").read_text(encoding="utf-8")
FIELDS = to_fields(make_alert("changed", previous=make_position("against")))


@pytest.mark.parametrize("word", [*Suppressed, *AlertKind])
def test_every_kind_and_every_cause_of_silence_has_a_row(word):
    assert f"\n| `{word}` | " in PAGE


@pytest.mark.parametrize("field", [*FIELDS, *FIELDS["previous"]])
def test_every_field_of_the_json_line_is_listed(field):
    assert f"`{field}`" in PAGE.split("## The JSON line")[1]


def test_the_figures_are_those_of_the_program():
    assert HISTORY_LENGTH == 32
    assert "latest 32 positions" in PAGE
    assert f"after {QUOTATION_WIDTH} columns, a condition after {CONDITION_WIDTH}" in PAGE
    assert (FEWEST_WORDS, FEWEST_QUOTED_WORDS) == (8, 6)
    assert "a sentence under eight different words, a quotation under six" in PAGE


def test_the_examples_have_the_columns_that_the_page_describes():
    examples = re.findall(r"^2025-.*$", PAGE, flags=re.MULTILINE)

    assert {line[22:31].strip() for line in examples} == {"NEW", "CHANGED", "CONDITION"}
    assert all(cell_width(line.rpartition(" ")[0]) <= 2 * 120 for line in examples)
