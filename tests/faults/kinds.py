"""What a kind of fault is."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.lab import Lab
from tests.faults.report import Report


@dataclass(frozen=True, slots=True)
class Kind:
    """`inflict` makes so many faults; a whole run makes `count` of them, the tests of every day `few`."""

    name: str
    what: str
    count: int
    few: int
    inflict: Callable[[Lab, int], Report]
