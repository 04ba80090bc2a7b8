"""Fixtures that tests of several folders share."""

from tests.kafka.fixture import kafka_broker, our_kafka

__all__ = ["kafka_broker", "our_kafka"]
