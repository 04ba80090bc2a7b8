"""Filters narrow the ledger down, each by itself and together."""

from datetime import timedelta

import pytest

from process.track.choice import Choice
from process.track.ledger import decide
from stancewatch.contracts import Stance
from tests.process.track.builders import START, make_position

ENTRY = decide(None, make_position("favor", holder="Viktor Orbán", issue="sanctions")).entry


@pytest.mark.parametrize(
    ("choice", "is_wanted"),
    [
        (Choice(), True),
        (Choice(holders=frozenset({"viktor-orban", "olaf-scholz"})), True),
        (Choice(holders=frozenset({"olaf-scholz"})), False),
        (Choice(issues=frozenset({"sanctions"}), stance=Stance.FAVOR), True),
        (Choice(issues=frozenset({"ceasefire"})), False),
        (Choice(stance=Stance.AGAINST), False),
        (Choice(since=START), True),
        (Choice(since=START + timedelta(seconds=1)), False),
    ],
)
def test_an_entry_is_wanted_when_it_fits_all(choice, is_wanted):
    assert choice.holds(ENTRY) is is_wanted
