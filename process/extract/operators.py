"""Which word on the way up from an issue does what to the stance."""

from collections.abc import Iterator

from spacy.tokens import Token

from process.extract.english.lexicon import Lexicon, Operator, Role
from process.extract.syntax import base, case_of, children, negations

ARGUMENTS = frozenset(
    {
        "obj",
        "iobj",
        "ccomp",
        "xcomp",
        "csubj",
        "acl",
        "compound",
        "nsubj",
        "advcl",
        "nmod",
        "obl",
        "parataxis",
        "amod",
        "dep",
        "dislocated",
    }
)
ADJUNCT_CASES = frozenset(
    "in about during after before at under by since until despite amid over through within per among like as near against_backdrop because_of "
    "due_to ahead_of following through_out throughout around between outside across including except besides unlike alongside".split()
)
"""Prepositions whose phrase is a circumstance, unless the word above asks for that preposition."""
ROLES = {
    "NOUN": (Role.NOUN, Role.VOICE, Role.CHANGE, Role.SUBJECT),
    "PROPN": (Role.NOUN, Role.CHANGE),
    "ADJ": (Role.SUBJECT, Role.VOICE, Role.NOUN, Role.CHANGE),
    "VERB": (Role.SUBJECT, Role.VOICE, Role.CHANGE),
    "AUX": (Role.CHANGE,),
    "INTJ": (Role.NOUN,),
}
WRITINGS = frozenset("resolution paper declaration document bill letter statement memorandum treaty text motion amendment law".split())
SIDES = {"in_favor_of": 1, "against": -1, "behind": 1}
MINDED = frozenset({"prepared", "opposed", "committed", "determined", "resolved", "pleased", "delighted", "interested"})
SUBJECT_SIDE = frozenset({"nsubj", "csubj"})


def find_operator(node: Token, via: Token, lexicon: Lexicon) -> Operator | None:
    """Return what `node` does to the stance that comes up from its child `via`; None if it says nothing of it."""
    relation = base(via)
    if relation not in ARGUMENTS:
        return None
    for key, has_preposition in _keys(node, via):
        if relation in {"obl", "nmod"} and not has_preposition and case_of(via) in ADJUNCT_CASES:
            continue
        for role in ROLES.get(node.pos_, (Role.CHANGE,)):
            for operator in lexicon.operators.get(key, ()):
                if operator.role is role and _suits(operator, node, via):
                    return operator
    return _by_side(node, via) or _by_writing(node, via) or _by_object(node, via, lexicon)


def _by_side(node: Token, via: Token) -> Operator | None:
    """Return the side that a preposition takes: "spoke in favour of", "lined up behind", "has nothing against"."""
    if node.lower_ == "nothing" and case_of(via) == "against":
        return Operator(Role.NOUN, 1)
    if node.pos_ != "VERB" or base(via) != "obl" or case_of(via) not in SIDES:
        return None
    return Operator(Role.SUBJECT, SIDES[case_of(via)])


def _by_writing(node: Token, via: Token) -> Operator | None:
    """Return the attitude of a text by what it says: "a resolution that demands"."""
    if node.lemma_.lower() in WRITINGS and base(via) == "acl":
        return Operator(Role.NOUN, 1)
    return None


def _by_object(node: Token, via: Token, lexicon: Lexicon) -> Operator | None:
    """Return the attitude that a verb like "express" takes from its object: "expressed support for"."""
    if node.lemma_.lower() not in lexicon.light or base(via) not in {"obl", "advcl", "xcomp"}:
        return None
    for word in children(node, "obj", "xcomp"):
        role = Role.NOUN if base(word) == "obj" else Role.SUBJECT
        for operator in lexicon.operators.get(_key(word), ()):
            if operator.role is role and word.i != via.i and word.pos_ in {"NOUN", "ADJ"}:
                return Operator(Role.SUBJECT, operator.sign * (-1) ** negations(word, lexicon))
    return None


def is_stop(node: Token, lexicon: Lexicon) -> bool:
    """Return whether nothing is held under this word."""
    return node.lemma_.lower() in lexicon.stop


def _keys(node: Token, via: Token) -> Iterator[tuple[str, bool]]:
    """Yield the keys of a word, the most particular first, and whether each names a preposition."""
    lemma, case = _key(node), case_of(via)
    if own := case_of(node):
        yield f"{own}_{lemma}", False
    particles = [
        child.lower_ for child in children(node, "compound:prt", "advmod", "obl", "case") if len(child.lower_) < 8
    ]
    for particle in particles:
        if case:
            yield f"{lemma}_{particle}_{case}", True
        yield f"{lemma}_{particle}", False
    if case:
        yield f"{lemma}_{case}", True
    yield lemma, False


def _key(node: Token) -> str:
    """Return the lemma; the form where that is a state of mind: "opposed", "prepared"."""
    return node.lower_ if node.tag_ in {"VBN", "JJ"} and node.lower_ in MINDED else node.lemma_.lower()


def _suits(operator: Operator, node: Token, via: Token) -> bool:
    """Return whether the operator can govern by this relation."""
    relation = base(via)
    is_passive_subject = via.dep_ == "nsubj:pass"
    if operator.role is Role.SUBJECT and node.pos_ == "NOUN" and relation == "compound":
        return False
    if operator.role is Role.SUBJECT:
        return relation not in SUBJECT_SIDE or is_passive_subject
    if operator.role is Role.VOICE:
        return node.pos_ != "VERB" or relation in {"obj", "ccomp", "xcomp", "nsubj"}
    return True
