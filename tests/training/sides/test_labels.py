import pytest

from training.sides.labels import LABELS, NUMBER, gold_of_sentences, held_labels

TEXT = "Moscow rejects a truce. Kyiv wants one, if arms flow. Talks go on."
BOUNDS = [(0, 23), (24, 53), (54, 66)]
AGAINST, FAVOR = NUMBER["ceasefire", "against"], NUMBER["ceasefire", "favor"]


def make_position(evidence, stance="against", condition=None, **bounds):
    position = {"holder": "Russia", "issue": "ceasefire", "stance": stance, "evidence": evidence}
    return position | {"condition": condition, "speaker": "Dmitry Peskov"} | bounds


def test_there_is_a_label_for_each_stance_on_each_issue():
    assert len(LABELS) == len(set(LABELS)) == 38


def test_sentence_of_the_evidence_is_taught_its_side():
    gold = gold_of_sentences(TEXT, BOUNDS, [make_position("Moscow rejects a truce.")])

    assert [dict(sentence.labels) for sentence in gold] == [{AGAINST: False}, {}, {}]


def test_side_is_taught_with_its_holder_and_who_speaks_for_it():
    gold = gold_of_sentences(TEXT, BOUNDS, [make_position("Moscow rejects a truce.")])

    assert gold[0].holders == {AGAINST: (("russia", "dmitry peskov"),)}


def test_condition_is_taught_with_the_side():
    gold = gold_of_sentences(TEXT, BOUNDS, [make_position("Kyiv wants one, if arms flow.", "favor", "if arms flow")])

    assert gold[1].labels == {FAVOR: True}


def test_evidence_over_two_sentences_teaches_both():
    gold = gold_of_sentences(TEXT, BOUNDS, [make_position(TEXT[:53])])

    assert [AGAINST in sentence.labels for sentence in gold] == [True, True, False]


def test_sentence_that_shows_only_the_end_of_the_evidence_is_unclear():
    gold = gold_of_sentences(TEXT, BOUNDS, [make_position(TEXT[:30])])

    assert AGAINST in gold[0].labels
    assert gold[1].unclear == {AGAINST}


def test_offsets_of_the_gold_file_win_over_its_words():
    gold = gold_of_sentences(TEXT + TEXT, BOUNDS, [make_position("Talks go on.", start=54, end=66)])

    assert [bool(sentence.labels) for sentence in gold] == [False, False, True]


def test_evidence_that_is_not_in_the_text_is_an_error():
    with pytest.raises(ValueError, match="substring"):
        gold_of_sentences(TEXT, BOUNDS, [make_position("Berlin agrees.")])


def test_held_labels_are_those_of_the_whole_text():
    assert held_labels([make_position("x"), make_position("y", "favor")]) == {AGAINST, FAVOR}
