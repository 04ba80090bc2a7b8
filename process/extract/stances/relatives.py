"""Who takes a side in a clause on the words of an issue: "the truce demanded by Kyiv", "talks which Moscow rejects"."""

from collections.abc import Iterator

from spacy.tokens import Token

from process.extract.english.lexicon import Lexicon, Role
from process.extract.english.syntax import base, case_of, children, is_infinitive, modals, negations, own_subject

FORMERLY = frozenset({"once", "initially", "previously", "earlier", "formerly"})
RELATIVE = frozenset({"which", "that"})


def find_takers(anchor: Token, lexicon: Lexicon) -> Iterator[tuple[int, Token]]:
    """Yield the side, 1 or -1, that each such clause takes of the thing, and the word for who takes it."""
    noun = anchor
    while base(noun) == "compound" and noun.head.i != noun.i:
        noun = noun.head
    for clause in _clauses(noun):
        taker = _agent(clause) if clause.dep_ == "acl" else _subject(clause, lexicon)
        side = _side(clause, lexicon)
        if taker is not None and side:
            yield side, taker


def _clauses(noun: Token) -> Iterator[Token]:
    """Yield the clauses on a noun; of joined ones each with its own pronoun: "which A backs and which B rejects"."""
    for clause in children(noun, "acl"):
        yield clause
        yield from (
            other
            for other in children(clause, "conj")
            if any(word.lower_ in RELATIVE and word.tag_ == "WDT" for word in children(other, "obj"))
        )


def _agent(participle: Token) -> Token | None:
    """Return whom a participle names: "demanded by Kyiv"."""
    if participle.tag_ != "VBN":
        return None
    return next((child for child in children(participle, "obl") if case_of(child) == "by"), None)


def _subject(clause: Token, lexicon: Lexicon) -> Token | None:
    """Return the subject of a relative clause whose object is the thing: "which Moscow rejects"."""
    subject = own_subject(clause, lexicon)
    objects = children(clause, "obj") or [
        word for next_ in children(clause, "xcomp") for word in children(next_, "obj")
    ]
    if subject is None or subject.lower_ in {*RELATIVE, "who"}:
        return None
    return subject if all(word.lower_ in RELATIVE for word in objects) else None


def _side(verb: Token, lexicon: Lexicon) -> int:
    """Return the side that the predicate of such a clause takes, 0 for none."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() in lexicon.stop or modals(verb) & lexicon.guess:
        return 0
    if any(word.lower_ in FORMERLY for word in children(verb, "advmod")):
        return 0
    sign = _sign(verb, lexicon, Role.SUBJECT)
    for wanted in filter(is_infinitive, children(verb, "xcomp")):
        sign *= _sign(wanted, lexicon, Role.CHANGE)
    is_denied = negations(verb, lexicon) % 2 == 1
    return sign if not is_denied else min(-sign, 0)  # who has not rejected it does not back it yet


def _sign(verb: Token, lexicon: Lexicon, role: Role) -> int:
    lemma = verb.lemma_.lower()
    stranded = [child for child in children(verb, "compound:prt", "obl", "case", "advmod") if child.pos_ == "ADP"]
    particles = [f"{lemma}_{child.lower_}" for child in stranded]
    for key in (*particles, lemma):
        for operator in lexicon.operators.get(key, ()):
            if operator.role is role:
                return operator.sign
    return 0
