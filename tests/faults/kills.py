"""Workers that die: at each point of their loop, at any moment, or by standing still for longer than they may."""

import time
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


def kill_at(name: str, timeouts: Timeouts, lab: Lab, count: int) -> Report:
    """Kill a worker at a point of its loop, in either stage; the next one must go on."""
    world = lab.node(f"kill {name}", timeouts).world
    world.start()
    world.feed(BATCH)
    world.settle()
    for number in range(count):
        died = _die_at(_choose(world, name, STAGES[number % 2]), world)
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
    world.start(), world.start()
    world.feed(BATCH)
    world.settle()
    for number in range(count):
        sleeper = world.members[number % 2]
        world.feed(BATCH)
        time.sleep(world.random.uniform(0.0, BUSY_SECONDS))
        sleeper.pause()
        slept = time.monotonic()
        world.recover(slept)
        time.sleep(
            max(0.0, slept + QUICK["session_timeout_seconds"] + QUICK["transaction_timeout_seconds"] - time.monotonic())
        )
        world.feed(BATCH)
        sleeper.resume()
        world.settle()
    return world.finish()


KINDS = (
    *(
        Kind(f"kill-{name.replace(' ', '-')}", f"kill -9 of process {name}", 10, 1, partial(kill_at, name, QUICK))
        for name in POINTS
    ),
    Kind("kill-anywhere", "kill -9 of process at any moment", 100, 3, kill_anywhere),
    Kind(
        "kill-as-shipped",
        "kill -9 of process after flush, with the timeouts as shipped",
        3,
        0,
        partial(kill_at, AFTER_FLUSH, SHIPPED),
    ),
    Kind("stop-worker", "SIGSTOP of one of two workers beyond its timeouts", 5, 1, stop_worker),
)
