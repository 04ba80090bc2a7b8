"""The sinks' handler: alerts to a place outside, once each, with the time that they took to get there."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sinks.base import Delivery, Sink
from stancewatch import topics
from stancewatch.contracts import Alert, Message
from stancewatch.errors import Backpressure
from stancewatch.handler import Handled
from stancewatch.telemetry import metrics
from stancewatch.topics import Topic


class SinkHandler:
    """Delivers alerts to a sink. `now` gives the moment of delivery."""

    name = "sink"
    input_topic = topics.ALERTS
    state_topic: Topic | None = None

    def __init__(self, sink: Sink, now: Callable[[], datetime]) -> None:
        self._sink = sink
        self._now = now
        metrics.preset(metrics.DELIVERIES, [sink.name], Delivery)

    def handle(self, message: Alert, state: Mapping[bytes, Message]) -> Handled[Message]:  # noqa: ARG002 - it has none
        """Deliver the alert; one that was delivered before is filtered."""
        delivery = self._deliver(message)
        return Handled(
            outcome="ok" if delivery is Delivery.WRITTEN else "filtered",
            counters=[metrics.DELIVERIES.labels(self._sink.name, delivery)],
            fields={
                "sink": self._sink.name,
                "delivery": delivery,
                "kind": message.kind,
                "holder": message.position.holder.id,
                "issue": message.position.issue,
            },
        )

    def _deliver(self, alert: Alert) -> Delivery:
        try:
            delivery = self._sink.deliver(alert)
        except Backpressure:
            metrics.DELIVERIES.labels(self._sink.name, Delivery.REFUSED).inc()
            raise
        if delivery is Delivery.WRITTEN:
            elapsed = self._now() - alert.position.retrieved_at
            metrics.ARTICLE_TO_ALERT.observe(max(0.0, elapsed.total_seconds()))
        return delivery
