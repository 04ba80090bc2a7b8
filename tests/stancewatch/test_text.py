"""What is shown of news text is one plain line, measured as a terminal measures it."""
# ruff: noqa: RUF001 - a typographer's quotation marks are meant

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancewatch.text import cell_width, clean_link, clean_text, pad, quote, shorten


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Orbán said: “No.”", "Orbán said: “No.”"),
        ("two\nlines\tand\r\na tab", "two lines and a tab"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("bell\x07 and null\x00", "bell and null"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("line\u2028separator", "line separator"),
        ("half \ud800 pair", "half pair"),
        ("<b>No</b> <script src=x>talks</script>", "No talks"),
        ("<<b>script>talks", "script>talks"),
        ("<\u200bb>No", "No"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("e\u0301", "é"),
    ],
)
def test_cleaned_text_is_one_plain_line(text, shown):
    assert clean_text(text) == shown


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_cleaned_text_can_be_printed_and_stays_as_it_is(text):
    shown = clean_text(text)

    assert shown.encode("utf-8").decode("utf-8").isprintable()
    assert clean_text(shown) == shown


def test_a_very_long_text_is_not_looked_at_to_its_end():
    assert len(clean_text("a" * 10_000_000)) == 2000


@pytest.mark.parametrize(("text", "cells"), [("Orbán", 5), ("北京", 4), ("e\u0301", 1), ("", 0)])
def test_wide_and_combining_characters_are_counted_as_a_terminal_does(text, cells):
    assert cell_width(text) == cells


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://h.example/a b\x1b[31m", "https://h.example/a%20b"),
        ("http://h.example/", "http://h.example/"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("", ""),
    ],
)
def test_a_link_is_an_address_of_the_web_or_nothing(url, shown):
    assert clean_link(url) == shown


def test_padding_counts_cells():
    assert pad("北京", 6) == "北京  "


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("There will be no deployment", 40, "There will be no deployment"),
        ("There will be no deployment", 20, "There will be no…"),
        ("There will be no deployment", 17, "There will be no…"),
        ("There will, of course", 13, "There will…"),
        ("Deployment", 5, "Depl…"),
        ("北京的立场", 6, "北京…"),
        ("anything", 0, ""),
    ],
)
def test_a_text_is_cut_at_a_word(text, width, short):
    assert shorten(text, width) == short


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=60), st.integers(min_value=0, max_value=40))
def test_a_cut_text_never_takes_more_cells_than_it_may(text, width):
    assert cell_width(shorten(clean_text(text), width)) <= width


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said no.", "“He said no.”"),
        ("“I said no.”", "“I said no.”"),
        ("“No,” he said. “Never.”", "“‘No,’ he said. ‘Never.’”"),
        ('"No," he said.', "“'No,' he said.”"),
        ("", "“”"),
    ],
)
def test_quotation_marks_inside_a_quotation_become_single(text, quoted):
    assert quote(text) == quoted
