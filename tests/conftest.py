"""Fixtures that tests of several folders share."""

from tests.kafka.fixture import kafka_broker, kafka_cluster, our_cluster, our_kafka

__all__ = ["kafka_broker", "kafka_cluster", "our_cluster", "our_kafka"]
