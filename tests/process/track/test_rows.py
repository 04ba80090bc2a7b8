"""Rows have the same names everywhere, and a spreadsheet takes no cell for a formula."""

import pytest

from process.track.ledger import decide
from process.track.rows import ENTRY_COLUMNS, POSITION_COLUMNS, entry_row, flatten, position_row
from tests.process.track.builders import make_position

POSITION = make_position(condition="if asked", evidence="He said so.", article_title="Title")
ENTRY = decide(None, POSITION).entry


def test_rows_have_their_columns_in_order():
    assert tuple(position_row(POSITION)) == POSITION_COLUMNS
    assert tuple(entry_row(ENTRY)) == ENTRY_COLUMNS


def test_an_entry_tells_its_outlets_and_how_many_positions_are_kept():
    row = entry_row(ENTRY)

    assert (row["outlets"], row["positions"], row["condition"]) == (["Harbour Wire"], 1, "if asked")
    assert row["evidence"] == {"start": 0, "end": 11, "text": "He said so."}
    assert row["published_at"] == "2025-05-01T12:00:00Z"


def test_a_flat_row_holds_texts():
    flat = flatten({**entry_row(ENTRY), "outlets": ["One", "Two"]})

    assert (flat["evidence"], flat["outlets"], flat["speaker"], flat["positions"]) == (
        "He said so.",
        "One; Two",
        "",
        "1",
    )


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_text_is_a_formula(text):
    assert flatten({"title": text}) == {"title": f"'{text}"}
