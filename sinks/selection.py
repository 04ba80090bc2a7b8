"""Which alerts somebody wants to see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from stancewatch.contracts import Alert, AlertKind, Stance
from stancewatch.names import fold_name


@dataclass(frozen=True, slots=True)
class AlertSelection:
    """Kinds, holders by id, issues, and parts of publishers' names, none meaning all.

    `since` and `until` are about when an alert was raised: at `since` or later, before `until`.
    """

    kinds: Collection[AlertKind] = ()
    holders: Collection[str] = ()
    issues: Collection[str] = ()
    stance: Stance | None = None
    publishers: Collection[str] = ()
    since: datetime | None = None
    until: datetime | None = None

    def holds(self, alert: Alert) -> bool:
        """Return whether the alert is wanted."""
        position = alert.position
        return (
            (not self.kinds or alert.kind in self.kinds)
            and (not self.holders or position.holder.id in self.holders)
            and (not self.issues or position.issue in self.issues)
            and self.stance in {None, position.stance}
            and self._is_of_publisher(position.publisher)
            and self._is_in_time(alert.raised_at)
        )

    def _is_of_publisher(self, publisher: str) -> bool:
        return not self.publishers or any(fold_name(part) in fold_name(publisher) for part in self.publishers)

    def _is_in_time(self, moment: datetime) -> bool:
        return (self.since is None or moment >= self.since) and (self.until is None or moment < self.until)
