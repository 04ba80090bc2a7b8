"""What becomes of a record that cannot be handled: a letter with its own bytes, and in the headers why and where."""

from stancewatch.topics import DEAD_LETTERS, KIB, MESSAGE_BYTES
from stancewatch.transport.base import Outgoing, Record

PREFIX = "dead-letter-"
"""Of the headers that we add. The original ones stand behind them, unchanged."""
DETAIL_BYTES = KIB
HEADER_BYTES = 32 * KIB
"""Original headers beyond these are left out, and said to be: a letter always fits on its topic."""


def make_dead_letter(
    record: Record, *, reason: str, detail: str, worker: str, version: str, deaths: int = 0
) -> Outgoing:
    """Return the letter for a record that `worker` of this version could not handle, or that killed it `deaths` times.

    A record over the message limit, which only another's producer can have written, is cut; its size is told.
    """
    kept = _fitting_headers(record.headers)
    key, size = (record.key or b"")[:MESSAGE_BYTES], len(record.key or b"") + len(record.value or b"")
    facts = {
        "reason": reason,
        "detail": detail.encode(errors="replace")[:DETAIL_BYTES].decode(errors="ignore"),
        "worker": worker,
        "version": version,
        "topic": record.topic,
        "partition": str(record.partition),
        "offset": str(record.offset),
        "timestamp-ms": str(record.timestamp_ms),
    }
    if deaths:
        facts["deaths"] = str(deaths)
    if size > MESSAGE_BYTES:
        facts["original-bytes"] = str(size)
    if len(kept) < len(record.headers):
        facts["headers-left-out"] = str(len(record.headers) - len(kept))
    ours = tuple((PREFIX + name, value.encode()) for name, value in facts.items())
    value = None if record.value is None else record.value[: MESSAGE_BYTES - len(key)]
    return Outgoing(DEAD_LETTERS.name, key, value, (*ours, *kept))


def _fitting_headers(headers: tuple[tuple[str, bytes], ...]) -> tuple[tuple[str, bytes], ...]:
    size = 0
    for number, (name, value) in enumerate(headers):
        size += len(name.encode()) + len(value)
        if size > HEADER_BYTES:
            return headers[:number]
    return headers
