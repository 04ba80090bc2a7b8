"""From the sides that a model sees in each sentence, and what the grammar found, to claims of who holds what."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from process.extract.claim import MODEL, Claim, grammar_rule, other_than
from process.extract.english.lexicon import Lexicon
from process.extract.holders.added import add_condition
from process.extract.holders.joint import find_joint
from process.extract.holders.scene import Scene, SentenceView
from process.extract.holders.signs import signs_of
from process.extract.holders.weights import Weights
from process.extract.sides.belief import Belief, Evidence
from process.extract.sides.side import Side
from process.extract.stances.conditions import find_any_condition, find_first_condition, find_first_step
from process.extract.stances.finding import Finding
from stancewatch.contracts import Actor, Stance

TWICE = 2
UNSEEN = 0.005
"""The confidence that a model which says nothing of a side is taken to have."""
WORTH_ASKING = 0.015
"""Confidence from which a side is looked into: below it no holder could be believed."""
WORTH_TELLING = 0.15
"""Confidence below which a claim is not even told to who explains."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What claims are weighed by; `condition`: from which probability on a condition's words are looked for."""

    weights: Weights
    belief: Belief
    condition: float
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Asked:
    """A side that a sentence may take, and the surest that the model is of it anywhere in the article.

    `only`: the ids of those who alone can take it, where few words say that they do; none: anybody.
    """

    sentence: int
    side: Side
    article: float
    only: frozenset[str] = frozenset()


def weigh_claims(
    scene: Scene, sides: Sequence[Sequence[Side]], named: Mapping[str, Actor], scale: Scale
) -> Iterator[Claim]:
    """Yield the claims worth telling; `sides` by sentence, `named` the actors by the names that the model was given."""
    for asked in find_asked(scene, sides):
        for actor, evidence in weigh_holders(scene, asked, named, scale.weights):
            confidence = scale.belief.confidence(evidence)
            if confidence >= WORTH_TELLING:
                claim = make_claim(scene.sentences[asked.sentence], asked, actor, confidence, scale)
                yield add_condition(claim, scene)


def find_asked(scene: Scene, sides: Sequence[Sequence[Side]]) -> Iterator[Asked]:
    """Yield the sides that sentences may take, by the model or by the grammar."""
    highest: dict[tuple[str, Stance], float] = defaultdict(lambda: UNSEEN)
    for side in (side for found in sides for side in found):
        highest[side.issue, side.stance] = max(highest[side.issue, side.stance], side.confidence)
    for number, view in enumerate(scene.sentences):
        asked = {(f.cue.issue, f.stance): _unseen(f, sides[number]) for f in view.findings}
        asked |= {(side.issue, side.stance): side for side in sides[number] if side.confidence >= WORTH_ASKING}
        for side in _referred(view, sides[: number + 1]):
            key = side.issue, side.stance
            asked[key] = max(side, asked[key], key=lambda one: one.confidence)
        for key, side in asked.items():
            yield Asked(number, side, highest[key])
        for finding, side in _echoed(view, sides[number]):
            only = frozenset(holder.id for holder in finding.holders)
            yield Asked(number, side, highest[side.issue, side.stance], only)


def _unseen(finding: Finding, seen: Sequence[Side]) -> Side:
    """Return a finding as a side; the model takes what is turned twice for the other: "dropped a plan to veto"."""
    issue, stance = finding.cue.issue, finding.stance
    other = [side.confidence for side in seen if side.issue == issue and side.stance is not stance]
    return Side(issue, stance, max(other, default=UNSEEN) if finding.turns >= TWICE else UNSEEN, 0.0)


def _referred(view: SentenceView, sides: Sequence[Sequence[Side]]) -> Iterator[Side]:
    """Yield the sides taken of what a sentence before proposes, as sure as that it is: "rejected that offer".

    `sides` are those of the sentences up to this one.
    """
    for climb, meant in ((climb, climb.refers) for climb in view.climbs if climb.refers and climb.refers.back):
        there = climb.cue.issue, meant.stance
        proposed = [side.confidence for side in sides[-1 - meant.back] if (side.issue, side.stance) == there]
        yield from (_as_sure(finding, proposed) for finding in climb.findings)


def _echoed(view: SentenceView, sides: Sequence[Side]) -> Iterator[tuple[Finding, Side]]:
    """Yield what is found by what others in the sentence do, as sure as that they do: "so does Oslo".

    And both sides of words that show two: "rejected Kyiv's demand".
    """
    for climb in view.climbs:
        meant = {climb.refers.stance} if climb.refers else set(Stance)
        is_one = bool(climb.refers and not climb.refers.back) or len({one.stance for one in climb.findings}) > 1
        seen = [side.confidence for side in sides if side.issue == climb.cue.issue and side.stance in meant]
        yield from ((finding, _as_sure(finding, seen)) for finding in climb.findings if is_one)


