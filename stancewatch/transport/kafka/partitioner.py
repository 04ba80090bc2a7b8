"""Kafka's own choice of a key's partition, remembered: hashed in Python it costs a quarter of sending a record.

An alert, its ledger entry and its position share their key, and a holder in the news comes again soon.
"""

from functools import lru_cache
from typing import Any

from kafka.partitioner import Partitioner, murmur2

REMEMBERED = 1024
"""Bytes of the longest key that is remembered: others could fill the memory."""

_hash_short = lru_cache(maxsize=16_384)(murmur2)


class KeyPartitioner(Partitioner):  # type: ignore[misc] # the client is not typed
    """The client's DefaultPartitioner for records that have a key, as all of ours do."""

    def partition(
        self, topic: str, key: Any, serialized_key: bytes, value: Any, serialized_value: Any, cluster: Any
    ) -> int:
        """Return a partition of the topic; ValueError when the client does not know it."""
        del key, value, serialized_value
        partitions = cluster.partitions_for_topic(topic)
        if not partitions:
            raise ValueError(f"topic {topic} is unknown")
        choose = _hash_short if len(serialized_key) <= REMEMBERED else murmur2
        return sorted(partitions)[(choose(serialized_key) & 0x7FFFFFFF) % len(partitions)]  # type: ignore[no-any-return]
