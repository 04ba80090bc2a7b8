"""What is known of the words of statements that an entry's history has no longer: some bytes of each.

An article that carries last year's quotation reports last year's stance, however much was said since.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from process.track.statements import find_memorable
from stancewatch.contracts import Position, Stance
from stancewatch.moments import format_moment
from stancewatch.sketch import decode_sketches, encode_sketches, is_alike, make_sketch

LENGTH = 256
"""Statements whose words are remembered, the last ones before the history: at some 60 bytes each, half a history."""


class PastWords(NamedTuple):
    """When a statement was published, its stance, and sketches of its sentence and of the quotations in it."""

    published_at: datetime
    stance: Stance
    sketches: tuple[int, ...]

    def encode(self) -> str:
        """Return it as it stands in an entry."""
        return f"{format_moment(self.published_at)} {self.stance} {encode_sketches(self.sketches)}"


def remember(past: Iterable[str], forgotten: Iterable[Position]) -> tuple[str, ...]:
    """Return the past words and those of statements that leave the history; of the same words the first date holds."""
    more = [words.encode() for words in map(_words_of, forgotten) if words]
    if not more:
        return tuple(past)
    first: dict[tuple[object, ...], str] = {}
    for encoded in sorted((*past, *more), key=_decode):
        _, *words = _decode(encoded)
        first.setdefault(tuple(words), encoded)
    return tuple(first.values())[-LENGTH:]


def find_past_words(position: Position, past: Sequence[str]) -> PastWords | None:
    """Return the first earlier words that a position carries again, as near as `statements.find_carried` asks.

    Of a position under a condition no word may differ: the few that do may be the condition.
    """
    own = _sketch(position) if past else ()
    return next(
        (one for one in map(_decode, past) if _is_earlier(one, position) and _carries(own, one, position)), None
    )


def _is_earlier(one: PastWords, position: Position) -> bool:
    return one.stance is position.stance and one.published_at < position.published_at


def _carries(own: Sequence[int], one: PastWords, position: Position) -> bool:
    if position.condition is not None:
        return not set(own).isdisjoint(one.sketches)
    return any(is_alike(sketch, other) for sketch in own for other in one.sketches)


def _words_of(position: Position) -> PastWords | None:
    """Return the words of a statement; None of one too short to be known again, or told as history."""
    sketches = _sketch(position)
    is_news = position.background is None
    return PastWords(position.published_at, position.stance, sketches) if sketches and is_news else None


def _sketch(position: Position) -> tuple[int, ...]:
    return tuple(make_sketch(text) for text in find_memorable(position.sentence.text))


@lru_cache(maxsize=32_768)
def _decode(encoded: str) -> PastWords:
    moment, stance, sketches = encoded.split(" ")
    return PastWords(datetime.fromisoformat(moment), Stance(stance), decode_sketches(sketches))
