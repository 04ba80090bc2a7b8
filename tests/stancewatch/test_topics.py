"""The topics are a public contract: names, keys' partitions and how they are kept do not change by accident."""

from stancewatch import topics
from stancewatch.contracts import Message


def test_the_topics_are_these() -> None:
    days = {topic.name: topic.retention_ms and topic.retention_ms // topics.DAY_MS for topic in topics.ALL}

    assert days == {
        "stancewatch.articles": 30,
        "stancewatch.positions": 30,
        "stancewatch.ledger": None,
        "stancewatch.alerts": 90,
        "stancewatch.seen": None,
        "stancewatch.dead-letters": 90,
    }


def test_a_ledger_entry_has_the_partition_of_its_positions() -> None:
    assert topics.LEDGER.partitions == topics.POSITIONS.partitions == topics.ALERTS.partitions == 6


def test_every_message_has_one_topic() -> None:
    assert {topic.message for topic in topics.ALL if topic.message} == set(Message.__subclasses__())


def test_state_is_compacted() -> None:
    assert [topic.name for topic in topics.ALL if topic.is_compacted] == ["stancewatch.ledger", "stancewatch.seen"]


def test_a_dead_letter_has_room_for_its_headers() -> None:
    assert topics.DEAD_LETTERS.max_bytes == topics.MESSAGE_BYTES + 65536
    assert {topic.max_bytes for topic in topics.ALL if topic is not topics.DEAD_LETTERS} == {topics.MESSAGE_BYTES}
