"""Whether one of many sketches is alike another, asked of all at once: a long text asks ten thousand times."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from stancewatch.sketch import NEAR_BITS

_BYTES = 8
"""Of a sketch's words; one more stands behind them for those that turn the sentence."""
_DIFFERING = tuple(bytes((one ^ other).bit_count() for other in range(256)) for one in range(256))
"""For each byte, in how many bits every other differs."""
_IS_NEAR = bytes(bits <= NEAR_BITS for bits in range(256))


@dataclass(frozen=True, slots=True)
class Counterparts:
    """Sketches of long texts by their last byte: the first bytes of all, the second bytes of all, and so on."""

    columns: Mapping[int, tuple[bytes, ...]]

    @classmethod
    def of(cls, sketches: Iterable[int]) -> Self:
        """Return what sketches are looked through by; those of short texts are near no others, and left out."""
        rows: dict[int, list[bytes]] = {}
        for sketch in sketches:
            if sketch & 0xFF:
                rows.setdefault(sketch & 0xFF, []).append((sketch >> 8).to_bytes(_BYTES))
        return cls({turn: tuple(map(bytes, zip(*alike, strict=True))) for turn, alike in rows.items()})

    def have_near(self, sketch: int) -> bool:
        """Whether one of the sketches, of a long text, is alike this one: what `sketch.is_alike` says of each."""
        columns = self.columns.get(sketch & 0xFF)
        return columns is not None and _has_near(columns, (sketch >> 8).to_bytes(_BYTES))


def _has_near(columns: tuple[bytes, ...], words: bytes) -> bool:
    """Add up, in one large number with a byte for each sketch, in how many bits they differ: at most 64."""
    differing = sum(
        int.from_bytes(column.translate(_DIFFERING[own])) for column, own in zip(columns, words, strict=True)
    )
    return 1 in differing.to_bytes(len(columns[0])).translate(_IS_NEAR)
