"""Purposes: what one actor's plan is for is not thereby the side of who only tells of it.

"The Russian proposal was designed to end the sanctions", "a Russian scheme to end them", "Moscow's raid was meant to".
"""

from collections.abc import Iterator

from spacy.tokens import Token

from process.extract.claim import Claim
from process.extract.english.lexicon import Role
from process.extract.english.syntax import base, case_of, children, has_child, path_up
from process.extract.holders.scene import Scene, SentenceView
from process.extract.reason import Reason, Why
from stancewatch.contracts import Actor

PLANS = frozenset(
    {"plan", "proposal", "scheme", "plot", "attempt", "effort", "bid", "ploy", "strategy", "offer", "move"}
)
MEANT = frozenset({"design", "mean", "aim", "intend", "calculate", "tailor"})
CLAUSES = frozenset({"xcomp", "advcl", "ccomp", "obl"})
OWNED_BY = frozenset({"of", "by", "from"})


def find_purpose(claim: Claim, view: SentenceView, scene: Scene) -> Reason | None:
    """Return the plan of another, whose purpose is claimed of the holder, where nobody is said to be for or against."""
    anchors = [claim.anchor] if claim.anchor else [way.anchor for way in view.climbs if way.cue.issue == claim.issue]
    for plan, top in _plans_above(anchors[0]) if anchors else ():
        owners = {actor for word in _owner_words(plan) for actor in _actors_of(word, scene)}
        above = [word for word in path_up(top) if word.i != top.i]
        if owners and not owners & _kin(claim.holder, scene) and all(_only_tells(word, scene) for word in above):
            return Reason(Why.BESIDE, plan.text)
    return None


def _plans_above(anchor: Token) -> Iterator[tuple[Token, Token]]:
    """Yield the nouns whose purpose a word stands in, each with the word from which the sentence goes on above."""
    for word in path_up(anchor):
        head = word.head
        if base(word) == "acl" and word.dep_ != "acl:relcl" and head.lemma_.lower() in PLANS:
            subjects = children(head, "nsubj") if has_child(head, "cop") else []
            yield from ((noun, head) for noun in (head, *subjects))
        if base(word) in CLAUSES and head.lemma_.lower() in MEANT and head.tag_ == "VBN":
            yield from ((noun, head) for noun in children(head, "nsubj"))


def _owner_words(plan: Token) -> list[Token]:
    """Return the words beside a noun that say whose it is."""
    owners = children(plan, "nmod:poss", "amod", "compound")
    return owners + [word for word in children(plan, "nmod") if case_of(word) in OWNED_BY]


def _actors_of(word: Token, scene: Scene) -> set[str]:
    """Return the ids of the actors that a word means, or whose adjective it is."""
    named = scene.cast.mention_id(word)
    return {named} if named else {actor.id for actor in scene.cast.actors_of(word)}


def _kin(holder: Actor, scene: Scene) -> set[str]:
    """Return the ids of the holder and of the state or body that it belongs to."""
    affiliation = scene.cast.affiliation(holder)
    return {holder.id, affiliation.id} if affiliation else {holder.id}


def _only_tells(word: Token, scene: Scene) -> bool:
    """Return whether a word says what somebody says, and not that he is for or against it."""
    roles = {operator.role for operator in scene.lexicon.operators.get(word.lemma_.lower(), ())}
    return scene.voices.is_speech(word) and not roles & {Role.SUBJECT, Role.VOICE, Role.NOUN}
