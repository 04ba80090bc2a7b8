"""Calibrates an exported model on the hold-out and writes its thresholds into model.json. Needs no torch.

python -m training.sides.calibrate MODEL TEXTS CUTS.jsonl

On the exported model, not on the checkpoint: quantisation moves the scores.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from process.extract.sides.card import CARD, Calibration, read_card
from process.extract.sides.model import load_side_model
from training.sides.calibration import Pair, best_threshold, fit_calibration
from training.sides.figures import Outcome, compare, f1_of
from training.sides.read import Reading, read_scored
from training.sides.sentences import read_cuts
from training.sides.texts import read_texts

GRID = tuple(step / 100 for step in range(5, 96))
FLOOR = 0.02


def pairs_of(readings: Sequence[Reading], *, floor: float = FLOOR) -> list[Pair]:
    """Return the articles' labels that the model thinks of at all, and whether the article holds them."""
    return [
        (probability, label in reading.held)
        for reading in readings
        for label, probability in enumerate(reading.highest)
        if probability >= floor
    ]


def choose_threshold(readings: Sequence[Reading], calibration: Calibration) -> float:
    """Return the confidence from which findings count: the best F1 over the articles' labels."""
    confidences = [
        (reading.held, {label: calibration.confidence(p) for label, p in enumerate(reading.highest) if p >= FLOOR})
        for reading in readings
    ]
    return best_threshold(
        lambda threshold: f1_of(
            [compare(held, [label for label, c in found.items() if c >= threshold]) for held, found in confidences]
        ),
        grid=GRID,
    )


def choose_condition_threshold(readings: Sequence[Reading]) -> float:
    """Return the condition's threshold: the best F1 over the sentences that show a position."""
    asked = [pair for reading in readings for pair in reading.conditions]
    return best_threshold(lambda threshold: f1_of(condition_outcomes(asked, threshold)), grid=GRID)


def condition_outcomes(asked: Sequence[Pair], threshold: float) -> list[Outcome]:
    """Return of each sentence and side whether "it has a condition" was found."""
    return [compare({1} if is_so else (), {1} if probability >= threshold else ()) for probability, is_so in asked]


def main() -> None:
    """Fill in model.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("model", "texts", "cuts"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    readings = read_scored(load_side_model(options.model), read_texts(options.texts)[1], read_cuts(options.cuts))
    calibration = fit_calibration(pairs_of(readings))
    card = json.loads((options.model / CARD).read_text(encoding="utf-8"))
    card["calibration"] = {"slope": calibration.slope, "offset": calibration.offset}
    card["threshold"] = choose_threshold(readings, calibration)
    card["condition_threshold"] = choose_condition_threshold(readings)
    (options.model / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(read_card(options.model))  # noqa: T201 - the command's answer


if __name__ == "__main__":
    main()
