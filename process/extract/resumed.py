"""What a pronoun takes up again of an issue: "Hungary rejects the loan, while Estonia supports it"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from process.extract.desk import Cue, CueKind
from process.extract.english.lexicon import Lexicon, Role
from process.extract.syntax import base, path_up

PRONOUNS = frozenset({"it", "them"})


def find_resumed(sent: Span, found: Sequence[tuple[Cue, Token]], lexicon: Lexicon) -> Iterator[tuple[Cue, Token]]:
    """Yield the cue of the thing last named before a pronoun in another clause, with the pronoun to read it from.

    Only what somebody is for or against, the object of an attitude; "called it a trap" says what it is.
    """
    things = [(cue, anchor) for cue, anchor in found if cue.kind is CueKind.THING]
    for token in sent if things else ():
        if token.lower_ not in PRONOUNS or base(token) != "obj" or not _is_attitude(token.head, lexicon):
            continue
        before = [one for one in things if one[1].i < token.head.i and token.head not in path_up(one[1])]
        if before:
            yield max(before, key=lambda one: one[1].i)[0], token


def _is_attitude(verb: Token, lexicon: Lexicon) -> bool:
    lemma = verb.lemma_.lower()
    roles = {operator.role for operator in lexicon.operators.get(lemma, ())}
    return Role.SUBJECT in roles and lemma not in lexicon.frames.verdicts
