"""How well raised alerts fit a storyline: who was to raise what, and did."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stancewatch.names import fold_name


class RaisedAlert(NamedTuple):
    """What counts of an alert."""

    article_id: str
    holder: str
    issue: str
    stance: str
    kind: str


@dataclass(frozen=True, slots=True)
class AlertScore:
    """Precision, recall and F1 over all alerts (0 to 1); `f1_without_kind` forgives a wrong kind.

    `duplicates` counts alerts raised more than once; `alarmed` the articles, of the `quiet` ones, that alerted.
    """

    expected: int
    raised: int
    matched: int
    duplicates: int
    precision: float
    recall: float
    f1: float
    f1_without_kind: float
    alarmed: int
    quiet: int


def score_alerts(expected: Mapping[str, Sequence[RaisedAlert]], raised: Iterable[RaisedAlert]) -> AlertScore:
    """Return the score of the alerts that were raised.

    `expected` has every article of the storyline, with the alerts that it is to raise: each once, however often the
    article is sent. Names are compared without case and accents.
    """
    wanted = {_fold(alert) for alerts in expected.values() for alert in alerts}
    found = [_fold(alert) for alert in raised]
    matched = len(wanted & set(found))
    precision, recall, f1 = _measure(matched, len(found), len(wanted))
    quiet = {article for article, alerts in expected.items() if not alerts}
    return AlertScore(
        expected=len(wanted),
        raised=len(found),
        matched=matched,
        duplicates=len(found) - len(set(found)),
        precision=precision,
        recall=recall,
        f1=f1,
        f1_without_kind=_score_without_kind(wanted, found),
        alarmed=len(quiet & {alert.article_id for alert in found}),
        quiet=len(quiet),
    )


def report_alerts(expected: Mapping[str, Sequence[RaisedAlert]], raised: Iterable[RaisedAlert]) -> str:
    """Return the score as lines of text for people, with the alerts that are missing and those too many."""
    found = list(raised)
    score = score_alerts(expected, found)
    wanted = [alert for alerts in expected.values() for alert in alerts]
    missing, surplus = _without(wanted, found), _without(found, wanted)
    f1 = f"alert F1 {score.f1:.3f}   precision {score.precision:.3f}   recall {score.recall:.3f}"
    return "\n".join(
        [
            f"alerts expected {score.expected}   raised {score.raised}   matched {score.matched}",
            f"{f1}   without the kind {score.f1_without_kind:.3f}",
            f"raised twice {score.duplicates}   articles without alerts that alarmed {score.alarmed}/{score.quiet}",
            *(f"missing: {' · '.join(alert)}" for alert in missing),
            *(f"too many: {' · '.join(alert)}" for alert in surplus),
        ]
    )


def _without(alerts: Sequence[RaisedAlert], others: Iterable[RaisedAlert]) -> list[RaisedAlert]:
    known = set(map(_fold, others))
    return [alert for alert in alerts if _fold(alert) not in known]


def _score_without_kind(wanted: set[RaisedAlert], found: Sequence[RaisedAlert]) -> float:
    loosely_wanted, loosely_found = {alert[:4] for alert in wanted}, [alert[:4] for alert in found]
    return _measure(len(loosely_wanted & set(loosely_found)), len(loosely_found), len(loosely_wanted))[2]


def _fold(alert: RaisedAlert) -> RaisedAlert:
    return alert._replace(holder=fold_name(alert.holder))


def _measure(matched: int, found: int, wanted: int) -> tuple[float, float, float]:
    precision = matched / found if found else 0.0
    recall = matched / wanted if wanted else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if matched else 0.0