def _as_sure(finding: Finding, seen: Sequence[float]) -> Side:
    """Return a finding as a side that only its holders take, as sure as the surest seen."""
    shares = tuple((holder.name, 1 / len(finding.holders)) for holder in finding.holders)
    return Side(finding.cue.issue, finding.stance, max(seen, default=UNSEEN), 0.0, shares)


def weigh_holders(
    scene: Scene, asked: Asked, named: Mapping[str, Actor], weights: Weights
) -> Iterator[tuple[Actor, Evidence]]:
    """Yield who may hold the side, with what speaks for it."""
    view, side = scene.sentences[asked.sentence], asked.side
    shares = {named[name].id: share for name, share in side.holders if name in named}
    signs = {
        **{actor: frozenset[str]() for actor in shares},
        **signs_of(scene, asked.sentence, side.issue, side.stance),
    }
    known = {**{actor.id: actor for actor in named.values()}, **scene.actors}
    agreed = {holder.id for finding in _agreeing(view, side) for holder in finding.holders}
    joint = find_joint(view)
    for actor in asked.only or signs:
        evidence = Evidence(
            side=side.confidence,
            article=asked.article,
            share=_joint_share(actor, shares, joint),
            signs=weights.score(signs.get(actor, frozenset())),
            agrees=actor in agreed,
        )
        yield known[actor], evidence


def _joint_share(actor: str, shares: Mapping[str, float], joint: Sequence[frozenset[str]]) -> float:
    """Return the model's share of an actor, or the greatest of those with whom it acts: "Kos and Mets want"."""
    mates = {actor}.union(*(group for group in joint if actor in group))
    return max(shares.get(one, 0.0) for one in mates)


def _agreeing(view: SentenceView, side: Side) -> list[Finding]:
    """Return the grammar's findings of the same side."""
    return [one for one in view.findings if one.cue.issue == side.issue and one.stance is side.stance]


def make_claim(view: SentenceView, asked: Asked, holder: Actor, confidence: float, scale: Scale) -> Claim:
    """Return the claim that an actor takes the side."""
    side = asked.side
    findings = _agreeing(view, side)
    own = next((finding for finding in findings if holder in finding.holders), None)
    return Claim(
        holder=holder,
        speaker=other_than(holder, own.speakers) if own and _is_echoed(own, view) else _speaker_for(holder, view),
        issue=side.issue,
        stance=side.stance,
        sentence=asked.sentence,
        anchor=next((finding.anchor for finding in (own, *findings) if finding), None),
        condition=_condition(view, side, findings, scale),
        confidence=round(confidence, 3),
        rule=_rule(side, own),
    )


def _is_echoed(finding: Finding, view: SentenceView) -> bool:
    """Return whether it only follows from what another does in the sentence, who does not speak for it thereby."""
    return any(way.refers and not way.refers.back and finding in way.findings for way in view.climbs)


def _speaker_for(holder: Actor, view: SentenceView) -> Actor | None:
    """Return who voices it for the holder: nobody who speaks beside him ("Macron and Merz called for a truce")."""
    own = {word.i for word in view.words.get(holder.id, ())}
    beside = {
        actor
        for actor, words in view.words.items()
        if any(other.i in own for word in words for other in word.conjuncts)
    }
    return other_than(holder, (one for one in (*view.quoted, *view.speakers) if one.id not in beside))


def _condition(view: SentenceView, side: Side, findings: Sequence[Finding], scale: Scale) -> tuple[int, int] | None:
    """Return the condition that the grammar has found with the side, or one of the sentence.

    Any if the model expects one, else one that the sentence opens with. What is itself the condition stands under none:
    "a truce if the arms deliveries stop".
    """
    found = next((finding.condition for finding in findings if finding.condition), None)
    if not found and side.condition >= scale.condition:
        found = find_any_condition(view.span, scale.lexicon)
    steps = (find_first_step(view.span, way.anchor) for way in view.climbs if way.cue.issue == side.issue)
    found = found or find_first_condition(view.span, scale.lexicon) or next(filter(None, steps), None)
    is_own = found and findings and all(found[0] <= finding.anchor.i < found[1] for finding in findings)
    return None if is_own else found


def _rule(side: Side, finding: Finding | None) -> str:
    if finding is None:
        return MODEL
    return grammar_rule(finding) if side.confidence <= UNSEEN else f"{MODEL}+{grammar_rule(finding)}"
