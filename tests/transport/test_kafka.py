"""Kafka keeps the promises of the seam, on a real broker; and the cases that only Kafka has."""

from collections.abc import Callable
from typing import Any

import pytest
from kafka import KafkaAdminClient
from kafka.admin import MemberToRemove

from stancewatch.transport.kafka import KafkaTransport
from stancewatch.transport.kafka.channel import KafkaChannel
from tests.transport.conformance import *  # noqa: F403 - the suite
from tests.transport.conformance_notes import *  # noqa: F403 - its part about deaths

pytestmark = pytest.mark.kafka


@pytest.fixture
def give_up_seconds() -> float:
    return 3.0


@pytest.fixture
def transport(maker: tuple[str, dict[str, Any]]) -> KafkaTransport:
    return KafkaTransport(**maker[1])


@pytest.fixture
def maker(kafka_broker: str, give_up_seconds: float) -> tuple[str, dict[str, Any]]:
    return "stancewatch.transport.kafka:KafkaTransport", {
        "bootstrap_servers": kafka_broker,
        "session_timeout_seconds": give_up_seconds,
        "max_poll_interval_seconds": give_up_seconds,
        "delivery_timeout_seconds": 3.0,
        "transaction_timeout_seconds": 4.5,
    }


@pytest.fixture
def break_commit(kafka_broker: str) -> Callable[[KafkaChannel], None]:
    """Have the group throw the member out: its records get written, its offsets are refused, nothing may be seen."""

    def throw_out(channel: KafkaChannel) -> None:
        identity = channel._member.identity
        admin = KafkaAdminClient(bootstrap_servers=kafka_broker)
        admin.remove_group_members(identity.group_id, [MemberToRemove(member_id=identity.member_id)])
        admin.close()

    return throw_out
