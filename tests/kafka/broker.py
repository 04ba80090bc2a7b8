"""A real Apache Kafka as a process: KRaft, one node unless `voters` names more, data in a folder of its own."""

import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from tests.kafka.jars import KafkaNotReady

CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw"
USER, PASSWORD = "watcher", "correct horse"
"""Who may sign in at `Broker.signed_bootstrap`."""
START_SECONDS = 300.0
"""One node on an idle machine takes four seconds, three on a busy one minutes."""
STOP_SECONDS = 20.0
LOGGING = Path(__file__).with_name("log4j2.properties")
JAVA = (
    "java -Xms64m -Xmx320m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Djava.awt.headless=true"
    f" -Dlog4j2.configurationFile={LOGGING}"
).split()
SETTINGS = {
    "process.roles": "broker,controller",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SIGNED:SASL_PLAINTEXT",
    "inter.broker.listener.name": "PLAINTEXT",
    "listener.name.signed.sasl.enabled.mechanisms": "PLAIN",
    "listener.name.signed.plain.sasl.jaas.config": (
        f'org.apache.kafka.common.security.plain.PlainLoginModule required user_{USER}="{PASSWORD}";'
    ),
    "auto.create.topics.enable": "false",
    "num.network.threads": "2",
    "num.io.threads": "2",
    "offsets.topic.num.partitions": "3",
    "transaction.state.log.num.partitions": "3",
    # Tests do not wait: no pause before a group's first assignment, open transactions of the dead end soon.
    "group.initial.rebalance.delay.ms": "0",
    "transaction.abort.timed.out.transaction.cleanup.interval.ms": "500",
    "group.min.session.timeout.ms": "1000",
    "broker.heartbeat.interval.ms": "500",
    "log.segment.bytes": str(16 * 1024 * 1024),
    # The default buffer of the log cleaner is a third of our heap.
    "log.cleaner.dedupe.buffer.size": str(4 * 1024 * 1024),
}


def free_port() -> int:
    """Return a TCP port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Broker:
    """One node; it keeps its ports and its data over `stop`, `kill` and `start`."""

    def __init__(
        self, jars: Path, folder: Path, *, node: int = 1, ports: tuple[int, int] | None = None, voters: str = ""
    ) -> None:
        self.folder = folder
        self.port, control_port = ports or (free_port(), free_port())
        self.bootstrap = f"127.0.0.1:{self.port}"
        self.signed_bootstrap = f"127.0.0.1:{free_port()}"
        self.log = folder / "broker.log"
        self._properties = folder / "server.properties"
        self._java = [*JAVA, "-cp", f"{jars}/*"]
        self._process: subprocess.Popen[bytes] | None = None
        listeners = f"PLAINTEXT://{self.bootstrap},SIGNED://{self.signed_bootstrap}"
        voters = voters or f"{node}@127.0.0.1:{control_port}"
        replicas = str(min(3, voters.count("@")))
        in_sync = str(max(1, int(replicas) - 1))
        session_ms = (
            2000 if replicas == "1" else 6000
        )  # alone, it comes back as itself; beside others, it must be missed
        self._settings = {
            **SETTINGS,
            "node.id": str(node),
            "controller.quorum.voters": voters,
            "listeners": f"{listeners},CONTROLLER://127.0.0.1:{control_port}",
            "advertised.listeners": listeners,
            "log.dirs": str(folder / "data"),
            "offsets.topic.replication.factor": replicas,
            "transaction.state.log.replication.factor": replicas,
            "transaction.state.log.min.isr": in_sync,
            "share.coordinator.state.topic.replication.factor": replicas,
            "share.coordinator.state.topic.min.isr": in_sync,
            "broker.session.timeout.ms": str(session_ms),
            "default.replication.factor": replicas,
            "min.insync.replicas": in_sync,
        }

    def start(self) -> None:
        """Start the node, on the data it has or on none, and wait until it answers."""
        if not self._properties.exists():
            write_properties(self._properties, self._settings)
            self._run("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(self._properties)).wait(
                START_SECONDS
            )
        self._process = self._run("kafka.Kafka", str(self._properties))
        deadline = time.monotonic() + START_SECONDS
        while not is_listening(self.port):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise KafkaNotReady(f"Kafka did not start. Its log:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop the node in good order."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def kill(self) -> None:
        """End the node at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def pause(self) -> None:
        """Let the node stand still, its connections open, until `resume`."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a paused node go on; it does not know that it has slept."""
        self._signal(signal.SIGCONT)

    @property
    def is_running(self) -> bool:
        """Whether its process is there, be it paused."""
        return self._process is not None and self._process.poll() is None

    def _signal(self, number: int) -> None:
        if self._process is not None:
            self._process.send_signal(number)

    def _run(self, main: str, *arguments: str) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return subprocess.Popen([*self._java, main, *arguments], stdout=log, stderr=subprocess.STDOUT)


def write_properties(path: Path, settings: Mapping[str, str]) -> None:
    """Write settings as Java reads them."""
    path.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))


def is_listening(port: int) -> bool:
    """Tell whether something accepts connections on a port of the loopback."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
