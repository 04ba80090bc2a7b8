"""A local log with two topics."""

from pathlib import Path

import pytest

from stancewatch.topics import Topic
from stancewatch.transport.local import LocalTransport
from tests.transport.copier import make_topic


@pytest.fixture
def topic() -> Topic:
    return make_topic("test.topic")


@pytest.fixture
def state() -> Topic:
    return make_topic("test.state", is_compacted=True)


@pytest.fixture
def own(tmp_path: Path, topic: Topic, state: Topic) -> LocalTransport:
    """The transport as a user has it: with the usual lease."""
    transport = LocalTransport(tmp_path)
    transport.ensure_topics([topic, state])
    return transport
