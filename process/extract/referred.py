"""What "this" means in the sentence after a proposal: "The plan would lift the sanctions. Estonia opposes this"."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from process.extract.desk import Cue, CueKind
from process.extract.english.lexicon import Lexicon
from process.extract.finding import Climb
from process.extract.reason import Why
from process.extract.resumed import is_attitude
from process.extract.syntax import base, case_of, has_child

PRONOUNS = frozenset({"this", "that", "it"})
ROLES = frozenset({"obj", "obl"})


def find_referred(doc: Doc, climbs: Sequence[Climb], lexicon: Lexicon) -> Iterator[tuple[Cue, Token]]:
    """Yield the cue of what the sentence before proposes, on the side that it does, with the pronoun that means it."""
    sents = list(doc.sents)
    starts = [sent.start for sent in sents]
    ways: dict[int, list[Climb]] = defaultdict(list)
    for climb in climbs:
        ways[bisect_right(starts, climb.anchor.i) - 1].append(climb)
    for number in sorted(ways):
        after = sents[number + 1] if number + 1 < len(sents) and number + 1 not in ways else ()
        pronoun = next((token for token in after if _is_taken_up(token, lexicon)), None)
        cue = _proposed(ways[number]) if pronoun is not None else None
        if pronoun is not None and cue is not None:
            yield cue, pronoun


def _is_taken_up(token: Token, lexicon: Lexicon) -> bool:
    """Return whether a word alone is what somebody is for or against: "opposes this", "is against that"."""
    if token.lower_ not in PRONOUNS or token.tag_ == "WDT" or _means_thing_before(token):
        return False
    if has_child(token, "cop"):
        return lexicon.frames.side_of(case_of(token)) != 0
    return base(token) in ROLES and is_attitude(token.head, lexicon)


def _means_thing_before(token: Token) -> bool:
    """Return whether "it" may be a thing that its own sentence names before: "read the budget and opposed it"."""
    before = token.doc[token.sent.start : token.i]
    return token.lower_ == "it" and any(word.dep_ == "obj" and word.pos_ in {"NOUN", "PROPN"} for word in before)


def _proposed(climbs: Sequence[Climb]) -> Cue | None:
    """Return the cue of the one issue on which a sentence takes one side, turned to that side, whoever takes it.

    Else of the one that it only mentions; what is denied or supposed is not proposed.
    """
    taken = [climb for climb in climbs if climb.reason is None or climb.reason.why is Why.NOBODY]
    only_mentioned = [climb for climb in climbs if climb.reason and climb.reason.why is Why.MENTIONED]
    sides = {
        (climb.cue.issue, stance)
        for climb in taken or only_mentioned
        for stance in ({one.stance for one in climb.findings} or {climb.stance})
    }
    if len(sides) != 1:
        return None
    ((issue, stance),) = sides
    cue = next(climb.cue for climb in climbs if climb.cue.issue == issue)
    return replace(cue, kind=CueKind.THING, stance=stance)
