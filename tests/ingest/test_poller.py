import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from ingest.drafts import Draft, Refusal
from ingest.feed_records import FeedMemory
from ingest.feeds import Feed
from ingest.fetch import Failed, NotModified, Validators
from ingest.poller import Answer, Poller
from tests.ingest.server import Server

FEED = b"<rss version='2.0'><channel><item><guid>{}</guid><description>Text</description></item></channel></rss>"


def answers(poller: Poller, count: int) -> Iterator[Answer]:
    for _ in range(count):
        answer = poller.take(timeout_seconds=10)
        assert answer is not None
        yield answer


def one(poller: Poller) -> Answer:
    poller.start_due()
    (answer,) = answers(poller, 1)
    return answer


@pytest.fixture
def feed_url(server: Server) -> str:
    return server.add("/feed", FEED, ETag='"1"')


def test_a_feed_is_fetched_at_once_and_then_at_its_interval(feed_url: str, server: Server) -> None:
    poller = Poller([feed_url, feed_url], interval_seconds=0.3)
    answer = one(poller)
    assert isinstance(answer.result, Feed)
    assert isinstance(answer.result.entries[0], Draft)

    poller.settle(answer)
    poller.start_due()
    assert poller.take() is None
    assert not poller.has_pending()
    time.sleep(0.35)
    one(poller)

    assert len(server.requests) == 2
    poller.close()


def test_a_feed_is_not_asked_again_while_its_answer_is_not_settled(feed_url: str) -> None:
    poller = Poller([feed_url], interval_seconds=0.01)
    one(poller)

    time.sleep(0.05)
    poller.start_due()

    assert poller.has_pending()
    assert poller.take(timeout_seconds=0.1) is None
    poller.close()


def test_only_a_settled_answer_moves_what_is_asked_with(feed_url: str, server: Server) -> None:
    poller = Poller([feed_url], interval_seconds=0.01)
    poller.settle(one(poller))
    server.add("/feed", status=304)
    time.sleep(0.05)

    answer = one(poller)

    assert isinstance(answer.result, NotModified)
    assert [headers.get("if-none-match") for _, headers in server.requests] == [None, '"1"']
    poller.close()


def test_a_feed_is_asked_at_first_with_what_is_known_of_it(feed_url: str, server: Server) -> None:
    poller = Poller([feed_url], interval_seconds=60)
    poller.resume({feed_url: FeedMemory(Validators(b'"0"'), datetime.now(UTC))}.__getitem__)

    one(poller)

    assert [headers.get("if-none-match") for _, headers in server.requests] == ['"0"']
    poller.close()


@pytest.mark.parametrize("in_full_at", [None, datetime.now(UTC) - timedelta(days=1)])
def test_once_a_day_a_feed_is_asked_for_all_it_has_over_restarts_too(
    feed_url: str, server: Server, in_full_at: datetime | None
) -> None:
    """Some servers answer "not modified" for ever."""
    poller = Poller([feed_url], interval_seconds=0.01)
    poller.resume({feed_url: FeedMemory(Validators(b'"1"'), in_full_at)}.__getitem__)
    poller.settle(one(poller))
    time.sleep(0.05)

    one(poller)

    assert [headers.get("if-none-match") for _, headers in server.requests] == [None, '"1"']
    poller.close()


def test_a_slow_feed_and_broken_ones_hold_up_no_other(feed_url: str, server: Server) -> None:
    release = threading.Event()
    server.routes["/slow"] = lambda _: release.wait(60) and None
    page = server.add("/page", b"<!doctype html><p>News")
    absent = server.add("/absent", status=404)
    poller = Poller([server.url + "/slow", page, absent, "nonsense", feed_url], interval_seconds=60)

    poller.start_due()
    found = {answer.state.url: answer for answer in answers(poller, 4)}

    assert isinstance(found[feed_url].result, Feed)
    assert isinstance(found[page].result, Refusal)
    assert {answer.outcome for answer in found.values()} == {"ok", "not a feed", "4xx", "bad address"}
    release.set()
    (last,) = answers(poller, 1)
    assert last.outcome == "protocol"
    poller.close()


def test_a_server_that_asks_for_a_pause_is_left_alone(server: Server) -> None:
    poller = Poller([server.add("/feed", status=429, Retry_After="3600")], interval_seconds=0.01)
    answer = one(poller)
    assert isinstance(answer.result, Failed)

    poller.settle(answer)

    assert 3500 < answer.state.due - time.monotonic() <= 3600
    poller.close()
