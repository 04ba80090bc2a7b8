"""Every metric, each under a comment that says when it moves. docs/metrics.md lists them for those who read dashboards.

Labels are bounded: no address, name or error text ever becomes one. Series whose labels are known in advance are there
at 0 from the start, so that a first event shows as an increase.
"""

from collections.abc import Iterable
from itertools import product

from prometheus_client import (
    CollectorRegistry,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client import Counter as Counter  # noqa: PLC0414 - others name the type without knowing the library

from stancewatch.contracts import AlertKind, Stance

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

MESSAGE_OUTCOMES = ("ok", "filtered", "invalid", "failed")
"""ok: something followed; filtered: nothing did; invalid and failed: a dead letter, by its own fault or by ours."""
BUG = "bug"
TOO_LARGE = "too large"
TOO_SLOW = "too slow"
DEADLY = "deadly"
DEAD_LETTER_REASONS = ("empty", "unknown type", "unknown version", "not a message", TOO_LARGE, TOO_SLOW, BUG, DEADLY)

disable_created_metrics()  # type: ignore[no-untyped-call]  # a series more for each counter, of no use to us

registry = CollectorRegistry(auto_describe=True)
"""Ours alone: what a library registers elsewhere does not appear."""
ProcessCollector(registry=registry)

# Once for each record that a worker has read, when it is committed.
MESSAGES = Counter("stancewatch_messages_total", "Records handled.", ["worker", "outcome"], registry=registry)
# Once for each record, with the time that its handler took; together with the counter above.
HANDLE_DURATION = Histogram(
    "stancewatch_handle_duration_seconds",
    "Time to handle a record, without reading and committing it.",
    ["worker"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    registry=registry,
)
# Once for each record written, on any topic, when it is committed.
PUBLISHED = Counter("stancewatch_published_total", "Records published.", ["topic"], registry=registry)
# Once for each dead letter, when it is committed.
DEAD_LETTERS = Counter(
    "stancewatch_dead_letters_total", "Records set aside as dead letters.", ["worker", "reason"], registry=registry
)
# Once for each record that is handled alone, because a worker died that may have had it in hand; when committed.
SUSPECTS = Counter(
    "stancewatch_suspect_records_total", "Records handled alone after a death.", ["worker"], registry=registry
)
# Set after every poll and commit; gone when the partition goes to another member of the group.
CONSUMER_LAG = Gauge(
    "stancewatch_consumer_lag_messages",
    "Committed records of a partition that its group has not consumed yet.",
    ["worker", "topic", "partition"],
    registry=registry,
)
# Once for each article that the seeds folder or a feed gives, when ingest has decided about it.
SEED_FILES = Counter("stancewatch_seed_files_total", "Articles from seed files.", ["outcome"], registry=registry)
FEED_ENTRIES = Counter("stancewatch_feed_entries_total", "Entries of feeds.", ["outcome"], registry=registry)
# Once for each attempt to fetch a feed, when its outcome is known.
FEED_FETCHES = Counter("stancewatch_feed_fetches_total", "Fetches of feeds.", ["outcome"], registry=registry)
# Once for each article, by what became of it, when that is committed.
ARTICLES_READ = Counter("stancewatch_articles_read_total", "Articles given to extract.", ["outcome"], registry=registry)
# Once for each article that is longer than what is read of it.
ARTICLES_CUT = Counter("stancewatch_articles_cut_total", "Articles read only in part.", registry=registry)
# Once for each surname of an article that nothing explains: who it is cannot hold a position.
NAMES_HELD_BACK = Counter("stancewatch_names_held_back_total", "Surnames that nothing explains.", registry=registry)
# Once for each position that is published.
POSITIONS = Counter("stancewatch_positions_total", "Positions found.", ["issue", "stance"], registry=registry)
# Once for each alert that is published.
ALERTS = Counter("stancewatch_alerts_total", "Alerts raised.", ["issue", "kind"], registry=registry)
# Once for each position that raises no alert, by the ledger or because it is too uncertain to enter it; when committed.
SUPPRESSED = Counter("stancewatch_suppressed_total", "Positions that raised no alert.", ["reason"], registry=registry)
# Once for each alert that a sink is given, when it is written, known already, or refused.
DELIVERIES = Counter("stancewatch_deliveries_total", "Alerts given to sinks.", ["sink", "outcome"], registry=registry)
# Once for each alert that a sink writes for the first time, at that moment.
ARTICLE_TO_ALERT = Histogram(
    "stancewatch_article_to_alert_seconds",
    "From the retrieval of an article to its alert in a sink.",
    buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600, 6 * 3600, 24 * 3600),
    registry=registry,
)
# 1, from the start.
BUILD = Info("stancewatch_build", "What is running.", registry=registry)


def initialise(*, version: str, workers: Iterable[str], issues: Iterable[str], topics: Iterable[str]) -> None:
    """Set every series of these bounded labels to 0, and say what is running."""
    BUILD.info({"version": version})
    issues, workers = tuple(issues), tuple(workers)
    preset(MESSAGES, workers, MESSAGE_OUTCOMES)
    preset(HANDLE_DURATION, workers)
    preset(DEAD_LETTERS, workers, DEAD_LETTER_REASONS)
    preset(SUSPECTS, workers)
    preset(PUBLISHED, topics)
    preset(POSITIONS, issues, Stance)
    preset(ALERTS, issues, AlertKind)


def preset(metric: Counter | Histogram, *values: Iterable[str]) -> None:
    """Have a metric's series at 0: all combinations of these values of its labels, in the labels' order."""
    for labels in product(*values):
        metric.labels(*labels)


def exposition() -> bytes:
    """Return all metrics in Prometheus' text format."""
    return generate_latest(registry)
