"""What a kind of fault is."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.lab import Lab
from tests.faults.report import Report


@dataclass(frozen=True, slots=True)
class Kind:
    """`inflict` makes so many faults; `count` of them in a run."""

    name: str
    what: str
    count: int
    inflict: Callable[[Lab, int], Report]
