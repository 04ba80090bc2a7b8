"""What "this" or "that offer" means after a proposal: "The plan would lift the sanctions. Estonia opposes this"."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from process.extract.desk import Cue, CueKind
from process.extract.english.lexicon import Lexicon
from process.extract.finding import Climb
from process.extract.reason import Why
from process.extract.resumed import is_attitude, points_back
from process.extract.syntax import base, case_of, has_child
from stancewatch.contracts import Stance

PRONOUNS = frozenset({"this", "that", "it"})
ROLES = frozenset({"obj", "obl"})


def find_referred(doc: Doc, climbs: Sequence[Climb], lexicon: Lexicon) -> Iterator[tuple[Cue, Token]]:
    """Yield the cue of what the sentence before proposes, on the side that it does, with the word that means it."""
    sents = list(doc.sents)
    starts = [sent.start for sent in sents]
    ways: dict[int, list[Climb]] = defaultdict(list)
    for climb in climbs:
        ways[bisect_right(starts, climb.anchor.i) - 1].append(climb)
    for number in sorted(ways):
        after = sents[number + 1] if number + 1 < len(sents) else ()
        own = min((climb.anchor.i for climb in ways.get(number + 1, ())), default=None)
        word = next((token for token in after if _is_taken_up(token, lexicon, is_bare=own is None)), None)
        if word is not None and (own is None or word.i < own):
            proposed = _proposed(ways[number])
            yield from ((cue, word) for cue in proposed if len(proposed) == 1 or word.tag_ == "NNS")


def _is_taken_up(token: Token, lexicon: Lexicon, *, is_bare: bool) -> bool:
    """Return whether a word is what somebody is for or against: "opposes this", "spurned that offer".

    `is_bare`: the sentence has no issue of its own, which a pronoun might mean.
    """
    if points_back(token, lexicon):
        return is_attitude(token.head, lexicon)
    if token.lower_ not in PRONOUNS or not is_bare or token.tag_ == "WDT" or _means_thing_before(token):
        return False
    if has_child(token, "cop"):
        return lexicon.frames.side_of(case_of(token)) != 0
    return base(token) in ROLES and is_attitude(token.head, lexicon)


def _means_thing_before(token: Token) -> bool:
    """Return whether "it" may be a thing that its own sentence names before: "read the budget and opposed it"."""
    before = token.doc[token.sent.start : token.i]
    return token.lower_ == "it" and any(word.dep_ == "obj" and word.pos_ in {"NOUN", "PROPN"} for word in before)


def _proposed(climbs: Sequence[Climb]) -> list[Cue]:
    """Return a cue of each issue on which a sentence takes one side, turned to that side, whoever takes it.

    Else of each that it only mentions; what is denied or supposed is not proposed.
    """
    taken = [climb for climb in climbs if climb.reason is None or climb.reason.why is Why.NOBODY]
    only_mentioned = [climb for climb in climbs if climb.reason and climb.reason.why is Why.MENTIONED]
    sides: dict[str, set[Stance]] = defaultdict(set)
    cues: dict[str, Cue] = {}
    for climb in taken or only_mentioned:
        sides[climb.cue.issue] |= {one.stance for one in climb.findings} or {climb.stance}
        cues.setdefault(climb.cue.issue, climb.cue)
    return [
        replace(cues[issue], kind=CueKind.THING, stance=stance)
        for issue, found in sides.items()
        for stance in found
        if len(found) == 1
    ]
