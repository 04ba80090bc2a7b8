"""How a topic is kept on Kafka, and what is wrong with one that exists: pure."""

from collections.abc import Mapping

from stancewatch.topics import DAY_MS, KIB, Topic

FRAMING_BYTES = 4 * KIB
"""What Kafka's limit counts beside key, value and headers."""
REPLICAS = 3

COMPACTION = {
    "cleanup.policy": "compact",
    # A restore reads the whole topic: compact early, and close segments often, for only closed ones are compacted.
    "min.cleanable.dirty.ratio": "0.1",
    "segment.ms": str(60 * 60 * 1000),
    # A forgotten key must be seen by whoever was away for a week.
    "delete.retention.ms": str(7 * DAY_MS),
}
AT_LEAST = frozenset({"retention.ms", "max.message.bytes", "delete.retention.ms"})
"""Settings that an operator may raise: more of them hurts nothing."""
CHECKED = ("cleanup.policy", "retention.ms", "max.message.bytes")


def wanted_settings(topic: Topic) -> dict[str, str]:
    """Return the topic's settings in Kafka's words."""
    kept = COMPACTION if topic.is_compacted else {"cleanup.policy": "delete", "retention.ms": str(topic.retention_ms)}
    return {**kept, "max.message.bytes": str(topic.max_bytes + FRAMING_BYTES)}


def creation(topic: Topic, brokers: int) -> dict[str, object]:
    """Return what to create: three replicas where there are as many brokers, and two of them must have each record."""
    replicas = min(REPLICAS, brokers)
    settings = {**wanted_settings(topic), "min.insync.replicas": str(max(1, replicas - 1))}
    return {"num_partitions": topic.partitions, "replication_factor": replicas, "configs": settings}


def max_bytes(settings: Mapping[str, str]) -> int:
    """Return the largest record, as `size_of` counts, that a topic with these settings takes."""
    return int(settings["max.message.bytes"]) - FRAMING_BYTES


def find_differences(topic: Topic, partitions: int, settings: Mapping[str, str]) -> list[str]:
    """Return what must be changed about a topic before it can be used, one sentence each."""
    differences = [
        f"{name} is {settings.get(name)}, must be {value}: kafka-configs.sh --alter --entity-type topics"
        f" --entity-name {topic.name} --add-config {name}={value}"
        for name, value in wanted_settings(topic).items()
        if name in CHECKED and not _is_enough(name, settings.get(name, ""), value)
    ]
    if partitions != topic.partitions:
        differences.append(
            f"it has {partitions} partitions, must have {topic.partitions}: keys would move to other partitions, so"
            " delete the topic and run `stancewatch topics ensure` (its records are lost)"
        )
    return differences


def _is_enough(name: str, found: str, wanted: str) -> bool:
    if name not in AT_LEAST or not found.lstrip("-").isdigit():
        return found == wanted
    return int(found) >= int(wanted) or (name == "retention.ms" and int(found) < 0)  # -1: for ever
