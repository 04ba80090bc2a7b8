"""Notes beside a group's offsets as text, and what they come to for who reads them: how many workers died there.

A note that is in hand names its process, by a name that no other process has: our own, found again after a failure of
the transport, is no death.
"""

import secrets
from collections.abc import Collection, Mapping

from stancewatch.transport.base import Note, Partition

PROCESS = secrets.token_hex(6)
"""A process number would come again, in a container at each start."""


def to_text(note: Note) -> str:
    """Return a note of ours as it is kept."""
    return f"deaths={note.deaths} in-hand={PROCESS if note.in_hand else ''}"


def count_deaths(text: str) -> int:
    """Return how many workers have died with the records that this note is on; what is no note of ours counts none."""
    facts = dict(word.partition("=")[::2] for word in text.split())
    deaths, holder = facts.get("deaths", ""), facts.get("in-hand", "")
    return (int(deaths) if deaths.isdecimal() else 0) + (holder not in ("", PROCESS))


def in_hand_after(
    before: Mapping[Partition, Note], consumed: Collection[Partition], notes: Mapping[Partition, Note]
) -> dict[Partition, Note]:
    """Return the notes in hand after a commit that consumed of these partitions and made these notes."""
    standing = {place: note for place, note in before.items() if place not in consumed} | dict(notes)
    return {place: note for place, note in standing.items() if note.in_hand}


def given_back(in_hand: Mapping[Partition, Note]) -> dict[Partition, Note]:
    """Return what notes become when their partitions are given back alive."""
    return {place: Note(note.deaths, in_hand=False) for place, note in in_hand.items()}
