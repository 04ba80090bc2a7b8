"""Notes beside a group's offsets as text, and what they come to for who reads them: how many workers died there.

A note that is in hand names its process, by a name that no other process has: our own, found again after a failure of
the transport, is no death.
"""

import re
import secrets
from collections.abc import Collection, Mapping

from stancewatch.transport.base import Note, Partition

PROCESS = secrets.token_hex(6)
"""A process number would come again, in a container at each start."""
RECORDS_UNTOLD = 128
"""What a note is about that does not say how many: so many were in hand, at most, before notes told of it."""
_NUMBER = re.compile("[0-9]{1,9}")


def to_text(note: Note) -> str:
    """Return a note of ours as it is kept."""
    return f"deaths={note.deaths} in-hand={PROCESS if note.in_hand else ''} records={note.records}"


def find_deaths(text: str) -> Note | None:
    """Return what is to be noted now of the records that this note is on, if workers have died with them.

    The death of the process that had them in hand counts. A text that is no note of ours tells of none.
    """
    facts = dict(word.partition("=")[::2] for word in text.split())
    deaths = _parse(facts.get("deaths", "")) + (facts.get("in-hand", "") not in ("", PROCESS))
    return Note(deaths, in_hand=False, records=_parse(facts.get("records", "")) or RECORDS_UNTOLD) if deaths else None


def _parse(number: str) -> int:
    return int(number) if _NUMBER.fullmatch(number) else 0


def in_hand_after(
    before: Mapping[Partition, Note], consumed: Collection[Partition], notes: Mapping[Partition, Note]
) -> dict[Partition, Note]:
    """Return the notes in hand after a commit that consumed of these partitions and made these notes."""
    standing = {place: note for place, note in before.items() if place not in consumed} | dict(notes)
    return {place: note for place, note in standing.items() if note.in_hand}


def given_back(in_hand: Mapping[Partition, Note]) -> dict[Partition, Note]:
    """Return what notes become when their partitions are given back alive."""
    return {place: note._replace(in_hand=False) for place, note in in_hand.items()}
