"""Examples as tensors, padded to the longest of their batch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from process.extract.parser.encode import encode_window
from training.parser.examples import UNKNOWN, Example, Targets

INPUTS = ("ids", "shp", "mask", "first", "last", "wshp")
"""In the network's order, by the names that the exported file has."""


@dataclass(frozen=True, slots=True)
class Batch:
    """`inputs` as the network takes them; `is_word`: rows, 1 + words; `targets`: rows, words, by layer."""

    inputs: tuple[Tensor, ...]
    is_word: Tensor
    targets: dict[str, Tensor]


def make_batch(examples: Sequence[Example], *, cls: int, sep: int) -> Batch:
    """Return the tensors of a batch; `cls` and `sep` are the pieces that mark begin and end."""
    encoded = [encode_window(example.window, cls=cls, sep=sep) for example in examples]
    targets = {
        layer: _pad((getattr(example.targets, layer) for example in examples), UNKNOWN) for layer in Targets.__slots__
    }
    return Batch(
        inputs=tuple(_pad(arrays[name][0] for arrays in encoded) for name in INPUTS),
        is_word=_pad(np.ones(len(example.window.shapes) + 1, np.float32) for example in examples),
        targets=targets,
    )


def _pad(rows: Iterable[Sequence[int] | np.ndarray], value: int = 0) -> Tensor:
    arrays = [np.asarray(row) for row in rows]
    padded = np.full((len(arrays), max(map(len, arrays))), value, arrays[0].dtype)
    for row, array in zip(padded, arrays, strict=True):
        row[: len(array)] = array
    return torch.from_numpy(padded)
