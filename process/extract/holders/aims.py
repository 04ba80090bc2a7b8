"""Whom a thing is given to, done to or agreed with, where that is another state than the issue is about.

"Sanctions on Belarus", "a brigade in Lithuania", "send Israel no more weapons", "talks with Moldova".
"""

from collections.abc import Iterator
from math import inf
from weakref import WeakKeyDictionary

from spacy.tokens import Token

from process.extract.claim import Claim
from process.extract.desks.desk import Aim, Desk
from process.extract.english.syntax import case_of, children, conjuncts_after
from process.extract.holders.scene import Scene, SentenceView
from process.extract.naming.cast import Cast
from process.extract.reading.elsewhere import Elsewhere
from process.extract.reason import Reason, Why
from stancewatch.contracts import Actor

TO_WHOM = frozenset({"to", "for"})
"""Prepositions that may be left out before whom something is given to."""
WITHIN = frozenset({"in", "into"})
"""Prepositions before which a capital is a place and not its state: "announced in Vilnius"."""
BEFORE, AFTER = 5, 3
"""Sentences before a claim in which a thing may be named that it is about."""
DONE = frozenset({"obj", "nsubj:pass"})
"""Relations of a thing to the verb that says what is done with it."""


class Aims:
    """Knows at whom the issues of one desk are aimed."""

    def __init__(self, desk: Desk, elsewhere: Elsewhere) -> None:
        self._aims = {issue.id: issue.aim for issue in desk.issues if issue.aim}
        self._names = {entry.actor.id: entry.actor.name for entry in desk.actors if entry.actor.kind == "state"}
        core = {one.actor.id for one in desk.actors if any(map(elsewhere.names_core, one.aliases))}
        self._words = {
            key: elsewhere.core if core.issuperset(aim.at) else elsewhere.subject for key, aim in self._aims.items()
        }
        self._firsts: WeakKeyDictionary[Cast, dict[tuple[str, str], float]] = WeakKeyDictionary()
        """Where each text names first whom an issue is about, by issue and title: it is asked for every claim."""

    def find_other(self, claim: Claim, scene: Scene, title: str) -> Reason | None:
        """Return the other state that a thing is aimed at, here or where it last was aimed at any.

        It is without words where none of those whom the issue is about is named in the title, before or soon after.
        """
        aim = self._aims.get(claim.issue)
        if aim is None:
            return None
        if not self._is_named(claim, aim.at, scene, title):
            return Reason(Why.ELSEWHERE)
        if himself := _himself(claim, aim, scene):
            return Reason(Why.OWN, himself.text)
        for number in range(claim.sentence, max(claim.sentence - BEFORE, 0) - 1, -1):
            if self._names_any(claim, scene.sentences[number], scene):
                return None
            things = _things(claim, scene.sentences[number])
            aimed = (
                word for thing in things for word in _aimed(thing, aim.by) if self._is_another(word, aim.at, scene)
            )
            if other := next(aimed, None):
                return Reason(Why.ELSEWHERE, other.text)
        return None

    def is_aimed(self, claim: Claim, scene: Scene) -> bool:
        """Return whether the thing is said to be aimed at those whom the issue is about: "sanctions on Russia"."""
        aim, things = self._aims.get(claim.issue), _things(claim, scene.sentences[claim.sentence])
        aimed = [word for thing in things for word in _aimed(thing, aim.by)] if aim else []
        return aim is not None and any(not self._ids_of(word, scene).isdisjoint(aim.at) for word in aimed)

    def _names_any(self, claim: Claim, view: SentenceView, scene: Scene) -> bool:
        """Return whether a sentence names, beside the holder, one of those whom a claim's issue is about."""
        aim = self._aims[claim.issue]
        known = [(word, self._ids_of(word, scene)) for word in view.span]
        beside = [(word, ids) for word, ids in known if claim.holder.id not in ids]
        is_one = any(not ids.isdisjoint(aim.at) for _, ids in beside)
        return is_one or bool(self._words[claim.issue].search(" ".join(word.text for word, _ in beside)))

    def _is_named(self, claim: Claim, whom: tuple[str, ...], scene: Scene, title: str) -> bool:
        """Return whether the title, or the text until soon after, names one of these, or the subject."""
        firsts = self._firsts.setdefault(scene.cast, {})
        key = claim.issue, title
        if key not in firsts:
            firsts[key] = self._find_first(claim.issue, whom, scene, title)
        last = min(claim.sentence + AFTER, len(scene.sentences) - 1)
        return firsts[key] < scene.sentences[last].span.end

    def _find_first(self, issue: str, whom: tuple[str, ...], scene: Scene, title: str) -> float:
        """Return where a text first names one of these, or a sentence with the subject begins; -1: in the title."""
        words = self._words[issue]
        if words.search(title) or any(_is_of(actor, whom, scene) for actor in scene.title):
            return -1
        said = (view.span.start for view in scene.sentences if words.search(view.span.text))
        named = (one.start for one in scene.cast.mentions if _is_of(one.actor, whom, scene))
        return min(next(said, inf), min(named, default=inf))

    def _is_another(self, word: Token, at: tuple[str, ...], scene: Scene) -> bool:
        """Return whether a word names a state, or who or what belongs to one, that is none of these."""
        states = self._ids_of(word, scene).intersection(self._names)
        is_named = case_of(word) not in WITHIN or any(word.text in self._names[state] for state in states)
        return bool(states) and states.isdisjoint(at) and is_named

    def _ids_of(self, word: Token, scene: Scene) -> set[str]:
        """Return the ids of the actor that a word or its adjective names, and of the state that this one belongs to."""
        named = [scene.cast.mention_id(one) for one in (word, *children(word, "amod", "compound", "nmod:poss"))]
        ids = {one for one in named if one}
        people = (scene.actors[one] for one in ids if one in scene.actors)
        return ids | {whose.id for one in people if (whose := scene.cast.affiliation(one))}


def _himself(claim: Claim, aim: Aim, scene: Scene) -> Token | None:
    """Return the pronoun by which a thing is aimed at its holder, who pleads his own case: "imposed on him"."""
    words = scene.sentences[claim.sentence].words.get(claim.holder.id, ())
    if claim.holder.kind != "person" or _is_of(claim.holder, aim.at, scene):
        return None
    return next((word for word in words if word.pos_ == "PRON" and case_of(word) in aim.by), None)


def _is_of(actor: Actor, whom: tuple[str, ...], scene: Scene) -> bool:
    """Return whether an actor is one of these, or belongs to one."""
    state = scene.cast.affiliation(actor)
    return actor.id in whom or (state is not None and state.id in whom)


def _things(claim: Claim, view: SentenceView) -> list[Token]:
    """Return what the claim was found by, or all words of its issue in another sentence."""
    if claim.anchor is not None and view.span.start <= claim.anchor.i < view.span.end:
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
