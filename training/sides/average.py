"""The mean of several trainings that follow from one another: steadier on texts of another kind than the last alone.

    python -m training.sides.average OUT RUN RUN... --shares 0.3 0.7

The layers that are not trained are those of the last; without shares all runs weigh the same.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.sides.train import CHECKPOINT, RECIPE

PARTS = ("encoder", "head", "holders")
TOLERANCE = 1e-6


def average(runs: Sequence[Path], out: Path, *, shares: Sequence[float]) -> None:
    """Write the checkpoint and the recipe of the mean of these runs into a folder; the shares sum to 1."""
    states = [torch.load(run / CHECKPOINT, map_location="cpu") for run in runs]
    recipes = [json.loads((run / RECIPE).read_text()) for run in runs]
    last = recipes[-1]
    mean = {part: _mean([state[part] for state in states], shares, frozen=last["frozen"]) for part in PARTS}
    out.mkdir(parents=True, exist_ok=True)
    torch.save(mean, out / CHECKPOINT)
    (out / RECIPE).write_text(json.dumps(last | {"averaged_with": recipes[:-1], "shares": list(shares)}, indent=1))


def _mean(weights: Sequence[Mapping[str, Tensor]], shares: Sequence[float], *, frozen: int) -> dict[str, Any]:
    kept = tuple(f"layers.{number}." for number in range(frozen))
    return {
        name: last
        if name.startswith(kept)
        else sum(share * state[name] for share, state in zip(shares, weights, strict=True))
        for name, last in weights[-1].items()
    }


def main() -> None:
    """Average the runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("--shares", type=float, nargs="+", help="of each run; they sum to 1 (default: equal ones)")
    options = parser.parse_args()
    shares = options.shares or [1 / len(options.runs)] * len(options.runs)
    if len(shares) != len(options.runs) or abs(sum(shares) - 1) > TOLERANCE:
        parser.error(f"--shares: one for each of the {len(options.runs)} runs is needed, and they sum to 1")
    average(options.runs, options.out, shares=shares)


if __name__ == "__main__":
    main()
