"""Whether a position carries the words of an earlier one.

An article that repeats last month's quotation reports last month's stance: it moves no date and turns nothing back.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from stancewatch.contracts import Position, Stance

FEWEST_WORDS = 8
"""Shorter sentences ("Putin rejected a truce on Monday") are said anew by chance, and mean it."""
LEAST_SHARED = 0.85
"""Of the longer one's different words: "the same but for a few words" is one word in seven."""

_WORD = re.compile(r"[^\W_]+")


def carries_words_of(later: Position, earlier: Position) -> bool:
    """Return whether two positions of one holder on one issue rest on the same words, or nearly so."""
    return later.stance is earlier.stance and _are_same(_words(later.evidence.text), _words(earlier.evidence.text))


def without_carried(history: Sequence[Position]) -> list[Position]:
    """Return the positions of one holder on one issue, in order, less those that carry the words of an earlier one."""
    said: list[Position] = []
    earlier: dict[Stance, list[frozenset[str]]] = {stance: [] for stance in Stance}
    for position in history:
        words, known = _words(position.evidence.text), earlier[position.stance]
        if not any(_are_same(words, others) for others in known):
            said.append(position)
        known.append(words)
    return said


def _are_same(one: frozenset[str], other: frozenset[str]) -> bool:
    least = max(FEWEST_WORDS, LEAST_SHARED * max(len(one), len(other)))
    return len(one) >= least <= len(other) and len(one & other) >= least


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
