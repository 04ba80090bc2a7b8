"""Fixtures that tests of several folders share; failed assertions of the shared suite show their values."""

import pytest

pytest.register_assert_rewrite(
    "tests.transport.conformance",
    "tests.transport.conformance_members",
    "tests.transport.conformance_notes",
    "tests.transport.conformance_records",
    "tests.transport.tools",
)

from tests.kafka.fixture import kafka_broker, kafka_cluster, our_cluster, our_kafka  # noqa: E402 - after that, to be rewritten

__all__ = ["kafka_broker", "kafka_cluster", "our_cluster", "our_kafka"]
