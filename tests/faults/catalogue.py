"""Every kind of fault, in the order of docs/reliability.md; and what the tests make of them every day."""

from collections.abc import Sequence

from tests.faults import brokers, disks, feeds, kills, networks, poison
from tests.faults.kinds import Kind

MODULES = (kills, brokers, networks, poison, disks, feeds)
KINDS: Sequence[Kind] = [kind for module in MODULES for kind in module.KINDS]
ROWS = ((brokers, poison), (kills, networks, disks, feeds))
DAILY: Sequence[Sequence[Kind]] = [[kind for module in row for kind in module.DAILY] for row in ROWS]
"""A few faults of each kind, one after the other in a row. Two rows run side by side: most of a fault is waiting."""
