"""Where faults are made: a Kafka of one node and one of three, each started when it is first asked for."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from tests.faults.members import Timeouts
from tests.faults.proxy import Proxy
from tests.faults.world import World
from tests.kafka.broker import Broker, free_port
from tests.kafka.cluster import Cluster
from tests.kafka.jars import find_jars

RECOVERY_SECONDS = 60.0
PATIENT = {"broker.session.timeout.ms": "6000"}
"""On a busy machine a node that lives is late for the two seconds that other tests allow it."""


class Node(NamedTuple):
    """A broker, a proxy in front of it, and what lives there."""

    broker: Broker
    proxy: Proxy
    world: World


class Nodes(NamedTuple):
    """Three brokers, and what lives there."""

    cluster: Cluster
    world: World


class Lab:
    """What the kinds of faults share inside the `with` block. `tell` gets a line for each fault.

    `recovery_seconds`: within these, after a fault, every alert must be there that was due before it.
    """

    def __init__(
        self, folder: Path, *, seed: int, tell: Callable[[str], None], recovery_seconds: float = RECOVERY_SECONDS
    ) -> None:
        self.folder = folder
        self.seed = seed
        self.tell = tell
        self._recovery_seconds = recovery_seconds
        self._opened = ExitStack()
        self._node: Node | None = None
        self._nodes: Nodes | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    def node(self, name: str, timeouts: Timeouts, *, is_behind_proxy: bool = False) -> Node:
        """Return the Kafka of one node for faults of this kind; its workers reach it directly, or by the proxy."""
        self._node = self._node or self._start_node()
        bootstrap = f"127.0.0.1:{self._node.proxy.port}" if is_behind_proxy else ""
        self._node.world.begin(name, timeouts, bootstrap=bootstrap)
        return self._node

    def nodes(self, name: str, timeouts: Timeouts) -> Nodes:
        """Return the Kafka of three nodes, for a kind of fault of this name."""
        self._nodes = self._nodes or self._start_nodes()
        self._nodes.world.begin(name, timeouts)
        return self._nodes

    def _start_node(self) -> Node:
        broker, port = Broker(find_jars(), self._make_folder("node")), free_port()
        proxy = self._opened.enter_context(Proxy(port))
        _listen_behind(broker, port, proxy)
        self._opened.callback(broker.kill)
        broker.start()
        return Node(broker, proxy, self._open_world(broker.bootstrap, broker.folder))

    def _start_nodes(self) -> Nodes:
        folder = self._make_folder("nodes")
        cluster = Cluster(find_jars(), folder)
        for broker in cluster.nodes.values():
            broker._settings |= PATIENT
        self._opened.callback(cluster.stop)
        cluster.start()
        return Nodes(cluster, self._open_world(cluster.bootstrap, folder))

    def _open_world(self, bootstrap: str, folder: Path) -> World:
        world = World(bootstrap, folder, seed=self.seed, recovery_seconds=self._recovery_seconds, tell=self.tell)
        return self._opened.enter_context(world)

    def _make_folder(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir()
        return folder


def _listen_behind(broker: Broker, port: int, proxy: Proxy) -> None:
    """Have the broker listen on one more port, and tell those who come there to come by the proxy."""
    settings = broker._settings
    settings |= PATIENT
    settings["listener.security.protocol.map"] += ",BEHIND:PLAINTEXT"
    settings["listeners"] += f",BEHIND://127.0.0.1:{port}"
    settings["advertised.listeners"] += f",BEHIND://127.0.0.1:{proxy.port}"
