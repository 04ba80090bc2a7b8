"""A key goes where Kafka's other clients send it, asked once or again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kafka.partitioner import DefaultPartitioner

from stancewatch.transport.kafka.partitioner import REMEMBERED, KeyPartitioner, _hash_short


class Cluster:
    """What a partitioner asks the client's picture of the brokers for."""

    def __init__(self, partitions: int) -> None:
        self._partitions = set(range(partitions))

    def topics(self) -> set[str]:
        return {"alerts"}

    def partitions_for_topic(self, topic: str) -> set[int] | None:
        return self._partitions if topic == "alerts" else None

    available_partitions_for_topic = partitions_for_topic


@given(key=st.binary(max_size=80), partitions=st.integers(1, 200))
def test_a_key_has_the_partition_that_the_client_itself_gives_it(key: bytes, partitions: int) -> None:
    asked = ("alerts", key, key, b"{}", b"{}", Cluster(partitions))

    assert KeyPartitioner().partition(*asked) == DefaultPartitioner().partition(*asked)
    assert KeyPartitioner().partition(*asked) == DefaultPartitioner().partition(*asked)


def test_a_key_that_would_fill_the_memory_is_not_remembered() -> None:
    before = _hash_short.cache_info().currsize
    key = b"a" * (REMEMBERED + 1)
    asked = ("alerts", key, key, b"{}", b"{}", Cluster(7))

    assert KeyPartitioner().partition(*asked) == DefaultPartitioner().partition(*asked)
    assert _hash_short.cache_info().currsize == before


def test_a_topic_that_the_client_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="alarms"):
        KeyPartitioner().partition("alarms", b"a", b"a", b"{}", b"{}", Cluster(3))
