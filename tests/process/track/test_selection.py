"""Filters narrow the ledger down, each by itself and together."""

from datetime import timedelta

import pytest

from process.track.ledger import decide
from process.track.selection import EntrySelection
from stancewatch.contracts import Stance
from tests.process.track.builders import START, make_position

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
