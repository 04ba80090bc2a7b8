"""A feed as a publisher writes it, and what is read from it, for tests."""

from ingest.drafts import Draft
from ingest.feeds import Feed, parse_feed
from tests.ingest.factories import NOW

URL = "https://example.org/feed"


def rss(items: str) -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Harbour &lt;b&gt;Wire&lt;/b&gt;</title><language>en</language>{items}</channel></rss>"
    ).encode()


def entries_of(data: bytes) -> list[Draft]:
    feed = parse_feed(URL, data, retrieved_at=NOW)
    assert isinstance(feed, Feed), feed
    return [entry for entry in feed.entries if isinstance(entry, Draft)]
