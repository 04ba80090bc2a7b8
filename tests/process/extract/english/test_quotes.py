import time

import pytest

from process.extract.english.quotes import find_quotes


def words(text):
    return [text[quote.start : quote.end] for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No,” he said. “Never.”", ["“No,”", "“Never.”"]),
        ('"No," he said.', ['"No,"']),
        ("He called it 'a trap' and left.", ["'a trap'"]),
        ("\u2018It\u2019s over,\u2019 she said.", ["\u2018It\u2019s over,\u2019"]),
        ("„Nein“, sagte er.", ["„Nein“"]),
        ("Kyiv's allies don't agree.", []),
        ("“He said \u2018no\u2019 twice,” she said.", ["“He said \u2018no\u2019 twice,”"]),
    ],
)
def test_quotation_is_found_with_its_marks(text, expected):
    assert words(text) == expected


def test_quotation_over_paragraphs_ends_with_each():
    assert words("“One.\n\n“Two,” he said.") == ["“One.", "“Two,”"]


@pytest.mark.parametrize("text", ["'a " * 20_000, "“" * 20_000, "' " * 20_000, '" a' * 20_000])
def test_unbalanced_marks_cost_no_more_than_their_length(text):
    started = time.perf_counter()

    find_quotes(text)

    assert time.perf_counter() - started < 2
