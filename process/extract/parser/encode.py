"""A window as the arrays that the encoder takes."""

import numpy as np
from numpy.typing import NDArray

from process.extract.parser.windows import Window


def encode_window(window: Window, *, cls: int, sep: int) -> dict[str, NDArray[np.generic]]:
    """Return ids, shapes and mask by piece, and first piece, last piece and shape by word; word 0 is the root.

    Each array is 1 by pieces or words: the scales of the int8 activations hang on all that is read in one call, so that
    windows read together would change each other's parses.
    """
    lengths = [len(word) for word in window.pieces]
    ends = np.cumsum([1, *lengths])
    pieces = [piece for word in window.pieces for piece in word]
    by_place = {
        "ids": [cls, *pieces, sep],
        "shp": [0, *np.repeat(window.shapes, lengths), 0],
        "first": [0, *ends[:-1]],
        "last": [0, *(ends[1:] - 1)],
        "wshp": [0, *window.shapes],
    }
    arrays: dict[str, NDArray[np.generic]] = {name: np.array([row], np.int64) for name, row in by_place.items()}
    return arrays | {"mask": np.ones((1, window.size), np.float32)}
