"""What must come of articles, computed before any worker sees them; and what is wrong with what has come instead."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from process.track.ledger import decide
from stancewatch.contracts import Article, LedgerEntry, Position
from stancewatch.ids import alert_id
from tests.faults.stream import read_positions

Lists = defaultdict[bytes, list[str]]
SHOWN = 5
"""Problems of one kind that are told; there may be thousands."""


def _lists() -> Lists:
    return defaultdict(list)


@dataclass
class Outcome:
    """What stands on the topics: ids in the order of their key, the last entry of each key, and the dead letters."""

    positions: Lists = field(default_factory=_lists)
    alerts: Lists = field(default_factory=_lists)
    ledger: dict[bytes, LedgerEntry] = field(default_factory=dict)
    dead_letters: Counter[tuple[str, bytes | None]] = field(default_factory=Counter)
    """Reason and value."""

    @property
    def alert_count(self) -> int:
        """How many alerts there are."""
        return sum(map(len, self.alerts.values()))


class Oracle:
    """The outcome of what was added so far, one position after the other."""

    def __init__(self) -> None:
        self.expected = Outcome()

    def add(self, articles: Iterable[Article]) -> None:
        """Add articles in the order in which they are published."""
        for article in articles:
            for position in read_positions(article):
                self.add_position(position)

    def add_position(self, position: Position) -> None:
        """Add one position."""
        key, expected = position.key, self.expected
        decision = decide(expected.ledger.get(key), position)
        expected.positions[key].append(position.id)
        if decision.entry is not None:
            expected.ledger[key] = decision.entry
        if decision.kind is not None:
            expected.alerts[key].append(alert_id(decision.kind, position.id))

    def add_dead_letter(self, reason: str, value: bytes | None) -> None:
        """Add a record that is to be refused."""
        self.expected.dead_letters[reason, value] += 1


def compare(expected: Outcome, found: Outcome) -> list[str]:
    """Return what is wrong, one sentence each."""
    return [
        *_compare_lists("alert", expected.alerts, found.alerts),
        *_compare_lists("position", expected.positions, found.positions),
        *_compare_ledgers(expected.ledger, found.ledger),
        *_compare_dead_letters(expected.dead_letters, found.dead_letters),
    ]


def _compare_lists(what: str, expected: Mapping[bytes, list[str]], found: Mapping[bytes, list[str]]) -> list[str]:
    wanted, there = (Counter(one for ids in lists.values() for one in ids) for lists in (expected, found))
    missing, surplus = wanted - there, there - wanted
    is_complete = not missing and not surplus
    moved = [key for key in expected if found.get(key, []) != expected[key]] if is_complete else []
    return [
        *_tell(f"{what}s missing", list(missing.elements())),
        *_tell(f"{what}s twice", [one for one in surplus.elements() if one in wanted]),
        *_tell(f"{what}s that nothing gave rise to", [one for one in surplus.elements() if one not in wanted]),
        *_tell(f"keys whose {what}s are in another order", moved),
    ]


def _compare_ledgers(expected: Mapping[bytes, LedgerEntry], found: Mapping[bytes, LedgerEntry]) -> list[str]:
    keys = sorted({*expected, *found})
    return _tell("ledger entries that differ", [key for key in keys if expected.get(key) != found.get(key)])


def _compare_dead_letters(
    expected: Counter[tuple[str, bytes | None]], found: Counter[tuple[str, bytes | None]]
) -> list[str]:
    return [
        *_tell("dead letters missing", _short((expected - found).elements())),
        *_tell("dead letters too many", _short((found - expected).elements())),
    ]


def _short(letters: Iterable[tuple[str, bytes | None]]) -> list[tuple[str, bytes]]:
    return [(reason, (value or b"")[:40]) for reason, value in letters]


def _tell(what: str, found: Sequence[object]) -> list[str]:
    if not found:
        return []
    shown = ", ".join(str(one) for one in found[:SHOWN])
    return [f"{len(found)} {what}: {shown}{', …' if len(found) > SHOWN else ''}"]
