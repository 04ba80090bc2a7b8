"""Records that were in hand when a worker died: handled alone, and given up when they have killed `DEADLY` workers.

A worker that dies can say nothing. So what it is at work on stands beside the group's offset (transport.base.Note), and
its successor knows of each partition how many workers have died there, and with how many records: pure decisions over
that.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stancewatch.transport.base import Note, Partition, Record

BATCH_RECORDS = 512
"""The most that is polled, and so in hand, at once: a commit takes its time whatever it holds, but so many single ones
follow a death (docs/decisions/0005-client-bugs.md)."""
FEW_RECORDS = 32
"""A partition's note stands for so many from one commit to the next. Only a batch with more of it is noted first, by a
commit that a batch of that size hardly feels."""
DEADLY = 3
"""So many dead workers show that the record kills them."""


@dataclass(frozen=True, slots=True)
class Suspects:
    """The next records of a partition: `deaths` workers have died with the first, and one with up to `left` in all."""

    deaths: int
    left: int

    @property
    def is_deadly(self) -> bool:
        """Whether the first is to be handled no more."""
        return self.deaths >= DEADLY


def choose_batch(records: Sequence[Record], suspects: Mapping[Partition, Suspects]) -> Sequence[Record]:
    """Return the records, from the first on, that may be in hand together: a suspect is alone."""
    if not suspects:  # as nearly always
        return records
    for number, record in enumerate(records):
        if record.place in suspects:
            return records[: max(1, number)]
    return records


def choose_size(size: int, *, polled: int, committed: int) -> int:
    """Return how many records to poll next, when of so many in hand so many were committed in one step.

    The pace decides: who is quick polls large batches; who is slow polls again soon, and so follows its group.
    """
    if committed < polled:
        return max(FEW_RECORDS, committed)
    return min(2 * size, BATCH_RECORDS) if polled >= size else size


def without(suspects: Mapping[Partition, Suspects], handled: Iterable[Record]) -> dict[Partition, Suspects]:
    """Return who is still suspected when these records have been handled, and no worker died."""
    remaining = dict(suspects)
    for record in handled if suspects else ():
        found = remaining.pop(record.place, None)
        if found and found.left > 1:
            remaining[record.place] = Suspects(1, found.left - 1)
    return remaining


def note_batch(batch: Sequence[Record], suspects: Mapping[Partition, Suspects]) -> dict[Partition, Note]:
    """Return what must be noted before these records are handled; one that is given up cannot kill again."""
    noted = {}
    for place, count in _count_places(batch).items():
        found = suspects.get(place)
        if not found:
            noted[place] = Note(records=max(count, FEW_RECORDS))
        elif not found.is_deadly:
            noted[place] = Note(found.deaths, records=found.left)
    return noted


def note_progress(
    handled: Sequence[Record], following: Sequence[Record], suspects: Mapping[Partition, Suspects]
) -> dict[Partition, Note]:
    """Return what is to be noted as these records are committed; `suspects` are those that remain after them.

    It says what is noted before the `following` batch already: no commit is needed for that. Of a partition without
    suspects a few stay in hand: that they are will often be true, and costs its next worker little.
    """
    passed = {place: suspects.get(place) for place in _count_places(handled)}
    behind = {
        place: Note(found.deaths, in_hand=False, records=found.left) if found else Note(records=FEW_RECORDS)
        for place, found in passed.items()
    }
    return behind | note_batch(choose_batch(following, suspects), suspects)


def _count_places(records: Iterable[Record]) -> dict[Partition, int]:
    counts = Counter((record.topic, record.partition) for record in records)
    return {Partition(*place): count for place, count in counts.items()}
