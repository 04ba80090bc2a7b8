from datetime import timedelta

import pytest

from ingest.feed_records import FeedMemory, feed_key, is_feed_record, make_feed_record, read_feed_record
from ingest.fetch import Validators
from stancewatch.contracts import Seen
from tests.ingest.factories import NOW

FEED = "https://user:word@news.example/rss?key=secret"


@pytest.mark.parametrize(
    "validators",
    [Validators(b'W/"a b,c"', b"yesterday"), Validators(b"\xff\x00\xe9"), Validators(None, b"x"), Validators()],
)
def test_validators_come_back_from_a_record_byte_for_byte(validators: Validators) -> None:
    memory = FeedMemory(validators, NOW)
    record = make_feed_record(FEED, memory)

    assert read_feed_record(Seen.decode(record.encode(), record.headers())) == memory
    assert is_feed_record(record)


def test_an_address_and_its_secrets_stand_in_no_record() -> None:
    assert not any(part in feed_key(FEED) for part in ("word", "secret", "news.example"))
    assert feed_key(FEED) != feed_key(FEED + "2")


def test_without_a_record_nothing_is_known() -> None:
    assert read_feed_record(None) == FeedMemory()
    assert not is_feed_record(Seen(address="https://news.example/1", article_id="x", content_sha256="y"))


@pytest.mark.parametrize(
    ("ago", "is_due"),
    [(timedelta(0), False), (timedelta(hours=23), False), (timedelta(days=1), True), (timedelta(hours=-1), True)],
)
def test_once_a_day_a_feed_is_due_in_full_and_when_the_clock_was_set_back(
    ago: timedelta,
    *,
    is_due: bool,
) -> None:
    assert FeedMemory(Validators(b"1"), NOW - ago).is_due_in_full(NOW) is is_due


def test_a_feed_is_due_in_full_where_nobody_knows_since_when() -> None:
    assert FeedMemory(Validators(b"1")).is_due_in_full(NOW)


@pytest.mark.parametrize(
    ("before", "after", "is_news"),
    [
        (FeedMemory(), FeedMemory(Validators(b"1"), NOW), True),
        (FeedMemory(Validators(b"1"), NOW), FeedMemory(Validators(b"2"), NOW), True),
        (FeedMemory(Validators(b"1")), FeedMemory(Validators(b"1"), NOW), True),
        (FeedMemory(Validators(b"1"), NOW), FeedMemory(Validators(b"1"), NOW + timedelta(hours=1)), True),
        (FeedMemory(Validators(b"1"), NOW), FeedMemory(Validators(b"1"), NOW + timedelta(minutes=10)), False),
        (FeedMemory(), FeedMemory(Validators(), NOW), False),
        (FeedMemory(Validators(b"1"), NOW), FeedMemory(), False),
    ],
)
def test_what_a_feed_gave_is_noted_when_it_is_news_and_else_once_an_hour(
    before: FeedMemory, after: FeedMemory, *, is_news: bool
) -> None:
    assert after.is_news_after(before) is is_news
