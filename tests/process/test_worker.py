"""What extract and track make of one message, for the loop to commit."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from process.extract.analysis import Unread
from process.extract.extraction import Extraction
from process.extract.watchdog import check
from process.track.ledger import Suppressed
from process.worker import ExtractHandler, TrackHandler
from stancewatch import topics
from stancewatch.contracts import Alert, Article, LedgerEntry, Position
from stancewatch.errors import InvalidMessage
from stancewatch.ids import alert_id
from stancewatch.telemetry import metrics
from tests.process.track.builders import START, make_position

NOW = datetime(2025, 6, 1, 8, 30, tzinfo=UTC)
SIDES, DAYS = st.sampled_from(["favor", "against"]), st.integers(min_value=0, max_value=9)
ARTICLE = Article(id="a-1", text="…", published_at=START, retrieved_at=START, content_sha256="0")

steady = settings(deadline=None, derandomize=True, max_examples=30)


class FixedExtractor:
    """Finds the same in every article."""

    def __init__(self, *positions: Position, **facts) -> None:
        self._extraction = Extraction(positions, **facts)

    def read(self, article: Article) -> Extraction:
        assert article.id
        return self._extraction


class EndlessExtractor:
    """Reads step by step, and never comes to an end by itself."""

    def read(self, article: Article) -> Extraction:
        while article.id:
            check()
        return Extraction()


def track(position: Position, entry: LedgerEntry | None = None):
    state = {position.key: entry} if entry else {}
    return TrackHandler(lambda: NOW).handle(position, state)


def decode_alert(handled) -> Alert:
    [record] = handled.outputs
    assert (record.topic, record.key) == (topics.ALERTS.name, b"viktor-orban|sanctions")
    return Alert.decode(record.value, dict(record.headers))


def entry_after(*positions: Position) -> LedgerEntry:
    state: dict[bytes, LedgerEntry] = {}
    for position in positions:
        state |= TrackHandler(lambda: NOW).handle(position, state).changes
    return state[positions[0].key]


def test_positions_go_out_on_the_key_of_their_ledger_entry():
    position = make_position()
    handled = ExtractHandler(FixedExtractor(position)).handle(ARTICLE, {})

    [record] = handled.outputs
    assert (record.topic, record.key) == (topics.POSITIONS.name, position.key)
    assert Position.decode(record.value, dict(record.headers)) == position
    assert handled.outcome == "ok"
    assert handled.counters == [
        metrics.ARTICLES_READ.labels("positions"),
        metrics.POSITIONS.labels("sanctions", "favor"),
    ]


def test_an_article_without_positions_is_filtered():
    handled = ExtractHandler(FixedExtractor()).handle(ARTICLE, {})

    assert (handled.outputs, handled.outcome) == ([], "filtered")
    assert handled.fields == {"url": ARTICLE.url, "positions": 0, "read": "no position"}
    assert handled.counters == [metrics.ARTICLES_READ.labels("no position")]


@pytest.mark.parametrize("unread", Unread)
def test_an_article_that_was_not_read_is_counted_by_the_reason(unread):
    handled = ExtractHandler(FixedExtractor(unread=unread)).handle(ARTICLE, {})

    assert handled.outcome == "filtered"
    assert handled.counters == [metrics.ARTICLES_READ.labels(unread)]
    assert handled.fields["read"] == unread


def test_what_was_cut_too_weak_or_unexplained_is_counted():
    handled = ExtractHandler(FixedExtractor(is_cut=True, weak=2, unexplained=1)).handle(ARTICLE, {})

    assert handled.fields["low_confidence"] == 2
    assert handled.counters == [
        metrics.ARTICLES_READ.labels("no position"),
        metrics.ARTICLES_CUT,
        metrics.SUPPRESSED.labels("low confidence"),
        metrics.SUPPRESSED.labels("low confidence"),
        metrics.NAMES_HELD_BACK,
    ]


def test_an_article_that_takes_for_ever_becomes_a_dead_letter(monkeypatch):
    monkeypatch.setattr("process.worker.LIMIT_SECONDS", 0.05)

    with pytest.raises(InvalidMessage, match=r"too slow: reading it takes more than 0\.05 seconds"):
        ExtractHandler(EndlessExtractor()).handle(ARTICLE, {})


def test_every_reason_for_silence_of_extract_has_its_series_from_the_start():
    ExtractHandler(FixedExtractor())
    exposition = metrics.exposition().decode()

    for outcome in ("positions", "no position", *Unread):
        assert f'stancewatch_articles_read_total{{outcome="{outcome}"}}' in exposition
    assert 'stancewatch_suppressed_total{reason="low confidence"}' in exposition


def test_a_first_stance_raises_an_alert_and_opens_an_entry():
    position = make_position()
    handled = track(position)

    alert = decode_alert(handled)
    assert (alert.kind, alert.position, alert.previous, alert.raised_at) == ("new", position, None, NOW)
    assert alert.id == alert_id("new", position.id)
    assert handled.changes[position.key].current == position
    assert handled.outcome == "ok"
    assert handled.counters == [metrics.ALERTS.labels("sanctions", "new")]


def test_a_changed_stance_carries_the_one_it_replaces():
    before, position = make_position("against"), make_position("favor", day=1)
    alert = decode_alert(track(position, entry_after(before)))

    assert (alert.kind, alert.previous) == ("changed", before)


def test_a_restatement_raises_nothing_but_is_kept_and_counted():
    position = make_position(day=1)
    handled = track(position, entry_after(make_position()))

    assert (handled.outputs, handled.outcome) == ([], "filtered")
    assert handled.changes[position.key].current == position
    assert handled.counters == [metrics.SUPPRESSED.labels("restatement")]
    assert handled.fields["reason"] == "same stance as on 1 May 2025"


def test_a_position_that_comes_again_changes_nothing():
    position = make_position()
    handled = track(position, entry_after(position))

    assert (handled.outputs, handled.changes) == ([], {})
    assert handled.counters == [metrics.SUPPRESSED.labels("repeat")]


def test_what_raises_nothing_names_the_article_that_it_leans_on():
    before = make_position()
    fields = track(make_position(day=1, copy_of="a-0"), entry_after(before)).fields

    assert fields["decision"] == "copy"
    assert (fields["article"], fields["known_article"], fields["known_url"]) == ("a-1", "a-0", before.article_url)
    assert fields["url"] == make_position(day=1, copy_of="a-0").article_url


def test_a_first_stance_leans_on_no_article():
    assert "known_article" not in track(make_position()).fields


def test_an_alert_is_raised_under_the_date_that_counts():
    slip = make_position(day=3000)

    assert decode_alert(track(slip)).position.published_at == slip.retrieved_at


@steady
@given(st.lists(st.builds(make_position, SIDES, day=DAYS, evidence=st.sampled_from(["No.", "Yes."])), max_size=20))
def test_a_log_replayed_gives_the_same_bytes(positions):
    assert replay(positions) == replay(positions)


def replay(positions: list[Position]) -> list[tuple[bytes | None, bytes | None]]:
    """Return what track writes for these positions, one after the other, as bytes."""
    handler, state = TrackHandler(lambda: NOW), dict[bytes, LedgerEntry]()
    written: list[tuple[bytes | None, bytes | None]] = []
    for position in positions:
        handled = handler.handle(position, state)
        state |= handled.changes
        written += [(record.key, record.value) for record in handled.outputs]
        written += [(key, entry.encode()) for key, entry in handled.changes.items()]
    return written


def test_handling_moves_no_state_itself():
    state: dict[bytes, LedgerEntry] = {}
    TrackHandler(lambda: NOW).handle(make_position(), state)

    assert state == {}


def test_every_cause_of_silence_has_its_series_from_the_start():
    TrackHandler(lambda: NOW)
    exposition = metrics.exposition().decode()

    for cause in Suppressed:
        assert f'stancewatch_suppressed_total{{reason="{cause}"}}' in exposition
