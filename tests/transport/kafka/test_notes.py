"""A rebalance on Kafka hands partitions over alive, and says so to who gets them."""

import pytest

from stancewatch.transport import notes
from stancewatch.transport.base import Channel, Note, Partition
from stancewatch.transport.kafka import KafkaTransport
from tests.transport.conformance import MakeTopic, OpenChannel, new_topic, open_channel
from tests.transport.members import CopyingMember
from tests.transport.test_kafka import give_up_seconds, maker, transport
from tests.transport.test_kafka_faults import wait_for
from tests.transport.tools import new_group, poll_assignment

__all__ = ["give_up_seconds", "maker", "new_topic", "open_channel", "transport"]

pytestmark = pytest.mark.kafka


def knows_of_rebalance(channel: Channel) -> bool:
    """Return whether a member has heard that its group waits for it; the client's heartbeat asks between polls."""
    return bool(channel._member._consumer._coordinator.need_rejoin())  # type: ignore[attr-defined]


def test_partitions_that_go_to_another_member_alive_tell_of_no_death(
    transport: KafkaTransport, open_channel: OpenChannel, new_topic: MakeTopic, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A member that hears of it within a poll gives nothing back: its successor then handles those records alone.
    topic, group = new_topic(), new_group()
    channel = open_channel(group, [topic])
    in_hand = {place: Note() for place in poll_assignment(channel).assigned}
    channel.commit((), (), notes=in_hand)
    monkeypatch.setattr(notes, "PROCESS", "another")
    with CopyingMember(transport, group, topic, topic) as other:
        wait_for(lambda: knows_of_rebalance(channel))
        revoked: frozenset[Partition] = frozenset()
        while not revoked:
            revoked = channel.poll(max_records=1, timeout_seconds=0.1).revoked
        deaths = poll_assignment(channel).deaths
        wait_for(lambda: other.deaths is not None)

    assert revoked == in_hand.keys()
    assert (deaths, other.deaths) == ({}, {})
