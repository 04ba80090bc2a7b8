"""Which entries of the ledger somebody wants to see."""

from dataclasses import dataclass
from datetime import datetime

from stancewatch.contracts import LedgerEntry, Stance


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
