"""A suspect is handled alone and noted before; after three deaths it is given up; nobody stays suspected for ever."""

from collections.abc import Sequence

import pytest

from stancewatch.suspects import BATCH_RECORDS, Suspects, choose_batch, note_batch, note_progress, without
from stancewatch.transport.base import Note, Partition, Record

A, B = Partition("topic", 0), Partition("topic", 1)


def records(*places: Partition) -> Sequence[Record]:
    return [Record(*place, offset, b"key", b"value") for offset, place in enumerate(places)]


def test_records_that_nobody_suspects_are_handled_together() -> None:
    batch = records(A, B, A)

    assert choose_batch(batch, {}) == batch
    assert choose_batch([], {A: Suspects(1)}) == []


@pytest.mark.parametrize(("places", "size"), [((A, B, A), 1), ((B, B, A, A), 2), ((A,), 1)])
def test_a_suspect_is_handled_alone(places: tuple[Partition, ...], size: int) -> None:
    assert len(choose_batch(records(*places), {A: Suspects(1)})) == size


@pytest.mark.parametrize(("deaths", "is_deadly"), [(1, False), (2, False), (3, True), (4, True)])
def test_three_deaths_are_one_too_many(deaths: int, *, is_deadly: bool) -> None:
    assert Suspects(deaths).is_deadly == is_deadly


def test_what_may_have_been_in_hand_with_the_first_stays_suspected_of_one_death() -> None:
    assert without({A: Suspects(2), B: Suspects(1)}, records(A)) == {A: Suspects(1, BATCH_RECORDS - 1), B: Suspects(1)}


def test_suspicion_ends_behind_all_that_can_have_been_in_hand() -> None:
    assert without({A: Suspects(2)}, records(*[A] * (BATCH_RECORDS - 1))) == {A: Suspects(1, 1)}
    assert without({A: Suspects(2)}, records(*[A] * BATCH_RECORDS)) == {}


def test_what_is_noted_before_a_batch_says_that_it_is_in_hand() -> None:
    assert note_batch(records(A, B), {}) == {A: Note(0, in_hand=True), B: Note(0, in_hand=True)}
    assert note_batch(records(A), {A: Suspects(2)}) == {A: Note(2, in_hand=True)}


def test_a_record_that_is_given_up_is_not_noted_again() -> None:
    assert note_batch(records(A), {A: Suspects(3)}) == {}


def test_a_commit_leaves_in_hand_what_nobody_suspects() -> None:
    assert note_progress(records(A, B), [], {}) == {A: Note(0), B: Note(0)}


def test_a_commit_notes_the_suspect_that_follows_and_lays_down_the_others() -> None:
    suspects = {A: Suspects(1, 5), B: Suspects(2)}

    assert note_progress(records(A), records(B, A), suspects) == {A: Note(1, in_hand=False), B: Note(2, in_hand=True)}
    assert note_progress(records(A), records(A, B), suspects) == {A: Note(1, in_hand=True)}
