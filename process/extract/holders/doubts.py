"""Doubts: what the desk knows that speaks against a claim of the model.

An issue is not meant where none of its words stands near, and that an actor takes a side which nobody of its country
has been seen to take must be said clearly.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from process.extract.claim import Claim
from process.extract.desk import Desk, Issue
from process.extract.gate import any_stem_of
from process.extract.holders.scene import Scene
from process.extract.reason import Reason, Why
from stancewatch.contracts import Actor

BEFORE, AFTER = 5, 1
"""Sentences before and after that of a claim in which a word of its issue is looked for."""
CLEAR = 0.7
"""The confidence from which an unlikely side is believed. Of 4,905 labelled pairs of a holder and a sentence none is of
an unlikely side; of 35 such claims on texts that the network has hardly seen 8 were right, and those by a speaker."""


class Doubts:
    """Holds back claims by what one desk says of its issues."""

    def __init__(self, desk: Desk) -> None:
        self._issues = {issue.id: issue for issue in desk.issues}
        self._words = {issue.id: any_stem_of(issue.words) for issue in desk.issues if issue.words}
        self._rivals = dict(self._find_rivals())

    def hold_back(self, claim: Claim, scene: Scene, title: str) -> Claim:
        """Return the claim, with the reason if the desk gives one against it; `title` is the article's."""
        reason = self._find_unnamed(claim, scene, title) or _find_unlikely(claim, scene, self._issues[claim.issue])
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


def _find_unlikely(claim: Claim, scene: Scene, issue: Issue) -> Reason | None:
    if claim.confidence >= CLEAR:
        return None
    whose = {actor.id for actor in _with_affiliation(claim.holder, scene)}
    unlikely = whose.intersection(issue.unlikely.get(claim.stance, ()))
    return Reason(Why.UNLIKELY, min(unlikely)) if unlikely else None


def _with_affiliation(holder: Actor, scene: Scene) -> list[Actor]:
    affiliation = scene.cast.affiliation(holder)
    return [holder, affiliation] if affiliation else [holder]
