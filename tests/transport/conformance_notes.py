"""What every transport promises about the notes beside its offsets: the part of conformance.py that is about deaths.

It needs the fixtures that conformance.py needs, and those that it brings.
"""

import signal
from collections.abc import Callable
from typing import Any

import pytest

from stancewatch.errors import TransportError
from stancewatch.transport import notes
from stancewatch.transport.base import Channel, Note, Outgoing, Partition, Transport
from tests.transport.copier import AFTER_POLL
from tests.transport.tools import (
    DEADLINE_SECONDS,
    MakeTopic,
    OpenChannel,
    new_group,
    numbered,
    open_when_free,
    poll_assignment,
    poll_records,
    start_copier,
)

__all__ = [
    "test_deaths_are_counted_until_the_records_in_hand_are_committed",
    "test_what_was_in_hand_is_no_death_when_it_is_closed_alive_or_its_channel_failed_here",
]


def test_deaths_are_counted_until_the_records_in_hand_are_committed(
    transport: Transport,
    writer: Channel,
    open_channel: OpenChannel,
    new_topic: MakeTopic,
    maker: tuple[str, dict[str, Any]],
) -> None:
    topic, target, group = new_topic(), new_topic(), new_group()
    writer.commit((), numbered(topic, 3, keys=1))
    for _ in range(2):
        with start_copier(maker, group, topic, target, crash=(AFTER_POLL, 1)) as child:
            assert child.wait(timeout=DEADLINE_SECONDS) == -signal.SIGKILL
    channel = open_when_free(open_channel, group, [topic])
    first = poll_assignment(channel)
    records = [*first.records, *poll_records(channel, 3 - len(first.records))]
    channel.commit(records[:1], ())
    channel.close()
    places = {Partition(topic.name, number) for number in transport.partitions(topic.name)}

    assert first.deaths == dict.fromkeys(places, Note(2, in_hand=False, records=notes.RECORDS_UNTOLD))
    remaining = dict.fromkeys(places - {records[0].place}, Note(2, in_hand=False, records=notes.RECORDS_UNTOLD))
    assert poll_assignment(open_channel(group, [topic])).deaths == remaining


def test_what_was_in_hand_is_no_death_when_it_is_closed_alive_or_its_channel_failed_here(
    transport: Transport,
    open_channel: OpenChannel,
    new_topic: MakeTopic,
    break_commit: Callable[[Channel], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    topic, group = new_topic(), new_group()
    in_hand = {Partition(topic.name, number): Note(1, records=7) for number in transport.partitions(topic.name)}
    failing = open_channel(group, [topic])
    poll_assignment(failing)
    failing.commit((), (), notes=in_hand)
    break_commit(failing)
    with pytest.raises(TransportError):
        failing.commit((), [Outgoing(topic.name, b"key", b"%d" % i * 1000) for i in range(20)], notes=in_hand)
    failing.close()
    closing = open_channel(group, [topic])
    assert poll_assignment(closing).deaths == dict.fromkeys(in_hand, Note(1, in_hand=False, records=7))

    closing.commit((), (), notes=in_hand)
    closing.close()
    monkeypatch.setattr(notes, "PROCESS", "another")

    assert poll_assignment(open_channel(group, [topic])).deaths == dict.fromkeys(
        in_hand, Note(1, in_hand=False, records=7)
    )
