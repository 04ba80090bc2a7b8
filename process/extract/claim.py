"""A claim: that a sentence of an article shows an actor on one side of an issue; and claims by the grammar alone."""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from process.extract.reason import Reason, Why
from process.extract.stances.finding import Finding
from stancewatch.contracts import Actor, Stance

MODEL = "model"
"""The rule of a claim that the model alone has found."""
SECOND_HOLDER, BOTH_SIDES = 0.7, 0.8
"""Share of a likelier claim's confidence that one of another holder in the sentence, or of the other side, needs."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What may become a position.

    `sentence` is its number; `anchor` the word that a cue found, or None; `condition` a range of tokens, half-open;
    `confidence` is calibrated where a model has had its say; `rule` says what found it; `reason` why it is held back
    all the same.
    """

    holder: Actor
    speaker: Actor | None
    issue: str
    stance: Stance
    sentence: int
    anchor: Token | None
    condition: tuple[int, int] | None
    confidence: float
    rule: str
    reason: Reason | None = None

    @property
    def is_read(self) -> bool:
        """Whether the grammar has found it too."""
        return self.rule != MODEL

    @property
    def key(self) -> tuple[str, str, Stance]:
        """What there is one position of in an article."""
        return self.holder.id, self.issue, self.stance


def claims_of_findings(doc: Doc, findings: Iterable[Finding]) -> Iterator[Claim]:
    """Yield what the grammar claims by itself."""
    starts = [sent.start for sent in doc.sents]
    for finding in findings:
        for holder in finding.holders:
            yield Claim(
                holder=holder,
                speaker=other_than(holder, finding.speakers),
                issue=finding.cue.issue,
                stance=finding.stance,
                sentence=bisect_right(starts, finding.anchor.i) - 1,
                anchor=finding.anchor,
                condition=finding.condition,
                confidence=finding.confidence,
                rule=grammar_rule(finding),
            )


def grammar_rule(finding: Finding) -> str:
    """Return the name of the rule by which the grammar found something."""
    return f"grammar:{finding.cue.id}"


def other_than(holder: Actor, speakers: Iterable[Actor]) -> Actor | None:
    """Return the first speaker who is someone else than the holder."""
    return next((speaker for speaker in speakers if speaker.id != holder.id), None)


def clearest(claims: Iterable[Claim]) -> list[Claim]:
    """Return of each holder, issue and stance the claim that is believed most, the earliest of equals."""
    best: dict[tuple[str, str, Stance], Claim] = {}
    for claim in claims:
        known = best.get(claim.key)
        if known is None or _clarity(claim) > _clarity(known):
            best[claim.key] = claim
    return list(best.values())


def _clarity(claim: Claim) -> tuple[float, int, int]:
    return claim.confidence, -claim.sentence, -(claim.anchor.i if claim.anchor else 0)


def without_strangers(claim: Claim, strangers: Container[Actor]) -> Claim:
    """Return the claim, held back if its holder is a stranger; who is one speaks for nobody else."""
    if claim.holder in strangers:
        return replace(claim, reason=claim.reason or Reason(Why.UNEXPLAINED, claim.holder.name))
    return replace(claim, speaker=None) if claim.speaker in strangers else claim


def believed(claims: Iterable[Claim], threshold: float) -> list[Claim]:
    """Return the claims that are to become positions.

    Of those from the threshold on: the clearest of each holder, issue and stance; in one sentence no holder beside a
    much likelier one, nor who speaks beside for whom, nor who tells of one that the grammar has found; on one issue no
    side of a holder beside a likelier other one. A stranger leaves others as little room as anybody.
    """
    found = clearest(claim for claim in claims if claim.confidence >= threshold and _is_open(claim))
    sure = [claim for claim in found if not any(_is_told_by(other, claim) for other in found)]
    kept: list[Claim] = []
    for claim in sorted(sure, key=_clarity, reverse=True):
        if not any(_outweighs(other, claim) for other in kept):
            kept.append(claim)
    return [claim for claim in sure if claim in kept and not claim.reason]


def _is_open(claim: Claim) -> bool:
    """Return whether nothing speaks against a claim but that nobody knows who its holder is."""
    return claim.reason is None or claim.reason.why is Why.UNEXPLAINED


def _is_told_by(claim: Claim, teller: Claim) -> bool:
    """Return whether a claim that the grammar has found too is only told by the holder of one that it has not."""
    is_same = (claim.sentence, claim.issue, claim.stance) == (teller.sentence, teller.issue, teller.stance)
    return is_same and claim.speaker == teller.holder and claim.is_read and not teller.is_read


def _are_peers(one: Claim, other: Claim) -> bool:
    """Return whether the grammar has found both, and neither can be the other's spokesman: two states, two persons."""
    return one.is_read and other.is_read and one.holder.kind == other.holder.kind


def _outweighs(stronger: Claim, weaker: Claim) -> bool:
    """Return whether a claim leaves no room for a weaker one."""
    if stronger.issue != weaker.issue:
        return False
    if stronger.stance is not weaker.stance:
        return stronger.holder.id == weaker.holder.id and weaker.confidence < BOTH_SIDES * stronger.confidence
    if stronger.sentence != weaker.sentence:
        return False
    is_told = weaker.holder == stronger.speaker or stronger.holder == weaker.speaker
    if is_told and not _are_peers(stronger, weaker):
        return True
    return weaker.confidence < SECOND_HOLDER * stronger.confidence
