"""Figures of an exported model on sets of articles, odd and even lines apart. Needs no torch.

python -m training.sides.evaluate MODEL CUTS.jsonl SET.jsonl... [--texts TEXTS]; with TEXTS the hold-out too.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from process.extract.sides.card import Card
from process.extract.sides.model import load_side_model
from training.sides.calibrate import condition_outcomes, pairs_of
from training.sides.calibration import calibration_error, reliability
from training.sides.figures import Outcome, compare, f1_of, summarise
from training.sides.labels import ISSUES, NUMBER
from training.sides.read import Reading, read_scored
from training.sides.sentences import read_cuts
from training.sides.texts import read_articles, read_texts


def outcomes_of(readings: Sequence[Reading], card: Card, *, labels: frozenset[int]) -> list[Outcome]:
    """Return what the findings above the threshold are worth, article by article, over these labels."""
    return [
        compare(reading.held & labels, [label for label in labels if _counts(reading, card, label)])
        for reading in readings
    ]


def _counts(reading: Reading, card: Card, label: int) -> bool:
    return card.calibration.confidence(reading.highest[label]) >= card.threshold


def report(name: str, readings: Sequence[Reading], card: Card) -> Iterator[str]:
    """Yield the lines to print of one set."""
    every = frozenset(NUMBER.values())
    for part, chosen in (("all", readings), ("odd", readings[::2]), ("even", readings[1::2])):
        yield f"{name:9} {part:5} {summarise(outcomes_of(chosen, card, labels=every))}"
    by_issue = {
        issue: f1_of(outcomes_of(readings, card, labels=frozenset(n for (i, _), n in NUMBER.items() if i == issue)))
        for issue in ISSUES
    }
    yield "  " + "  ".join(f"{issue} {f1:.2f}" for issue, f1 in by_issue.items())
    asked = [pair for reading in readings for pair in reading.conditions]
    condition = f1_of(condition_outcomes(asked, card.condition_threshold))
    yield f"  has a condition, on gold sentences: F1 {condition:.3f}"
    pairs = [(card.calibration.confidence(p), is_right) for p, is_right in pairs_of(readings)]
    yield f"  calibration error {calibration_error(pairs):.3f}  " + " ".join(
        f"{b.confidence:.2f}:{b.right:.2f}({b.count})" for b in reliability(pairs)
    )


def main() -> None:
    """Print the figures of each set, and the speed over all of them on one core."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("cuts", type=Path)
    parser.add_argument("sets", type=Path, nargs="*")
    parser.add_argument("--texts", type=Path)
    options = parser.parse_args()
    model, cuts = load_side_model(options.model), read_cuts(options.cuts)
    sets = {path.stem: read_articles(path) for path in options.sets}
    if options.texts:
        sets["hold-out"] = read_texts(options.texts)[1]
    began, words = time.process_time(), 0
    for name, articles in sets.items():
        for line in report(name, read_scored(model, articles, cuts), model.card):
            sys.stdout.write(line + "\n")
        words += sum(len(sentence) for article in articles for sentence in cuts[article.id].text)
    sys.stdout.write(f"tokens/s on one core {words / (time.process_time() - began):.0f}\n")


if __name__ == "__main__":
    main()
