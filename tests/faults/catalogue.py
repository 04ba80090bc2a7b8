"""Every kind of fault, in the order of docs/reliability.md; and what the tests make of them every day."""

from collections.abc import Sequence

from tests.faults import brokers, disks, feeds, kills, networks, poison
from tests.faults.kinds import Kind

ROW_OF = {kills: 1, brokers: 0, networks: 1, poison: 0, disks: 1, feeds: 1}
"""The row of the daily faults that each module's stand in."""
KINDS: Sequence[Kind] = [kind for module in ROW_OF for kind in module.KINDS]
DAILY: Sequence[Sequence[Kind]] = [
    [kind for module, its in ROW_OF.items() if its == row for kind in module.DAILY]
    for row in sorted({*ROW_OF.values()})
]
"""A few faults of each kind, one after the other in a row. Two rows run side by side: most of a fault is waiting."""
