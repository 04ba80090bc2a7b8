"""Filters narrow alerts down, each by itself and together."""

from datetime import timedelta

import pytest

from sinks.selection import Selection
from stancewatch.contracts import AlertKind, Stance
from tests.sinks.builders import RAISED_AT, make_alert

ALERT = make_alert("changed", publisher="Café Courier")


@pytest.mark.parametrize(
    ("selection", "is_wanted"),
    [
        (Selection(), True),
        (Selection(kinds={AlertKind.CHANGED, AlertKind.NEW}), True),
        (Selection(kinds={AlertKind.NEW}), False),
        (Selection(holders={"viktor-orban"}, issues={"sanctions"}, stance=Stance.FAVOR), True),
        (Selection(holders={"olaf-scholz"}), False),
        (Selection(issues={"ceasefire"}), False),
        (Selection(stance=Stance.AGAINST), False),
        (Selection(publishers=("wire", "cafe c")), True),
        (Selection(publishers=("wire",)), False),
        (Selection(since=RAISED_AT, until=RAISED_AT + timedelta(seconds=1)), True),
        (Selection(since=RAISED_AT + timedelta(seconds=1)), False),
        (Selection(until=RAISED_AT), False),
    ],
)
def test_an_alert_is_wanted_when_it_fits_all(selection, is_wanted):
    assert selection.holds(ALERT) is is_wanted
