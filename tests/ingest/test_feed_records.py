import pytest

from ingest.feed_records import feed_key, is_feed_record, make_feed_record, read_validators
from ingest.fetch import Validators
from stancewatch.contracts import Seen

FEED = "https://user:word@news.example/rss?key=secret"


@pytest.mark.parametrize(
    "validators",
    [Validators(b'W/"a b,c"', b"yesterday"), Validators(b"\xff\x00\xe9"), Validators(None, b"x"), Validators()],
)
def test_validators_come_back_from_a_record_byte_for_byte(validators: Validators) -> None:
    record = make_feed_record(FEED, validators)

    assert read_validators(Seen.decode(record.encode(), record.headers())) == validators
    assert is_feed_record(record)


def test_an_address_and_its_secrets_stand_in_no_record() -> None:
    assert not any(part in feed_key(FEED) for part in ("word", "secret", "news.example"))
    assert feed_key(FEED) != feed_key(FEED + "2")


def test_without_a_record_there_are_no_validators() -> None:
    assert read_validators(None) == Validators()
    assert not is_feed_record(Seen(address="https://news.example/1", article_id="x", content_sha256="y"))
