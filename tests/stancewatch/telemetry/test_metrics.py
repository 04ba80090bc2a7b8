"""docs/metrics.md and the registry list the same metrics and labels; bounded series are at 0 from the start."""

import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from stancewatch import topics
from stancewatch.contracts import AlertKind, Stance
from stancewatch.telemetry import metrics

DOCUMENT = Path(__file__).parents[3] / "docs" / "metrics.md"
ROW = re.compile(r"^\| `(stancewatch_\w+)` \| (.*?) \|", re.MULTILINE)


def documented() -> dict[str, tuple[str, ...]]:
    """Return name → labels as the document's tables have them."""
    return {name: tuple(re.findall(r"`(\w+)`", labels)) for name, labels in ROW.findall(DOCUMENT.read_text("utf-8"))}


def registered() -> dict[str, tuple[str, ...]]:
    """Return name → labels of the metrics that metrics.py defines."""
    ours = [value for value in vars(metrics).values() if hasattr(value, "_labelnames")]
    return {_exposed_name(metric): _labels(metric) for metric in ours}


def _exposed_name(metric: metrics.Counter | metrics.Gauge | metrics.Histogram | metrics.Info) -> str:
    suffix = {"counter": "_total", "info": "_info"}.get(metric._type, "")
    return f"{metric._name}{suffix}"


def _labels(metric: metrics.Counter | metrics.Gauge | metrics.Histogram | metrics.Info) -> tuple[str, ...]:
    return ("version",) if metric is metrics.BUILD else tuple(metric._labelnames)


def test_the_document_lists_every_metric_with_its_labels() -> None:
    assert documented() == registered()


@pytest.mark.parametrize("word", [*metrics.MESSAGE_OUTCOMES, *metrics.DEAD_LETTER_REASONS, *Stance, *AlertKind])
def test_the_document_names_every_word_of_ours_that_is_a_label(word: str) -> None:
    assert re.search(rf"\b{word}\b", DOCUMENT.read_text("utf-8"))


def test_every_metric_stands_in_the_registry() -> None:
    exposed = {family.name for family in metrics.registry.collect()}

    assert {re.sub(r"_(total|info)$", "", name) for name in registered()} <= exposed


def test_bounded_series_are_there_at_0_from_the_start() -> None:
    metrics.initialise(version="1.2.3", workers=["w-0"], issues=["i-0"], topics=[topic.name for topic in topics.ALL])
    text = metrics.exposition().decode()

    for outcome in metrics.MESSAGE_OUTCOMES:
        assert f'stancewatch_messages_total{{outcome="{outcome}",worker="w-0"}} 0.0' in text
    for reason in metrics.DEAD_LETTER_REASONS:
        assert f'stancewatch_dead_letters_total{{reason="{reason}",worker="w-0"}} 0.0' in text
    for kind in ("new", "changed", "condition"):
        assert f'stancewatch_alerts_total{{issue="i-0",kind="{kind}"}} 0.0' in text
    for stance in ("favor", "against"):
        assert f'stancewatch_positions_total{{issue="i-0",stance="{stance}"}} 0.0' in text
    for topic in topics.ALL:
        assert f'stancewatch_published_total{{topic="{topic.name}"}}' in text
    assert 'stancewatch_handle_duration_seconds_count{worker="w-0"} 0.0' in text
    assert "stancewatch_article_to_alert_seconds_count" in text
    assert 'stancewatch_build_info{version="1.2.3"} 1.0' in text


def test_presetting_leaves_what_has_moved() -> None:
    metrics.SUPPRESSED.labels("moved").inc()
    metrics.preset(metrics.SUPPRESSED, ["moved"])

    assert metrics.registry.get_sample_value("stancewatch_suppressed_total", {"reason": "moved"}) == 1


def test_the_exposition_can_be_read_back() -> None:
    families = {family.name: family.type for family in text_string_to_metric_families(metrics.exposition().decode())}

    assert families["stancewatch_messages"] == "counter"
    assert families["stancewatch_article_to_alert_seconds"] == "histogram"
    assert not [name for name in families if name.endswith("_created")]


@pytest.mark.parametrize("name", sorted(documented()))
def test_names_follow_the_rules(name: str) -> None:
    assert re.fullmatch(r"stancewatch_[a-z_]+(_total|_seconds|_messages|_info)", name)
