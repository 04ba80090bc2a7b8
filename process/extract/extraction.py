"""What reading one article came to, as a value: for the worker, which counts it. Nothing here knows spaCy."""

from dataclasses import dataclass
from enum import StrEnum

from process.extract.analysis import Unread
from process.extract.reason import Why
from stancewatch.contracts import Position


class Outcome(StrEnum):
    """What became of an article that was read; of one that was not, `Unread` says why."""

    POSITIONS = "positions"
    NONE = "no position"


@dataclass(frozen=True, slots=True)
class Extraction:
    """The positions of an article, in the order of its text, or why it was not read.

    `is_cut`: only its beginning was read. `weak` is the number of positions held back as too uncertain, `unexplained`
    that of surnames of which nothing tells who they are.
    """

    positions: tuple[Position, ...] = ()
    unread: Unread | None = None
    is_cut: bool = False
    weak: int = 0
    unexplained: int = 0

    @property
    def outcome(self) -> Outcome | Unread:
        """What became of the article, in the words that it is counted by."""
        return self.unread or (Outcome.POSITIONS if self.positions else Outcome.NONE)


OUTCOMES: tuple[str, ...] = (*Outcome, *Unread)
SUPPRESSED: tuple[str, ...] = (Why.LOW_CONFIDENCE,)
"""Why a position that was found is not published: labels beside those of the ledger."""
