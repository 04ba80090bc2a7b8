"""What a text is compared by: a MinHash of its runs of words, small enough to be remembered of every article.

Two texts share as large a part of their fingerprints as of their runs of words (Jaccard), give or take four hundredths.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from rensa import RMinHash

from stancewatch.packed import pack, unpack

RUN = 5
"""Words in a run: shorter ones are shared by texts on one subject."""
WORDS = 10_000
"""Where a text is cut: a live page goes on for ever."""
VALUES = 128
"""Of each only the lowest byte is kept: unlike ones agree by chance in one of 256."""
ROWS, BANDS = 2, 24
"""Texts that agree in all values of a band are looked at: 98 % of those that share 0.4, all that share much more."""
SEED = 1
MAKER = f"rensa{RMinHash.ALGORITHM_VERSION}-{RUN}-{VALUES}-{SEED}"
"""What made a fingerprint: those of another maker cannot be compared, and count as none."""

_WORD = re.compile(r"\w+")
_COUNT = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """How many words were compared, and the MinHash of their runs, a byte a value."""

    words: int
    values: bytes

    def encode(self) -> str:
        """Return it as it stands in a message."""
        return f"{MAKER}:{self.words}:{pack([self.values])}"

    @classmethod
    def decode(cls, encoded: str) -> Self | None:
        """Return what `encode` gave; None for "", another maker's, and what is none."""
        maker, _, rest = encoded.partition(":")
        words, _, values = rest.partition(":")
        decoded = unpack(values)
        if maker != MAKER or not _COUNT.fullmatch(words) or len(decoded) != VALUES:
            return None
        return cls(int(words), decoded)

    def share(self, other: Self) -> float:
        """Return which part of all runs of words the two texts have in common, from 0 to 1."""
        return sum(own == its for own, its in zip(self.values, other.values, strict=True)) / VALUES

    def bands(self) -> Iterator[int]:
        """Yield what to look it up by: a text alike has one of them in common."""
        for band in range(BANDS):
            yield int.from_bytes(bytes([band]) + self.values[band * ROWS : (band + 1) * ROWS])


def split_words(text: str) -> list[str]:
    """Return the words of a text, without case and punctuation."""
    return _WORD.findall(text.casefold())


def make_fingerprint(words: list[str]) -> Fingerprint:
    """Return the fingerprint of a text's words."""
    words = words[:WORDS]
    minhash = RMinHash(num_perm=VALUES, seed=SEED)
    minhash.update(list(_runs(words)))
    return Fingerprint(len(words), bytes(value & 0xFF for value in minhash.digest()))


def _runs(words: list[str]) -> Iterable[str]:
    return (" ".join(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1)))
