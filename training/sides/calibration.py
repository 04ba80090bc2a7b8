"""Calibration and thresholds from the hold-out, in plain numbers: (probability, was it right) pairs."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from process.extract.sides.card import Calibration
from process.extract.sides.odds import logistic, logit

STEPS, TOLERANCE, SMALLEST = 100, 1e-9, 1e-12
DAMPING = 1e-3
"""A pull of the slope to 1 and the offset to 0, in units of one example: it decides only where all examples agree."""
BINS = 10
NEAR = 0.005
"""Differences of F1 that say nothing."""

Pair = tuple[float, bool]


def fit_calibration(pairs: Sequence[Pair]) -> Calibration:
    """Return the line over the logit under which the outcomes are likeliest (Platt's), by Newton's method.

    Of a model that is sure and wrong the whole step leads astray, so it is halved until the outcomes become likelier.
    """
    examples = [(logit(probability), float(is_right)) for probability, is_right in pairs]
    line = (1.0, 0.0)
    for _ in range(STEPS):
        gradient, ((a, b), (_, c)) = _derivatives(examples, *line)
        determinant = a * c - b * b
        change = ((c * gradient[0] - b * gradient[1]) / determinant, (a * gradient[1] - b * gradient[0]) / determinant)
        size = _find_size(examples, line, change)
        line = (line[0] - size * change[0], line[1] - size * change[1])
        if size * (abs(change[0]) + abs(change[1])) < TOLERANCE:
            break
    return Calibration(*line)


def _find_size(
    examples: Sequence[tuple[float, float]], line: tuple[float, float], change: tuple[float, float]
) -> float:
    """Return the share of a step by which the outcomes become likelier, 0 if none is found."""
    size, known = 1.0, _surprise(examples, *line)
    while size > SMALLEST and _surprise(examples, line[0] - size * change[0], line[1] - size * change[1]) > known:
        size /= 2
    return size if size > SMALLEST else 0.0


def _surprise(examples: Sequence[tuple[float, float]], slope: float, offset: float) -> float:
    """Return the negative logarithm of the outcomes' likelihood, with the pull."""
    pull = DAMPING / 2 * ((slope - 1) ** 2 + offset**2)
    scores = ((slope * x + offset) * (1 if y else -1) for x, y in examples)
    return pull + sum(
        math.log1p(math.exp(-score)) if score > 0 else math.log1p(math.exp(score)) - score for score in scores
    )


def _derivatives(
    examples: Sequence[tuple[float, float]], slope: float, offset: float
) -> tuple[tuple[float, float], tuple[tuple[float, float], tuple[float, float]]]:
    first, second = DAMPING * (slope - 1), DAMPING * offset
    a, b, c = DAMPING, 0.0, DAMPING
    for x, y in examples:
        p = logistic(slope * x + offset)
        first, second = first + (p - y) * x, second + (p - y)
        spread = p * (1 - p)
        a, b, c = a + spread * x * x, b + spread * x, c + spread
    return (first, second), ((a, b), (b, c))


@dataclass(frozen=True, slots=True)
class Bin:
    """Findings of about the same confidence: their mean, the share that is right, their number."""

    confidence: float
    right: float
    count: int


def reliability(pairs: Sequence[Pair], *, bins: int = BINS) -> list[Bin]:
    """Return the reliability diagram over confidences, without its empty bins."""
    groups: list[list[Pair]] = [[] for _ in range(bins)]
    for confidence, is_right in pairs:
        groups[min(int(confidence * bins), bins - 1)].append((confidence, is_right))
    return [
        Bin(sum(c for c, _ in group) / len(group), sum(right for _, right in group) / len(group), len(group))
        for group in groups
        if group
    ]


def calibration_error(pairs: Sequence[Pair]) -> float:
    """Return the mean distance of confidence and share of right findings, weighted by the bins' sizes."""
    return sum(abs(b.confidence - b.right) * b.count for b in reliability(pairs)) / max(len(pairs), 1)


def best_threshold(score: Callable[[float], float], *, grid: Sequence[float]) -> float:
    """Return the middle of the thresholds next to the best one that score within `NEAR` of it."""
    scores = [score(threshold) for threshold in grid]
    best = max(range(len(grid)), key=scores.__getitem__)
    first = last = best
    while first > 0 and scores[first - 1] >= scores[best] - NEAR:
        first -= 1
    while last < len(grid) - 1 and scores[last + 1] >= scores[best] - NEAR:
        last += 1
    return grid[(first + last) // 2]
