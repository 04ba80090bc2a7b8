"""Labels: one for each stance on each issue, and what each sentence of a labelled text is to be taught."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from stancewatch.names import fold_name

ISSUES = (
    "negotiations", "ukraine-at-the-table", "us-russia-talks", "leaders-summit", "mediation", "ceasefire",
    "territorial-concessions", "russian-withdrawal", "security-guarantees", "nato-membership", "peacekeepers",
    "military-aid", "sanctions", "us-peace-plan", "army-limits", "frozen-assets", "elections",
    "europe-at-the-table", "eu-membership",
)  # fmt: skip
STANCES = ("favor", "against")
LABELS = tuple((issue, stance) for issue in ISSUES for stance in STANCES)
NUMBER = {label: number for number, label in enumerate(LABELS)}

SHARE_OF_EVIDENCE = 0.35
SHARE_OF_SENTENCE = 0.8
"""A sentence shows a position when it holds this share of the evidence, or the evidence covers this share of it."""


Names = tuple[str, str]
"""A holder and a speaker ("" for none), folded."""


@dataclass(frozen=True, slots=True)
class Gold:
    """What one sentence is to be taught: its labels (true: on a condition), whose they are, and those half shown."""

    labels: Mapping[int, bool] = field(default_factory=dict)
    unclear: frozenset[int] = frozenset()
    holders: Mapping[int, tuple[Names, ...]] = field(default_factory=dict)


def gold_of_sentences(
    text: str, bounds: Sequence[tuple[int, int]], positions: Sequence[Mapping[str, Any]]
) -> list[Gold]:
    """Return the gold of each sentence; `bounds` are the sentences' offsets in the text."""
    labels: list[dict[int, bool]] = [{} for _ in bounds]
    unclear: list[set[int]] = [set() for _ in bounds]
    holders: list[dict[int, tuple[Names, ...]]] = [{} for _ in bounds]
    for position in positions:
        number = NUMBER[position["issue"], position["stance"]]
        start, end = evidence_bounds(text, position)
        overlaps = [max(0, min(end, last) - max(start, first)) for first, last in bounds]
        for sentence, overlap in enumerate(overlaps):
            if _is_shown(overlap, max(overlaps), end - start, bounds[sentence]):
                condition = bool(position.get("condition"))
                labels[sentence][number] = labels[sentence].get(number, False) or condition
                holders[sentence][number] = (*holders[sentence].get(number, ()), _names(position))
            elif overlap:
                unclear[sentence].add(number)
    return [
        Gold(found, frozenset(half - set(found)), whose)
        for found, half, whose in zip(labels, unclear, holders, strict=True)
    ]


def _names(position: Mapping[str, Any]) -> Names:
    return fold_name(position["holder"]), fold_name(position.get("speaker") or "")


def evidence_bounds(text: str, position: Mapping[str, Any]) -> tuple[int, int]:
    """Return where the evidence stands in the text."""
    start = position.get("start")
    if start is None:
        start = text.index(position["evidence"])
    return start, position.get("end") or start + len(position["evidence"])


def _is_shown(overlap: int, best: int, length: int, bounds: tuple[int, int]) -> bool:
    if not overlap:
        return False
    size = bounds[1] - bounds[0]
    return overlap == best or overlap > SHARE_OF_EVIDENCE * length or overlap > SHARE_OF_SENTENCE * size


def held_labels(positions: Sequence[Mapping[str, Any]]) -> frozenset[int]:
    """Return the labels that the text as a whole holds: elsewhere in it they may be said again."""
    return frozenset(NUMBER[position["issue"], position["stance"]] for position in positions)
