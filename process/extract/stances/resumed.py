"""What takes up an issue again: "Hungary rejects the loan, while Estonia supports it", "… spurned that offer"."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from process.extract.desks.desk import Cue, CueKind
from process.extract.english.lexicon import Lexicon, Role
from process.extract.english.syntax import base, children, has_child

PRONOUNS = frozenset({"it", "them"})
OBJECTS = frozenset({"obj", "ccomp"})
RESTARTING = frozenset({"resume", "restart", "restore", "reinstate"})
RELATIVE = "acl:relcl"
POINTING = frozenset({"this", "that", "these", "those", "such"})


def find_resumed(sent: Span, found: Sequence[tuple[Cue, Token]], lexicon: Lexicon) -> Iterator[tuple[Cue, Token]]:
    """Yield the cue of the thing last named before a pronoun in another clause, with the word to read it from.

    Only what somebody is for or against, the object of an attitude; "called it a trap" says what it is.
    """
    things = sorted((one for one in found if one[0].kind is CueKind.THING), key=lambda one: one[1].i)
    places = [anchor.i for _, anchor in things]
    for token in sent if things else ():
        if token.lower_ in PRONOUNS and base(token) == "obj" and _restarts(token.head):
            yield from ((replace(cue, kind=CueKind.ACT), token.head) for cue in _last_before(things, token.head))
            continue
        takes_up = token.lower_ in PRONOUNS or points_back(token, lexicon)
        if not takes_up or base(token) not in OBJECTS or not is_attitude(token.head, lexicon):
            continue
        before = bisect_left(places, token.head.left_edge.i)  # what stands further right is of the pronoun's clause
        aside = _in_aside(things, token.head)
        if aside or before:
            yield aside or things[before - 1][0], token


def _restarts(verb: Token) -> bool:
    """Return whether a verb tells that somebody has taken something up again: "but resumed it"."""
    return verb.lemma_.lower() in RESTARTING and not has_child(verb, "aux", "nsubj:pass")


def _last_before(things: Sequence[tuple[Cue, Token]], verb: Token) -> Iterator[Cue]:
    """Yield the cue of the thing named last before a verb."""
    before = [cue for cue, anchor in things if anchor.i < verb.i]
    yield from before[-1:]


def _in_aside(things: Sequence[tuple[Cue, Token]], verb: Token) -> Cue | None:
    """Return the cue of the thing that a relative clause on a verb's subject names: "X, who had urged it, now"."""
    clauses = [clause for subject in children(verb, "nsubj") for clause in subject.children if clause.dep_ == RELATIVE]
    inside = (cue for cue, anchor in things for clause in clauses if clause.is_ancestor(anchor))
    return next(inside, None)


def points_back(noun: Token, lexicon: Lexicon) -> bool:
    """Return whether a noun means what somebody has just asked for: "that offer", "such demands".

    The parser may take it for a verb: "spurned that offer".
    """
    is_asking = noun.lemma_.lower() in lexicon.frames.asked and base(noun) in {"obj", "obl", "ccomp"}
    is_pointed = any(word.lower_ in POINTING and word.i < noun.i for word in children(noun, "det", "amod", "nsubj"))
    return is_asking and is_pointed and not has_child(noun, "nmod", "acl", "obj", "aux")


def is_attitude(verb: Token, lexicon: Lexicon) -> bool:
    """Return whether a verb says that its subject is for or against its object."""
    lemma = verb.lemma_.lower()
    is_verdict = lemma in lexicon.frames.verdicts
    particles = [f"{lemma}_{word.lower_}" for word in children(verb, "compound:prt", "advmod")]
    operators = [one for key in (lemma, *particles) for one in lexicon.operators.get(key, ())]
    return any(one.role is Role.SUBJECT and (one.sign < 0 or not is_verdict) for one in operators)
