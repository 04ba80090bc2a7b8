"""Filters narrow the ledger down, each by itself and together."""

from datetime import timedelta

import pytest

from process.track.ledger import decide
from process.track.selection import TOLD, EntrySelection, find_spoken_for
from stancewatch.contracts import Stance
from tests.process.track.builders import START, make_actor, make_position

ENTRY = decide(None, make_position("favor", holder="Viktor Orbán", issue="sanctions")).entry


@pytest.mark.parametrize(
    ("choice", "is_wanted"),
    [
        (EntrySelection(), True),
        (EntrySelection(holders=frozenset({"viktor-orban", "olaf-scholz"})), True),
        (EntrySelection(holders=frozenset({"olaf-scholz"})), False),
        (EntrySelection(issues=frozenset({"sanctions"}), stance=Stance.FAVOR), True),
        (EntrySelection(issues=frozenset({"ceasefire"})), False),
        (EntrySelection(stance=Stance.AGAINST), False),
        (EntrySelection(since=START), True),
        (EntrySelection(since=START + timedelta(seconds=1)), False),
    ],
)
def test_an_entry_is_wanted_when_it_fits_all(choice, is_wanted):
    assert choice.holds(ENTRY) is is_wanted


def say_of(holder, *, times=1, speaker="Emmanuel Macron"):
    positions = [make_position(holder=holder, day=day, speaker=make_actor(speaker)) for day in range(times)]
    entry = None
    for position in positions:
        entry = decide(entry, position).entry
    return entry


def test_whom_somebody_speaks_for_is_told_the_most_often_voiced_first():
    entries = [ENTRY, say_of("Germany"), say_of("France", times=2), say_of("Italy", speaker="Giorgia Meloni")]

    assert [holder.name for holder in find_spoken_for(entries, {"emmanuel-macron"})] == ["France", "Germany"]
    assert find_spoken_for(entries, {"viktor-orban"}) == []


def test_no_more_are_named_than_anybody_reads():
    entries = [say_of(holder) for holder in ("France", "Germany", "Italy", "Poland")]

    assert len(find_spoken_for(entries, {"emmanuel-macron"})) == TOLD
