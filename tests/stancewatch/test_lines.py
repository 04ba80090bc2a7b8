"""Text goes on lines by its cells, and no word is cut."""

import pytest

from stancewatch.lines import label_lines, wrap


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 13, ["one two three"]),
        ("北京 政府", 8, ["北京", "政府"]),
        ("a https://very.long/link b", 5, ["a", "https://very.long/link", "b"]),
        ("", 5, [""]),
    ],
)
def test_words_fill_lines_of_a_width_in_cells(text, width, lines):
    assert wrap(text, width) == lines


def test_the_lines_after_the_first_stand_under_it():
    assert list(label_lines("now", "one two three four five", width=25, indent=5)) == [
        "now  one two three four",
        "     five",
    ]


def test_a_narrow_terminal_still_shows_words():
    assert list(label_lines("now", "one two", width=1, indent=5)) == ["now  one two"]
