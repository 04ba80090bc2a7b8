"""What the sink's handler tells of a delivery."""

from datetime import timedelta

import pytest

from sinks.base import Delivery
from sinks.worker import SinkHandler
from stancewatch.contracts import Alert
from stancewatch.errors import Backpressure
from stancewatch.telemetry import metrics
from tests.sinks.builders import make_alert

ALERT = make_alert()


class ListSink:
    """Keeps alerts in a list, once each; takes none while it is full."""

    name = "log"

    def __init__(self) -> None:
        self.alerts: list[Alert] = []
        self.is_full = False

    def deliver(self, alert: Alert) -> Delivery:
        if self.is_full:
            raise Backpressure("full")
        if alert in self.alerts:
            return Delivery.KNOWN
        self.alerts.append(alert)
        return Delivery.WRITTEN

    def close(self) -> None:
        self.alerts.clear()


@pytest.fixture
def sink() -> ListSink:
    return ListSink()


@pytest.fixture
def handler(sink) -> SinkHandler:
    return SinkHandler(sink, lambda: ALERT.position.retrieved_at + timedelta(seconds=3))


def value_of(sample: str) -> float:
    return metrics.registry.get_sample_value(sample) or 0.0


def test_an_alert_is_delivered_and_counted_as_written(sink, handler):
    handled = handler.handle(ALERT, {})

    assert sink.alerts == [ALERT]
    assert (handled.outcome, handled.outputs, handled.changes) == ("ok", (), {})
    assert handled.counters == [metrics.DELIVERIES.labels("log", "written")]


def test_an_alert_that_comes_again_is_filtered_and_counted_as_known(handler):
    handler.handle(ALERT, {})
    handled = handler.handle(ALERT, {})

    assert handled.outcome == "filtered"
    assert handled.counters == [metrics.DELIVERIES.labels("log", "known")]


def test_the_time_from_article_to_alert_is_observed_once(handler):
    count, total = (f"stancewatch_article_to_alert_seconds_{name}" for name in ("count", "sum"))
    before = value_of(count), value_of(total)

    handler.handle(ALERT, {})
    handler.handle(ALERT, {})

    assert (value_of(count) - before[0], value_of(total) - before[1]) == (1, 3.0)


def test_a_refused_alert_is_counted_and_tried_again(sink, handler):
    refused = metrics.DELIVERIES.labels("log", "refused")
    before = refused._value.get()
    sink.is_full = True

    with pytest.raises(Backpressure):
        handler.handle(ALERT, {})
    sink.is_full = False

    assert refused._value.get() == before + 1
    assert handler.handle(ALERT, {}).outcome == "ok"


def test_every_outcome_has_its_series_from_the_start(handler):
    assert handler.name == "sink"
    exposition = metrics.exposition().decode()

    for outcome in Delivery:
        assert f'stancewatch_deliveries_total{{outcome="{outcome}",sink="log"}}' in exposition
