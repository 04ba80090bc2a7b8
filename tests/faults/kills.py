"""Workers that die: at each point of their loop, at any moment, or by standing still for longer than they may."""

import time
from collections.abc import Sequence
from functools import partial

from tests.faults.kinds import Kind
from tests.faults.lab import Lab
from tests.faults.members import Timeouts
from tests.faults.points import AFTER_FLUSH, IN_RESTORE, MID_SEND, POINTS, Point
from tests.faults.report import Report
from tests.faults.world import QUICK, SHIPPED, World

STAGES = ("extract", "track")
BATCH = 60
"""Articles published before a worker dies: several of its batches."""
COME_SECONDS = 90.0
"""Time in which a worker must come to the point at which it is to die."""
BUSY_SECONDS = 1.5
"""Time in which a worker has something to do after a batch was published."""
STILL_SECONDS = QUICK["session_timeout_seconds"] + QUICK["transaction_timeout_seconds"]
"""Beyond every timeout of a worker's."""


def kill_at(names: Sequence[str], timeouts: Timeouts, lab: Lab, count: int) -> Report:
    """Kill a worker at points of its loop, in turn and in either stage; the next worker must go on."""
    world = lab.node(f"kill {names[0]}", timeouts).world
    world.start()
    world.feed(BATCH)
    world.settle()
    for number in range(count):
        died = _die_at(_choose(world, names[number % len(names)], STAGES[number % 2]), world)
        world.start()
        world.recover(died)
    return world.finish()


def _die_at(point: Point, world: World) -> float:
    """Have the one worker die at a point; return when it did."""
    [member] = world.members
    if point.name == IN_RESTORE:
        world.kill(member)
        member = world.start(point=point)
    else:
        member.arm(point)
    world.members.remove(member)
    world.feed(BATCH)
    member.wait_until_dead(COME_SECONDS)
    return time.monotonic()


def _choose(world: World, name: str, stage: str) -> Point:
    if name == IN_RESTORE:
        return Point(name, "track", world.random.randint(1, 40))
    return Point(name, stage, world.random.randint(2, 10) if name == MID_SEND else 1)


def kill_anywhere(lab: Lab, count: int) -> Report:
    """Kill a worker at any moment."""
    world = lab.node("kill anywhere", QUICK).world
    member = world.start()
    world.feed(BATCH)
    world.settle()
    for _ in range(count):
        world.feed(BATCH)
        time.sleep(world.random.uniform(0.0, BUSY_SECONDS))
        world.kill(member)
        died = time.monotonic()
        member = world.start()
        world.recover(died)
    return world.finish()


def stop_worker(lab: Lab, count: int) -> Report:
    """Let one of two workers stand still beyond every timeout; the other takes over, the sleeper repeats nothing."""
    world = lab.node("stop worker", QUICK).world
    world.start()
    world.start()
    world.feed(BATCH)
    world.settle()
    for number in range(count):
        sleeper = world.members[number % 2]
        world.feed(BATCH)
        time.sleep(world.random.uniform(0.0, BUSY_SECONDS))
        sleeper.pause()
        world.recover(time.monotonic())
        time.sleep(STILL_SECONDS)
        world.feed(BATCH)
        sleeper.resume()
        world.settle()
    return world.finish()


def _make_kind(point: str) -> Kind:
    name = f"kill-{point.replace(' ', '-')}"
    return Kind(name, f"kill -9 of process {point}", 10, partial(kill_at, [point], QUICK))


AS_SHIPPED = "kill -9 of process after flush, with the timeouts as shipped"
KINDS = (
    *map(_make_kind, POINTS),
    Kind("kill-anywhere", "kill -9 of process at any moment", 100, kill_anywhere),
    Kind("kill-as-shipped", AS_SHIPPED, 3, partial(kill_at, [AFTER_FLUSH], SHIPPED)),
    Kind("stop-worker", "SIGSTOP of one of two workers beyond its timeouts", 5, stop_worker),
)
DAILY = (
    Kind("kill-at-points", "kill -9 of process at each point", len(POINTS), partial(kill_at, POINTS, QUICK)),
    Kind("stop-worker", "SIGSTOP of one of two workers beyond its timeouts", 1, stop_worker),
)
