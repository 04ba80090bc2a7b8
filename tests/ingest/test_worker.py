"""The ingest worker as a whole: real files, a real HTTP server, the local transport."""

import json
import threading
import time
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from ingest.worker import FETCH_OUTCOMES, INPUT_OUTCOMES, Ingest
from stancewatch.errors import Fenced
from stancewatch.telemetry.metrics import FEED_ENTRIES, FEED_FETCHES, SEED_FILES
from stancewatch.transport.local import LocalTransport
from tests.ingest.server import Server
from tests.ingest.working import NEVER, Running, published, rss, until, write


def test_bad_files_are_counted_and_told_and_the_next_good_one_goes_through(
    transport: LocalTransport, seeds: Path
) -> None:
    for name, data in {
        "a.txt": b"",
        "b.txt": b"caf\xe9",
        "c.txt": b"\0\1",
        "d.md": b"---\ntitle\n---\nText",
        "e.txt": b"a" * 20_000_000,
        "f.json": b"{",
        "g.txt": b"Text",
        "g.toml": b"title",
        "h.pdf": b"%PDF",
        "z.txt": b"Good",
    }.items():
        write(seeds / name, data)
    before = SEED_FILES.labels("binary")._value.get()

    with capture_logs() as logs, Ingest(transport) as ingest:
        outcomes = ingest.publish_seeds([seeds / "none.txt", seeds], NEVER)

    reasons = [
        "missing",
        "empty",
        "not utf-8",
        "binary",
        "front matter",
        "too large",
        "not json",
        "sidecar",
        "unsupported",
    ]
    assert outcomes == {**dict.fromkeys(reasons, 1), "published": 1}
    refusals = [entry for entry in logs if entry["event"] == "input.refused"]
    assert [entry["reason"] for entry in refusals] == reasons
    assert all(";" in entry["detail"] for entry in refusals)
    assert SEED_FILES.labels("binary")._value.get() == before + 1
    assert [article.text for article in published(transport)] == ["Good"]


def test_an_impossible_date_counts_as_none_with_a_warning(transport: LocalTransport, seeds: Path) -> None:
    write(seeds / "a.txt", b"Text")
    write(seeds / "a.toml", b"published_at = 1970-01-01")

    with capture_logs() as logs, Ingest(transport) as ingest:
        ingest.publish_seeds([seeds], NEVER)

    (article,) = published(transport)
    assert article.published_at == article.retrieved_at
    assert "1970-01-01 counts as none" in logs[0]["why"]


def test_once_publishes_folder_and_feeds_and_a_second_time_nothing(
    transport: LocalTransport, seeds: Path, server: Server
) -> None:
    write(seeds / "a.txt", b"Seed")
    feeds = [server.add("/feed", rss(("2", "Two"), ("1", "One"), ("3", ""))), server.add("/gone", status=404)]

    for _ in range(2):
        with Ingest(transport, seeds_folder=seeds, feeds=feeds) as ingest:
            assert ingest.once(NEVER)

    assert [article.text for article in published(transport)] == ["Seed", "One", "Two"]


def test_once_tells_whether_a_feed_or_without_feeds_the_folder_could_be_read(
    transport: LocalTransport, seeds: Path, server: Server
) -> None:
    gone, page = server.add("/gone", status=404), server.add("/page", b"no feed")
    empty, known, missing = server.add("/feed", rss()), server.add("/known", status=304), seeds / "missing"

    def is_read(*feeds: str, folder: Path | None = None) -> bool:
        with Ingest(transport, seeds_folder=folder, feeds=feeds) as ingest:
            return ingest.once(NEVER)

    assert not is_read(gone, page, folder=seeds)
    assert is_read(gone, empty, folder=missing)
    assert is_read(gone, known)
    assert is_read(folder=seeds)
    assert not is_read(folder=missing)
    write(seeds / "a.txt", b"Seed")
    assert is_read(folder=seeds / "a.txt")
    assert is_read(folder=seeds)


def test_seeds_are_published_as_they_appeared_whatever_they_are_called(transport: LocalTransport, seeds: Path) -> None:
    """A turn that is told after what it led to would count as late, and be lost."""
    write(seeds / "a.md", b"---\npublished_at: 2025-11-25\n---\nLater")
    write(seeds / "b.md", b"---\npublished_at: 2025-11-22\n---\nEarlier")
    write(seeds / "c.txt", b"Undated")
    lines = ({"text": text, "published_at": date} for text, date in (("Last", "2025-11-24"), ("First", "2025-11-20")))
    write(seeds / "d.jsonl", "\n".join(map(json.dumps, lines)).encode())

    with Ingest(transport, seeds_folder=seeds) as ingest:
        ingest.once(NEVER)

    assert [article.text for article in published(transport)] == ["First", "Last", "Earlier", "Later", "Undated"]


def test_a_running_ingest_takes_what_comes(transport: LocalTransport, seeds: Path, server: Server) -> None:
    feed = server.add("/feed", rss(("1", "One")))
    with Running(transport, seeds_folder=seeds, feeds=[feed], feed_interval_seconds=0.1):
        until(lambda: len(published(transport)) == 1)
        write(seeds / "a.txt", b"Seed")
        until(lambda: len(published(transport)) == 2)
        server.add("/feed", rss(("1", "One, corrected"), ("2", "Two")))
        until(lambda: len(published(transport)) == 4)

    texts = [(article.text, article.revision) for article in published(transport)]
    assert texts == [("One", 0), ("Seed", 0), ("Two", 0), ("One, corrected", 1)]


def test_a_missing_folder_is_told_once_and_found_when_it_comes(transport: LocalTransport, seeds: Path) -> None:
    late = seeds / "late"
    with capture_logs() as logs, Running(transport, seeds_folder=late):
        time.sleep(0.5)
        late.mkdir()
        write(late / "a.txt", b"Seed")
        until(lambda: len(published(transport)) == 1)

    assert [entry["reason"] for entry in logs if entry["event"] == "input.refused"] == ["missing"]


def test_a_second_ingest_ends_and_says_who_is_there(transport: LocalTransport, seeds: Path) -> None:
    write(seeds / "a.txt", b"Seed")
    with Running(transport, seeds_folder=seeds):
        until(lambda: len(published(transport)) == 1)

        with Ingest(transport) as second, pytest.raises(Fenced, match="stop that one first"):
            second.run(threading.Event())


def test_it_stops_at_once_while_a_feed_is_slow(transport: LocalTransport, server: Server) -> None:
    release = threading.Event()
    server.routes["/slow"] = lambda _: release.wait(90) and None
    with Running(transport, feeds=[server.url + "/slow"]):
        until(lambda: bool(server.requests))
        start = time.monotonic()

    assert time.monotonic() - start < 45
    release.set()


def test_every_series_is_there_from_the_start(transport: LocalTransport) -> None:
    Ingest(transport).close()

    for metric, outcomes in (
        (SEED_FILES, INPUT_OUTCOMES),
        (FEED_ENTRIES, INPUT_OUTCOMES),
        (FEED_FETCHES, FETCH_OUTCOMES),
    ):
        assert {sample.labels["outcome"] for sample in metric.collect()[0].samples} >= set(outcomes)
