"""A suspect is handled alone and noted before; after three deaths it is given up; nobody stays suspected for ever."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancewatch.suspects import (
    BATCH_RECORDS,
    DEADLY,
    FEW_RECORDS,
    Suspects,
    choose_batch,
    choose_size,
    note_batch,
    note_progress,
    without,
)
from stancewatch.transport.base import Note, Partition, Record

A, B = Partition("topic", 0), Partition("topic", 1)
BATCH = 2 * FEW_RECORDS
"""What a worker of these tests polls."""
LENGTH = 4 * BATCH
KILLERS = st.frozensets(st.integers(0, LENGTH - 1), max_size=4)
KILLS = st.dictionaries(st.integers(0, LENGTH - 1), st.integers(1, DEADLY), max_size=4)


def records(*places: Partition) -> Sequence[Record]:
    return [Record(*place, offset, b"key", b"value") for offset, place in enumerate(places)]


def test_records_that_nobody_suspects_are_handled_together() -> None:
    batch = records(A, B, A)

    assert choose_batch(batch, {}) == batch
    assert choose_batch([], {A: Suspects(1, 5)}) == []


@pytest.mark.parametrize(("places", "size"), [((A, B, A), 1), ((B, B, A, A), 2), ((A,), 1)])
def test_a_suspect_is_handled_alone(places: tuple[Partition, ...], size: int) -> None:
    assert len(choose_batch(records(*places), {A: Suspects(1, 5)})) == size


@pytest.mark.parametrize(("deaths", "is_deadly"), [(1, False), (2, False), (3, True), (4, True)])
def test_three_deaths_are_one_too_many(deaths: int, *, is_deadly: bool) -> None:
    assert Suspects(deaths, 5).is_deadly == is_deadly


def test_what_may_have_been_in_hand_with_the_first_stays_suspected_of_one_death() -> None:
    assert without({A: Suspects(2, 5), B: Suspects(1, 5)}, records(A)) == {A: Suspects(1, 4), B: Suspects(1, 5)}


def test_suspicion_ends_behind_all_that_can_have_been_in_hand() -> None:
    assert without({A: Suspects(2, 5)}, records(*[A] * 4)) == {A: Suspects(1, 1)}
    assert without({A: Suspects(2, 5)}, records(*[A] * 5)) == {}


def test_what_is_noted_before_a_batch_says_that_it_is_in_hand() -> None:
    few = Note(records=FEW_RECORDS)

    assert note_batch(records(A, B), {}) == {A: few, B: few}
    assert note_batch(records(A), {A: Suspects(2, 5)}) == {A: Note(2, records=5)}


def test_what_is_noted_before_a_large_batch_says_how_large_it_is() -> None:
    batch = records(*[A] * (FEW_RECORDS + 1), B)

    assert note_batch(batch, {}) == {A: Note(records=FEW_RECORDS + 1), B: Note(records=FEW_RECORDS)}


def test_a_record_that_is_given_up_is_not_noted_again() -> None:
    assert note_batch(records(A), {A: Suspects(3, 5)}) == {}


def test_a_commit_leaves_a_few_in_hand_that_nobody_suspects() -> None:
    few = Note(records=FEW_RECORDS)

    assert note_progress(records(*[A] * BATCH_RECORDS, B), [], {}) == {A: few, B: few}
    assert note_progress(records(*[A] * BATCH_RECORDS, B), records(A), {}) == {A: few, B: few}


def test_a_commit_notes_how_large_the_batch_is_that_follows() -> None:
    following = records(*[A] * (FEW_RECORDS + 1))

    assert note_progress(records(A, B), following, {}) == {
        A: Note(records=len(following)),
        B: Note(records=FEW_RECORDS),
    }


def test_a_commit_notes_the_suspect_that_follows_and_lays_down_the_others() -> None:
    suspects = {A: Suspects(1, 5), B: Suspects(2, 7)}
    laid_down, in_hand = Note(1, in_hand=False, records=5), Note(2, records=7)

    assert note_progress(records(A), records(B, A), suspects) == {A: laid_down, B: in_hand}
    assert note_progress(records(A), records(A, B), suspects) == {A: laid_down._replace(in_hand=True)}


@pytest.mark.parametrize(
    ("size", "polled", "committed", "following"),
    [
        (FEW_RECORDS, FEW_RECORDS, FEW_RECORDS, 2 * FEW_RECORDS),
        (FEW_RECORDS, 5, 5, FEW_RECORDS),
        (BATCH_RECORDS, BATCH_RECORDS, BATCH_RECORDS, BATCH_RECORDS),
        (BATCH_RECORDS, BATCH_RECORDS, 100, 100),
        (BATCH_RECORDS, BATCH_RECORDS, 1, FEW_RECORDS),
        (BATCH_RECORDS, 7, 0, FEW_RECORDS),
    ],
)
def test_the_pace_decides_how_many_are_polled(size: int, polled: int, committed: int, following: int) -> None:
    assert choose_size(size, polled=polled, committed=committed) == following


@dataclass
class Log:
    """One partition, its offset with the note beside it, and what has become of its records.

    A worker dies when it comes to one of `deadly`, and so often at those in `kills` as these say: of something else.
    """

    deadly: frozenset[int]
    kills: dict[int, int]
    offset: int = 0
    note: Note = field(default_factory=lambda: Note(0, in_hand=False))
    handled: list[int] = field(default_factory=list)
    given_up: list[int] = field(default_factory=list)
    deaths: list[Sequence[int]] = field(default_factory=list)
    """What each dead worker had in hand."""

    def run(self) -> None:
        """Run one worker after the other until one lives."""
        most = DEADLY * len(self.deadly) + sum(self.kills.values())
        while not self._work():
            assert len(self.deaths) <= most

    def _work(self) -> bool:
        """Run one worker to the end or to its death, and return whether it lives."""
        deaths = self.note.deaths + self.note.in_hand
        suspects = {A: Suspects(deaths, self.note.records)} if deaths else {}
        while polled := self._poll():
            while polled:
                batch = choose_batch(polled, suspects)
                self.note = note_batch(batch, suspects).get(A, self.note)
                if not self._handle([record.offset for record in batch], suspects.get(A)):
                    return False
                suspects = without(suspects, batch)
                self.offset, polled = batch[-1].offset + 1, polled[len(batch) :]
                self.note = note_progress(batch, polled, suspects)[A]
        return True

    def _poll(self) -> Sequence[Record]:
        offsets = range(self.offset, min(LENGTH, self.offset + BATCH))
        return [Record(*A, offset, b"key", b"value") for offset in offsets]

    def _handle(self, batch: Sequence[int], suspects: Suspects | None) -> bool:
        if suspects and suspects.is_deadly:
            self.given_up += batch
            return True
        for number in batch:
            if number in self.deadly or self.kills.get(number):
                self.kills[number] = self.kills.get(number, 0) - 1
                self.deaths.append(batch)
                return False
        self.handled += batch
        return True


@settings(deadline=None, max_examples=50)
@given(KILLERS, KILLS)
def test_each_record_is_handled_once_or_given_up_after_two_deaths_with_it_alone_in_hand(
    deadly: frozenset[int], kills: dict[int, int]
) -> None:
    log = Log(deadly, dict(kills))
    log.run()

    assert sorted(log.handled + log.given_up) == list(range(LENGTH))
    for number in log.given_up:
        assert log.deaths.count([number]) == DEADLY - 1


@settings(deadline=None, max_examples=50)
@given(KILLERS, KILLERS)
def test_a_record_that_kills_each_worker_is_given_up_one_at_which_a_worker_died_by_chance_is_not(
    deadly: frozenset[int], by_chance: frozenset[int]
) -> None:
    log = Log(deadly, dict.fromkeys(by_chance, 1))
    log.run()

    assert log.given_up == sorted(deadly)
