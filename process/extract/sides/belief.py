"""How far an article is believed to show that an actor takes a side: one logistic function of few pieces of evidence.

Its five weights and its bias are fitted on the hold-out of the labelled texts, so the result is calibrated: of the
claims that get 0.7 about seven in ten are right (docs/quality.md).
"""

import math
from dataclasses import dataclass

from process.extract.sides.odds import logistic, logit

LEAST_SHARE = 0.01
"""Added to a share before its logarithm is taken."""
CERTAIN = 1e-4
"""The model is never taken to be surer than this."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one claim at one sentence.

    `side`, `article`: the model's confidence that this sentence, and the surest of the article, takes the side.
    `share`: the model's share of this holder. `signs`: the logit that the signs give the holder (holders/weights.py).
    `agrees`: the grammar has found the same holder, issue and side in this sentence.
    """

    side: float
    article: float
    share: float
    signs: float
    agrees: bool


@dataclass(frozen=True, slots=True)
class Belief:
    """The weights of the evidence."""

    bias: float
    side: float
    article: float
    share: float
    signs: float
    agrees: float

    def confidence(self, evidence: Evidence) -> float:
        """Return the calibrated probability that a reader would find this position, 0 to 1."""
        found = features_of(evidence)
        weights = (self.side, self.article, self.share, self.signs, self.agrees)
        return logistic(self.bias + sum(weight * value for weight, value in zip(weights, found, strict=True)))


def features_of(evidence: Evidence) -> tuple[float, float, float, float, float]:
    """Return the evidence as the numbers that are weighed."""
    return (
        logit(evidence.side, certain=CERTAIN),
        logit(evidence.article, certain=CERTAIN),
        math.log(evidence.share + LEAST_SHARE),
        evidence.signs,
        float(evidence.agrees),
    )
