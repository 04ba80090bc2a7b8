"""A network between workers and broker that cuts, delays and resets, and a group whose members come and go."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from tests.faults.kinds import Kind
from tests.faults.lab import Lab
from tests.faults.proxy import Proxy
from tests.faults.report import Report
from tests.faults.world import QUICK, World

BATCH = 120
CUT_SECONDS = 12.0
"""Beyond every timeout."""
DELAY_SECONDS = 0.4
DELAYED_SECONDS = 10.0
RESETS = 10
CHANGE_SECONDS = 5.0
MOST_MEMBERS = 4
CHANGE_BATCH = 40

Disturb = Callable[[Proxy, World], None]


def disturb_network(ways: Sequence[Disturb], lab: Lab, count: int) -> Report:
    """Disturb the network while a worker is busy, in turn in each way; time counts from when it is mended."""
    _, proxy, world = lab.node(ways[0].__name__, QUICK, is_behind_proxy=True)
    world.start()
    world.feed(BATCH)
    world.settle()
    for number in range(count):
        world.feed(BATCH)
        time.sleep(world.random.uniform(0.0, 1.0))
        ways[number % len(ways)](proxy, world)
        proxy.mend()
        world.recover(time.monotonic())
    return world.finish()


def cut(proxy: Proxy, world: World) -> None:
    """Let nothing through for some seconds, and reset what was connected half of the time."""
    proxy.cut()
    time.sleep(CUT_SECONDS)
    if world.random.random() < 0.5:
        proxy.reset()


def delay(proxy: Proxy, world: World) -> None:
    """Make everything late, each time by another amount, while more comes in."""
    proxy.delay_seconds = world.random.uniform(DELAY_SECONDS / 2, DELAY_SECONDS)
    world.feed(BATCH)
    time.sleep(DELAYED_SECONDS)


def reset(proxy: Proxy, world: World) -> None:
    """Reset all connections, again and again."""
    for _ in range(RESETS):
        proxy.reset()
        time.sleep(world.random.uniform(0.0, 0.5))


def scale(lab: Lab, count: int) -> Report:
    """Have a member join or leave every five seconds, from one to four and back, while articles come in."""
    world = lab.node("scale", {**QUICK, "session_timeout_seconds": 6.0}).world
    world.start()
    world.feed(BATCH)
    world.settle()
    step = 1
    for _ in range(count):
        changed = time.monotonic()
        step = {1: 1, MOST_MEMBERS: -1}.get(len(world.members), step)
        if step > 0:
            world.start()
        else:
            world.stop(world.members[0])
        world.feed(CHANGE_BATCH)
        time.sleep(max(0.0, changed + CHANGE_SECONDS - time.monotonic()))
        world.tell(f"{len(world.members)} members")
    world.recover(time.monotonic())
    return world.finish()


def _make_kind(disturb: Disturb, what: str) -> Kind:
    return Kind(f"net-{disturb.__name__}", what, 5, partial(disturb_network, [disturb]))


KINDS = (
    _make_kind(cut, "nothing passes between worker and broker for 12 s"),
    _make_kind(delay, "everything between them is 0.2 to 0.4 s late for 10 s"),
    _make_kind(reset, "their connections are reset ten times in a row"),
    Kind("scale", "members 1 → 4 → 1, a change every 5 s", 50, scale),
)
DAILY = (
    Kind("network", "each of these", 3, partial(disturb_network, [cut, delay, reset])),
    replace(KINDS[-1], count=4),
)
