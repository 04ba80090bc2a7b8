import pytest

from training.parser.conllu import Sentence, Word
from training.parser.iob import guess_spaces, read_iob, read_wikigold, spans_to_tags, tag_sentence, tags_to_spans

NAMES = """\
# sent_id = a
1	Anna	B-PER	-	x
2	Novak	I-PER	-	x
3	met	O	-	x
4	the	B-O	-	x
5	U.N.	B-ORG	-	x

"""
WIKIGOLD = "-DOCSTART- O\n\nBonn I-LOC\nand O\nTom I-PER\nSlick I-PER\n\nHe O\n\n"


def sentence(*forms, sentence_id=""):
    return Sentence(tuple(Word(form, is_before_space=True) for form in forms), sentence_id)


@pytest.fixture
def names(tmp_path):
    (tmp_path / "names.iob2").write_text(NAMES, encoding="utf-8")
    return read_iob(tmp_path / "names.iob2")


def test_names_are_found_by_the_sentence_id(names):
    tagged = tag_sentence(sentence("Anna", "Novak", "met", "the", "U.N.", sentence_id="a"), names)

    assert tagged.names == ("B-PERSON", "I-PERSON", "O", "O", "B-ORG")


def test_names_are_found_by_the_letters_when_words_are_cut_in_another_way(names):
    tagged = tag_sentence(sentence("Anna", "Novak", "met", "the", "U.", "N.", sentence_id="other"), names)

    assert tagged.names == ("B-PERSON", "I-PERSON", "O", "O", "B-ORG", "I-ORG")


def test_sentence_that_is_not_in_the_file_has_no_names(names):
    assert tag_sentence(sentence("Nobody"), names).names == ("O",)


def test_inside_without_a_beginning_begins_a_name():
    forms, tags = ["Bonn", "x", "Ulm", "UN"], ["I-LOC", "O", "I-LOC", "I-ORG"]

    assert spans_to_tags(forms, tags_to_spans(forms, tags)) == ("B-LOC", "O", "B-LOC", "B-ORG")


def test_two_names_side_by_side_stay_two():
    forms = ["Anna", "Novak", "Bob"]

    assert spans_to_tags(forms, [(0, 9, "PERSON"), (9, 12, "PERSON")]) == ("B-PERSON", "I-PERSON", "B-PERSON")


def test_wikigold_has_names_and_no_trees(tmp_path):
    (tmp_path / "wikigold").write_text(WIKIGOLD, encoding="utf-8")

    (document,) = read_wikigold(tmp_path / "wikigold")

    assert [one.names for one in document.sentences] == [("B-LOC", "O", "B-PERSON", "I-PERSON"), ("O",)]
    assert not any(one.has_tree for one in document.sentences)


def test_blanks_are_guessed_from_the_marks():
    forms = ["He", "(", "Tom", ")", "said", '"', "no", '"', "."]

    assert guess_spaces(forms) == [True, False, False, True, True, False, False, False, True]
