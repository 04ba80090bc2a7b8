"""The cluster that other tests break is one: each record on three nodes, and one node lost is one that is replaced."""

import uuid
from contextlib import closing

import pytest

from stancewatch.transport.base import Outgoing
from stancewatch.transport.kafka import KafkaTransport
from tests.kafka.cluster import NODES, Cluster
from tests.transport.copier import make_topic
from tests.transport.tools import new_group, open_when_free, read_when, values

pytestmark = pytest.mark.kafka


def test_another_controller_takes_over_and_records_are_written_and_kept(kafka_cluster: Cluster) -> None:
    transport = KafkaTransport(kafka_cluster.bootstrap)
    topic, group = make_topic(f"test.{uuid.uuid4().hex}"), new_group()
    transport.ensure_topics([topic])
    controller = kafka_cluster.controller()
    kafka_cluster.kill(controller)
    others = set(NODES) - {controller}

    assert kafka_cluster.controller() in others
    with closing(open_when_free(transport.open_channel, group, [])) as channel:
        channel.commit((), [Outgoing(topic.name, b"key", b"without it")])
        assert kafka_cluster.leader_of(topic.name) in others
        assert kafka_cluster.coordinator_of("group", group) in others
        assert kafka_cluster.coordinator_of("transaction", group) in others
        kafka_cluster.restart(controller)
        assert values(read_when(transport, channel, topic, 1)) == [b"without it"]
