"""What is created on Kafka for a topic, and what is said about one that differs."""

import pytest

from stancewatch.topics import ALL, ARTICLES, DAY_MS, LEDGER, Topic
from stancewatch.transport.kafka.topics import creation, find_differences, max_bytes, wanted_settings


@pytest.mark.parametrize(("brokers", "replicas", "in_sync"), [(1, 1, "1"), (2, 2, "1"), (3, 3, "2"), (5, 3, "2")])
def test_replicas_follow_the_number_of_brokers(brokers: int, replicas: int, in_sync: str) -> None:
    created = creation(ARTICLES, brokers)

    assert created["replication_factor"] == replicas
    assert created["configs"]["min.insync.replicas"] == in_sync  # type: ignore[index]


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: topic.name)
def test_a_topic_as_created_has_no_differences(topic: Topic) -> None:
    assert find_differences(topic, topic.partitions, wanted_settings(topic)) == []


def test_a_compacted_topic_keeps_what_was_forgotten_for_a_week() -> None:
    assert wanted_settings(LEDGER)["delete.retention.ms"] == str(7 * DAY_MS)


def test_a_record_of_the_topic_s_limit_fits_with_its_framing() -> None:
    settings = wanted_settings(ARTICLES)

    assert int(settings["max.message.bytes"]) > ARTICLES.max_bytes
    assert max_bytes(settings) == ARTICLES.max_bytes


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cleanup.policy", "compact"),
        ("cleanup.policy", "compact,delete"),
        ("retention.ms", str(DAY_MS)),
        ("max.message.bytes", "1048588"),
    ],
)
def test_a_difference_names_setting_found_wanted_and_the_remedy(name: str, value: str) -> None:
    wanted = wanted_settings(ARTICLES)
    (difference,) = find_differences(ARTICLES, ARTICLES.partitions, {**wanted, name: value})

    assert difference.startswith(f"{name} is {value}, must be {wanted[name]}")
    assert f"--add-config {name}={wanted[name]}" in difference


@pytest.mark.parametrize(
    ("name", "value"), [("retention.ms", "-1"), ("retention.ms", str(365 * DAY_MS)), ("max.message.bytes", "10000000")]
)
def test_more_than_wanted_is_fine(name: str, value: str) -> None:
    assert find_differences(ARTICLES, ARTICLES.partitions, {**wanted_settings(ARTICLES), name: value}) == []


def test_another_number_of_partitions_cannot_be_altered() -> None:
    (difference,) = find_differences(ARTICLES, 3, wanted_settings(ARTICLES))

    assert "has 3 partitions, must have 6" in difference
