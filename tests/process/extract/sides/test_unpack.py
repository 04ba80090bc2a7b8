"""Weights from 4-bit blocks to bytes."""

import numpy as np
import pytest

from process.extract.sides.unpack import BLOCK, BYTES, COLUMNS, OUTLIERS, unpack

CHANNELS, WIDTH = 2 * BLOCK, 3
OUTLIER = 5


@pytest.fixture
def weights():
    return np.random.default_rng(3).integers(-7, 8, (WIDTH, CHANNELS)).astype(np.float32)


@pytest.fixture
def files(tmp_path, weights):
    """A product as the network's file has it, behind 8 other bytes, and the table for it."""
    scales = np.array([[0.5, 2.0]] * WIDTH, np.float32)
    pairs = (weights + 8).astype(np.uint8).reshape(WIDTH, -1, 2)
    packed = (pairs[..., 0] | pairs[..., 1] << 4).tobytes()
    (tmp_path / "blocks").write_bytes(b"8 others" + packed + scales.tobytes())
    even = np.full(CHANNELS, 2.0, np.float32)
    even[OUTLIER] = 0
    places = np.array([[8, 8 + len(packed), CHANNELS, WIDTH]])
    arrays = {"places": places, "even 0": even, "outliers 0": np.array([OUTLIER])}
    np.savez(tmp_path / "table.npz", **arrays)
    return tmp_path / "blocks", tmp_path / "table.npz"


def test_bytes_and_outliers_make_up_the_weights(files, weights):
    whole = weights * np.repeat([0.5, 2.0], BLOCK)

    arrays = unpack(*files)

    near = arrays[f"{BYTES} 0"] * arrays[f"{COLUMNS} 0"] / 2
    assert near[OUTLIER].tolist() == [0, 0, 0]
    near[OUTLIER] = arrays[f"{OUTLIERS} 0"][0]
    assert np.abs(near.T - whole).max() <= 14 / 63 / 2 + 1e-6


def test_bytes_have_seven_bits(files):
    assert np.abs(unpack(*files)[f"{BYTES} 0"]).max() == 63
