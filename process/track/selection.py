"""Which entries of the ledger somebody wants to see."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from stancewatch.contracts import Actor, LedgerEntry, Stance

TOLD = 3
"""Holders that are named to somebody who asked for one of whom nothing is known."""


@dataclass(frozen=True, slots=True)
class EntrySelection:
    """Holders by id and issues, none meaning all; `since`: published then or later."""

    holders: frozenset[str] = frozenset()
    issues: frozenset[str] = frozenset()
    stance: Stance | None = None
    since: datetime | None = None

    def is_about(self, entry: LedgerEntry) -> bool:
        """Return whether the entry is of the holders and issues."""
        is_theirs = not self.holders or entry.holder.id in self.holders
        return is_theirs and (not self.issues or entry.issue in self.issues)

    def holds(self, entry: LedgerEntry) -> bool:
        """Return whether the entry, as it stands, is wanted."""
        has_stance = self.stance in {None, entry.current.stance}
        is_recent = self.since is None or entry.current.published_at >= self.since
        return self.is_about(entry) and has_stance and is_recent


def find_spoken_for(entries: Iterable[LedgerEntry], speakers: Collection[str]) -> list[Actor]:
    """Return the holders whose stances one of the speakers, by id, has voiced; the most often voiced first."""
    holders = Counter(
        entry.holder
        for entry in entries
        for position in entry.history
        if position.speaker and position.speaker.id in speakers and entry.holder.id not in speakers
    )
    return [holder for holder, _ in holders.most_common(TOLD)]
