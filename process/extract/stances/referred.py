"""What "this" or "that offer" means after a proposal: "The plan would lift the sanctions. Estonia opposes this"."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from process.extract.desks.desk import Cue
from process.extract.english.lexicon import Lexicon
from process.extract.english.syntax import base, children, has_child, path_up, subject_of
from process.extract.reason import Why
from process.extract.stances.finding import Climb, Meant, sign_of, stance_of
from process.extract.stances.taken_up import Means, TakenUp, find_taken_up
from stancewatch.contracts import Stance

SENTENCES_BACK = 4
"""How many sentences back what is taken up may stand: three may lie between."""
GOES_ON = frozenset({"it", "this", "that", "he", "she", "they"})
"""Subjects of a sentence that says more of what was proposed, as does a noun for it."""
NEW = frozenset({"a", "an", "another", "new"})
WITHIN = frozenset({"obj", "xcomp", "ccomp", "nmod", "acl", "compound"})
"""Relations by which one thing is a part of what is proposed of another: "offered to host a meeting"."""
Climbing = Callable[[Cue, Token], Climb]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What sentence `number` proposes, as climbs, and what is said of it last, in sentence `last` or before it.

    A pronoun means it in the sentence after that; a noun in others too.
    """

    number: int
    climbs: Sequence[Climb]
    is_taken: bool
    last: int
    latest: Sequence[Climb]


def find_referred(doc: Doc, climbs: Sequence[Climb], lexicon: Lexicon, climb: Climbing) -> Iterator[Climb]:
    """Yield the ways up from the words that take up what a sentence before proposes, on the side that it does."""
    sents = list(doc.sents)
    starts = [sent.start for sent in sents]
    ways: dict[int, list[Climb]] = defaultdict(list)
    for one in climbs:
        ways[bisect_right(starts, one.anchor.i) - 1].append(one)
    proposal: Proposal | None = None
    for number, sent in enumerate(sents):
        own = min((one.anchor.i for one in ways.get(number, ())), default=None)
        found = list(_take_up(proposal, number, sent, own, lexicon, climb)) if proposal else []
        yield from found
        proposal = _follow(proposal, number, sent, ways.get(number, ()), found, lexicon)


def _take_up(
    proposal: Proposal, number: int, sent: Span, own: int | None, lexicon: Lexicon, climb: Climbing
) -> Iterator[Climb]:
    """Yield the ways up in a sentence from what takes the proposal up; `own` is where it names an issue itself."""
    for taken in find_taken_up(sent, sent.end if own is None else own, lexicon, is_bare=own is None):
        is_near = number == proposal.last + 1
        if not (is_near or taken.is_far) or not (proposal.is_taken or (taken.is_loose and is_near)):
            continue
        meant = _meant(proposal, taken)
        cues = meant if len(meant) == 1 or taken.word.tag_ == "NNS" or _is_one(proposal.climbs, meant) else []
        back = number - proposal.number
        yield from (replace(climb(cue, taken.word), refers=Meant(back, whole)) for cue, whole in cues)


def _meant(proposal: Proposal, taken: TakenUp) -> list[tuple[Cue, Stance]]:
    """Return a cue of each issue on which one side is meant, turned to that side, and the side first taken of it."""
    contents, wholes, latest = _contents(proposal.climbs), _wholes(proposal.climbs), _wholes(proposal.latest)
    cues = {one.cue.issue: one.cue for one in reversed(proposal.climbs)}
    sides = contents if taken.means in {Means.CONTENT, Means.THING} else latest
    others = {Means.THING: wholes, Means.ECHO: contents}.get(taken.means, sides)
    return [
        (
            replace(cues[issue], kind=taken.kind, stance=stance_of(taken.sign * sign_of(stance))),
            min(wholes[issue]) if len(wholes[issue]) == 1 else stance,
        )
        for issue in cues
        for stance in sides[issue]
        if len(sides[issue]) == 1 and others[issue] == sides[issue]
    ]


def _wholes(climbs: Sequence[Climb]) -> Mapping[str, set[Stance]]:
    """Return the sides that are taken of each issue."""
    sides: dict[str, set[Stance]] = defaultdict(set)
    for one in climbs:
        sides[one.cue.issue] |= {finding.stance for finding in one.findings} or {one.stance}
    return sides


def _contents(climbs: Sequence[Climb]) -> Mapping[str, set[Stance]]:
    """Return the sides of what is proposed or turned down, whichever of the two, of each issue."""
    sides: dict[str, set[Stance]] = defaultdict(set)
    for one in climbs:
        sides[one.cue.issue].add(one.content or one.stance)
    return sides


def _is_one(climbs: Sequence[Climb], cues: Sequence[tuple[Cue, Stance]]) -> bool:
    """Return whether several issues are one proposal: the words of each but the first stand within another's."""
    issues = {cue.issue for cue, _ in cues}
    anchors = [one.anchor for one in climbs if one.cue.issue in issues]
    top = next((one for one in anchors if all(_is_within(other, one) for other in anchors)), None)
    return top is not None


def _is_within(word: Token, top: Token) -> bool:
    for above in path_up(word):
        if above.i == top.i:
            return True
        if base(above) not in WITHIN:
            return False
    return False


def _follow(
    proposal: Proposal | None,
    number: int,
    sent: Span,
    ways: Sequence[Climb],
    found: Sequence[Climb],
    lexicon: Lexicon,
) -> Proposal | None:
    """Return what the next sentences may take up after this one."""
    if made := _propose(number, ways):
        return made
    if proposal is None or number - proposal.number >= SENTENCES_BACK - 1:
        return None
    if any(one.findings for one in found):
        return replace(proposal, last=number, latest=found)
    if _asks_anew(sent, lexicon):
        return None
    is_more = number == proposal.last + 1 and _goes_on(sent, lexicon)
    return replace(proposal, last=number) if is_more else proposal


def _propose(number: int, ways: Sequence[Climb]) -> Proposal | None:
    """Return what a sentence proposes, whoever does, or what it only mentions; nothing that is denied or supposed."""
    taken = [one for one in ways if one.reason is None or one.reason.why is Why.NOBODY]
    mentioned = [one for one in ways if one.reason and one.reason.why is Why.MENTIONED]
    chosen = taken or mentioned
    return Proposal(number, chosen, bool(taken), number, chosen) if chosen else None


def _goes_on(sent: Span, lexicon: Lexicon) -> bool:
    """Return whether a sentence says more of what was proposed before it; "it was a long day" does not."""
    subject = subject_of(sent.root, lexicon)
    if subject is None or has_child(sent.root, "cop"):
        return False
    return subject.lower_ in GOES_ON or subject.lemma_.lower() in lexicon.frames.asked | lexicon.frames.remarks


def _asks_anew(sent: Span, lexicon: Lexicon) -> bool:
    """Return whether a sentence proposes something else, which the next ones may take up: "offered a new bridge"."""
    asking = (lexicon.frames.asked | lexicon.frames.directives) - lexicon.frames.verdicts  # "called it a trap"
    return any(
        (word.pos_ == "VERB" and word.lemma_.lower() in asking and has_child(word, "obj", "ccomp", "xcomp"))
        or (word.pos_ == "NOUN" and word.lemma_.lower() in lexicon.frames.asked and _is_another(word))
        for word in sent
    )


def _is_another(noun: Token) -> bool:
    """Return whether a noun for what is proposed brings in something else: "an offer", "his idea for a park"."""
    is_new = any(word.lower_ in NEW for word in children(noun, "det", "amod"))
    return is_new or (has_child(noun, "nmod:poss") and has_child(noun, "nmod", "acl"))
