"""Brokers that die, one or one of three, and brokers that stand still."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from stancewatch.topics import ALERTS, LEDGER, PARTITIONS, POSITIONS
from tests.faults.kinds import Kind
from tests.faults.lab import Lab
from tests.faults.members import Timeouts
from tests.faults.report import Report
from tests.faults.world import QUICK, World
from tests.kafka.cluster import Cluster

BATCH = 150
BUSY_SECONDS = 1.5
TIMEOUTS: Timeouts = {"session_timeout_seconds": 6.0, "delivery_timeout_seconds": 5.0}
"""The transaction's timeout is as shipped: a worker that lives ends its own."""
STILL_SECONDS = 2.0 + QUICK["session_timeout_seconds"] + QUICK["transaction_timeout_seconds"]
"""Beyond every timeout."""

Choose = Callable[[Cluster, World], int]


def kill_broker(lab: Lab, count: int) -> Report:
    """Kill the only broker while a worker is busy, and start it again."""
    broker, _, world = lab.node("kill broker", TIMEOUTS)
    _begin(world)
    for _ in range(count):
        _keep_busy(world)
        broker.kill()
        died = time.monotonic()
        broker.start()
        world.recover(died)
    return world.finish()


def stop_broker(lab: Lab, count: int) -> Report:
    """Let the only broker stand still for longer than every timeout; the time counts from when it goes on."""
    broker, _, world = lab.node("stop broker", QUICK)
    _begin(world)
    for _ in range(count):
        _keep_busy(world)
        broker.pause()
        time.sleep(STILL_SECONDS)
        broker.resume()
        world.recover(time.monotonic())
    return world.finish()


def kill_node(choices: Sequence[Choose], lab: Lab, count: int) -> Report:
    """Kill one of three nodes while a worker is busy; the other two must do. Then start it again."""
    cluster, world = lab.nodes(choices[0].__name__, TIMEOUTS)
    _begin(world)
    for number in range(count):
        _keep_busy(world)
        node = choices[number % len(choices)](cluster, world)
        cluster.kill(node)
        world.recover(time.monotonic())
        cluster.restart(node)
    return world.finish()


def leader(cluster: Cluster, world: World) -> int:
    """Return the node that leads a partition of what workers write."""
    topic = world.random.choice([POSITIONS, LEDGER, ALERTS])
    return cluster.leader_of(topic.name, world.random.randrange(PARTITIONS))


def coordinator(cluster: Cluster, world: World) -> int:
    """Return the node that coordinates a stage's group or its transactions."""
    stage = world.random.choice(["extract", "track"])
    if world.random.random() < 0.5:
        return cluster.coordinator_of("group", f"stancewatch.{stage}")
    return cluster.coordinator_of("transaction", world.find_transactional_id(stage))


def controller(cluster: Cluster, world: World) -> int:
    """Return the node that leads the controllers."""
    del world
    return cluster.controller()


def _begin(world: World) -> None:
    world.start()
    world.feed(BATCH)
    world.settle()


def _keep_busy(world: World) -> None:
    world.feed(BATCH)
    time.sleep(world.random.uniform(0.0, BUSY_SECONDS))


def _make_kind(choose: Choose, what: str) -> Kind:
    return Kind(f"kill-{choose.__name__}", f"kill -9 of {what}, of three nodes", 10, partial(kill_node, [choose]))


KINDS = (
    Kind("kill-broker", "kill -9 of the only broker, and its restart", 20, kill_broker),
    Kind("stop-broker", "SIGSTOP of the only broker beyond all timeouts", 5, stop_broker),
    _make_kind(leader, "a partition's leader"),
    _make_kind(coordinator, "a group's or a transaction's coordinator"),
    _make_kind(controller, "the controller"),
)
DAILY = (
    *(replace(kind, count=1) for kind in KINDS[:2]),
    Kind("kill-nodes", "kill -9 of each", 3, partial(kill_node, [leader, coordinator, controller])),
)
