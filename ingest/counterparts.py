"""Whether one of many sentences is alike another, asked of all at once: a long text asks ten thousand times."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from ingest.sentences import Sentence
from stancewatch.sketch import NEAR_BITS

_BYTES = 8
"""Of a sketch's words; one more stands behind them for those that turn the sentence."""
_DIFFERING = tuple(bytes((one ^ other).bit_count() for other in range(256)) for one in range(256))
"""For each byte, in how many bits every other differs."""
_IS_NEAR = bytes(bits <= NEAR_BITS for bits in range(256))


@dataclass(frozen=True, slots=True)
class Counterparts:
    """Sketches of long sentences by their last byte and what they speak of: the first bytes of all, the second, ..."""

    columns: Mapping[tuple[int, int], tuple[bytes, ...]]

    @classmethod
    def of(cls, sentences: Iterable[Sentence]) -> Self:
        """Return what sentences are looked through by; short ones are near no others, and left out."""
        rows: dict[tuple[int, int], list[bytes]] = {}
        for one in sentences:
            if one.is_long:
                rows.setdefault(_key(one), []).append((one.sketch >> 8).to_bytes(_BYTES))
        return cls({key: tuple(map(bytes, zip(*alike, strict=True))) for key, alike in rows.items()})

    def have_near(self, sentence: Sentence) -> bool:
        """Whether one of them is alike this one, as `sketch.is_alike` has it, and of the same subject, if known."""
        keys = {_key(sentence), _key(sentence.without_subject())}
        found = filter(None, map(self.columns.get, keys))
        return any(_has_near(columns, (sentence.sketch >> 8).to_bytes(_BYTES)) for columns in found)


def _key(sentence: Sentence) -> tuple[int, int]:
    return sentence.sketch & 0xFF, sentence.subject


def _has_near(columns: tuple[bytes, ...], words: bytes) -> bool:
    """Add up, in one large number with a byte for each sketch, in how many bits they differ: at most 64."""
    differing = sum(
        int.from_bytes(column.translate(_DIFFERING[own])) for column, own in zip(columns, words, strict=True)
    )
    return 1 in differing.to_bytes(len(columns[0])).translate(_IS_NEAR)
