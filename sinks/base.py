"""What a sink is: a place that alerts are delivered to, once each however often they are given."""

from enum import StrEnum
from typing import Protocol

from stancewatch.contracts import Alert
from stancewatch.errors import StancewatchError


class Delivery(StrEnum):
    """What came of an alert that was given to a sink: a metric's label."""

    WRITTEN = "written"
    KNOWN = "known"
    REFUSED = "refused"


class SinkFailed(StancewatchError):  # noqa: N818 - a state of the sink, and not a bug of ours
    """The sink cannot go on, and waiting will not help: the worker ends, and delivers the alert after a restart."""


class Sink(Protocol):
    """A place that alerts are delivered to. Not safe for use by two threads."""

    name: str

    def deliver(self, alert: Alert) -> Delivery:
        """Deliver the alert, unless that was done before: WRITTEN or KNOWN. Safe to call again after any error.

        Raises Backpressure when it cannot be delivered now, SinkFailed when it never can be.
        """
        ...

    def close(self) -> None:
        """Free everything; what was delivered stays so."""
        ...
