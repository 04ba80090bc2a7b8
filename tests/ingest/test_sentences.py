"""What is remembered of a sentence comes back, and tells whom and what it speaks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import Sentence, _find_numbers, decode_sentences, encode_sentences, read_sentence
from stancewatch.sketch import encode_sketches


@given(st.lists(st.text(), max_size=9))
def test_sentences_come_back_as_they_were_written(texts: list[str]) -> None:
    sentences = tuple(map(read_sentence, texts))

    assert decode_sentences(encode_sentences(sentences)) == sentences


@given(st.lists(st.integers(0, 2**72 - 1), max_size=9))
def test_sketches_of_an_older_record_are_sentences_of_which_the_subject_is_not_known(sketches: list[int]) -> None:
    assert decode_sentences(encode_sketches(sketches)) == tuple(map(Sentence, sketches))


@pytest.mark.parametrize("encoded", ["", "no sentence!", "2:", "2:!", "2:AAEC", "3:", "3:!", "3:é", "3:AAEC"])
def test_what_is_no_sentence_is_none(encoded: str) -> None:
    assert decode_sentences(encoded) == ()


def test_small_words_days_hours_and_what_turns_a_sentence_are_no_subject() -> None:
    one = read_sentence("Kyiv rejects a plan of 28 points on Monday, May 19, at 9:30")

    assert one.subject == read_sentence("On Friday, 23 May, Kyiv accepted the plan: 28 points").subject
    assert one.subject != read_sentence("Moscow rejects a plan of 28 points on Monday, May 19, at 9:30").subject


@pytest.mark.parametrize("number", ["100", "1,000,000", "1.5", "5", "15,000"])
def test_another_number_is_another_subject_however_it_is_written(number: str) -> None:
    sentence = "Kyiv would free {} prisoners before any talks with Moscow begin, its envoy said."
    one = read_sentence(sentence.format("1,000"))

    assert one.subject == read_sentence(sentence.format("1000")).subject
    assert one.subject != read_sentence(sentence.format(number)).subject


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("On Tuesday, 15 states backed the plan.", "On Tuesday, 26 states backed the plan."),
        ("In May, 15 states backed the plan.", "In May, 26 states backed the plan."),
        ("Only 15 may back the plan.", "Only 26 may back the plan."),
        ("Kyiv pays at 4.25 per cent.", "Kyiv pays at 4.50 per cent."),
        ("Kyiv pays 5.25 billion euros.", "Kyiv pays 5.50 billion euros."),
        ("Kyiv would free 1 000 prisoners.", "Kyiv would free 1 200 prisoners."),
    ],
)
def test_a_number_of_things_is_told_from_a_day_and_an_hour(one: str, other: str) -> None:
    assert read_sentence(one).subject != read_sentence(other).subject


@pytest.mark.parametrize(
    "moment",
    [
        "at 9 p.m.",
        "at 9pm",
        "at 9.30",
        "at 21:30",
        "at 0930 GMT",
        "at 9.30 local time",
        "on May 19th",
        "on May 19, 2025",
        "on 19 May 2025",
        "on the 19th of May",
        "in May 2025",
        "on 19.05.2025",
        "on 2025-05-19",
        "on 19 and 20 May",
        "on May 19-20",
        "on Feb. 18",
        "on 18 Sept.",
        "on Tuesday, May 20,",
    ],
)
def test_a_day_and_an_hour_are_no_number_however_they_are_written(moment: str) -> None:
    numbers = [_find_numbers(f"Kyiv would free 28 prisoners {one}, its envoy said.") for one in (moment, "at last")]

    assert numbers == [["28"], ["28"]]


@pytest.mark.parametrize(
    ("one", "other"), [("1 000", "1,000"), ("$500.00", "$500"), ("1.50", "1.5"), ("1\u202f000", "1000")]
)
def test_a_number_is_one_however_it_is_written(one: str, other: str) -> None:
    sentence = "Kyiv would pay {} to the envoys of Moscow."

    assert read_sentence(sentence.format(one)).subject == read_sentence(sentence.format(other)).subject


def test_of_sentences_remembered_before_numbers_counted_the_sketches_are_known_alone() -> None:
    sentences = [read_sentence("Kyiv would free 100 prisoners before any talks with Moscow begin, its envoy said.")]
    before = encode_sentences(sentences).replace("3:", "2:", 1)

    assert decode_sentences(before) == (sentences[0].without_subject(),)


def test_a_text_without_words_has_neither_sketch_nor_subject() -> None:
    assert read_sentence(" … ") == Sentence(0)
