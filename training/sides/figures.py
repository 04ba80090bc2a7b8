"""Figures over a set of articles: what was found of the (issue, stance) pairs that each holds, without the holder."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass

RESAMPLES = 1000
SEED = 7
TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one article's findings are worth."""

    hit: int
    false: int
    missed: int

    @property
    def is_alarm(self) -> bool:
        """Whether something was found where nothing is."""
        return self.is_empty and self.false > 0

    @property
    def is_empty(self) -> bool:
        """Whether the article holds no position."""
        return self.hit + self.missed == 0


@dataclass(frozen=True, slots=True)
class Figures:
    """Micro-averaged over the articles; `interval` holds 95 % of the F1 of resampled sets."""

    f1: float
    precision: float
    recall: float
    interval: tuple[float, float]
    alarms: int
    empty: int

    def __str__(self) -> str:
        low, high = self.interval
        return (
            f"F1 {self.f1:.3f} ({low:.2f}-{high:.2f})  P {self.precision:.3f}  R {self.recall:.3f}"
            f"  alarms {self.alarms}/{self.empty}"
        )


def compare(gold: Collection[object], found: Collection[object]) -> Outcome:
    """Return the outcome of an article from its labels and those found."""
    hit = len(set(gold) & set(found))
    return Outcome(hit, len(set(found)) - hit, len(set(gold)) - hit)


def summarise(outcomes: Sequence[Outcome]) -> Figures:
    """Return the figures of a set."""
    draw = random.Random(SEED)  # noqa: S311 - chance, not secrets
    resampled = sorted(f1_of(draw.choices(outcomes, k=len(outcomes))) for _ in range(RESAMPLES))
    cut = int(RESAMPLES * TAIL)
    hit, found = _sum(outcomes, "hit"), _sum(outcomes, "hit") + _sum(outcomes, "false")
    held = hit + _sum(outcomes, "missed")
    return Figures(
        f1=f1_of(outcomes),
        precision=hit / found if found else 0.0,
        recall=hit / held if held else 0.0,
        interval=(resampled[cut], resampled[-cut - 1]),
        alarms=sum(outcome.is_alarm for outcome in outcomes),
        empty=sum(outcome.is_empty for outcome in outcomes),
    )


def f1_of(outcomes: Sequence[Outcome]) -> float:
    """Return the micro-averaged F1."""
    hit = _sum(outcomes, "hit")
    wrong = _sum(outcomes, "false") + _sum(outcomes, "missed")
    return 2 * hit / (2 * hit + wrong) if hit else 0.0


def _sum(outcomes: Sequence[Outcome], name: str) -> int:
    return sum(getattr(outcome, name) for outcome in outcomes)
