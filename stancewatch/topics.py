"""Every topic: its name, what stands on it, how it is kept. Keys are what order is promised for."""

from dataclasses import dataclass

from stancewatch.contracts import Alert, Article, LedgerEntry, Message, Position, Seen

DAY_MS = 24 * 60 * 60 * 1000
KIB = 1024
MESSAGE_BYTES = 2 * KIB * KIB
"""Largest record: an article of 1 MiB of text, with its JSON escapes and headers, fits."""
PARTITIONS = 6
"""On Kafka; the local transport has one. It cannot be changed later: a key must stay on its partition."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as `stancewatch topics ensure` creates it; `retention_ms` None: compacted, the last of a key is kept."""

    name: str
    message: type[Message] | None
    retention_ms: int | None
    max_bytes: int = MESSAGE_BYTES
    partitions: int = PARTITIONS

    @property
    def is_compacted(self) -> bool:
        """Whether the topic keeps the last record of each key instead of the records of some days."""
        return self.retention_ms is None


ARTICLES = Topic("stancewatch.articles", Article, 30 * DAY_MS)
"""Key: article id."""
POSITIONS = Topic("stancewatch.positions", Position, 30 * DAY_MS)
"""Key: holder id and issue."""
LEDGER = Topic("stancewatch.ledger", LedgerEntry, None)
"""Key: holder id and issue, as the positions', on the same partitions."""
ALERTS = Topic("stancewatch.alerts", Alert, 90 * DAY_MS)
"""Key: holder id and issue."""
SEEN = Topic("stancewatch.seen", Seen, None)
"""Key: canonical URL, or the article's id where there is none."""
DEAD_LETTERS = Topic("stancewatch.dead-letters", None, 90 * DAY_MS, max_bytes=MESSAGE_BYTES + 64 * KIB)
"""Key and value: the original record's; everything else stands in the headers."""

ALL = (ARTICLES, POSITIONS, LEDGER, ALERTS, SEEN, DEAD_LETTERS)
