"""A storyline: articles in the order in which they arrive, each with the alerts that it is to raise."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from process.evaluate_alerts import RaisedAlert
from process.worker import Extractor
from stancewatch.cli.gold import load_line, read_lines
from stancewatch.cli.inputs import read_for_replay
from stancewatch.cli.pipeline import open_pipeline
from stancewatch.contracts import Alert
from stancewatch.errors import ConfigurationError

Expected = Mapping[str, Sequence[RaisedAlert]]
FIELDS = ("holder", "issue", "stance", "kind")


def read_storyline(file: Path) -> Expected | None:
    """Return the alerts expected of each article, by its id; None for a file whose first line is no such thing.

    Raises ConfigurationError when it cannot be read, or when a later line is none.
    """
    values = [(number, load_line(f"{file}:{number}", line)) for number, line in read_lines(file)]
    if not values or not _is_line(values[0][1]):
        return None
    expected: dict[str, list[RaisedAlert]] = {}
    for number, value in values:
        if not _is_line(value):
            why = (
                f'no article with an id under "article", or no list under "alerts" of objects with {", ".join(FIELDS)}'
            )
            raise ConfigurationError(f"{file}:{number}: {why}; docs/alerts.md shows one")
        name = value["article"]["id"]
        alerts = (RaisedAlert(name, *(alert[field] for field in FIELDS)) for alert in value["alerts"])
        expected.setdefault(name, []).extend(alerts)
    return expected


def _is_line(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("article"), dict):
        return False
    alerts = value.get("alerts")
    has_id = isinstance(value["article"].get("id"), str)
    return has_id and isinstance(alerts, list) and all(map(_is_alert, alerts))


def _is_alert(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(field), str) for field in FIELDS)


def replay_storyline(
    file: Path, extractor: Extractor, *, tell: Callable[[int], None] = lambda _: None
) -> list[RaisedAlert]:
    """Take the articles through all stages, as `replay` does, and return the alerts; `tell` is given each number."""
    raised: list[Alert] = []
    with open_pipeline(extractor, raised.append) as pipeline:
        for number, draft in enumerate(read_for_replay(file), 1):
            pipeline.feed(draft)
            tell(number)
    return [_reduce(alert) for alert in raised]


def _reduce(alert: Alert) -> RaisedAlert:
    position = alert.position
    return RaisedAlert(position.article_id, position.holder.name, position.issue, position.stance, alert.kind)
