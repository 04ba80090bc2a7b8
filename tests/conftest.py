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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that read whole sets: minutes of one worker, in which the other does all the rest."""
    items.sort(key=lambda item: item.get_closest_marker("quality") is None)
