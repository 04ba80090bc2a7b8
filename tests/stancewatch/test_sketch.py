"""A sketch knows the same words again, but for a few, and no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancewatch.sketch import decode_sketches, encode_sketches, is_alike, make_sketch

SENTENCE = (
    "The prime minister said on Monday in Budapest that his government would never agree to new sanctions on Russia."
)


def are_alike(one: str, other: str) -> bool:
    return is_alike(make_sketch(one), make_sketch(other))


@pytest.mark.parametrize(
    "other",
    [
        SENTENCE.upper(),
        f"“{SENTENCE}”",
        SENTENCE.replace("on Monday in Budapest", "in Budapest on Monday"),
        SENTENCE.replace("prime minister", "premier"),
        SENTENCE.replace("Monday", "Tuesday"),
        SENTENCE.replace("would never agree", "never agreed"),
    ],
)
def test_the_same_words_but_for_a_few_are_alike(other):
    assert are_alike(SENTENCE, other)


@pytest.mark.parametrize(
    "other",
    [
        SENTENCE.replace("never", "gladly"),
        SENTENCE.replace("would never", "would"),
        SENTENCE.replace("Russia", "Russia unless Moscow stops"),
        SENTENCE.replace("Russia", "Russia once more"),
        SENTENCE.replace("agree", "object"),
        SENTENCE.replace("agree", "speak"),
        SENTENCE.replace("would never", "might never"),
        "Three people were killed when a drone hit a block of flats in the port of Odesa on Sunday, the mayor said.",
        "",
    ],
)
def test_other_words_and_words_that_turn_the_sentence_round_are_not(other):
    assert not are_alike(SENTENCE, other)


def test_a_short_text_is_known_again_by_all_of_its_words_only():
    assert are_alike("Kyiv rejects the plan.", "KYIV REJECTS THE PLAN")
    assert not are_alike("Kyiv rejects the plan.", "Kyiv accepts the plan.")


@pytest.mark.parametrize("text", ["", " … ", "“”"])
def test_a_text_without_words_has_none(text):
    assert make_sketch(text) == 0


@given(st.lists(st.text(), max_size=9))
def test_sketches_come_back_as_they_were_sent(texts):
    sketches = tuple(map(make_sketch, texts))

    assert decode_sketches(encode_sketches(sketches)) == sketches


@pytest.mark.parametrize("encoded", ["", "no sketch!", "é", "AAEC"])
def test_what_is_no_sketch_is_none(encoded):
    assert decode_sketches(encoded) == ()


def test_a_text_of_a_thousand_words_has_one_as_well():
    text = " ".join(f"word{number}" for number in range(1000))

    assert are_alike(text, text)
