"""What each sign weighs: a logistic model that a person can read, learned from labelled texts (training/holders)."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each sign, as a logit; signs that are not in it weigh nothing."""

    bias: float
    signs: Mapping[str, float]

    def score(self, signs: Collection[str]) -> float:
        """Return the logit of being the holder, given that the sentence takes the side."""
        return self.bias + sum(self.signs.get(sign, 0.0) for sign in sorted(signs))


def read_weights(path: Path = FILE) -> Weights:
    """Return the weights in this file."""
    record = json.loads(path.read_text(encoding="utf-8"))
    return Weights(record["bias"], record["signs"])
