import re
import time
from datetime import UTC, datetime

import pytest

from ingest.formats import _MARKDOWN, parse_html, parse_md, parse_txt


def test_a_plain_text_is_taken_to_the_last_blank() -> None:
    text = " A line.\r\n\r\nMore — of it. \n"

    assert parse_txt(text.encode())[1] == text
    assert parse_txt(b"\xef\xbb\xbfA")[1] == "A"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Talks resume\n\nThe talks resumed.", "Talks resume"),
        ("\nTalks resume\r\n\r\nThe talks resumed.", "Talks resume"),
        ("The talks resumed.\nNobody left.", ""),
        ("The talks resumed.\n\n", ""),
        ("The talks resumed. " * 10 + "\n\nNobody left.", ""),
    ],
)
def test_a_short_first_line_that_stands_apart_is_the_title(text: str, title: str) -> None:
    assert parse_txt(text.encode())[0].title == title


def test_markdown_becomes_the_text_that_a_reader_sees() -> None:
    details, text = parse_md(
        b"# Talks *resume*\n\n**Kyiv** [said](https://example.org) _yes_, snake_case and 2*3*4.\n\n"
        b"> \xe2\x80\x9cYes,\xe2\x80\x9d he said.\n\n***\n\n## Part\n![pic](a.png)\nEnd\n"
    )

    assert details.title == "Talks resume"
    assert text == "Kyiv said yes, snake_case and 2*3*4.\n\n“Yes,” he said.\n\nPart\n\nEnd"


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("[said](https://example.org/Talks_(2025) 'T')", "said"),
        ("[![pic](a.png)](https://example.org)End", "End"),
        ("[see [this](a)", "[see this"),
        ("[a](b(c", "[a](b(c"),
        ("**Kyiv *wants* talks**", "Kyiv wants talks"),
        ("*Kyiv **wants** talks*", "Kyiv wants talks"),
        ("***Kyiv***, _**wants**_ *_talks_*", "Kyiv, wants talks"),
        ("_a snake_case name_ and __init__", "a snake_case name and init"),
        ("**2*3 is 3 * 2**", "2*3 is 3 * 2"),
        ("a * b, *c, d* e", "a * b, c, d e"),
        ("* one\n* two", "* one\n* two"),
        ("*one\ntwo*", "*one\ntwo*"),
    ],
)
def test_marks_in_and_beside_each_other_are_told_apart(marked: str, text: str) -> None:
    assert parse_md(marked.encode())[1] == text


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in _MARKDOWN])
def test_no_search_for_a_mark_goes_back_over_more_than_a_few_characters(pattern: re.Pattern[str]) -> None:
    without_classes = re.sub(r"\\.|\[(?:\\.|[^\]\\])+\]", "x", pattern.pattern.replace(r"[ \t]+", ""))
    going_back = re.findall(r"\{\d+,(\d+)\}(?!\+)", without_classes)

    assert not re.search(r"[x)][*+]", without_classes), "an unbounded quantifier"
    assert all(int(most) <= 20 for most in going_back)


def test_the_title_of_front_matter_wins_over_the_heading() -> None:
    details, text = parse_md(b"---\ntitle: T\n---\n\n# Heading\nText")

    assert (details.title, text) == ("T", "Text")


@pytest.mark.parametrize("mark", ["*a ", "[a", "![", "_a", "# ", "> ", "- ", "*", "](", "**a"])
def test_a_text_of_one_mark_takes_no_time(mark: str) -> None:
    start = time.process_time()

    parse_md((mark * (100_000 // len(mark))).encode())

    assert time.process_time() - start < 5


def test_the_head_of_a_page_tells_title_date_address_publisher_and_language() -> None:
    details, text = parse_html(
        b"<html lang=en><head><title>T | Wire</title><meta property='og:title' content='T'>"
        b"<meta property='og:site_name' content='Wire'><link rel=canonical href='https://example.org/a'>"
        b"<meta property='article:published_time' content='2025-03-18T10:00:00Z'></head>"
        b"<body><nav><a href=/>Home</a></nav><article><p>Kyiv wants talks.</p><p>So it said.</p></article></body>"
    )

    assert (details.title, details.publisher, details.url, details.language) == (
        "T",
        "Wire",
        "https://example.org/a",
        "en",
    )
    assert details.published_at == datetime(2025, 3, 18, 10, tzinfo=UTC)
    assert text == "Kyiv wants talks.\n\nSo it said."


def test_a_page_in_another_encoding_is_read_by_what_it_declares() -> None:
    page = "<meta charset=windows-1251><title>Мир</title><p>Київ хоче миру."

    details, text = parse_html(page.encode("cp1251", "replace"))

    assert details.title == "Мир"
    assert text.startswith("Ки")


@pytest.mark.parametrize("data", [b"", b"<", b"<" * 100_000, b"<!doctype html>", b"\xff\xfe\xfd"])
def test_no_markup_makes_the_page_reader_fail(data: bytes) -> None:
    parse_html(data)


def test_deep_and_long_markup_takes_no_time() -> None:
    start = time.process_time()

    parse_html(b"<div>" * 50_000 + b"<span>a</span>" * 100_000)

    assert time.process_time() - start < 10
