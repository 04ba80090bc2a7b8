"""A worker with state for tests, and as a process to be killed: `python -m tests.stancewatch.first_stances SPEC`.

SPEC is JSON: maker ("module:callable") and arguments of the transport, and the worker's name.
"""

import json
import sys
import threading
from collections.abc import Callable, Mapping

from stancewatch import topics
from stancewatch.contracts import LedgerEntry, Position
from stancewatch.telemetry import metrics
from stancewatch.worker import Handled, Worker
from tests.stancewatch.builders import as_record, make_alert, make_entry
from tests.transport.copier import make_transport


class FirstStances:
    """Alerts on the first position of each ledger entry, and does as it is told with certain article ids."""

    input_topic = topics.POSITIONS
    state_topic = topics.LEDGER

    def __init__(self, name: str, **on_article: Callable[[], None]) -> None:
        self.name = name
        self.on_article = on_article
        self.handled: list[str] = []

    def handle(self, message: Position, state: Mapping[bytes, LedgerEntry]) -> Handled[LedgerEntry]:
        self.handled.append(message.article_id)
        self.on_article.get(message.article_id, lambda: None)()
        changes = {message.key: make_entry(message)}
        if message.key in state:
            return Handled(changes=changes, outcome="filtered")
        alert = as_record(topics.ALERTS.name, message.key, make_alert(message))
        return Handled(outputs=[alert], changes=changes, counters=[metrics.ALERTS.labels(message.issue, "new")])


if __name__ == "__main__":
    spec = json.loads(sys.argv[1])
    Worker(FirstStances(spec["name"]), make_transport(spec["maker"], spec["arguments"])).run(threading.Event())
