"""Feeds through the whole ingest worker: what is asked for, told, counted and published."""

import hashlib
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from structlog.testing import capture_logs

from ingest.worker import Ingest
from stancewatch.telemetry.metrics import FEED_ENTRIES, FEED_FETCHES
from stancewatch.transport.local import LocalTransport
from tests.ingest.server import Server, send
from tests.ingest.working import NEVER, Running, published, rss, seen_records, until


def test_after_a_restart_a_feed_is_asked_only_for_what_is_new(transport: LocalTransport, server: Server) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        is_known = handler.headers["If-None-Match"] == 'W/"é"'
        send(
            handler, b"" if is_known else rss(("1", "One")), status=304 if is_known else 200, headers={"ETag": 'W/"é"'}
        )

    server.routes["/feed?key=secret"] = answer
    for _ in range(3):
        with Ingest(transport, feeds=[server.url + "/feed?key=secret"]) as ingest:
            ingest.once(NEVER)

    assert [headers.get("if-none-match") for _, headers in server.requests] == [None, 'W/"é"', 'W/"é"']
    assert len(published(transport)) == 1
    assert not [
        record for record in seen_records(transport) if b"secret" in (record.key or b"") + (record.value or b"")
    ]


def test_a_day_after_it_gave_all_a_feed_is_asked_for_all_though_ingest_was_started_again(
    transport: LocalTransport, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that is started every morning would else never ask a server for all that "not modified" hides."""
    feed = server.add("/feed", rss(("1", "One")), ETag='"1"')
    for _ in range(2):
        with Ingest(transport, feeds=[feed]) as ingest:
            ingest.once(NEVER)
    monkeypatch.setattr("ingest.feed_records.IN_FULL", timedelta(0))
    with Ingest(transport, feeds=[feed]) as ingest:
        ingest.once(NEVER)

    assert [headers.get("if-none-match") for _, headers in server.requests] == [None, '"1"', None]


def test_a_feed_of_which_not_all_was_published_is_asked_in_full_again(
    transport: LocalTransport, server: Server
) -> None:
    feed = server.add("/feed", rss(("1", "One"), ("2", "Two")), ETag='"1"')
    stop = _StopAfter(transport, articles=1)

    with Ingest(transport, feeds=[feed]) as ingest:
        ingest.once(stop)
    assert len(published(transport)) == 1
    with Ingest(transport, feeds=[feed]) as ingest:
        ingest.once(NEVER)

    assert len(published(transport)) == 2
    assert all("if-none-match" not in headers for _, headers in server.requests)


def test_what_was_no_feed_is_asked_for_in_full_after_a_restart_too(transport: LocalTransport, server: Server) -> None:
    feed = server.add("/feed", b"<!doctype html>", ETag='"1"')
    for _ in range(2):
        with Ingest(transport, feeds=[feed]) as ingest:
            ingest.once(NEVER)

    assert len(server.requests) == 2
    assert all("if-none-match" not in headers for _, headers in server.requests)


class _StopAfter(threading.Event):
    """Is set once so many articles are published: a stop in the middle of a feed."""

    def __init__(self, transport: LocalTransport, *, articles: int) -> None:
        super().__init__()
        self._transport, self._articles = transport, articles

    def is_set(self) -> bool:
        return len(published(self._transport)) >= self._articles


def test_every_outcome_of_a_feed_is_counted(transport: LocalTransport, server: Server) -> None:
    def counts() -> list[float]:
        entries = [FEED_ENTRIES.labels(outcome)._value.get() for outcome in ("published", "empty")]
        return entries + [FEED_FETCHES.labels(outcome)._value.get() for outcome in ("ok", "not a feed", "unreachable")]

    before = counts()
    feeds = [
        server.add("/feed", rss(("1", "One"), ("2", ""))),
        server.add("/page", b"<!doctype html>"),
        "http://127.0.0.1:1/",
    ]

    with capture_logs() as logs, Ingest(transport, feeds=feeds) as ingest:
        ingest.once(NEVER)

    assert [after - old for after, old in zip(counts(), before, strict=True)] == [1, 1, 1, 1, 1]
    assert {entry["outcome"] for entry in logs if entry["event"] == "feed.failed"} == {"not a feed", "unreachable"}


def test_a_feed_that_is_cut_off_is_told_and_counted_and_asked_in_full_until_it_is_whole(
    transport: LocalTransport, server: Server
) -> None:
    whole = rss(("1", "One"), ("2", "Two"))
    half = whole[: whole.index(b"Two")]
    count, refused = FEED_FETCHES.labels("cut off"), FEED_ENTRIES.labels("cut off")
    before = count._value.get(), refused._value.get()

    def break_off(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(f'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: {len(whole)}\r\n\r\n'.encode() + half)

    server.routes["/feed"] = break_off
    with capture_logs() as logs, Ingest(transport, feeds=[server.url + "/feed"]) as ingest:
        ingest.once(NEVER)

    assert [article.text for article in published(transport)] == ["One"]
    assert (count._value.get() - before[0], refused._value.get() - before[1]) == (1, 1)
    (told,) = (entry for entry in logs if entry["event"] == "input.refused")
    assert (told["log_level"], told["place"], told["size"]) == ("warning", server.url + "/feed", len(half))
    assert told["sha256"] == hashlib.sha256(half).hexdigest()
    (fetched,) = (entry for entry in logs if entry["event"] == "feed.fetched")
    assert (fetched["outcome"], fetched["published"], fetched["cut_off"]) == ("cut off", 1, 1)

    server.add("/feed", whole, ETag='"1"')
    with Ingest(transport, feeds=[server.url + "/feed"]) as ingest:
        ingest.once(NEVER)

    assert [article.text for article in published(transport)] == ["One", "Two"]
    assert "if-none-match" not in server.requests[-1][1]


def test_a_feed_of_headlines_alone_says_so_once(transport: LocalTransport, server: Server) -> None:
    feed = server.add("/feed", rss(("1", ""), ("2", "")))

    with capture_logs() as logs, Running(transport, feeds=[feed], feed_interval_seconds=0.05):
        until(lambda: len(server.requests) > 3)

    aloud = [entry["event"] for entry in logs if entry["log_level"] != "debug"]
    assert aloud == ["input.refused", "input.refused", "feed.fetched"]


def test_entries_that_share_a_link_do_not_update_each_other_for_ever(transport: LocalTransport, server: Server) -> None:
    item = "<item><guid isPermaLink='false'>{0}</guid><link>https://example.org/</link><description>{0}</description></item>"
    body = f"<rss version='2.0'><channel>{item.format('One')}{item.format('Two')}</channel></rss>".encode()

    with Ingest(transport, feeds=[server.add("/feed", body)]) as first:
        first.once(NEVER)
    with Ingest(transport, feeds=[server.add("/feed", body)]) as second:
        second.once(NEVER)

    assert sorted(article.text for article in published(transport)) == ["One", "Two"]


def test_a_feed_that_redirects_to_another_address_each_time_is_published_once(
    transport: LocalTransport, server: Server
) -> None:
    def redirect(handler: BaseHTTPRequestHandler) -> None:
        path = f"/real?token={len(server.requests)}"
        server.add(path, body)
        send(handler, b"", status=302, headers={"Location": path})

    body = (
        b"<rss version='2.0'><channel><item><guid isPermaLink='false'>1</guid>"
        b"<description>One</description></item></channel></rss>"
    )
    server.routes["/feed"] = redirect

    for _ in range(2):
        with Ingest(transport, feeds=[server.url + "/feed"]) as ingest:
            ingest.once(NEVER)

    assert len({path for path, _ in server.requests if "token" in path}) == 2
    assert len(published(transport)) == 1
