import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from process.extract.parser.wordpiece import WordPiece
from process.extract.sides.belief import Belief
from process.extract.sides.card import Calibration, Card
from process.extract.sides.model import Question, SideModel, encode_window
from process.extract.sides.namings import BEFORE, HERE, NOBODY, Naming, namings_in
from process.extract.sides.windows import Line, make_windows

WORDS = ["[CLS]", "[SEP]", "[UNK]", "moscow", "rejects", "the", "truce", "backs", "kyiv", "."]
LABELS = (("ceasefire", "favor"), ("ceasefire", "against"))


class WordNetwork:
    """Scores a sentence by its words alone: "backs" is in favor, "rejects" against."""

    def __init__(self, pieces_of):
        self.calls = 0
        self._ids = [pieces_of(word)[0] for word in ("backs", "rejects")]

    def run(self, _names, inputs):
        self.calls += 1
        found = np.stack([(inputs["pieces"][0] == number) @ inputs["members"].T for number in self._ids], 1)
        side = np.where(found > 0, 0.9, 0.001).astype(np.float32)
        namings = inputs["named"].shape[1]
        return side, side / 2, np.full((*side.shape, namings), 1 / namings, np.float32)


@pytest.fixture
def pieces_of(tmp_path):
    (tmp_path / "vocab.txt").write_text("\n".join(WORDS) + "\n", encoding="utf-8")
    return WordPiece(tmp_path / "vocab.txt")


@pytest.fixture
def network(pieces_of):
    return WordNetwork(pieces_of)


@pytest.fixture
def model(pieces_of, network):
    belief = Belief(bias=0.0, side=1.0, article=0.0, share=1.0, signs=0.0, agrees=0.0)
    card = Card(LABELS, Calibration(), threshold=0.5, condition_threshold=0.5, belief=belief, sha256={})
    return SideModel(card, pieces_of, network)


def make_doc(*sentences):
    words = [word for sentence in sentences for word in sentence.split()]
    starts = [number == 0 for sentence in sentences for number in range(len(sentence.split()))]
    return Doc(spacy.blank("en").vocab, words=words, sent_starts=starts)


def test_each_sentence_gets_its_own_sides(model):
    first, second, third = model.score(make_doc("Moscow rejects the truce .", "The truce .", "Kyiv backs the truce ."))

    assert [(side.issue, side.stance) for side in first] == [("ceasefire", "against")]
    assert second == ()
    assert [(side.stance, side.confidence, side.condition) for side in third] == [("favor", 0.9, 0.45)]


def test_only_wanted_sentences_take_a_side(model):
    doc = make_doc("Moscow rejects the truce .", "Kyiv backs the truce .")

    assert [bool(sides) for sides in model.score(doc, Question(wanted={1}))] == [False, True]


def test_text_without_wanted_sentences_costs_no_call(model, network):
    model.score(make_doc("Moscow rejects the truce ."), Question(wanted=()))

    assert network.calls == 0


REST = ["The truce the truce the truce ."] * 3 + ["Kyiv backs the truce ."]


@pytest.mark.parametrize(("first", "sees"), [("The truce .", False), ("Moscow rejects the truce .", True)])
def test_glance_looks_at_few_likely_sentences_alone(model, network, first, sees):
    assert model.glance(make_doc(first, *REST), Question(likely={0})) is sees
    assert network.calls == 1


@pytest.mark.parametrize("likely", [(), {0}])
def test_glance_looks_at_all_where_most_are_likely_or_none(model, likely):
    assert model.glance(make_doc("The truce .", "Kyiv backs the truce ."), Question(likely=likely))


def test_glance_ends_at_the_first_window_with_a_side(model, network):
    assert model.glance(make_doc("Kyiv backs the truce .", *["The truce the truce ."] * 300))
    assert network.calls == 1


@pytest.mark.parametrize("doc", [make_doc(), make_doc("The truce .")])
def test_glance_sees_no_side_where_nothing_takes_one(model, doc):
    assert not model.glance(doc)


def test_title_is_context_and_takes_no_side(model):
    (sides,) = model.score(make_doc("The truce ."), Question(title=make_doc("Moscow rejects the truce")))

    assert sides == ()


def test_long_sentence_takes_the_side_of_its_strongest_part(model):
    (sides,) = model.score(make_doc("the " * 400 + "rejects " + "the " * 300))

    assert [side.stance for side in sides] == ["against"]


def test_empty_text_has_no_sentences(model):
    assert model.score(make_doc()) == []


def test_namings_of_an_actor_count_together(model):
    namings = [Naming(0, 1, 0, "Russia"), Naming(3, 4, 0, "Russia"), Naming(2, 3, 0, "Ukraine")]

    ((side,),) = model.score(make_doc("Moscow rejects the truce ."), Question(namings=namings))

    assert side.holders == (("Russia", 0.5), ("", 0.25), ("Ukraine", 0.25))


def test_naming_is_seen_from_its_sentence_and_by_its_pieces():
    words = [Line((5, 6), (1, 1), (0, 1)), Line((7,), (1,), (2,))]
    (window,) = make_windows(Line(), words, begin=0, end=1)

    asked = encode_window(window, namings_in(window, [Naming(1, 2, 0, "Russia")]))

    assert asked["named"].tolist() == [[[0] * 6, [0, 0, 0, 1, 0, 0]]]
    assert asked["buckets"].tolist() == [[NOBODY, HERE], [NOBODY, BEFORE]]


def test_members_mark_the_pieces_of_each_sentence():
    (window,) = make_windows(Line(), [Line((5, 6), (1, 1), (0, 1)), Line((7,), (1,), (2,))], begin=0, end=1)

    assert encode_window(window)["members"].tolist() == [[0, 0, 1, 1, 0, 0], [0, 0, 0, 0, 1, 0]]
