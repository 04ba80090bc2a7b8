"""Which publishers carried a stance in copies: outlets of it, whether a copy came after its original or overtook it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from stancewatch.contracts import Position, Stance
from stancewatch.moments import format_moment

LENGTH = 64
"""Publishers and stances remembered, those with the latest copies: at some 45 bytes each, 3 kB of an entry."""


class Carried(NamedTuple):
    """That a publisher carried a stance in a copy, and when the latest one was published."""

    published_at: datetime
    stance: Stance
    publisher: str

    def encode(self) -> str:
        """Return it as it stands in an entry."""
        return f"{format_moment(self.published_at)} {self.stance} {self.publisher}"


def add_copy(copies: Iterable[str], position: Position) -> tuple[str, ...]:
    """Return what is remembered of copies, with that of a position; one without a publisher leaves nothing."""
    more = Carried(position.published_at, position.stance, position.publisher).encode()
    return _keep_latest([*copies, more] if position.publisher else copies)


def without_known(copies: Sequence[str], history: Iterable[Position]) -> tuple[str, ...]:
    """Return what a history does not show as well: the copies of publishers that it has nothing of on this side."""
    if not copies:  # mostly: and a decision is to cost little
        return ()
    known = {(position.stance, position.publisher) for position in history}
    return tuple(one for one in copies if _decode(one)[1:] not in known)


def decode_copies(copies: Iterable[str]) -> Iterator[Carried]:
    """Yield what an entry says of copies."""
    return map(_decode, copies)


def find_publishers(copies: Iterable[str], stance: Stance) -> list[str]:
    """Return who carried a stance."""
    return [one.publisher for one in decode_copies(copies) if one.stance is stance]


def _keep_latest(copies: Iterable[str]) -> tuple[str, ...]:
    """Return one for each stance and publisher, in order; the same for a set of copies, however it was put together."""
    latest = {_decode(encoded)[1:]: encoded for encoded in sorted(copies, key=_decode)}
    return tuple(sorted(latest.values(), key=_decode))[-LENGTH:]


@lru_cache(maxsize=8192)
def _decode(encoded: str) -> Carried:
    moment, stance, publisher = encoded.split(" ", 2)
    return Carried(datetime.fromisoformat(moment), Stance(stance), publisher)
