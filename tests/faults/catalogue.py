"""Every kind of fault, in the order of docs/reliability.md."""

from collections.abc import Sequence

from tests.faults import brokers, disks, feeds, kills, networks, poison
from tests.faults.kinds import Kind

KINDS: Sequence[Kind] = (
    *kills.KINDS,
    *brokers.KINDS,
    *networks.KINDS,
    *poison.KINDS,
    *disks.KINDS,
    *feeds.KINDS,
)
