"""Doubts: what the desk knows that speaks against a claim of the model.

An issue is not meant where none of its words stands near or its clause is about somewhere else, nor talks of two where
only one of them is named, nor arms for somebody where they are for others. A side which nobody of the actor's country
has been seen to take must be said clearly.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from spacy.tokens import Span, Token

from process.extract.claim import Claim
from process.extract.desks.desk import Desk, Issue
from process.extract.english.syntax import modals, path_up
from process.extract.holders.aims import Aims
from process.extract.holders.scene import Scene, SentenceView
from process.extract.reading.elsewhere import Elsewhere
from process.extract.reading.gate import any_stem_of
from process.extract.reason import Reason, Why
from stancewatch.contracts import Actor, Stance

BEFORE, AFTER = 5, 1
"""Sentences before and after that of a claim in which a word of its issue is looked for, and before it,
where the title is about another place, one of the subject."""
CLEAR = 0.7
"""The confidence from which an unlikely side is believed. Of 4,905 labelled pairs of a holder and a sentence none is of
an unlikely side; of 35 such claims on texts that the network has hardly seen 8 were right, and those by a speaker."""

TOGETHER = frozenset({"both", "three", "three-way", "trilateral", "leaders", "presidents", "heads", "powers"})
"""Words that mean the parties of talks without naming them."""


LIKE = frozenset({"style", "type", "like", "as", "model"})
"""Words by which a thing is only likened to one of another place: "Israel-style guarantees"."""


class Doubts:
    """Holds back claims by what one desk says of its issues."""

    def __init__(self, desk: Desk) -> None:
        self._issues = {issue.id: issue for issue in desk.issues}
        self._words = {issue.id: any_stem_of(issue.words) for issue in desk.issues if issue.words}
        self._own = {issue.id: any_stem_of(issue.own) for issue in desk.issues if issue.own}
        self._rivals = dict(self._find_rivals())
        self._elsewhere = Elsewhere(desk)
        self._places = {alias: {entry.actor.id} for entry in desk.actors for alias in entry.aliases}
        self._aims = Aims(desk, self._elsewhere)
        self._parties = frozenset(party for issue in desk.issues for party in issue.parties)

    def hold_back(self, claim: Claim, scene: Scene, title: str) -> Claim:
        """Return the claim, with the reason if the desk gives one against it; `title` is the article's."""
        reason = (
            self._find_unnamed(claim, scene, title)
            or self._find_elsewhere(claim)
            or self._find_other_subject(claim, scene, title)
            or self._find_other_talks(claim, scene)
            or self._find_own(claim, scene, title)
            or _find_unlikely(claim, scene, self._issues[claim.issue])
            or _find_contrary(claim, scene, self._issues[claim.issue])
            or self._aims.find_other(claim, scene, title)
        )
        return replace(claim, reason=reason) if reason and not claim.reason else claim

    def _find_rivals(self) -> Iterator[tuple[str, tuple[re.Pattern[str], re.Pattern[str]]]]:
        """Yield of each issue with a rival the words that are its own alone, and those that are the rival's."""
        for issue in self._issues.values():
            if rival := self._issues.get(issue.rival):
                own, other = (set(one.words) - set(two.words) for one, two in ((issue, rival), (rival, issue)))
                yield issue.id, (any_stem_of(own), any_stem_of(other))

    def _find_unnamed(self, claim: Claim, scene: Scene, title: str) -> Reason | None:
        near = scene.sentences[max(claim.sentence - BEFORE, 0) : claim.sentence + AFTER + 1]
        text = "\n".join([title, *(view.span.text for view in near)])
        words, rivals = self._words.get(claim.issue), self._rivals.get(claim.issue)
        if words and not words.search(text):
            return Reason(Why.UNNAMED)
        found = rivals[1].search(text) if rivals and not rivals[0].search(text) else None
        return Reason(Why.UNNAMED, found[0]) if found else None

    def _find_elsewhere(self, claim: Claim) -> Reason | None:
        """Return the other place that the clause of the issue's words is about: "he welcomed any truce in Gaza"."""
        if claim.anchor is None:
            return None
        clause = claim.anchor.head
        away = self._place_of(claim.anchor) or self._elsewhere.leads_away(_text(clause.left_edge, clause.right_edge))
        return Reason(Why.ELSEWHERE, away) if away else None

    def _find_other_subject(self, claim: Claim, scene: Scene, title: str) -> Reason | None:
        """Return the other place that the title is about, where the subject is named near in asides at most."""
        away = self._elsewhere.find_place(title)
        near = scene.sentences[max(claim.sentence - BEFORE, 0) : claim.sentence + 1] if away else ()
        is_meant = any(self._elsewhere.names_core(_without_asides(view.span)) for view in near)
        is_meant = is_meant or self._aims.is_aimed(claim, scene) or self._is_at_home(claim, scene, away)
        return Reason(Why.ELSEWHERE, away) if away and not is_meant else None

    def _is_at_home(self, claim: Claim, scene: Scene, place: str) -> bool:
        """Return whether a place is the holder's own, who speaks of the subject: "Japan would stay until Moscow"."""
        is_own = not _ids_of(claim.holder, scene).isdisjoint(self._places.get(place, ()))
        return is_own and bool(self._elsewhere.subject.search(scene.sentences[claim.sentence].span.text))

    def _place_of(self, thing: Token) -> str:
        """Return the other place that a thing itself is said to be of: "a Gaza truce was welcome, and Kyiv agreed"."""
        if thing.pos_ != "NOUN":
            return ""
        away = self._elsewhere.leads_away(_text(thing.left_edge, thing.right_edge))
        is_likened = any(word.lower_ in LIKE for word in thing.subtree)
        return away if away[:1].isupper() and not is_likened else ""

    def _find_other_talks(self, claim: Claim, scene: Scene) -> Reason | None:
        """Return the one party that a sentence names of the two whose talks the holder is to want.

        Who is no party means talks of its own with that one: "Kyiv would go on working with the Americans". Who is a
        party of others wherever it is so, anybody else unless the claim is clear.
        """
        parties, view = self._issues[claim.issue].parties, scene.sentences[claim.sentence]
        whose = _ids_of(claim.holder, scene)
        is_clear = claim.confidence >= CLEAR and not whose & self._parties
        if not parties or claim.stance is not Stance.FAVOR or is_clear or whose.intersection(parties):
            return None
        named = {actor for known in view.words for actor in _ids_of(scene.actors[known], scene)}.intersection(parties)
        is_of_all = len(named) != 1 or any(word.lower_ in TOGETHER for word in view.span)
        return None if is_of_all else Reason(Why.OTHER_TALKS, min(named))

    def _find_own(self, claim: Claim, scene: Scene, title: str) -> Reason | None:
        """Return the word by which a thing is for others than the issue's beneficiary: "will buy missiles".

        It stands in the sentence or the title, and that one is named neither there nor in the sentence before.
        """
        whose, own = frozenset(self._issues[claim.issue].beneficiary), self._own.get(claim.issue)
        if own is None or _ids_of(claim.holder, scene) & whose:
            return None
        found = own.search(f"{title}\n{scene.sentences[claim.sentence].span.text}")
        if found is None or any(_ids_of(actor, scene) & whose for actor in scene.title):
            return None
        near = scene.sentences[max(claim.sentence - 1, 0) : claim.sentence + 1]
        return None if any(_is_named(view, whose, scene) for view in near) else Reason(Why.OWN, found[0])


