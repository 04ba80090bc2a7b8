from hypothesis import given
from hypothesis import strategies as st

from process.extract.parser.lemmas import Lemmatizer, apply_rule, find_rule

WORDS = st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_rule_that_was_found_makes_the_lemma(form, lemma):
    assert apply_rule(form, find_rule(form, lemma)) == lemma


def test_rule_of_one_word_makes_the_lemma_of_another():
    assert apply_rule("Failed", find_rule("talked", "talk")) == "fail"


def test_rule_that_strips_more_than_there_is_changes_nothing_but_case():
    assert apply_rule("Is", "1|4|be") == "is"


def test_table_comes_before_the_rule_and_curly_apostrophes_are_straight():
    lemmatize = Lemmatizer({"VERB": {"lay": "lie"}, "PART": {"n't": "not"}})

    assert lemmatize("Lay", "VERB", "1|0|") == "lie"
    assert lemmatize("n\u2019t", "PART", "1|0|") == "not"
    assert lemmatize("o\u2019clock", "ADV", "1|0|") == "o'clock"
