import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.boilerplate import (
    ARTICLES,
    MARKS,
    Boilerplate,
    decode_marks,
    encode_marks,
    mark_sentence,
    split_sentences,
)

PAYWALL = "You have 80.77% of this article left to read."


def test_sentences_and_lines_stand_by_themselves() -> None:
    text = "“We agree.” He left.\nIs it so?  Subscribe\n\n  Share … and more"

    assert split_sentences(text) == ["“We agree.", "He left.", "Is it so?", "Subscribe", "Share …", "and more"]


def test_the_dateline_of_an_agency_is_left_out() -> None:
    assert split_sentences("KYIV, March 18 (Reuters) - Ukraine accepts a truce.") == ["Ukraine accepts a truce."]


def test_numbers_make_no_difference_between_two_sentences() -> None:
    assert mark_sentence("a.example", PAYWALL) == mark_sentence("a.example", PAYWALL.replace("80.77", "3.5"))


def test_a_sentence_of_another_site_is_another() -> None:
    assert mark_sentence("a.example", PAYWALL) != mark_sentence("b.example", PAYWALL)


def test_neither_short_sentences_nor_those_of_an_unknown_site_are_counted() -> None:
    assert mark_sentence("a.example", "He said no.") == mark_sentence("", PAYWALL) == 0


def test_a_sentence_is_boilerplate_once_it_stood_in_enough_articles_and_as_long_as_they_are_known() -> None:
    boilerplate, mark = Boilerplate(), mark_sentence("a.example", PAYWALL)

    for _ in range(ARTICLES):
        assert mark not in boilerplate
        boilerplate.add([mark])
    assert mark in boilerplate
    boilerplate.remove([mark])
    assert mark not in boilerplate


def test_what_is_counted_no_longer_takes_no_room() -> None:
    boilerplate = Boilerplate()
    boilerplate.add([1, 2])
    boilerplate.remove([1, 2, 3])

    assert not boilerplate._articles


@settings(deadline=None)
@given(st.lists(st.integers(0, 2**48 - 1)))
def test_marks_come_back_from_a_message(marks: list[int]) -> None:
    assert list(decode_marks(encode_marks(marks))) == sorted(set(marks) - {0})[:MARKS]


@pytest.mark.parametrize("encoded", ["", "?", "é", "AAA", "AAAA"])
def test_what_are_no_marks_gives_none(encoded: str) -> None:
    assert list(decode_marks(encoded)) == []


def test_odd_texts_take_no_time_to_split() -> None:
    for text in (" " * 200_000, "." * 200_000, "(" * 200_000, ". " * 100_000, '"' * 200_000 + "\n", "\u2028" * 100_000):
        split_sentences(text)
