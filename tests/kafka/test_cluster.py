"""The cluster that other tests break is one: each record on three nodes, and a leader lost is a leader replaced."""

import uuid
from contextlib import closing

import pytest

from stancewatch.transport.base import Outgoing
from stancewatch.transport.kafka import KafkaTransport
from tests.kafka.cluster import NODES, Cluster
from tests.transport.copier import make_topic
from tests.transport.tools import new_group, read_when, values

pytestmark = pytest.mark.kafka


def test_records_and_offsets_outlive_each_node_that_leads(kafka_cluster: Cluster) -> None:
    transport = KafkaTransport(kafka_cluster.bootstrap)
    topic, group = make_topic(f"test.{uuid.uuid4().hex}"), new_group()
    transport.ensure_topics([topic])
    leaders = {
        kafka_cluster.leader_of(topic.name),
        kafka_cluster.coordinator_of("group", group),
        kafka_cluster.coordinator_of("transaction", group),
        kafka_cluster.controller(),
    }
    for number, leader in enumerate(sorted(leaders)):
        kafka_cluster.kill(leader)
        assert kafka_cluster.controller() != leader
        with closing(transport.open_channel(new_group(), [])) as channel:
            channel.commit((), [Outgoing(topic.name, b"key", b"%d" % number)])
        kafka_cluster.restart(leader)
    with closing(transport.open_channel(new_group(), [])) as channel:
        found = read_when(transport, channel, topic, len(leaders))

    assert leaders <= set(NODES)
    assert values(found) == [b"%d" % number for number in range(len(leaders))]
