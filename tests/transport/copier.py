"""A worker that copies one topic to another and can be told where to die: `python -m tests.transport.copier SPEC`.

SPEC is JSON: maker ("module:callable") and arguments of the transport, group, source and target (topic names), batch,
and crash: None, or the point and the number of the batch at which the process kills itself as `kill -9` would.
"""

import importlib
import json
import os
import signal
import sys
from typing import Any

from stancewatch.topics import DAY_MS, Topic
from stancewatch.transport.base import Channel, Note, Outgoing, Record, Transport

AFTER_POLL, BEFORE_COMMIT, AFTER_COMMIT = "after poll", "before commit", "after commit"
POINTS = (AFTER_POLL, BEFORE_COMMIT, AFTER_COMMIT)


def make_topic(name: str, *, is_compacted: bool = False) -> Topic:
    """Return a topic as the conformance suite uses it."""
    return Topic(name, None, None if is_compacted else DAY_MS, max_bytes=64 * 1024, partitions=3)


def copies(records: tuple[Record, ...], target: str) -> list[Outgoing]:
    """Return what the copier writes for these records."""
    return [Outgoing(target, record.key or b"", record.value, record.headers) for record in records]


def make_transport(maker: str, arguments: dict[str, Any]) -> Transport:
    """Return the transport that "module:callable" makes of these arguments."""
    module, name = maker.split(":")
    transport: Transport = getattr(importlib.import_module(module), name)(**arguments)
    return transport


def run(spec: dict[str, Any]) -> None:
    transport = make_transport(spec["maker"], spec["arguments"])
    channel = transport.open_channel(spec["group"], [make_topic(spec["source"])])
    number = 0
    while True:
        polled = channel.poll(max_records=spec["batch"], timeout_seconds=0.5)
        if polled.assigned:
            channel.commit(
                (),
                (),
                notes={place: polled.deaths.get(place, Note())._replace(in_hand=True) for place in polled.assigned},
            )
        records = polled.records
        number += bool(records)
        if records:
            _copy(channel, records, spec, number)


def _copy(channel: Channel, records: tuple[Record, ...], spec: dict[str, Any], number: int) -> None:
    _die_at(spec, AFTER_POLL, number)
    outputs = copies(records, spec["target"])
    _die_at(spec, BEFORE_COMMIT, number)
    channel.commit(records, outputs, notes={record.place: Note() for record in records})
    _die_at(spec, AFTER_COMMIT, number)


def _die_at(spec: dict[str, Any], point: str, number: int) -> None:
    if spec["crash"] == [point, number]:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    run(json.loads(sys.argv[1]))
