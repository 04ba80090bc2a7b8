"""On three nodes, any of them may die: members go on copying, and nothing of their topic or their state is lost."""

import time
import uuid
from contextlib import closing, suppress

import pytest

from stancewatch.errors import TransportError
from stancewatch.topics import Topic
from stancewatch.transport.base import Record
from stancewatch.transport.kafka import KafkaTransport
from tests.kafka.cluster import Cluster
from tests.transport.copier import make_topic
from tests.transport.members import CopyingMember
from tests.transport.tools import by_key, new_group, numbered

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]

ROUND = 150
ROUND_SECONDS = 120.0


def read_when(transport: KafkaTransport, topic: Topic, count: int) -> list[Record]:
    """Return what is visible on a topic once that is `count` records; a reader that met a node's death is replaced."""
    deadline = time.monotonic() + ROUND_SECONDS
    while time.monotonic() < deadline:
        with suppress(TransportError), closing(transport.open_reader(topic)) as reader:
            records = list(reader.read())
            if len(records) >= count:
                return records
        time.sleep(0.2)
    raise AssertionError(f"{topic.name} never had {count} records")


def test_each_node_that_leads_may_die_while_members_copy(kafka_cluster: Cluster) -> None:
    transport = KafkaTransport(kafka_cluster.bootstrap, session_timeout_seconds=6.0)
    topic, state = make_topic(f"test.{uuid.uuid4().hex}"), make_topic(f"test.{uuid.uuid4().hex}", is_compacted=True)
    transport.ensure_topics([topic, state])
    group, sent = new_group(), numbered(topic, 4 * ROUND, keys=30)
    leads = (
        lambda: kafka_cluster.leader_of(topic.name),
        lambda: kafka_cluster.coordinator_of("group", group),
        lambda: kafka_cluster.coordinator_of("transaction", member.transactional_id),
        kafka_cluster.controller,
    )
    with closing(transport.open_channel(new_group(), [])) as channel:
        channel.commit((), sent)
    with CopyingMember(transport, group, topic, state) as member, CopyingMember(transport, group, topic, state):
        for number, find in enumerate(leads):
            read_when(transport, state, number * ROUND + 1)
            node = find()
            kafka_cluster.kill(node)
            read_when(transport, state, (number + 1) * ROUND)
            kafka_cluster.restart(node)

    assert by_key(read_when(transport, state, len(sent))) == by_key(sent)


def test_a_topic_that_was_just_created_is_known_whichever_node_is_asked(kafka_cluster: Cluster) -> None:
    topics = [make_topic(f"test.{uuid.uuid4().hex}") for _ in range(12)]
    transports = [KafkaTransport(node.bootstrap) for node in kafka_cluster.nodes.values()]

    for number, topic in enumerate(topics):
        transports[number % len(transports)].ensure_topics([topic])
        for transport in transports:
            transport.check_topics([topic])
            assert transport.partitions(topic.name)
