"""What the model reads of an article before it is parsed, and what follows from it."""

import pytest
import spacy
from spacy.language import Language

from process.extract.glance import Glance, begin_sentences
from process.extract.grammar import Grammar
from process.extract.pipeline import make_extractor
from process.extract.reading.gate import Gate
from process.extract.reason import Why
from process.extract.sides.component import QUESTION

REPORT = "Russian drones hit Kharkiv overnight. Two people died, Ukraine's rescue service said."
LONG_REPORT = " ".join([REPORT] * 6)
REFUSAL = "Hungary will never agree to new sanctions on Russia over Ukraine, Viktor Orban said."


@pytest.fixture(scope="module")
def make_doc():
    return spacy.blank("en").make_doc


@pytest.fixture(scope="module")
def with_model():
    return make_extractor()


@pytest.mark.parametrize(
    "sentences",
    [
        ["Moscow refused.", " Kyiv did not."],
        ["“Never.”", " (He left.)", " 'No!'", " Then what?"],
        ["Mr. Smith met U.S. envoys on Jan. 3 at 10 a.m. in Kyiv...", " He left."],
        ['"We refuse," he said.', ' "Why?" she asked.', " 12 men left."],
        ["A headline\n", "A text without an end\n\n", "another"],
        ["It fell to 3.5 percent."],
        [],
    ],
)
def test_sentences_are_cut_by_marks_and_line_ends(make_doc, sentences):
    doc = begin_sentences(make_doc("".join(sentences)))

    assert [sent.text.strip() for sent in doc.sents] == [sentence.strip() for sentence in sentences]


class Scorer:
    """Sees a side, and remembers what it was asked."""

    def glance(self, doc):
        self.asked = doc._.get(QUESTION)
        return True


def test_model_is_asked_about_the_sentences_worth_reading_and_the_likely_ones_first(desk, make_doc):
    scorer = Scorer()
    doc = make_doc(f"It rained in Kharkiv. Nobody came. {REFUSAL}")

    assert Glance(scorer, Gate(desk), Grammar(desk), make_doc).sees_side(doc, "Orban says no")
    assert (scorer.asked.wanted, scorer.asked.likely) == ({0, 1, 2}, {2})
    assert scorer.asked.title.text == "Orban says no"
    assert doc._.get(QUESTION) is not scorer.asked


def test_article_without_a_side_is_not_parsed(with_model, make_article, monkeypatch):
    monkeypatch.setattr(Language, "__call__", None)

    extraction = with_model.read(make_article(LONG_REPORT))

    assert extraction.outcome == "no position"
    with pytest.raises(TypeError):
        with_model.read(make_article(f"{LONG_REPORT} {REFUSAL}"))


def test_short_article_is_parsed_without_a_glance(with_model, make_article, monkeypatch):
    monkeypatch.setattr(Glance, "sees_side", None)

    assert with_model.read(make_article(REPORT)).positions == ()
    with pytest.raises(TypeError):
        with_model.read(make_article(LONG_REPORT))


def test_article_that_was_only_glanced_at_is_explained_all_the_same(with_model, make_article, monkeypatch):
    monkeypatch.setattr(Glance, "sees_side", lambda *_: False)

    analysis = with_model.analyse(make_article(f"{LONG_REPORT} {REFUSAL}"))

    assert analysis.positions == ()
    assert Why.NO_SIDE in {candidate.reason.why for candidate in analysis.candidates}


def test_sentences_cut_for_the_glance_do_not_bind_the_parser(nlp):
    text = f"{REPORT} {REFUSAL}"
    doc = begin_sentences(nlp.make_doc(text.replace("Kharkiv overnight. Two", "Kharkiv overnight two")))

    assert nlp(doc).to_json() == nlp(doc.text).to_json()
