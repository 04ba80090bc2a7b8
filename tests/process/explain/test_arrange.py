"""What explanations say of an article, whoever shows it."""

from datetime import UTC, datetime

import pytest

from process.explain.arrange import (
    arrange,
    name_actors,
    said,
    score_in_words,
    stance_in_words,
    summarise,
)
from process.extract.analysis import Analysis, Attribution, Candidate, Naming, Sentence, Unread
from process.extract.reason import Reason, Why
from stancewatch.contracts import Actor, Article, Span, Stance

MOMENT = datetime(2025, 3, 14, 9, 30, tzinfo=UTC)
MOUNTAIN = Actor(id="mountain", name="The Mountain", kind="state")
VALLEY = Actor(id="valley", name="The Valley", kind="state")
TEXT = "“We want peace. We need it,” said the Valley. It rained."


def article(text=TEXT):
    return Article(
        id="a", title="Peace", text=text, published_at=MOMENT, retrieved_at=MOMENT, content_sha256="0", publisher="Post"
    )


def span(words, text=TEXT):
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def candidate(**fields):
    return Candidate(**{"cue": span("peace"), "issue": "peace", "stance": Stance.FAVOR, "rule": "model", **fields})


SENTENCES = tuple(map(Sentence, map(span, ("“We want peace.", "We need it,” said the Valley.", "It rained."))))
QUOTE = Attribution(span("“We want peace. We need it,”"), (VALLEY,), is_quote=True)
VERB = Attribution(span("said"), (VALLEY,), is_quote=False)


def test_each_thing_stands_in_its_sentence_and_a_long_quotation_in_several():
    analysis = Analysis(
        article(),
        sentences=SENTENCES,
        namings=(Naming(span("Valley"), VALLEY),),
        attributions=(QUOTE, VERB),
        candidates=(candidate(),),
    )
    views = list(arrange(analysis))

    assert [view.number for view in views] == [1, 2, 3]
    assert [len(view.attributions) for view in views] == [1, 2, 0]
    assert [len(view.namings) for view in views] == [0, 1, 0]
    assert [len(view.candidates) for view in views] == [1, 0, 0]


def test_sentence_in_which_nothing_was_looked_at_says_why():
    analysis = Analysis(article(), sentences=(SENTENCES[0], Sentence(SENTENCES[2].span, elsewhere="Atlantis")))

    assert [view.note for view in arrange(analysis)] == ["no issue", "about somewhere else: Atlantis"]


def test_actor_is_named_once_with_the_other_words_for_it():
    namings = [Naming(Span(start=0, end=1, text=words), VALLEY) for words in ("The Valley", "it", "it", "Valley")]

    assert list(name_actors([*namings, Naming(span("We"), MOUNTAIN)])) == [
        "The Valley (it, Valley)",
        "The Mountain (We)",
    ]


def test_verb_of_saying_is_left_out_beside_the_quotation_that_it_brings():
    (view,) = arrange(Analysis(article(), sentences=SENTENCES[1:2], attributions=(QUOTE, VERB)))

    assert list(said(view)) == ["The Valley: “We want peace. We need it,”"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"holder": VALLEY}, "The Valley · peace · FAVOR"),
        ({"holder": VALLEY, "speaker": MOUNTAIN}, "The Valley · peace · FAVOR (said by The Mountain)"),
        ({"holder": VALLEY, "condition": span("It rained")}, "The Valley · peace · FAVOR under “It rained”"),
        ({"reason": Reason(Why.SPECULATIVE, "might")}, "peace · FAVOR"),
        ({"reason": Reason(Why.MENTIONED)}, "peace"),
    ],
)
def test_stance_is_told_with_all_that_belongs_to_it(fields, words):
    assert stance_in_words(candidate(**fields)) == words


@pytest.mark.parametrize(
    ("confidence", "threshold", "words"),
    [(None, 0.5, ""), (0.856, 0.0, "0.86"), (0.7, 0.5, "0.70 ≥ 0.50"), (0.3, 0.5, "0.30 < 0.50")],
)
def test_score_is_told_with_the_threshold_that_it_met(confidence, threshold, words):
    assert score_in_words(candidate(confidence=confidence, threshold=threshold)) == words


@pytest.mark.parametrize(
    ("analysis", "words"),
    [
        (Analysis(article(), unread=Unread.OUTSIDE), "outside the desk"),
        (Analysis(article(), unread=Unread.LANGUAGE), "not in English"),
        (Analysis(article(), unread=Unread.EMPTY), "no text"),
        (Analysis(article(), is_cut=True), "only the first 100,000 characters were read"),
        (
            Analysis(article(), sentences=SENTENCES[:1], candidates=(candidate(reason=Reason(Why.NOBODY)),)),
            "1 sentence, 0 positions, 1 held back",
        ),
    ],
)
def test_summary_says_what_came_of_an_article(analysis, words):
    assert words in summarise(analysis)


@pytest.mark.parametrize("unread", [None, Unread.OUTSIDE])
def test_summary_says_that_a_text_was_read_as_english_that_may_be_in_another_language(unread):
    german = article("Russland lehnt eine Waffenruhe in der Ukraine ab.")

    assert summarise(Analysis(german, unread=unread)).endswith(
        "; read as English, though it may be in another language (de)"
    )
    assert "language" not in summarise(Analysis(article(), unread=unread))
