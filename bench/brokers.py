"""A Kafka of one node for as long as a measurement takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.kafka.broker import Broker
from tests.kafka.jars import find_jars


@contextmanager
def started_broker() -> Iterator[tuple[Broker, Path]]:
    """Start a broker in a temporary folder, and stop it at the end. Raises KafkaNotReady where there can be none."""
    with TemporaryDirectory() as folder:
        broker = Broker(find_jars(), Path(folder))
        broker.start()
        try:
            yield broker, Path(folder)
        finally:
            broker.stop()
