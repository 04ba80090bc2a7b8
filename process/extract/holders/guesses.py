"""Guesses: what others think that a holder will do: "is expected to back", "some observers believe that he would"."""

from spacy.tokens import Token

from process.extract.claim import Claim
from process.extract.english.lexicon import Lexicon
from process.extract.english.syntax import (
    base,
    children,
    first_conjunct,
    is_infinitive,
    is_passive,
    modals,
    negations,
    path_up,
)
from process.extract.holders.scene import Scene, SentenceView
from process.extract.reason import Reason, Why

THINKING = frozenset(
    {"believe", "think", "reckon", "suspect", "fear", "predict", "expect", "guess", "bet", "assume", "doubt", "hope"}
)
"""Verbs of those who do not know."""
OPEN = frozenset({"would", "will", "could", "might", "may"})
SEVERAL = frozenset({"some", "many", "few", "others", "most"})


def find_guess(claim: Claim, view: SentenceView, scene: Scene) -> Reason | None:
    """Return the words by which others think that the holder will take the side."""
    return (
        _find_expected(claim, view, scene.lexicon)
        or _find_possible(claim, view, scene.lexicon)
        or _find_thought(claim, view, scene)
    )


def _find_expected(claim: Claim, view: SentenceView, lexicon: Lexicon) -> Reason | None:
    """Return the predicate of a holder of whom something is expected: "is expected to back"."""
    for word in view.words.get(claim.holder.id, ()):
        verb = first_conjunct(word).head
        is_guess = verb.lemma_.lower() in lexicon.stop and (verb.pos_ == "ADJ" or is_passive(verb))
        is_next = any(map(is_infinitive, children(verb, "xcomp"))) and first_conjunct(word).dep_.startswith("nsubj")
        if is_guess and is_next and (claim.anchor is None or verb.is_ancestor(claim.anchor)):
            return Reason(Why.SPECULATIVE, verb.text)
    return None


def _find_possible(claim: Claim, view: SentenceView, lexicon: Lexicon) -> Reason | None:
    """Return the verb by which a text tells what the holder, who does not speak, may do: "Oslo could impose"."""
    ways = [way for way in view.climbs if way.cue.issue == claim.issue]
    is_open = bool(ways) and all(way.reason and way.reason.why is Why.SPECULATIVE for way in ways)
    if not is_open or claim.holder in (*view.speakers, *view.quoted):
        return None
    for word in view.words.get(claim.holder.id, ()):
        verb = first_conjunct(word).head
        is_doer = first_conjunct(word).dep_ == "nsubj" and verb.i == view.span.root.i
        if is_doer and (guesses := modals(verb) & lexicon.guess) and negations(verb, lexicon) % 2 == 0:
            return Reason(Why.SPECULATIVE, min(guesses))
    return None


def _find_thought(claim: Claim, view: SentenceView, scene: Scene) -> Reason | None:
    """Return the verb by which people whom nobody can name think it: "some observers believe that he would agree"."""
    words = view.words.get(claim.holder.id, ())
    if not words or claim.holder in view.quoted:
        return None
    thought = next((verb for verb in map(_thought_of, words) if verb is not None), None)
    if thought is None or not all(thought.is_ancestor(word) for word in words):
        return None
    is_meant = thought.is_ancestor(claim.anchor) if claim.anchor is not None else thought.i == view.span.root.i
    is_nobody = not any(scene.cast.actors_of(subject) for subject in children(thought, "nsubj"))
    return Reason(Why.SPECULATIVE, thought.text) if is_meant and is_nobody else None


def _thought_of(word: Token) -> Token | None:
    """Return the verb of thinking whose clause says what a word, its subject, would do."""
    subject = first_conjunct(word)
    clause = subject.head
    if not subject.dep_.startswith("nsubj") or not modals(clause) & OPEN:
        return None
    for part in path_up(clause):
        if base(part) == "ccomp" and part.head.lemma_.lower() in THINKING and _is_of_many(part.head):
            return part.head
    return None


def _is_of_many(verb: Token) -> bool:
    """Return whether the subject of a verb is no "I", "he" or "it", which mean somebody."""
    return any(subject.pos_ != "PRON" or subject.lower_ in SEVERAL for subject in children(verb, "nsubj"))