def _is_named(view: SentenceView, actors: AbstractSet[str], scene: Scene) -> bool:
    """Return whether a sentence names one of the actors, but for what is over: "those that it gave to Kyiv"."""
    meant = (
        word for actor, words in view.words.items() for word in words if _ids_of(scene.actors[actor], scene) & actors
    )
    named = (word for word in view.span if scene.cast.mention_id(word) in actors)
    return any(not any(map(_is_over, _relatives(word))) for word in (*meant, *named))


def _without_asides(sentence: Span) -> str:
    """Return the words of a sentence but for those of relative clauses: "Kos, who was Kyiv's envoy, wants a truce"."""
    return " ".join(word.text for word in sentence if not any(_relatives(word)))


def _relatives(word: Token) -> Iterator[Token]:
    """Yield the verbs of the relative clauses that a word stands in."""
    return (above for above in path_up(word) if above.dep_ == "acl:relcl")


def _is_over(verb: Token) -> bool:
    return verb.tag_ in {"VBD", "VBN"} and not modals(verb)


def _text(first: Token, last: Token) -> str:
    return str(first.doc[first.i : last.i + 1].text)


def _find_unlikely(claim: Claim, scene: Scene, issue: Issue) -> Reason | None:
    if claim.confidence >= CLEAR:
        return None
    unlikely = _ids_of(claim.holder, scene).intersection(issue.unlikely.get(claim.stance, ()))
    return Reason(Why.UNLIKELY, min(unlikely)) if unlikely else None


def _find_contrary(claim: Claim, scene: Scene, issue: Issue) -> Reason | None:
    """Return the words by which the grammar sees the holder in favor of what goes against the claim, and not of it."""
    others = issue.contrary.get(claim.stance, ())
    found = [one for one in scene.sentences[claim.sentence].findings if claim.holder in one.holders]
    against = [one for one in found if one.cue.issue in others and one.stance is Stance.FAVOR]
    is_found = any((one.cue.issue, one.stance) == (claim.issue, claim.stance) for one in found)
    return Reason(Why.PART, against[0].anchor.text) if against and not is_found else None


def _ids_of(actor: Actor, scene: Scene) -> set[str]:
    """Return the ids of an actor and of the state or body that it belongs to."""
    affiliation = scene.cast.affiliation(actor)
    return {actor.id, affiliation.id} if affiliation else {actor.id}
