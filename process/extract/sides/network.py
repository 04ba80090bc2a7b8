"""The network as it runs: whole, or as an encoder that remembers what it has read, and heads that ask about it."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from process.extract.parser.session import make_session
from process.extract.sides.card import Card
from process.extract.sides.unpack import unpack

WHOLE = "sides.onnx"
ENCODER, TABLE, HEADS = "encoder_int8.onnx", "encoder_int8.npz", "heads.onnx"
"""The same network in two parts, whose large products are of bytes, which is quicker; both take their weights from the
whole one. A model whose card does not name them has none."""
HIDDEN = "hidden"
"""What the heads take from the encoder: 1, pieces, channels."""
REMEMBERED = 8
"""Windows of which the encoder remembers what it made of them: a megabyte each, a text of 10 kB."""
READ_BY_ENCODER = ("pieces", "shapes")


class Network(Protocol):
    """What scores one window: onnxruntime's session, for one."""

    def run(self, output_names: None, inputs: dict[str, NDArray[Any]], /) -> Sequence[NDArray[np.float32]]:
        """Return the probabilities of side and condition (sentences, labels) and holders (and namings)."""
        ...


class TwoParts:
    """An encoder, and heads that may ask again about the same window: it is encoded once."""

    def __init__(self, encoder: Any, heads: Any) -> None:
        self._encoder, self._heads = encoder, heads
        self._encode = lru_cache(REMEMBERED)(self._encode_bytes)

    def run(self, _output_names: None, inputs: dict[str, NDArray[Any]], /) -> Sequence[NDArray[np.float32]]:
        """Return the probabilities of side and condition (sentences, labels) and holders (and namings)."""
        hidden = self._encode(*(inputs[name].tobytes() for name in READ_BY_ENCODER))
        asked = {name: value for name, value in inputs.items() if name not in READ_BY_ENCODER}
        found: Sequence[NDArray[np.float32]] = self._heads.run(None, asked | {HIDDEN: hidden})
        return found

    def _encode_bytes(self, *content: bytes) -> NDArray[np.float32]:
        read = zip(READ_BY_ENCODER, content, strict=True)
        (hidden,) = self._encoder.run(None, {name: np.frombuffer(one, np.int64)[None] for name, one in read})
        return np.asarray(hidden, np.float32)


def load_network(folder: Path, card: Card, *, threads: int) -> Network:
    """Return the quickest network of those in a model's folder."""
    if ENCODER not in card.sha256:
        whole: Network = make_session(folder / WHOLE, threads=threads, is_bounded=True)
        return whole
    arrays = unpack(folder / WHOLE, folder / TABLE)
    encoder = make_session(folder / ENCODER, threads=threads, arrays=arrays, is_bounded=True)
    return TwoParts(encoder, make_session(folder / HEADS, threads=threads))
