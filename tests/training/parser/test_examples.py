from random import Random

import pytest

from process.extract.nlp import MODEL
from process.extract.parser.files import parse_labels
from process.extract.parser.windows import SOFT_LIMIT
from process.extract.parser.wordpiece import WordPiece
from training.parser.conllu import Document, Sentence, Word
from training.parser.examples import STYLES, UNKNOWN, ExampleMaker, change_style, cut_chunks, make_batches

FILES = MODEL / "onnx_parser"
FEATS = "Number=Sing"
LABELS = parse_labels((FILES / "labels.json").read_bytes())


def sentence(*forms, names=None, has_tree=True):
    words = tuple(
        Word(
            form,
            is_before_space=True,
            lemma=form.lower(),
            upos="NOUN",
            xpos="NN",
            feats=FEATS,
            relation="conj" if place else "root",
        )
        for place, form in enumerate(forms)
    )
    return Sentence(words, names=names, has_tree=has_tree)


@pytest.fixture(scope="module")
def maker():
    return ExampleMaker(LABELS, WordPiece(FILES / "vocab.txt"))


def test_targets_of_sentences_follow_each_other(maker):
    targets = maker.make([sentence("Peace", "talks"), sentence("War")]).targets

    assert targets.heads == (0, 1, 0)
    assert targets.starts == (1, 0, 1)
    assert [LABELS.upos[place] for place in targets.upos] == ["NOUN"] * 3
    assert LABELS.relations[targets.relations[0]] == "root"
    assert targets.names == (UNKNOWN,) * 3


def test_corpus_of_names_teaches_names_alone(maker):
    targets = maker.make([sentence("Bonn", names=("B-LOC",), has_tree=False)]).targets

    assert LABELS.names[targets.names[0]] == "B-LOC"
    assert targets.heads == targets.upos == targets.starts == (UNKNOWN,)


def test_label_that_is_too_rare_is_not_learned(maker):
    word = Word("x", is_before_space=True, lemma="x", upos="NOUN", xpos="NN", feats="Never=Seen", relation="root")

    assert maker.make([Sentence((word,))]).targets.feats == (UNKNOWN,)


def test_style_changes_the_pieces_and_not_the_targets(maker):
    plain, curly = (maker.make([sentence("He", "said", '"', "no", '"')], style) for style in (list, STYLES["curly"]))

    assert plain.window.pieces != curly.window.pieces
    assert plain.targets == curly.targets


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("title", ["Do", "n't", '"', "Stop", "the", "Talks", '"']),
        ("lower", ["do", "n't", '"', "stop", "the", "talks", '"']),
        ("upper", ["DO", "N'T", '"', "STOP", "THE", "TALKS", '"']),
        ("curly", ["Do", "n\u2019t", "\u201c", "stop", "the", "talks", "\u201d"]),
    ],
)
def test_styles_write_as_news_does(name, written):
    assert STYLES[name](["Do", "n't", '"', "stop", "the", "talks", '"']) == written


def test_most_chunks_keep_their_style():
    draw = Random(1)  # noqa: S311 - chance, not secrets

    assert sum(change_style(draw) is list for _ in range(1000)) == pytest.approx(690, abs=50)


def test_chunks_hold_every_sentence_once_and_no_more_pieces_than_a_window():
    sentences, sizes = [sentence(str(n)) for n in range(9)], [50, 100, 20, 1, 1, 1, 300, 5, 5]

    chunks = list(cut_chunks(sentences, sizes, lambda: 3))

    assert [one for chunk in chunks for one in chunk] == sentences
    assert [len(chunk) for chunk in chunks] == [2, 3, 1, 1, 2]
    assert sizes[6] > SOFT_LIMIT


def test_same_seed_draws_the_same_epoch(maker):
    documents = [Document("a", tuple(sentence("Peace", "talks", str(n)) for n in range(20)))]

    first, second = (maker.draw_epoch(documents, Random(3)) for _ in range(2))  # noqa: S311

    assert first == second


def test_batches_hold_every_example_once_within_their_size(maker):
    examples = [maker.make([sentence(*["peace"] * n)]) for n in (1, 30, 2, 40, 3, 5)]

    batches = make_batches(examples, pieces=80, draw=Random(2))  # noqa: S311

    assert sorted(len(e.window.shapes) for batch in batches for e in batch) == [1, 2, 3, 5, 30, 40]
    assert all(len(batch) * max(e.window.size for e in batch) <= 80 for batch in batches)
    assert make_batches([], pieces=80, draw=None) == []
