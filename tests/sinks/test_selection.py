"""Filters narrow alerts down, each by itself and together."""

from datetime import timedelta

import pytest

from sinks.selection import AlertSelection
from stancewatch.contracts import AlertKind, Stance
from tests.sinks.builders import RAISED_AT, make_alert

ALERT = make_alert("changed", publisher="Café Courier")


@pytest.mark.parametrize(
    ("selection", "is_wanted"),
    [
        (AlertSelection(), True),
        (AlertSelection(kinds={AlertKind.CHANGED, AlertKind.NEW}), True),
        (AlertSelection(kinds={AlertKind.NEW}), False),
        (AlertSelection(holders={"viktor-orban"}, issues={"sanctions"}, stance=Stance.FAVOR), True),
        (AlertSelection(holders={"olaf-scholz"}), False),
        (AlertSelection(issues={"ceasefire"}), False),
        (AlertSelection(stance=Stance.AGAINST), False),
        (AlertSelection(publishers=("wire", "cafe c")), True),
        (AlertSelection(publishers=("wire",)), False),
        (AlertSelection(since=RAISED_AT, until=RAISED_AT + timedelta(seconds=1)), True),
        (AlertSelection(since=RAISED_AT + timedelta(seconds=1)), False),
        (AlertSelection(until=RAISED_AT), False),
    ],
)
def test_an_alert_is_wanted_when_it_fits_all(selection, is_wanted):
    assert selection.holds(ALERT) is is_wanted
