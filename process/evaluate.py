"""How well found positions fit a gold standard: who, on what, on which side; under a condition; by which words.

A gold and a found position agree when issue and stance are the same and the holder of one is holder or speaker of the
other; exact holders are paired first. Names are compared without case and accents.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from stancewatch.contracts import Position
from stancewatch.names import fold_name


@dataclass(frozen=True, slots=True)
class Labelled:
    """What counts of a position. `evidence` are character offsets, half-open, or None; `words` is how many it has."""

    holder: str
    issue: str
    stance: str
    speaker: str = ""
    is_conditional: bool = False
    evidence: tuple[int, int] | None = None
    words: int = 0

    @property
    def voices(self) -> frozenset[str]:
        """Who may be credited with it: the holder, and who speaks for it."""
        return frozenset(fold_name(name) for name in (self.holder, self.speaker) if name)


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision, recall and F1, 0 to 1, from counts."""

    matched: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.matched / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.found + self.gold
        return 2 * self.matched / total if total else 0.0


@dataclass(frozen=True, slots=True)
class PositionScore:
    """Figures over a set of articles.

    `strict` asks for the very holder; `holder_issue` forgives the wrong side. `conditions` is "has a condition" over
    the matched positions; `evidence_words` the median length of what was found; `alarmed` are those of the `quiet`
    articles (without positions) in which one was found.
    """

    articles: int
    positions: Rate
    strict: Rate
    holder_issue: Rate
    by_issue: Mapping[str, Rate]
    conditions: Rate
    condition_accuracy: float | None
    evidence_accuracy: float | None
    evidence_words: float | None
    alarmed: int
    quiet: int

    @property
    def wrong_side(self) -> float:
        """What F1 loses to positions that are right but for their side."""
        return self.holder_issue.f1 - self.positions.f1

    def together(self, issues: Iterable[str]) -> Rate:
        """Return the rate of some issues as if they were one."""
        rates = [self.by_issue[issue] for issue in issues if issue in self.by_issue]
        return Rate(*(sum(getattr(rate, name) for rate in rates) for name in ("matched", "found", "gold")))


@dataclass(slots=True)
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    by_issue: dict[str, Counter[str]] = field(default_factory=dict)

    def add_issue(self, issue: str, name: str) -> None:
        self.by_issue.setdefault(issue, Counter())[name] += 1

    def rate(self, name: str) -> Rate:
        return Rate(self.counts[name], self.counts["found"], self.counts["gold"])


def label_position(position: Position) -> Labelled:
    """Return what counts of a position that the extractor found."""
    return Labelled(
        holder=position.holder.name,
        issue=position.issue,
        stance=position.stance.value,
        speaker=position.speaker.name if position.speaker else "",
        is_conditional=position.condition is not None,
        evidence=(position.evidence.start, position.evidence.end),
        words=len(position.evidence.text.split()),
    )


def label_gold(article: Mapping[str, Any]) -> tuple[Labelled, ...]:
    """Return the positions of one line of a gold file; evidence without offsets is looked up in the text."""
    text = article.get("text") or ""
    return tuple(_label_gold(position, text) for position in article.get("positions") or ())


def _label_gold(position: Mapping[str, Any], text: str) -> Labelled:
    start, end = position.get("start"), position.get("end")
    words = position.get("evidence")
    if start is None and words and text:
        start = text.find(words)
        end = start + len(words)
    return Labelled(
        holder=position["holder"],
        issue=position["issue"],
        stance=position["stance"],
        speaker=position.get("speaker") or "",
        is_conditional=bool(position.get("condition") or position.get("conditional")),
        evidence=None if start is None or end is None else (start, end),
    )


def score_positions(gold: Mapping[str, Sequence[Labelled]], found: Mapping[str, Sequence[Labelled]]) -> PositionScore:
    """Return the score of found positions against gold ones, by article id; articles outside `gold` are left out."""
    tally = _Tally()
    for article, positions in gold.items():
        _count_article(tally, _distinct(positions), _distinct(found.get(article, ())))
    counts = tally.counts
    words = [position.words for article in gold for position in found.get(article, ())]
    return PositionScore(
        articles=len(gold),
        positions=tally.rate("matched"),
        strict=tally.rate("strict"),
        holder_issue=tally.rate("holder_issue"),
        by_issue={issue: _issue_rate(count) for issue, count in sorted(tally.by_issue.items())},
        conditions=Rate(counts["condition_both"], counts["condition_found"], counts["condition_gold"]),
        condition_accuracy=_share(counts["condition_right"], counts["matched"]),
        evidence_accuracy=_share(counts["evidence_right"], counts["evidence_seen"]),
        evidence_words=median(words) if words else None,
        alarmed=counts["alarmed"],
        quiet=counts["quiet"],
    )


def _count_article(tally: _Tally, gold: list[Labelled], found: list[Labelled]) -> None:
    pairs = list(pair_up(gold, found))
    tally.counts.update(gold=len(gold), found=len(found), matched=len(pairs))
    tally.counts["strict"] += len(list(pair_up(gold, found, is_strict=True)))
    tally.counts["holder_issue"] += len(list(pair_up(gold, found, compares_stance=False)))
    tally.counts["quiet"] += not gold
    tally.counts["alarmed"] += not gold and bool(found)
    for name, positions in (("gold", gold), ("found", found), ("matched", [pair[0] for pair in pairs])):
        for position in positions:
            tally.add_issue(position.issue, name)
    for expected, actual in pairs:
        _count_pair(tally.counts, expected, actual)


def _count_pair(counts: Counter[str], gold: Labelled, found: Labelled) -> None:
    counts["condition_right"] += gold.is_conditional == found.is_conditional
    counts["condition_both"] += gold.is_conditional and found.is_conditional
    counts["condition_gold"] += gold.is_conditional
    counts["condition_found"] += found.is_conditional
    if gold.evidence and found.evidence:
        counts["evidence_seen"] += 1
        counts["evidence_right"] += found.evidence[0] < gold.evidence[1] and gold.evidence[0] < found.evidence[1]


def pair_up(
    gold: Sequence[Labelled],
    found: Sequence[Labelled],
    *,
    is_strict: bool = False,
    compares_stance: bool = True,
) -> Iterator[tuple[Labelled, Labelled]]:
    """Yield one-to-one pairs of positions that agree; those with the same holder come first."""
    open_gold, open_found = list(gold), list(found)
    for is_exact in (True,) if is_strict else (True, False):
        for expected in list(open_gold):
            match = next(
                (
                    actual
                    for actual in open_found
                    if _agrees(expected, actual, is_exact=is_exact, compares_stance=compares_stance)
                ),
                None,
            )
            if match is not None:
                open_gold.remove(expected)
                open_found.remove(match)
                yield expected, match


def _agrees(gold: Labelled, found: Labelled, *, is_exact: bool, compares_stance: bool) -> bool:
    same = fold_name(gold.holder) == fold_name(found.holder) if is_exact else bool(gold.voices & found.voices)
    return same and gold.issue == found.issue and (not compares_stance or gold.stance == found.stance)


def _distinct(positions: Iterable[Labelled]) -> list[Labelled]:
    """Return one position a holder, issue and stance: the last, in the place of the first."""
    return list({(fold_name(one.holder), one.issue, one.stance): one for one in positions}.values())


def _issue_rate(count: Counter[str]) -> Rate:
    return Rate(count["matched"], count["found"], count["gold"])


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
