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


@pytest.mark.parametrize("encoded", ["", "no sentence!", "2:", "2:!", "2:AAEC"])
def test_what_is_no_sentence_is_none(encoded: str) -> None:
    assert decode_sentences(encoded) == ()


def test_small_words_numbers_days_and_what_turns_a_sentence_are_no_subject() -> None:
    one = read_sentence("Kyiv rejects a plan of 28 points on Monday")

    assert one.subject == read_sentence("On Friday, Kyiv accepted the plan: 19 points").subject
    assert one.subject != read_sentence("Moscow rejects a plan of 28 points on Monday").subject


def test_a_text_without_words_has_neither_sketch_nor_subject() -> None:
    assert read_sentence(" … ") == Sentence(0)
