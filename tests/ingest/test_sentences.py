"""What is remembered of a sentence comes back, and tells whom and what it speaks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import Sentence, decode_sentences, encode_sentences, read_sentence
from stancewatch.sketch import encode_sketches


@given(st.lists(st.text(), max_size=9))
def test_sentences_come_back_as_they_were_written(texts: list[str]) -> None:
    sentences = tuple(map(read_sentence, texts))

    assert decode_sentences(encode_sentences(sentences)) == sentences


@given(st.lists(st.integers(0, 2**72 - 1), max_size=9))
def test_sketches_of_an_older_record_are_sentences_of_which_the_subject_is_not_known(sketches: list[int]) -> None:
    assert decode_sentences(encode_sketches(sketches)) == tuple(map(Sentence, sketches))


@pytest.mark.parametrize("encoded", ["", "no sentence!", "2:", "2:!", "2:AAEC", "3:", "3:!", "3:AAEC"])
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


def test_of_sentences_remembered_before_numbers_counted_the_sketches_are_known_alone() -> None:
    sentences = [read_sentence("Kyiv would free 100 prisoners before any talks with Moscow begin, its envoy said.")]
    before = encode_sentences(sentences).replace("3:", "2:", 1)

    assert decode_sentences(before) == (sentences[0].without_subject(),)


def test_a_text_without_words_has_neither_sketch_nor_subject() -> None:
    assert read_sentence(" … ") == Sentence(0)
