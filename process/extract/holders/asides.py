"""Asides: where the words of an issue stand in a sentence that does not take its side.

A thing is only possible, weighed, untrue or said to be in force, comes after another that is asked for, or a demand for
it is given up.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from process.extract.claim import Claim
from process.extract.english.lexicon import Lexicon
from process.extract.english.syntax import base, case_of, children, first_conjunct, has_child, negations, path_up
from process.extract.holders.given_up import find_given_up
from process.extract.holders.scene import SentenceView
from process.extract.reason import Reason, Why
from process.extract.stances.frames import is_weighed
from stancewatch.contracts import Stance

POSSIBLE = frozenset({"possible", "potential", "eventual", "prospective", "hypothetical"})
UNTRUE = frozenset({"untrue", "false", "fake", "fabrication", "lie"})
SET = frozenset({"set", "imposed", "adopted", "introduced"})
"""Participles for what has long been in force: "the cap set by the G7"."""
ONCE = frozenset({"once", "formerly", "initially", "originally", "previously"})
THEN = frozenset({"before", "until"})


def find_aside(claim: Claim, view: SentenceView, lexicon: Lexicon) -> Reason | None:
    """Return why a sentence that has the words of the issue does not show the claim."""
    if found := find_given_up(claim, view, lexicon) or _find_weighed(claim, view) or _find_once(claim, view):
        return found
    if claim.stance is Stance.FAVOR and (rule := _rule_of(view.words.get(claim.holder.id, ()))):
        return Reason(Why.MENTIONED, rule.text)
    if claim.anchor is None:
        return None
    possible = next((word for word in children(claim.anchor, "amod") if word.lower_ in POSSIBLE), None)
    if possible is not None and claim.stance is Stance.FAVOR:
        return Reason(Why.SPECULATIVE, possible.text)
    return _find_above(claim, claim.anchor, lexicon)


def _rule_of(words: Sequence[Token]) -> Token | None:
    """Return what the holder is named for having set, if all that a sentence has of the holder is that."""
    heads = [first_conjunct(word) for word in words if word.head not in words]
    acts = [word.head for word in heads if base(word) == "obl" and case_of(word) == "by"]
    is_all = len(acts) == len(heads) and all(act.dep_ == "acl" and act.lower_ in SET for act in acts)
    return acts[0].head if acts and is_all else None


def _find_weighed(claim: Claim, view: SentenceView) -> Reason | None:
    """Return the act that a sentence only weighs, and by that takes the other side."""
    for way in view.climbs:
        turned = way.cue.issue == claim.issue and any(one.stance is not claim.stance for one in way.findings)
        act = next(filter(is_weighed, path_up(way.anchor)), None) if turned else None
        if act is not None:
            return Reason(Why.HYPOTHETICAL, act.text)
    return None


def _find_once(claim: Claim, view: SentenceView) -> Reason | None:
    """Return the word by which all that names the issue is told of before: "who once called the aid a triumph"."""
    words = [_once_of(way.anchor) for way in view.climbs if way.cue.issue == claim.issue]
    return Reason(Why.GIVEN_UP, words[0].text) if words and words[0] and all(words) else None


def _once_of(anchor: Token) -> Token | None:
    """Return the adverb that puts the relative clause of a word into the past."""
    clause = next((word for word in path_up(anchor) if base(word) == "acl"), None)
    adverbs = children(clause, "advmod") if clause is not None and clause.dep_ == "acl:relcl" else []
    return next((word for word in adverbs if word.lower_ in ONCE), None)


def _find_above(claim: Claim, anchor: Token, lexicon: Lexicon) -> Reason | None:
    """Return what stands above the words of the issue and says that they are no stance of the holder's."""
    for word in path_up(anchor):
        if claim.stance is Stance.FAVOR and base(word) == "advcl" and _is_put_off(word):
            return Reason(Why.OBLIGED, word.text)
        if word.dep_.startswith("nsubj") and _is_untrue(word.head, lexicon):
            return Reason(Why.DENIED, word.head.text)
    return None


def _is_put_off(clause: Token) -> bool:
    """Return whether something is to come first: "wants its bank readmitted before it honours the truce"."""
    return has_child(clause, "nsubj") and any(mark.lower_ in THEN for mark in children(clause, "mark"))


def _is_untrue(predicate: Token, lexicon: Lexicon) -> bool:
    """Return whether a sentence says of a report that it is not so: "reports that … are not true"."""
    is_denied = predicate.lower_ == "true" and negations(predicate, lexicon) % 2 == 1
    return has_child(predicate, "cop") and (is_denied or predicate.lemma_.lower() in UNTRUE)
