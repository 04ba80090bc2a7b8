import pytest

from training.parser.conllu import Sentence, Word
from training.parser.figures import Analysis, analyse_gold, count, make_tags, score, text_of


def word(form, tags, head, relation, *, is_before_space=False):
    upos, xpos, lemma = tags.split()
    return Word(form, is_before_space, lemma, upos, xpos, "", head, relation)


SENTENCES = (
    Sentence(
        (
            word("Bonn", "PROPN NNP Bonn", 1, "nsubj", is_before_space=True),
            word("fell", "VERB VBD fall", 1, "root"),
            word(".", "PUNCT . .", 1, "punct"),
        ),
        names=("B-LOC", "O", "O"),
    ),
    Sentence((word("Yes", "INTJ UH yes", 0, "root"),), names=("O",)),
)


def test_text_has_a_blank_between_sentences():
    assert text_of(SENTENCES) == "Bonn fell. Yes"


def test_perfect_reading_scores_one_in_every_layer():
    gold = analyse_gold(SENTENCES)

    assert set(score([count(gold, gold)]).values()) == {1.0}


def test_each_layer_counts_its_own_errors():
    gold = analyse_gold(SENTENCES)
    wrong = make_tags("NOUN", "NNP", "", "Bonn", None, "nsubj")
    found = Analysis(dict(gold.words) | {(0, 4): wrong}, frozenset({(0, 14)}), frozenset({(0, 4, "ORG")}))

    figures = score([count(gold, found)])

    assert figures["upos"] == figures["uas"] == figures["las"] == pytest.approx(0.75)
    assert figures["xpos"] == figures["word"] == 1
    assert figures["sentence"] == figures["name"] == 0


def test_word_cut_in_another_way_is_wrong_in_every_layer():
    gold = analyse_gold(SENTENCES)
    words = {span: tags for span, tags in gold.words.items() if span != (11, 14)}

    figures = score([count(gold, Analysis(words, gold.sentences, gold.names))])

    assert figures["word"] == figures["lemma"] == pytest.approx(6 / 7)


def test_subtypes_of_relations_do_not_count():
    assert make_tags("", "", "", "", None, "nsubj:pass") == make_tags("", "", "", "", None, "nsubj")
