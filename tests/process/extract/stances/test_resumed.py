"""A pronoun takes up the thing named in another clause before it, and many clauses take no time."""

from time import process_time

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from process.extract.desks.desk import Cue, CueKind
from process.extract.english.lexicon import load_lexicon
from process.extract.stances.resumed import find_resumed

VOCAB = English().vocab
CLAUSE = ["A", "rejects", "loans", "and", "B", "supports", "it"]
LEMMAS = ["a", "reject", "loan", "and", "b", "support", "it"]


def make_chain(clauses: int) -> Doc:
    """Return so many times "A rejects loans and B supports it" as one sentence, each clause under the one before."""
    heads, deps = [], []
    for first in range(0, clauses * len(CLAUSE), len(CLAUSE)):
        verb, other, above = first + 1, first + 5, max(first - 2, 1)
        heads += [verb, above, verb, other, other, verb, other]
        deps += ["nsubj", "conj" if first else "ROOT", "obj", "cc", "nsubj", "conj", "obj"]
    return Doc(VOCAB, words=CLAUSE * clauses, lemmas=LEMMAS * clauses, heads=heads, deps=deps)


@pytest.fixture
def resume(desk):
    thing = next(cue for cue in desk.cues if cue.kind is CueKind.THING)

    def resumed_in(doc: Doc, word: str = "loans") -> list[tuple[Cue, str]]:
        found = [(thing, token) for token in doc if token.text == word]
        return [(cue, token.text) for cue, token in find_resumed(doc[:], found, load_lexicon())]

    return resumed_in


def test_pronoun_stands_for_the_thing_of_the_clause_before(resume):
    assert [word for _, word in resume(make_chain(1))] == ["it"]


def test_what_stands_in_its_own_clause_is_not_what_a_pronoun_means(resume):
    words = ["Loans", "Estonia", "supports", "it"]
    doc = Doc(
        VOCAB,
        words=words,
        lemmas=["loan", "estonia", "support", "it"],
        heads=[2] * 4,
        deps=["obl", "nsubj", "ROOT", "obj"],
    )

    assert resume(doc, "Loans") == []


def test_a_sentence_of_many_clauses_takes_no_time(resume):
    doc = make_chain(2000)
    begin = process_time()

    assert len(resume(doc)) == 2000
    assert process_time() - begin < 2


def test_what_is_supposed_is_not_taken_up(find):
    text = "Ukraine has accepted a ceasefire of thirty days, on condition that Russia accepts it and keeps to it."

    assert find(text) == [("Ukraine", "ceasefire", "favor")]
