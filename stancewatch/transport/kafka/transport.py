"""Kafka as a transport: topics, and channels on them."""

import secrets
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any

from kafka.admin import ConfigResource, ConfigResourceType, MemberToRemove
from kafka.errors import InvalidReplicationFactorError, TopicAlreadyExistsError

from stancewatch.errors import ConfigurationError
from stancewatch.topics import Topic
from stancewatch.transport.base import unknown_topic
from stancewatch.transport.kafka.abandoned import end_hanging
from stancewatch.transport.kafka.channel import KafkaChannel
from stancewatch.transport.kafka.clients import Clients
from stancewatch.transport.kafka.group import Member
from stancewatch.transport.kafka.reader import KafkaReader
from stancewatch.transport.kafka.topics import CHECKED, creation, find_differences, max_bytes
from stancewatch.transport.kafka.writer import Writer

SESSION_TIMEOUT_SECONDS = 30.0
"""With what a successor then has to do, every alert that was due is there within a minute of a worker's death."""
MAX_POLL_INTERVAL_SECONDS = 300.0
DELIVERY_TIMEOUT_SECONDS = 10.0
TRANSACTION_TIMEOUT_SECONDS = 60.0
"""A transaction spans a commit alone; one that its worker did not survive holds up its readers for so long. Longer than
a broker needs to start: one that finds, at its start, a transaction that is too old may end it without telling the
partitions, where it then hangs for ever (docs/decisions/0002-kafka.md)."""
HEARD_SECONDS, START_SECONDS, HEAR_SECONDS = 3.0, 10.0, 0.1
"""How long a node may take to hear of a topic that another has created, how long one that has started to count, and how
often they are asked."""


class KafkaTransport:
    """The topics of one Kafka. `options` are kafka-python's own settings for security.

    `session_timeout_seconds`: silence after which a worker has left its group; `max_poll_interval_seconds`: time
    between two polls (or `keep_alive`s) after which it leaves by itself; `delivery_timeout_seconds`: time after which a
    record that the broker has not acknowledged makes its commit fail; `transaction_timeout_seconds`: time after which
    the broker takes back what a commit has begun and not finished.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        *,
        options: Mapping[str, Any] | None = None,
        session_timeout_seconds: float = SESSION_TIMEOUT_SECONDS,
        max_poll_interval_seconds: float = MAX_POLL_INTERVAL_SECONDS,
        delivery_timeout_seconds: float = DELIVERY_TIMEOUT_SECONDS,
        transaction_timeout_seconds: float = TRANSACTION_TIMEOUT_SECONDS,
    ) -> None:
        self._clients = Clients(
            bootstrap_servers,
            options or {},
            session_timeout_seconds,
            max_poll_interval_seconds,
            delivery_timeout_seconds,
            transaction_timeout_seconds,
        )
        self._limits: dict[str, int] = {}
        self._lock = threading.Lock()
        self._left: defaultdict[str, set[str]] = defaultdict(set)
        """By group, the members that were closed here: one that was closed while the broker was gone could not say so,
        and its group would wait for it."""
        self._spare_ids: defaultdict[str, set[str]] = defaultdict(set)
        """By group, the transactional ids of the channels that were closed here: who takes one over ends what its
        predecessor has left open, where another would wait for the timeout."""

    def open_channel(self, group: str, topics: Sequence[Topic], *, is_single: bool = False) -> KafkaChannel:
        """Join `group` on these topics; TransportUnavailable, or ConfigurationError for wrong topics or settings."""
        with self._admin("opening a channel") as admin:
            _check(admin, topics)
            _remove_members(admin, group, self._left[group])
        with self._clients.translated("opening a channel"), ExitStack() as undoing:
            transactional_id = self._take_id(group, is_single=is_single)
            undoing.callback(self._spare_ids[group].add, transactional_id)
            writer = Writer(self._clients, transactional_id, is_single=is_single)
            undoing.callback(writer.close)
            end_hanging(self._clients)  # who reads what it holds up might wait without a word
            member = Member(self._clients, group, [topic.name for topic in topics]) if topics else None
            undoing.pop_all()
        return KafkaChannel(
            self._clients, writer, member, max_bytes=self.max_bytes, on_close=partial(self._remember, group)
        )

    def open_reader(self, topic: Topic) -> KafkaReader:
        """Look at a topic; TransportUnavailable, or ConfigurationError when it does not exist."""
        return KafkaReader(self._clients, topic.name, self.partitions(topic.name))

    def ensure_topics(self, topics: Sequence[Topic]) -> list[str]:
        """Create the missing topics and return their names; ConfigurationError where one that exists differs."""
        with self._admin("creating topics") as admin:
            existing = _describe(admin, [topic.name for topic in topics])
            brokers = len(admin.describe_cluster()["brokers"])
            missing = [topic for topic in topics if topic.name not in existing]
            created = [topic.name for topic in missing if _create(admin, topic, brokers)]
            admin.wait_for_topics([topic.name for topic in missing])
            _check(admin, topics)
        return created

    def check_topics(self, topics: Sequence[Topic]) -> None:
        """Raise ConfigurationError, with what to do, unless the topics exist as described."""
        with self._admin("checking topics") as admin:
            _check(admin, topics)

    def partitions(self, topic: str) -> Sequence[int]:
        """Return the numbers of a topic's partitions, in order."""
        with self._admin("looking up a topic") as admin:
            return list(range(_find(admin, topic)))

    def max_bytes(self, topic: str) -> int:
        """Return the largest record that a topic takes, as `size_of` counts; ConfigurationError when it is unknown."""
        with self._lock:
            if topic not in self._limits:
                with self._admin("looking up a topic") as admin:
                    _find(admin, topic)
                    self._limits[topic] = max_bytes(_settings(admin, topic))
            return self._limits[topic]

    def _take_id(self, group: str, *, is_single: bool) -> str:
        if is_single:
            return f"stancewatch-{group}"
        spare = self._spare_ids[group]
        return spare.pop() if spare else f"stancewatch-{group}-{socket.gethostname()}-{secrets.token_hex(6)}"

    def _remember(self, group: str, transactional_id: str, member_id: str) -> None:
        self._spare_ids[group].add(transactional_id)
        self._left[group].add(member_id)

    @contextmanager
    def _admin(self, doing: str) -> Iterator[Any]:
        self._clients.probe()
        with self._clients.translated(doing), self._clients.admin() as admin:
            yield admin


