"""A note says to others that we died, when we did not lay it down; to ourselves it never does."""

import pytest

from stancewatch.transport import notes
from stancewatch.transport.base import Note, Partition
from stancewatch.transport.notes import count_deaths, given_back, in_hand_after, to_text

HERE, THERE = Partition("topic", 0), Partition("topic", 1)


@pytest.mark.parametrize(
    ("note", "ours", "others"),
    [
        (Note(), 0, 1),
        (Note(2), 2, 3),
        (Note(2, in_hand=False), 2, 2),
        (Note(0, in_hand=False), 0, 0),
    ],
)
def test_a_note_in_hand_is_a_death_for_other_processes(
    note: Note, ours: int, others: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = to_text(note)

    assert count_deaths(text) == ours
    monkeypatch.setattr(notes, "PROCESS", "another")
    assert count_deaths(text) == others


@pytest.mark.parametrize("text", ["", "by hand", "deaths=", "deaths=many in-hand=", "deaths=-1", "{}"])
def test_a_text_that_is_no_note_counts_no_death(text: str) -> None:
    assert count_deaths(text) == 0


def test_a_commit_takes_out_of_hand_what_it_consumes_and_lays_down() -> None:
    before = {HERE: Note(1), THERE: Note(2)}

    assert in_hand_after(before, [HERE], {}) == {THERE: Note(2)}
    assert in_hand_after(before, [HERE], {HERE: Note()}) == {HERE: Note(), THERE: Note(2)}
    assert in_hand_after(before, [], {THERE: Note(2, in_hand=False)}) == {HERE: Note(1)}


def test_what_is_given_back_keeps_its_deaths() -> None:
    assert given_back({HERE: Note(2)}) == {HERE: Note(2, in_hand=False)}
