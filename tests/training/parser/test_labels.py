import json

from process.extract.nlp import MODEL
from process.extract.parser.files import parse_labels
from training.parser.conllu import Document, Sentence, Word
from training.parser.labels import count_labels, count_lemmas, is_certain, labels_record


def document(*words, has_tree=True):
    return Document("a", (Sentence(tuple(words), has_tree=has_tree),))


def word(form, lemma, upos="VERB"):
    return Word(form, is_before_space=True, lemma=lemma, upos=upos, xpos="VB", feats="", relation="dep")


def test_labels_are_counted_in_trees_alone_and_rare_ones_are_left_out():
    seen = document(*[word("went", "go")] * 3, word("is", "be", "AUX"))
    unseen = document(word("x", "x", "X"), has_tree=False)

    labels = count_labels([seen, unseen])

    assert labels.upos == ("VERB", "AUX")
    assert labels.rules == ("1|4|go",)
    assert labels.names[0] == "O"


def test_labels_are_written_as_the_parser_reads_them():
    labels = count_labels([document(*[word("went", "go")] * 3)])

    assert parse_labels(json.dumps(labels_record(labels)).encode()) == labels


def test_shipped_labels_have_the_names_of_the_recipe():
    shipped = parse_labels((MODEL / "onnx_parser" / "labels.json").read_bytes())

    assert shipped.names == count_labels([]).names


def test_lemmas_are_kept_where_training_is_of_one_mind():
    agreed = [word("Went", "go"), word("went", "go"), word("n\u2019t", "not", "PART"), word("n't", "not", "PART")]
    unclear = [word("lay", "lie"), word("lay", "lay"), word("7", "7", "NUM")]

    table = count_lemmas([document(*agreed, *unclear)])

    assert table == {"VERB": {"went": "go"}, "PART": {"n't": "not"}}


def test_one_occurrence_is_enough_for_open_classes_only():
    assert is_certain("NOUN", {"talk": 1})
    assert not is_certain("PRON", {"they": 1})
