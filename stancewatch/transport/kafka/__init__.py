"""The transport of many machines: Apache Kafka, with transactions that survive what its client does not.

The only package that imports kafka-python. docs/decisions/0002-kafka.md says what was found wrong with it, and how the
loop here gets by.
"""

from stancewatch.transport.kafka.transport import KafkaTransport

__all__ = ["KafkaTransport"]
