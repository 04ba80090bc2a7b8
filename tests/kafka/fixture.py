"""The fixtures of the tests on real Kafka; tests/conftest.py makes them known.

`STANCEWATCH_TEST_KAFKA=host:port` points them at a running broker instead of starting one.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kafka.broker import Broker
from tests.kafka.cluster import Cluster
from tests.kafka.jars import KafkaNotReady, find_jars

RUNNING = "STANCEWATCH_TEST_KAFKA"


def start_broker(folder: Path) -> Broker:
    """Return a started broker of one node; fail the test with what to do when there can be none."""
    try:
        broker = Broker(find_jars(), folder)
        broker.start()
    except KafkaNotReady as error:
        pytest.fail(str(error), pytrace=False)
    return broker


@pytest.fixture(scope="session")
def our_kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A broker that a test may stop, kill and start again, as long as it leaves it started."""
    broker = start_broker(tmp_path_factory.mktemp("kafka"))
    yield broker
    broker.stop()


@pytest.fixture(scope="session")
def kafka_broker(request: pytest.FixtureRequest) -> str:
    """The address of a real Kafka: the one named by STANCEWATCH_TEST_KAFKA, else ours."""
    running = os.environ.get(RUNNING)
    if running:
        return running
    broker: Broker = request.getfixturevalue("our_kafka")
    return broker.bootstrap


@pytest.fixture(scope="session")
def our_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three nodes, started for the first test that asks for them."""
    try:
        cluster = Cluster(find_jars(), tmp_path_factory.mktemp("kafka-cluster"))
        cluster.start()
    except KafkaNotReady as error:
        pytest.fail(str(error), pytrace=False)
    yield cluster
    cluster.stop()


@pytest.fixture
def kafka_cluster(our_cluster: Cluster) -> Iterator[Cluster]:
    """Three nodes that a test may pause and kill as it likes; the next test finds them whole."""
    yield our_cluster
    our_cluster.heal()
