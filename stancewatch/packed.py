"""Bytes as they stand in a message, in base64; often many pieces of one size."""

import base64
from collections.abc import Iterable, Iterator


def pack(pieces: Iterable[bytes]) -> str:
    """Return bytes as a text."""
    return base64.b64encode(b"".join(pieces)).decode()


def unpack(packed: str) -> bytes:
    """Return the bytes that `pack` was given; none for a text that it did not give."""
    try:
        return base64.b64decode(packed, validate=True)
    except ValueError:  # also for what is not of ASCII
        return b""


def unpack_pieces(packed: str, size: int) -> Iterator[bytes]:
    """Yield the pieces that `pack` was given, all of this size; an incomplete last one is none."""
    data = unpack(packed)
    for start in range(0, len(data) - size + 1, size):
        yield data[start : start + size]