def _describe(admin: Any, names: Sequence[str]) -> dict[str, int]:
    """Return the number of partitions of each topic that exists."""
    found = admin.describe_topics(list(names)) if names else []
    return {topic["name"]: len(topic["partitions"]) for topic in found if topic["error_code"] == 0}


def _describe_known(admin: Any, names: Sequence[str]) -> dict[str, int]:
    """Return the same once all are known: a node may hear of a new topic a moment after the others."""
    deadline = time.monotonic() + HEARD_SECONDS
    while len(found := _describe(admin, names)) < len(names) and time.monotonic() < deadline:
        time.sleep(HEAR_SECONDS)
    return found


def _find(admin: Any, name: str) -> int:
    found = _describe_known(admin, [name])
    if name not in found:
        raise unknown_topic(name)
    return found[name]


def _settings(admin: Any, name: str) -> dict[str, str]:
    """Return a topic's settings once they are known: the node that tells them may be another than knew the topic."""
    resource = ConfigResource(ConfigResourceType.TOPIC, name, CHECKED)
    deadline = time.monotonic() + HEARD_SECONDS
    while True:
        found = admin.describe_configs([resource], config_filter="all")["topic"][name]
        if found or time.monotonic() >= deadline:
            return {setting: described["value"] for setting, described in found.items()}
        time.sleep(HEAR_SECONDS)


def _create(admin: Any, topic: Topic, brokers: int) -> bool:
    """Create a topic, as soon as there are as many nodes as it needs: some may just be starting."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            admin.create_topics({topic.name: creation(topic, brokers)})
        except TopicAlreadyExistsError:  # another instance was quicker
            return False
        except InvalidReplicationFactorError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(HEAR_SECONDS)
        else:
            return True


def _remove_members(admin: Any, group: str, member_ids: set[str]) -> None:
    """Tell the group that these have left; most have told it themselves, which does not count as an error."""
    members = [MemberToRemove(member_id=member_id) for member_id in member_ids if member_id]
    if members:
        admin.remove_group_members(group, members)
    member_ids.clear()


def _check(admin: Any, topics: Sequence[Topic]) -> None:
    existing = _describe_known(admin, [topic.name for topic in topics])
    for topic in topics:
        if topic.name not in existing:
            raise unknown_topic(topic.name)
        differences = find_differences(topic, existing[topic.name], _settings(admin, topic.name))
        if differences:
            raise ConfigurationError(f"topic {topic.name} is not as this version needs it: {'; '.join(differences)}")
