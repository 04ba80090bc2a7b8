"""What a pronoun takes up again of an issue: "Hungary rejects the loan, while Estonia supports it"."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from process.extract.desk import Cue, CueKind
from process.extract.english.lexicon import Lexicon, Role
from process.extract.syntax import base

PRONOUNS = frozenset({"it", "them"})


def find_resumed(sent: Span, found: Sequence[tuple[Cue, Token]], lexicon: Lexicon) -> Iterator[tuple[Cue, Token]]:
    """Yield the cue of the thing last named before a pronoun in another clause, with the pronoun to read it from.

    Only what somebody is for or against, the object of an attitude; "called it a trap" says what it is.
    """
    things = sorted((one for one in found if one[0].kind is CueKind.THING), key=lambda one: one[1].i)
    places = [anchor.i for _, anchor in things]
    for token in sent if things else ():
        if token.lower_ not in PRONOUNS or base(token) != "obj" or not is_attitude(token.head, lexicon):
            continue
        before = bisect_left(places, token.head.left_edge.i)  # what stands further right is of the pronoun's clause
        if before:
            yield things[before - 1][0], token


def is_attitude(verb: Token, lexicon: Lexicon) -> bool:
    """Return whether a verb says that its subject is for or against its object."""
    lemma = verb.lemma_.lower()
    roles = {operator.role for operator in lexicon.operators.get(lemma, ())}
    return Role.SUBJECT in roles and lemma not in lexicon.frames.verdicts
