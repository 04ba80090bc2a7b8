"""A note says to others that we died, when we did not lay it down; to ourselves it never does."""

import pytest

from stancewatch.transport import notes
from stancewatch.transport.base import Note, Partition
from stancewatch.transport.notes import RECORDS_UNTOLD, find_deaths, given_back, in_hand_after, to_text

HERE, THERE = Partition("topic", 0), Partition("topic", 1)


@pytest.mark.parametrize(
    ("note", "ours", "others"),
    [
        (Note(records=7), 0, 1),
        (Note(2, records=7), 2, 3),
        (Note(2, in_hand=False, records=7), 2, 2),
        (Note(0, in_hand=False, records=7), 0, 0),
    ],
)
def test_a_note_in_hand_is_a_death_for_other_processes(
    note: Note, ours: int, others: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = to_text(note)

    assert find_deaths(text) == (Note(ours, in_hand=False, records=7) if ours else None)
    monkeypatch.setattr(notes, "PROCESS", "another")
    assert find_deaths(text) == (Note(others, in_hand=False, records=7) if others else None)


@pytest.mark.parametrize("text", ["", "by hand", "deaths=", "deaths=many in-hand=", "deaths=-1", "deaths=²", "{}"])
def test_a_text_that_is_no_note_tells_of_no_death(text: str) -> None:
    assert find_deaths(text) is None


@pytest.mark.parametrize("told", ["", "records=", "records=0", "records=all", f"records={'9' * 5000}"])
def test_a_note_that_does_not_say_how_many_records_it_is_about_is_about_as_many_as_ever_were(told: str) -> None:
    assert find_deaths(f"deaths=1 in-hand= {told}") == Note(1, in_hand=False, records=RECORDS_UNTOLD)


def test_a_commit_takes_out_of_hand_what_it_consumes_and_lays_down() -> None:
    before = {HERE: Note(1), THERE: Note(2)}

    assert in_hand_after(before, [HERE], {}) == {THERE: Note(2)}
    assert in_hand_after(before, [HERE], {HERE: Note()}) == {HERE: Note(), THERE: Note(2)}
    assert in_hand_after(before, [], {THERE: Note(2, in_hand=False)}) == {HERE: Note(1)}


def test_what_is_given_back_keeps_its_deaths() -> None:
    assert given_back({HERE: Note(2)}) == {HERE: Note(2, in_hand=False)}
