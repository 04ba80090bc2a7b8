"""What in a sentence takes up something said before: "opposes this", "that would be capitulation", "Moscow refused"."""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from spacy.tokens import Span, Token

from process.extract.desks.desk import CueKind
from process.extract.english.lexicon import Lexicon, Role
from process.extract.english.syntax import base, case_of, children, has_child, modals, negations
from process.extract.stances.answers import To, find_answer
from process.extract.stances.frames import find_verdict
from process.extract.stances.operators import find_operator
from process.extract.stances.resumed import POINTING, is_attitude, points_back

PRONOUNS = frozenset({"this", "that", "it", "one"})
ROLES = frozenset({"obj", "obl"})
KNOWN = POINTING | {"the", "both"}
NAMING = ("nmod", "acl", "amod", "compound", "appos", "conj")
LETTING = frozenset({"allow", "permit", "tolerate"})


class Means(Enum):
    """What is taken up of a sentence."""

    CONTENT = "content"
    """What was proposed, or turned down: "rejected the idea"."""
    WHOLE = "whole"
    """What was done or said, a refusal too: "called this a mistake"."""
    THING = "thing"
    """The content, unless it was turned down: who agrees then may agree to either."""
    ECHO = "echo"
    """The whole, unless that was a refusal: who did not refuse has not said yes."""


class TakenUp(NamedTuple):
    """A word that takes up something, and as what kind of cue the way up from it is read, by which sign.

    `is_far`: other sentences may stand between. `is_loose`: it may mean a thing that nobody has taken a side of.
    """

    word: Token
    kind: CueKind = CueKind.THING
    sign: int = 1
    means: Means = Means.CONTENT
    is_far: bool = False
    is_loose: bool = False


MEANS = {To.PROPOSAL: Means.THING, To.STANCE: Means.WHOLE, To.YES: Means.ECHO}


def find_taken_up(sent: Span, end: int, lexicon: Lexicon, *, is_bare: bool) -> Iterator[TakenUp]:
    """Yield what takes up something before the word `end`; `is_bare`: the sentence names no issue of its own."""
    for token in sent:
        if token.i >= end:
            return
        found = _by_noun(token, lexicon) or (_by_pronoun(token, lexicon) if is_bare else None)
        answer = None if found or not is_bare else find_answer(token, lexicon)
        if answer is not None:
            found = TakenUp(token, CueKind.ACT, answer.sign, MEANS[answer.to])
        if found is not None:
            yield found


def _by_noun(noun: Token, lexicon: Lexicon) -> TakenUp | None:
    """Return a noun for what was asked for or done, of which something is held: "rejected the idea"."""
    if points_back(noun, lexicon) and is_attitude(noun.head, lexicon):
        return TakenUp(noun, is_far=True, is_loose=True)
    lemma = noun.lemma_.lower()
    is_step, is_no = lemma in lexicon.frames.steps, lemma in lexicon.frames.refusals
    if not (is_step or is_no or lemma in lexicon.frames.asked) or not _is_known(noun) or not _is_judged(noun, lexicon):
        return None
    return TakenUp(noun, means=Means.WHOLE if is_step or is_no else Means.CONTENT, is_far=not is_step)


def _is_known(noun: Token) -> bool:
    """Return whether a noun has "the" or "such" before it, and nothing else says which one is meant."""
    is_known = any(word.lower_ in KNOWN and word.i < noun.i for word in children(noun, "det", "nsubj", "amod"))
    others = [word for word in children(noun, *NAMING) if word.lower_ not in POINTING]
    return is_known and noun.pos_ == "NOUN" and not others


def _by_pronoun(token: Token, lexicon: Lexicon) -> TakenUp | None:
    if token.lower_ not in PRONOUNS or token.tag_ == "WDT" or token.dep_ in {"mark", "expl"}:
        return None
    if token.lower_ == "one" and (base(token) not in ROLES or has_child(token, "nmod", "acl", "det", "amod")):
        return None
    means = Means.CONTENT if token.lower_ in {"it", "one"} else Means.WHOLE
    if has_child(token, "cop"):
        is_side = lexicon.frames.side_of(case_of(token)) != 0
        return TakenUp(token, means=Means.WHOLE, is_loose=True) if is_side else None
    if base(token) in ROLES and is_attitude(token.head, lexicon) and not _means_thing_before(token):
        return TakenUp(token, means=means, is_loose=True)
    is_one = _is_judged(token, lexicon) and not _means_thing_before(token) and not _is_praised(token, lexicon)
    return TakenUp(token, means=means) if is_one else None


def _is_judged(token: Token, lexicon: Lexicon) -> bool:
    """Return whether something is held of a word: "the idea was rejected", "called it a trap", "that is wrong"."""
    above = token.head
    if base(token) in ROLES or token.dep_ == "nsubj:pass":
        is_held = is_attitude(above, lexicon) or find_verdict(above, token, lexicon) is not None
        return is_held or _is_for_or_against(token, lexicon) or _is_forbidden(token, lexicon)
    if token.dep_ == "nmod":
        return above.lower_ == "nothing" and case_of(token) == "against"
    return token.dep_ == "nsubj" and _judgement(token, lexicon) != 0


def _is_for_or_against(token: Token, lexicon: Lexicon) -> bool:
    """Return whether a preposition takes a side of a word: "stood behind that demand"."""
    return token.head.pos_ == "VERB" and base(token) == "obl" and lexicon.frames.side_of(case_of(token)) != 0


def _is_forbidden(token: Token, lexicon: Lexicon) -> bool:
    """Return whether a word is what somebody will not let happen: "would never allow that"."""
    verb = token.head
    is_letting = verb.lemma_.lower() in LETTING and base(token) == "obj"
    return is_letting and bool(modals(verb)) and negations(verb, lexicon) % 2 == 1


def _judgement(token: Token, lexicon: Lexicon) -> int:
    """Return the side, 1 or -1, that a predicate without a verb of its own takes of its subject; 0 for none."""
    if not has_child(token.head, "cop"):
        return 0
    operator = find_operator(token.head, token, lexicon)
    return operator.sign if operator is not None and operator.role is Role.VOICE else 0


def _is_praised(token: Token, lexicon: Lexicon) -> bool:
    """Return whether a pronoun is judged well, and as a fact: "that is good" may be said of anything."""
    is_only_thought = token.lower_ != "it" and bool(modals(token.head) & lexicon.will)
    return token.dep_ == "nsubj" and _judgement(token, lexicon) > 0 and not is_only_thought


def _means_thing_before(token: Token) -> bool:
    """Return whether "it" may be a thing that its own sentence names before: "read the budget and opposed it"."""
    before = token.doc[token.sent.start : token.i]
    return token.lower_ == "it" and any(word.dep_ == "obj" and word.pos_ in {"NOUN", "PROPN"} for word in before)
