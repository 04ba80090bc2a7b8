"""Every kind of fault, in the order of docs/reliability.md; and what the tests make of them every day."""

from collections.abc import Sequence

from tests.faults import brokers, disks, feeds, kills, networks, poison
from tests.faults.kinds import Kind

MODULES = (kills, brokers, networks, poison, disks, feeds)
KINDS: Sequence[Kind] = [kind for module in MODULES for kind in module.KINDS]
DAILY: Sequence[Kind] = [kind for module in MODULES for kind in module.DAILY]
"""A few faults of each kind: four minutes on an idle machine of two cores."""
