"""What others ask of a holder: "Kyiv would have to leave Donetsk", "was urged to cede", "faces calls to lift"."""

from spacy.tokens import Token

from process.extract.claim import Claim
from process.extract.english.lexicon import Lexicon
from process.extract.english.syntax import case_of, children, first_conjunct, is_finite, is_infinitive, modals, path_up
from process.extract.holders.scene import Scene, SentenceView, speaks
from process.extract.reason import Reason, Why

ASKED = ("xcomp", "ccomp", "advcl", "acl")
DONE = frozenset({"persuade", "convince", "get", "let", "allow", "help"})
"""Who is brought to do a thing does it."""
PRESSING, FACING = frozenset({"pressure", "call", "demand", "request", "appeal"}), frozenset({"face"})
"""Nouns of what others want of somebody, and verbs of who has to do with it."""


def find_obligation(claim: Claim, view: SentenceView, scene: Scene) -> Reason | None:
    """Return the predicate that only asks something of the holder: "Kyiv would have to leave Donetsk"."""
    words = view.words.get(claim.holder.id, ())
    if not words or speaks(claim.holder, view, scene):
        return None
    if asked := next(filter(None, (_asking_of(word, claim, view, scene.lexicon) for word in words)), None):
        return Reason(Why.OBLIGED, asked.text)
    duty = next((verb for word in words if (verb := _duty(word, scene.lexicon))), None)
    if duty is None or not all(duty.is_ancestor(word) for word in words):
        return None
    return Reason(Why.OBLIGED, duty.text)


def _asking_of(word: Token, claim: Claim, view: SentenceView, lexicon: Lexicon) -> Token | None:
    """Return the word by which others ask of the holder what is claimed of it: "Kyiv was urged to cede"."""
    subject = first_conjunct(word)
    verb = subject.head
    is_asked = subject.dep_ == "nsubj:pass" and verb.lemma_.lower() in lexicon.object_control - lexicon.stop - DONE
    asking = verb if is_asked else _pressure_on(subject)
    infinitives = [] if asking is None else list(filter(is_infinitive, children(asking, *ASKED)))
    if any(is_finite(other) for one in (verb, *infinitives) for other in children(one, "conj")):
        return None  # "was urged to lift them, and did"
    asked = [one.i for one in infinitives]
    ways = [way for way in view.climbs if way.cue.issue == claim.issue and way.stance is claim.stance]
    return asking if any(one.i in asked for way in ways for one in path_up(way.anchor)) else None


def _pressure_on(subject: Token) -> Token | None:
    """Return the noun by which others press a subject: "is under pressure to", "faces calls to"."""
    verb = subject.head
    nouns = [verb, *children(verb, "obj", "obl")] if subject.dep_ == "nsubj" else []
    is_faced = verb.lemma_.lower() in FACING
    return next((one for one in nouns if is_faced or case_of(one) == "under" if one.lemma_.lower() in PRESSING), None)


def _duty(word: Token, lexicon: Lexicon) -> Token | None:
    """Return the predicate that a word is the subject of, if it says what its subject would have to do."""
    subject = first_conjunct(word)
    verb = subject.head
    is_obliging = verb.lemma_.lower() in lexicon.frames.obliging and bool(modals(verb) & lexicon.will)
    is_duty = is_obliging and any(map(is_infinitive, children(verb, "xcomp")))
    return verb if is_duty and subject.dep_.startswith("nsubj") else None
