"""Whether a position carries the words of an earlier one.

An article that repeats last month's quotation reports last month's stance: it moves no date and turns nothing back.
"""

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from process.track.conditions import is_same_condition
from stancewatch.contracts import Position
from stancewatch.sketch import is_near, make_sketch

FEWEST_WORDS = 8
"""Different words of a sentence: a shorter one ("Putin rejected a truce on Monday") is soon said anew, and means it."""
FEWEST_QUOTED_WORDS = 6
"""Of a direct quotation, which is rarely twice the same by chance."""
LEAST_SHARED = 0.85
"""Of the longer one's different words: "the same but for a few words" is one word in seven."""

_WORD = re.compile(r"[^\W_]+")
_QUOTATION = re.compile(
    r"“([^“”]+)(?:”|\Z)|\A([^“”]+)”|\"([^\"]+)\"|(?<!\w)['‘]((?:[^'‘’]|['’](?=\w))+)['’](?!\w)"  # noqa: RUF001
)
"""In double or single marks; of a quotation of several sentences one has the opening mark, another the closing one."""
_MARK = re.compile("[“”\"'‘]")  # noqa: RUF001 - a typographer's quotation marks are meant


class _Words(NamedTuple):
    """The different words of a text, and those of each direct quotation in it."""

    all: frozenset[str]
    quotations: tuple[frozenset[str], ...]


@lru_cache(maxsize=64)
def find_carried(later: Position, history: tuple[Position, ...]) -> Sequence[Position]:
    """Return those of one holder's positions on an issue whose sentence or quotation another one carries, or nearly so.

    The few words by which two sentences differ are no trifle where they make a condition. Cached, because a decision
    asks for the same twice.
    """
    stance, words = later.stance, _words(later.sentence.text)
    return tuple(
        known
        for known in history
        if known.stance is stance
        and (likeness := _compare(words, _words(known.sentence.text))) is not Likeness.OTHER
        and (likeness is Likeness.SAME or have_same_condition(later, known))
    )


def is_edited(later: Position, earlier: Position) -> bool:
    """Return whether a position rests on the sentence of another in which a few words were changed."""
    texts = later.sentence.text, earlier.sentence.text
    return _compare(*map(_words, texts)) is not Likeness.SAME and is_near(*map(make_sketch, texts))


def have_same_condition(one: Position, other: Position) -> bool:
    """Return whether two positions stand under the same condition in substance, or both under none."""
    if one.condition is None or other.condition is None:
        return one.condition is other.condition
    return is_same_condition(one.condition.text, other.condition.text)


class Likeness(Enum):
    """Of two texts: one quotation or the same words; the same but for a few; others."""

    SAME = 2
    NEAR = 1
    OTHER = 0


def _compare(words: _Words, others: _Words) -> Likeness:
    """Return how alike two texts are."""
    if words.quotations and any(
        _share_most(*pair, FEWEST_QUOTED_WORDS) for pair in product(words.quotations, others.quotations)
    ):
        return Likeness.SAME
    if not _share_most(words.all, others.all, FEWEST_WORDS):
        return Likeness.OTHER
    return Likeness.SAME if words.all == others.all else Likeness.NEAR


def _share_most(one: frozenset[str], other: frozenset[str], fewest: int) -> bool:
    sizes = len(one), len(other)
    needed = LEAST_SHARED * max(sizes)
    return min(sizes) >= max(needed, fewest) and len(one & other) >= needed


def find_memorable(text: str) -> list[str]:
    """Return the quotations in a text, and the text itself, that are long enough to be known again."""
    quotations = [quotation for quotation in _find_quotations(text) if _is_long(quotation, FEWEST_QUOTED_WORDS)]
    return [*quotations, *([text] if _is_long(text, FEWEST_WORDS) else [])]


def _is_long(text: str, fewest: int) -> bool:
    return len(_find_words(text)) >= fewest


@lru_cache(maxsize=32_768)
def _words(text: str) -> _Words:
    return _Words(_find_words(text), tuple(filter(None, map(_find_words, _find_quotations(text)))))


def _find_quotations(text: str) -> list[str]:
    if not _MARK.search(text):  # found out in a tenth of the time
        return []
    return [found[found.lastindex or 0] for found in _QUOTATION.finditer(text)]


def _find_words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
