"""What a model's folder says of it (model.json): labels, marks, calibration, threshold, and the hash of each file."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from process.extract.sides.belief import Belief
from process.extract.sides.odds import logistic, logit

CARD = "model.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """A line over the logit: it turns the network's probability into the share of such findings that are right."""

    slope: float = 1.0
    offset: float = 0.0

    def confidence(self, probability: float) -> float:
        """Return the calibrated confidence, between 0 and 1; it grows with the probability."""
        return logistic(self.slope * logit(probability) + self.offset)


@dataclass(frozen=True, slots=True)
class Card:
    """What is to be known of a model.

    `labels` are (issue, stance) in the network's order. `belief` weighs its word against the other evidence; a claim is
    a position from the confidence `threshold` on. From the probability `condition_threshold` on a condition is looked
    for.
    """

    labels: tuple[tuple[str, str], ...]
    calibration: Calibration
    threshold: float
    condition_threshold: float
    belief: Belief
    sha256: Mapping[str, str]

    @property
    def issues(self) -> frozenset[str]:
        """The issues that the model knows; the others go by the grammar alone."""
        return frozenset(issue for issue, _ in self.labels)


def read_card(folder: Path) -> Card:
    """Return the card of the model in this folder."""
    record: Mapping[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
    return Card(
        labels=tuple((issue, stance) for issue, stance in record["labels"]),
        calibration=Calibration(**record["calibration"]),
        threshold=record["threshold"],
        condition_threshold=record["condition_threshold"],
        belief=Belief(**record["belief"]),
        sha256=record["sha256"],
    )


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
