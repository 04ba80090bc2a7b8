"""The same words carried again are one statement."""
# ruff: noqa: RUF001 - a typographer's quotation marks are meant

import pytest

from process.track.statements import find_carried, have_same_condition
from tests.process.track.builders import make_position

SENTENCE = "“Not one of our troops is going into Ukraine, I have said it from the start,” the president said."


def carries_words_of(later, earlier):
    return find_carried(later, (earlier,)) == (earlier,)


@pytest.mark.parametrize(
    "later",
    [
        SENTENCE,
        SENTENCE.replace("“", '"').replace("”", '"'),
        SENTENCE.replace("the president", "the US president"),
        SENTENCE.upper(),
        "“Not one of our troops is going into Ukraine, I have said it from the start,” Biden had told the UN.",
        'He once said: "Not one of our troops is going into Ukraine, I have said it from the start."',
        "As he once put it: ‘Not one of our troops is going into Ukraine, I have said it from the start.’",
        "He told the UN in his speech: “Not one of our troops is going into Ukraine, I have said it from the start.",
        "Not one of our troops is going into Ukraine, I have said it from the start,” Biden told the UN in his speech.",
    ],
)
def test_the_sentence_but_for_a_few_words(later):
    assert carries_words_of(make_position(evidence=later), make_position(evidence=SENTENCE))


@pytest.mark.parametrize(
    "later",
    [
        "“Not one of our soldiers will be sent there, and that is that,” the president said on Friday in Ohio.",
        "The president said that not one soldier would go, and that shells would go on being delivered.",
        "He said so.",
        "“Not one of our troops,” the president said, when he was asked for how many of them he would send this year.",
    ],
)
def test_another_sentence_is_another_statement(later):
    assert not carries_words_of(make_position(evidence=later), make_position(evidence=SENTENCE))


@pytest.mark.parametrize("marks", ["‘{}’", "'{}'"])
def test_an_apostrophe_ends_no_quotation_in_single_marks(marks):
    said = marks.format("We don’t want one, our friends don't need one, and it won’t come")
    first, later = f"In his speech he told the UN: {said}.", f"Asked by the paper on Friday, the minister said {said}."

    assert carries_words_of(make_position(evidence=later), make_position(evidence=first))


def test_a_short_sentence_may_be_said_twice():
    short = make_position(evidence="Putin rejected a truce on Monday.")

    assert not carries_words_of(short, short)


def test_the_same_words_for_another_stance_are_not_the_same_statement():
    favor, against = (make_position(stance, evidence=SENTENCE) for stance in ("favor", "against"))

    assert not carries_words_of(favor, against)


def test_a_condition_is_more_than_a_few_words():
    """What ai-research-arm #143 is about: a fact that was appended must not be swallowed."""
    plain = make_position(evidence=SENTENCE)
    with_condition = SENTENCE.replace("the president said", "the president said, unless NATO asks for it")
    bound = make_position(
        evidence=with_condition.replace("“", "").replace("”", ""), condition="unless NATO asks for it"
    )

    assert not carries_words_of(bound, plain)


def test_another_condition_read_into_the_very_same_words_is_not_another_statement():
    assert carries_words_of(
        make_position(evidence=SENTENCE, condition="from the start"), make_position(evidence=SENTENCE)
    )


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (None, None, True),
        ("if paid for", None, False),
        ("once a truce holds", "as soon as a ceasefire holds", True),
        ("once a truce holds", "if parliament agrees to pay", False),
    ],
)
def test_conditions_are_compared_in_substance(one, other, is_same):
    assert have_same_condition(make_position(condition=one), make_position(condition=other)) is is_same
