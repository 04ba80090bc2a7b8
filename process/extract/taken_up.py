"""What in a sentence takes up something said before: "opposes this", "that would be capitulation", "Moscow refused"."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Span, Token

from process.extract.desk import CueKind
from process.extract.english.lexicon import Lexicon, Role
from process.extract.frames import find_verdict
from process.extract.operators import find_operator
from process.extract.resumed import POINTING, is_attitude, points_back
from process.extract.syntax import base, case_of, children, has_child, modals, negations

PRONOUNS = frozenset({"this", "that", "it"})
ROLES = frozenset({"obj", "obl"})
KNOWN = POINTING | {"the", "both"}
SAID = {"yes": 1, "no": -1}
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday night day evening morning".split()  # noqa: SIM905
)


class TakenUp(NamedTuple):
    """A word that takes up something, and as what kind of cue the way up from it is read, by which sign.

    `is_whole`: it means what was done or said, a refusal too, and not only what was proposed. `is_far`: other sentences
    may stand between. `is_loose`: it may mean a thing that nobody has taken a side of.
    """

    word: Token
    kind: CueKind = CueKind.THING
    sign: int = 1
    is_whole: bool = False
    is_far: bool = False
    is_loose: bool = False


def find_taken_up(sent: Span, end: int, lexicon: Lexicon, *, is_bare: bool) -> Iterator[TakenUp]:
    """Yield what takes up something before the word `end`; `is_bare`: the sentence names no issue of its own."""
    for token in sent:
        if token.i >= end:
            return
        found = _by_noun(token, lexicon)
        if found is None and is_bare:
            found = _by_pronoun(token, lexicon) or _by_answer(token, lexicon)
        if found is not None:
            yield found


def _by_noun(noun: Token, lexicon: Lexicon) -> TakenUp | None:
    """Return a noun for what was asked for or done, of which something is held: "rejected the idea"."""
    if points_back(noun, lexicon) and is_attitude(noun.head, lexicon):
        return TakenUp(noun, is_far=True, is_loose=True)
    lemma = noun.lemma_.lower()
    is_step = lemma in lexicon.frames.steps
    if not (is_step or lemma in lexicon.frames.asked) or not _is_known(noun) or not _is_judged(noun, lexicon):
        return None
    return TakenUp(noun, is_whole=is_step, is_far=not is_step)


def _is_known(noun: Token) -> bool:
    """Return whether a noun has "the" or "such" before it, and nothing else says which one is meant."""
    is_known = any(word.lower_ in KNOWN and word.i < noun.i for word in children(noun, "det", "nsubj"))
    return is_known and noun.pos_ == "NOUN" and not has_child(noun, "nmod", "acl", "amod", "compound", "appos", "conj")


def _by_pronoun(token: Token, lexicon: Lexicon) -> TakenUp | None:
    if token.lower_ not in PRONOUNS or token.tag_ == "WDT" or token.dep_ in {"mark", "expl"}:
        return None
    is_whole = token.lower_ != "it"
    if has_child(token, "cop"):
        is_side = lexicon.frames.side_of(case_of(token)) != 0
        return TakenUp(token, is_whole=True, is_loose=True) if is_side else None
    if base(token) in ROLES and is_attitude(token.head, lexicon) and not _means_thing_before(token):
        return TakenUp(token, is_whole=is_whole, is_loose=True)
    is_one = _is_judged(token, lexicon) and not _means_thing_before(token) and not _is_praised(token, lexicon)
    return TakenUp(token, is_whole=is_whole) if is_one else None


def _is_judged(token: Token, lexicon: Lexicon) -> bool:
    """Return whether something is held of a word: "the idea was rejected", "called it a trap", "that is wrong"."""
    above = token.head
    if base(token) in ROLES or token.dep_ == "nsubj:pass":
        return is_attitude(above, lexicon) or find_verdict(above, token, lexicon) is not None
    return token.dep_ == "nsubj" and _judgement(token, lexicon) != 0


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


def _by_answer(verb: Token, lexicon: Lexicon) -> TakenUp | None:
    """Return a verb that answers a proposal by itself: "Kyiv agreed", "Moscow said no", "refused to do so"."""
    if verb.pos_ != "VERB" or not has_child(verb, "nsubj") or modals(verb) or negations(verb, lexicon):
        return None
    sign = _answer(verb, lexicon)
    return TakenUp(verb, CueKind.ACT, sign, is_whole=True) if sign else None


def _answer(verb: Token, lexicon: Lexicon) -> int:
    """Return 1 for a yes, -1 for a no, 0 for no answer."""
    lemma = verb.lemma_.lower()
    objects = [child for child in verb.children if base(child) in {"obj", "ccomp", "xcomp", "obl", "parataxis"}]
    if lemma in lexicon.speech and len(objects) == 1 and objects[0].lower_ in SAID:
        return SAID[objects[0].lower_]
    sign = (lemma in lexicon.frames.consenting) - (lemma in lexicon.frames.declining)
    return sign if all(map(_adds_nothing, objects)) else 0


def _adds_nothing(word: Token) -> bool:
    """Return whether a word beside an answer does not say to what: "to do so", "on Monday"."""
    if word.lemma_.lower() == "do":
        return any(child.lower_ in {"so", "that", "this"} for child in children(word, "advmod", "obj"))
    return base(word) == "obl" and word.lower_ in DAYS
