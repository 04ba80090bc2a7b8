import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.text import clean_line, clean_url, plain_line, plain_text


def test_a_line_is_cut_and_has_no_control_characters() -> None:
    assert clean_line("a\x1b[31m\u202eb\n\tc " + "d" * 1000) == "a b c " + "d" * 494


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (" https://example.org/a?b=c#d ", "https://example.org/a?b=c#d"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("https://example.org/ü", "https://example.org/ü"),
        ("https://example.org/a b|<c>", "https://example.org/a%20b%7C%3Cc%3E"),
        ("javascript:alert(1)", ""),
        ("ftp://example.org/a", ""),
        ("https:///a", ""),
        ("//example.org/a", ""),
        ("https://example.org/\u202ea", ""),
        ("https://example.org/" + "a" * 2000, ""),
        ("", ""),
    ],
)
def test_only_a_clean_web_address_is_a_link(url: str, expected: str) -> None:
    assert clean_url(url) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("A <script>alert(1)</script> b", "A b"),
        ("Q&amp;A &#8212; part 2", "Q&A — part 2"),
        ("&lt;b&gt;Bold&lt;/b&gt;", "Bold"),
        ("5 < 6 > 4", "5 < 6 > 4"),
        ("half \ud800 <i>pair</i>", "half \ufffd pair"),
    ],
)
def test_a_title_loses_its_markup(markup: str, expected: str) -> None:
    assert plain_line(markup) == expected


def test_paragraphs_stand_apart_and_scripts_go() -> None:
    assert (
        plain_text("<p>One <b>two</b>.<p>Three<br>four<script>x()</script><img alt=pic>") == "One two.\n\nThree\nfour"
    )


@settings(deadline=None)
@given(st.text())
def test_no_markup_makes_it_fail(markup: str) -> None:
    plain_line(markup)
    plain_text(markup)
