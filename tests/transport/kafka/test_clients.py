"""A Kafka that cannot be reached or used is told quickly, in one line, and without a secret."""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from kafka import KafkaAdminClient

from stancewatch.errors import ConfigurationError, StancewatchError, TransportUnavailable
from stancewatch.transport.kafka import KafkaTransport
from stancewatch.transport.kafka.clients import Clients
from tests.kafka.broker import PASSWORD, USER, Broker, free_port
from tests.transport.copier import make_topic


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def signed(password: str) -> dict[str, Any]:
    return {
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "PLAIN",
        "sasl_plain_username": USER,
        "sasl_plain_password": password,
    }


def test_an_absent_broker_is_told_at_once_and_quietly(capfd: pytest.CaptureFixture[str]) -> None:
    address = f"127.0.0.1:{free_port()}"
    began = time.monotonic()
    with pytest.raises(TransportUnavailable, match=rf"{address} does not answer.*is it running"):
        KafkaTransport(address).open_channel("group", [])

    assert time.monotonic() - began < 2
    assert capfd.readouterr() == ("", "")


def test_a_broker_that_never_answers_is_given_up_quietly(capfd: pytest.CaptureFixture[str], silent_port: int) -> None:
    threads = threading.active_count()
    began = time.monotonic()
    with pytest.raises(TransportUnavailable):
        KafkaTransport(f"127.0.0.1:{silent_port}").open_channel("group", [])

    assert time.monotonic() - began < 8
    assert capfd.readouterr() == ("", "")
    assert threading.active_count() == threads


def test_one_reachable_broker_of_several_is_enough(silent_port: int) -> None:
    clients = Clients(f"127.0.0.1:{free_port()}, 127.0.0.1:{silent_port}", {}, 45, 300, 10, 60)

    clients.probe()


def test_a_password_is_in_no_text() -> None:
    clients = Clients("127.0.0.1:1", signed("battery staple"), 45, 300, 10, 60)
    error = clients.explain("signing in", OSError("battery staple was refused"))

    assert "battery staple" not in f"{error} {clients!r}"
    assert "*** was refused" in str(error)


@pytest.mark.kafka
def test_signing_in_works_with_the_right_password(our_kafka: Broker) -> None:
    KafkaTransport(our_kafka.signed_bootstrap, options=signed(PASSWORD)).open_channel("signed", []).close()


@pytest.mark.kafka
def test_the_wrong_password_is_refused_and_not_repeated(our_kafka: Broker) -> None:
    with pytest.raises(StancewatchError, match=r"settings of \[kafka\]") as refused:
        KafkaTransport(our_kafka.signed_bootstrap, options=signed("battery staple")).open_channel("signed", [])

    assert "battery staple" not in str(refused.value)


@pytest.mark.kafka
def test_an_unknown_option_is_named(kafka_broker: str) -> None:
    with pytest.raises(ConfigurationError, match="nonsense"):
        KafkaTransport(kafka_broker, options={"nonsense": True}).check_topics([])


@pytest.mark.kafka
def test_a_topic_with_other_partitions_or_limits_is_refused_by_name(kafka_broker: str) -> None:
    topic = make_topic("test.made-by-hand")
    admin = KafkaAdminClient(bootstrap_servers=kafka_broker)
    admin.create_topics({topic.name: {"num_partitions": 1, "replication_factor": 1}}, wait_for_metadata=True)
    with pytest.raises(ConfigurationError, match=f"{topic.name} is not as .*1 partitions, must have 3"):
        KafkaTransport(kafka_broker).ensure_topics([topic])
    admin.delete_topics([topic.name])
    admin.close()
