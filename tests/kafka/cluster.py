"""A real Kafka of three nodes, each broker and controller: every topic has three replicas, and two must have a record.

Nodes are named by their number, 1 to 3. What is asked of the cluster is asked anew each time: leaders move.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, TypeVar

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from tests.kafka.broker import Broker, free_port
from tests.kafka.jars import KafkaNotReady

NODES = (1, 2, 3)
SETTLE_SECONDS = 120.0
"""Time in which a cluster that lost a node, or got it back, must be whole; a second or two on an idle machine."""
KINDS = {"group": 0, "transaction": 1}

Found = TypeVar("Found")


class Cluster:
    """Three nodes on the loopback; they keep their ports and their data over `kill` and `restart`."""

    def __init__(self, jars: Path, folder: Path) -> None:
        ports = {node: (free_port(), free_port()) for node in NODES}
        voters = ",".join(f"{node}@127.0.0.1:{control}" for node, (_, control) in ports.items())
        self.nodes = {node: _make_node(jars, folder, node, ports[node], voters) for node in NODES}
        self.bootstrap = ",".join(broker.bootstrap for broker in self.nodes.values())

    def start(self) -> None:
        """Start all nodes and wait until the cluster is whole; KafkaNotReady when it does not get so far."""
        try:
            self.restart(*NODES)
            # Kafka's own topics come with the first question about them, and not while a node is away.
            self.coordinator_of("group", "first")
            self.coordinator_of("transaction", "first")
            self.wait_until_whole()
        except BaseException:
            self.kill(*NODES)
            raise

    def stop(self) -> None:
        """End all nodes: nobody needs their data again."""
        self.kill(*NODES)

    def kill(self, *nodes: int) -> None:
        """End nodes as a power cut would."""
        for node in nodes:
            self.nodes[node].kill()

    def restart(self, *nodes: int) -> None:
        """Start nodes that were killed; when that makes three, wait until each has all that the others have."""
        with ThreadPoolExecutor(len(nodes)) as pool:  # a first node does not answer before a second one votes for it
            list(pool.map(lambda node: self.nodes[node].start(), nodes))
        if all(broker.is_running for broker in self.nodes.values()):
            self.wait_until_whole()

    def pause(self, *nodes: int) -> None:
        """Let nodes stand still, as on a machine that is out of breath."""
        for node in nodes:
            self.nodes[node].pause()

    def resume(self, *nodes: int) -> None:
        """Let paused nodes go on."""
        for node in nodes:
            self.nodes[node].resume()

    def heal(self) -> None:
        """Let all nodes go on that a test has paused or killed."""
        self.resume(*NODES)
        dead = [node for node, broker in self.nodes.items() if not broker.is_running]
        if dead:
            self.restart(*dead)

    def leader_of(self, topic: str, partition: int = 0) -> int:
        """Return the node that leads a partition."""
        return self._find(lambda admin: _leader(admin, topic, partition))

    def coordinator_of(self, kind: Literal["group", "transaction"], name: str) -> int:
        """Return the node that keeps a group's offsets, or a transactional id's state."""
        return self._find(lambda admin: admin._manager.run(admin._find_coordinator_id, name, KINDS[kind]))

    def controller(self) -> int:
        """Return the node that leads the quorum of controllers."""
        return self._find(_quorum_leader)

    def wait_until_whole(self) -> None:
        """Wait until all nodes are there, and each partition's replicas are in step."""
        self._ask(_check_whole)

    def _find(self, question: Callable[[Any], int]) -> int:
        """Ask for a node; one that was killed is named for some seconds more, and is no answer."""

        def find(admin: Any) -> int:
            node = question(admin)
            if node not in self.nodes or not self.nodes[node].is_running:
                raise _NotYet(f"node {node} was killed")
            return node

        return self._ask(find)

    def _ask(self, question: Callable[[Any], Found]) -> Found:
        """Ask until there is an answer: while a leader is being chosen there is none."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while True:
            try:
                with self._admin() as admin:
                    return question(admin)
            except (KafkaError, OSError, _NotYet) as error:
                if time.monotonic() > deadline:
                    raise KafkaNotReady(f"the cluster did not settle: {error!r}") from error
                time.sleep(0.2)

    @contextmanager
    def _admin(self) -> Iterator[Any]:
        running = [broker.bootstrap for broker in self.nodes.values() if broker.is_running]
        admin = KafkaAdminClient(bootstrap_servers=running, bootstrap_timeout_ms=5000, request_timeout_ms=5000)
        try:
            yield admin
        finally:
            admin.close()


class _NotYet(Exception):  # noqa: N818 - a state of the cluster
    """The cluster knows no answer at this moment."""


def _make_node(jars: Path, folder: Path, node: int, ports: tuple[int, int], voters: str) -> Broker:
    own = folder / f"node-{node}"
    own.mkdir()
    return Broker(jars, own, node=node, ports=ports, voters=voters)


def _leader(admin: Any, name: str, number: int) -> int:
    for topic in admin.describe_topics([name]):
        for partition in topic["partitions"]:
            if partition["partition_index"] == number:
                leader: int = partition["leader_id"]
                return leader
    raise _NotYet(f"{name} {number} is not there")


def _quorum_leader(admin: Any) -> int:
    leader: int = admin.describe_metadata_quorum()["topics"][0]["partitions"][0]["leader_id"]
    return leader


def _check_whole(admin: Any) -> None:
    there = {broker["broker_id"] for broker in admin.describe_cluster()["brokers"] if not broker.get("is_fenced")}
    if there != set(NODES):
        raise _NotYet(f"of the nodes, {sorted(there)} are there")
    for topic in admin.describe_topics():
        for partition in topic["partitions"]:
            if len(partition["isr_nodes"]) < len(partition["replica_nodes"]):
                raise _NotYet(f"{topic['name']} {partition['partition_index']} has replicas that are behind")
