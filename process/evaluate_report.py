"""A score as lines of text for people: the whole set, both halves of its lines with what chance may do, each issue."""

import random
from collections.abc import Mapping, Sequence

from process.evaluate import Labelled, PositionScore, Rate, score_positions

DRAWS, SEED = 1000, 7
TAIL = 0.025
Labels = Mapping[str, Sequence[Labelled]]


def report_score(gold: Labels, found: Labels, *, together: Sequence[str] = ()) -> str:
    """Return the score of found positions against gold ones; `together` are issues that also get one line for all."""
    score = score_positions(gold, found)
    halves = [
        _half(name, {article: gold[article] for article in list(gold)[start::2]}, found)
        for start, name in enumerate(("odd", "even"))
    ]
    return "\n".join([*_totals(score), *halves, "", *_issues(score, together)])


def interval_of(gold: Labels, found: Labels) -> tuple[float, float]:
    """Return between which F1 95 % of sets lie that are drawn from these articles, each as often as chance has it."""
    rates = [score_positions({article: gold[article]}, found).positions for article in gold]
    draw = random.Random(SEED)  # noqa: S311 - chance, not secrets
    drawn = sorted(_sum(draw.choices(rates, k=len(rates))).f1 for _ in range(DRAWS)) if rates else [0.0]
    cut = int(len(drawn) * TAIL)
    return drawn[cut], drawn[-cut - 1]


def _sum(rates: Sequence[Rate]) -> Rate:
    return Rate(*(sum(getattr(rate, name) for rate in rates) for name in ("matched", "found", "gold")))


def _half(name: str, gold: Labels, found: Labels) -> str:
    if not gold:
        return f"{name:4} lines: none"
    score = score_positions(gold, found)
    low, high = interval_of(gold, found)
    rate = score.positions
    return (
        f"{name:4} lines: F1 {rate.f1:.3f} (95 % {low:.2f}-{high:.2f})   precision {rate.precision:.3f}"
        f"   recall {rate.recall:.3f}   strict {score.strict.f1:.3f}   alarmed {score.alarmed}/{score.quiet}"
    )


def _totals(score: PositionScore) -> list[str]:
    rate, found = score.positions, score.conditions
    condition = (
        f"precision {found.precision:.3f}   recall {found.recall:.3f}   accuracy {_number(score.condition_accuracy)}"
    )
    holder = f"holder and issue F1 {score.holder_issue.f1:.3f}   wrong side {score.wrong_side:.3f}"
    return [
        f"articles {score.articles}   gold {rate.gold}   found {rate.found}   matched {rate.matched}",
        f"position F1 {rate.f1:.3f}   precision {rate.precision:.3f}   recall {rate.recall:.3f}",
        f"strict holder F1 {score.strict.f1:.3f}   {holder}",
        f"has a condition F1 {found.f1:.3f}   {condition}",
        f"evidence accuracy {_number(score.evidence_accuracy)}   median words {score.evidence_words or 0:g}",
        f"articles without positions that alarmed {score.alarmed}/{score.quiet}",
    ]


def _issues(score: PositionScore, together: Sequence[str]) -> list[str]:
    width = max([len(issue) for issue in score.by_issue] + [len("together")])
    rows = {**score.by_issue, **({"together": score.together(together)} if together else {})}
    return [
        f"{'issue':{width}}  gold  found     P     R    F1",
        *(
            f"{issue:{width}}  {one.gold:4}  {one.found:5}  {one.precision:.2f}  {one.recall:.2f}  {one.f1:.2f}"
            for issue, one in rows.items()
        ),
    ]


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
