"""Windows as the arrays that the encoder takes, in batches of windows of about the same length."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from process.extract.parser.windows import Window

BATCH_PIECES = 2048
"""Word pieces in a batch, padding included."""


def make_batches(windows: Sequence[Window]) -> Iterator[list[Window]]:
    """Yield the windows in batches, shortest first, each of at most `BATCH_PIECES` or of one window."""
    batch: list[Window] = []
    for window in sorted(windows, key=lambda window: window.size):
        if batch and (len(batch) + 1) * window.size > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def encode_batch(windows: Sequence[Window], *, cls: int, sep: int) -> dict[str, NDArray[np.generic]]:
    """Return ids, shapes and mask by piece, and first piece, last piece and shape by word; word 0 is the root."""
    rows, pieces = len(windows), max(window.size for window in windows)
    words = max(len(window.pieces) for window in windows) + 1
    by_piece = {name: np.zeros((rows, pieces), np.int64) for name in ("ids", "shp")}
    by_word = {name: np.zeros((rows, words), np.int64) for name in ("first", "last", "wshp")}
    mask = np.zeros((rows, pieces), np.float32)
    for row, window in enumerate(windows):
        lengths = [len(word) for word in window.pieces]
        ends = np.cumsum([1, *lengths])
        count, size = len(lengths) + 1, window.size
        by_piece["ids"][row, :size] = [cls, *(piece for word in window.pieces for piece in word), sep]
        by_piece["shp"][row, 1 : size - 1] = np.repeat(window.shapes, lengths)
        by_word["first"][row, 1:count], by_word["last"][row, 1:count] = ends[:-1], ends[1:] - 1
        by_word["wshp"][row, 1:count] = window.shapes
        mask[row, :size] = 1
    return {**by_piece, **by_word, "mask": mask}
