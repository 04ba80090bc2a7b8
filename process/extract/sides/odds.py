"""Probabilities and their logits: the scale on which evidence adds up."""

import math


def logit(probability: float, *, certain: float = 1e-6) -> float:
    """Return the logit of a probability that is first kept so far from 0 and 1, where there is none."""
    kept = min(max(probability, certain), 1 - certain)
    return math.log(kept / (1 - kept))


def logistic(value: float) -> float:
    """Return the probability of a logit."""
    return 1 / (1 + math.exp(-value)) if value > 0 else math.exp(value) / (1 + math.exp(value))
