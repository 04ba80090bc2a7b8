"""A clock far above what any article takes: what is still being read when it has run out will never be done.

Limits on reading count characters and sentences, so that a text gives the same on every machine; this one only keeps an
article that none of them has foreseen from holding up those behind it. Nothing can interrupt a computation in a thread
from outside, so who reads in many steps calls `check` before each. It counts the thread's own processor time: neither a
busy machine nor one that sleeps makes a victim.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from stancewatch.errors import InvalidMessage
from stancewatch.telemetry.metrics import TOO_SLOW

LIMIT_SECONDS = 60.0
_limit: ContextVar[tuple[float, float] | None] = ContextVar("limit", default=None)
"""When time is up, and how much there was of it, in seconds."""


@contextmanager
def watching(seconds: float) -> Iterator[None]:
    """Let `check` raise in this context, once it has taken the thread so many seconds of processor time."""
    token = _limit.set((time.thread_time() + seconds, seconds))
    try:
        yield
    finally:
        _limit.reset(token)


def check() -> None:
    """Raise InvalidMessage if the time of the context around has run out; without one do nothing."""
    limit = _limit.get()
    if limit is not None and time.thread_time() > limit[0]:
        raise InvalidMessage(TOO_SLOW, f"reading it takes more than {limit[1]:g} seconds of processor time")
