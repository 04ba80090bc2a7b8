"""The mean of several trainings that follow from one another: steadier on texts of another kind than the last alone.

python -m training.sides.average OUT RUN RUN...; the layers that are not trained are those of the last.
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


def average(runs: Sequence[Path], out: Path) -> None:
    """Write the checkpoint and the recipe of the mean of these runs into a folder."""
    states = [torch.load(run / CHECKPOINT, map_location="cpu") for run in runs]
    recipes = [json.loads((run / RECIPE).read_text()) for run in runs]
    last = recipes[-1]
    mean = {part: _mean([state[part] for state in states], frozen=last["frozen"]) for part in PARTS}
    out.mkdir(parents=True, exist_ok=True)
    torch.save(mean, out / CHECKPOINT)
    (out / RECIPE).write_text(json.dumps(last | {"averaged_with": recipes[:-1]}, indent=1))


def _mean(weights: Sequence[Mapping[str, Tensor]], *, frozen: int) -> dict[str, Any]:
    kept = tuple(f"layers.{number}." for number in range(frozen))
    return {
        name: last if name.startswith(kept) else sum(state[name] for state in weights) / len(weights)
        for name, last in weights[-1].items()
    }


def main() -> None:
    """Average the runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("runs", type=Path, nargs="+")
    options = parser.parse_args()
    average(options.runs, options.out)


if __name__ == "__main__":
    main()
