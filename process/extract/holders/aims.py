"""Whom a thing is given to, done to or agreed with, where that is another state than the issue is about.

"Sanctions on Belarus", "a brigade in Lithuania", "send Israel no more weapons", "talks with Moldova".
"""

from collections.abc import Iterator

from spacy.tokens import Token

from process.extract.claim import Claim
from process.extract.desk import Desk
from process.extract.elsewhere import Elsewhere
from process.extract.holders.scene import Scene, SentenceView
from process.extract.reason import Reason, Why
from process.extract.syntax import case_of, children, conjuncts_after

TO_WHOM = frozenset({"to", "for"})
"""Prepositions that may be left out before whom something is given to."""
WITHIN = frozenset({"in", "into"})
"""Prepositions before which a capital is a place and not its state: "announced in Vilnius"."""
DONE = frozenset({"obj", "nsubj:pass"})
"""Relations of a thing to the verb that says what is done with it."""


class Aims:
    """Knows at whom the issues of one desk are aimed."""

    def __init__(self, desk: Desk, elsewhere: Elsewhere) -> None:
        self._aims = {issue.id: issue.aim for issue in desk.issues if issue.aim}
        self._names = {entry.actor.id: entry.actor.name for entry in desk.actors if entry.actor.kind == "state"}
        self._elsewhere = elsewhere

    def find_other(self, claim: Claim, scene: Scene) -> Reason | None:
        """Return the other state that a thing is aimed at, where none of those whom the issue is about is named."""
        aim, view = self._aims.get(claim.issue), scene.sentences[claim.sentence]
        if aim is None:
            return None
        aimed = [word for thing in _things(claim, view) for word in _aimed(thing, aim.by)]
        others = [word for word in aimed if self._is_state(word, scene)]
        return None if not others or self.names_any(claim, scene) else Reason(Why.ELSEWHERE, others[0].text)

    def names_any(self, claim: Claim, scene: Scene) -> bool:
        """Return whether a claim's sentence names, beside the holder, one of those whom its issue is about."""
        aim = self._aims.get(claim.issue)
        known = [(word, self._ids_of(word, scene)) for word in scene.sentences[claim.sentence].span]
        beside = [(word, ids) for word, ids in known if claim.holder.id not in ids]
        is_one = aim is not None and any(not ids.isdisjoint(aim.at) for _, ids in beside)
        return is_one or self._elsewhere.names_core(" ".join(word.text for word, _ in beside))

    def _is_state(self, word: Token, scene: Scene) -> bool:
        """Return whether a word names a state, or who or what belongs to one."""
        states = self._ids_of(word, scene).intersection(self._names)
        return any(case_of(word) not in WITHIN or word.text in self._names[state] for state in states)

    def _ids_of(self, word: Token, scene: Scene) -> set[str]:
        """Return the ids of the actor that a word or its adjective names, and of the state that this one belongs to."""
        named = [scene.cast.mention_id(one) for one in (word, *children(word, "amod", "compound", "nmod:poss"))]
        ids = {one for one in named if one}
        people = (scene.actors[one] for one in ids if one in scene.actors)
        return ids | {whose.id for one in people if (whose := scene.cast.affiliation(one))}


def _things(claim: Claim, view: SentenceView) -> list[Token]:
    """Return what the claim was found by, or all words of its issue."""
    if claim.anchor is not None:
        return [claim.anchor]
    return [climb.anchor for climb in view.climbs if climb.cue.issue == claim.issue]


def _aimed(thing: Token, prepositions: tuple[str, ...]) -> Iterator[Token]:
    """Yield the words at which a thing, what is done with it, or what is done, is aimed."""
    verb = thing.head if thing.dep_ in DONE else None
    beside = [*children(thing, "obj", "xcomp"), *([verb] if verb is not None else [])]
    for word in (thing, *beside):
        for place in children(word, "nmod", "obl", "iobj"):
            is_given = place.dep_ == "iobj" and not TO_WHOM.isdisjoint(prepositions)
            if is_given or (case_of(place) in prepositions and place.i > thing.i):
                yield from conjuncts_after(place)
