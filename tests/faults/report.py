"""What faults have come to."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """The seconds that it took to recover from each fault; what is wrong, and what is to be known, a sentence each."""

    recoveries: Sequence[float] = ()
    problems: Sequence[str] = ()
    notes: Sequence[str] = ()
