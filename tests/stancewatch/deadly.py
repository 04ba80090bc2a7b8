"""A worker that some records kill, as a process: `python -m tests.stancewatch.deadly SPEC`.

SPEC is JSON: maker ("module:callable") and arguments of the transport, the run's name, and the deadly article ids.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Collection, Mapping
from dataclasses import replace

from stancewatch import topics
from stancewatch.contracts import Message, Position
from stancewatch.worker import Handled, Worker
from tests.stancewatch.builders import as_record, make_alert
from tests.transport.copier import make_transport


class Deadly:
    """Raises an alert on every position, and dies of some. Its topics are those of one run."""

    state_topic = None

    def __init__(self, run: str, deadly: Collection[str]) -> None:
        self.name = run
        self.input_topic = replace(topics.POSITIONS, name=f"test.{run}.positions", partitions=3)
        self.alerts = replace(topics.ALERTS, name=f"test.{run}.alerts", partitions=3)
        self._deadly = deadly

    def handle(self, message: Position, state: Mapping[bytes, Message]) -> Handled[Message]:
        del state
        if message.article_id in self._deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        return Handled(outputs=[as_record(self.alerts.name, message.key, make_alert(message))])


if __name__ == "__main__":
    spec = json.loads(sys.argv[1])
    handler = Deadly(spec["run"], spec["deadly"])
    Worker(handler, make_transport(spec["maker"], spec["arguments"])).run(threading.Event())
