"""The weights of the network's large products, from the 4-bit blocks of its file to the bytes it multiplies.

With products of bytes a window takes two thirds of the time, and its weights twice the room: they are kept as blocks
and unpacked when the model is loaded. training/sides/whole_bytes.py wrote how, with its reasons.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK = 128
"""Weights that share a scale."""
MIDDLE = 8
LARGEST = 63
"""Weights have 7 bits: two products of theirs with a byte fit 16 bits, with VNNI or without."""
BYTES, COLUMNS, OUTLIERS = "bytes", "columns", "outliers"
"""What the network takes of each product."""
PLACES, EVEN = "places", "even"
"""What the table has besides."""

Arrays = dict[str, NDArray[np.generic]]


def unpack(blocks: Path, table: Path) -> Arrays:
    """Return the arrays that the network takes, by name: of each product its bytes, their scales, and its outliers.

    blocks: the network in 4-bit blocks. table: where in it each product's packed weights and scales begin, its sizes
    (channels, columns), the factor of each channel (0: an outlier), and the outliers' numbers.
    """
    found: Arrays = {}
    content = np.memmap(blocks, np.uint8, "r")
    with np.load(table) as products:
        for number, place in enumerate(products[PLACES]):
            weights = unpack_weights(content, *map(int, place))
            outliers, even = products[f"{OUTLIERS} {number}"], products[f"{EVEN} {number}"]
            found |= dict(_split(weights, even, outliers, number))
    return found


def unpack_weights(
    content: NDArray[np.uint8], packed: int, scales: int, channels: int, columns: int
) -> NDArray[np.float32]:
    """Return a product's weights, columns by channels, that begin at these bytes of the file."""
    pairs = content[packed : packed + columns * channels // 2]
    numbers = np.stack([pairs & 15, pairs >> 4], -1).reshape(columns, -1, BLOCK).astype(np.float32) - MIDDLE
    by_block = content[scales : scales + columns * channels // BLOCK * 4].view(np.float32).reshape(columns, -1, 1)
    return np.asarray((numbers * by_block).reshape(columns, channels), np.float32)


def _split(
    weights: NDArray[np.float32], even: NDArray[np.float32], outliers: NDArray[np.int64], number: int
) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """Yield a product's arrays: channels by columns."""
    yield f"{OUTLIERS} {number}", np.ascontiguousarray(weights[:, outliers].T)
    weights = weights * even
    scale = np.abs(weights).max(1, keepdims=True) / np.float32(LARGEST)
    yield f"{BYTES} {number}", np.ascontiguousarray(np.rint(weights / scale).astype(np.int8).T)
    yield f"{COLUMNS} {number}", scale[:, 0]
