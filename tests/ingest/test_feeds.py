"""Entries of feeds as drafts: their texts, dates and addresses, and by what they are known."""

from datetime import UTC, datetime

import pytest

from ingest.drafts import Draft, Refusal
from ingest.feeds import Feed, parse_feed
from tests.ingest.factories import NOW
from tests.ingest.parsing import URL, entries_of, rss


def test_an_rss_entry_becomes_a_draft() -> None:
    (draft,) = entries_of(
        rss(
            "<item><title>Talks &lt;script&gt;x&lt;/script&gt;resume &amp;amp; go on</title><link>https://example.org/a</link>"
            "<guid>tag:1</guid><pubDate>Mon, 17 Mar 2025 14:05:00 MSK</pubDate><author>A. Writer</author>"
            "<description>&lt;p&gt;Teaser&lt;/p&gt;</description>"
            "<content:encoded><![CDATA[<p>Kyiv wants <b>talks</b>.</p><p>So it said.</p>]]></content:encoded></item>"
        )
    )

    assert draft == Draft(
        text="Kyiv wants talks.\n\nSo it said.",
        retrieved_at=NOW,
        url="https://example.org/a",
        title="Talks resume & go on",
        publisher="Harbour Wire",
        authors=("A. Writer",),
        language="en",
        published_at=datetime(2025, 3, 17, 11, 5, tzinfo=UTC),
        origin="feed",
        place=URL,
    )


def test_an_atom_entry_becomes_a_draft() -> None:
    (draft,) = entries_of(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><id>tag:1</id>'
        b'<title type="html">A &amp;lt;b></title><link href="/a"/><updated>2025-03-17T14:05:00Z</updated>'
        b'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>Two</p></div></content></entry></feed>'
    )

    assert (draft.text, draft.title, draft.url) == ("One\n\nTwo", "A", "https://example.org/a")
    assert draft.published_at == datetime(2025, 3, 17, 14, 5, tzinfo=UTC)


def test_plain_text_keeps_its_paragraphs() -> None:
    (draft,) = entries_of(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title><entry><id>1</id>'
        b'<content type="text">One.\n\nTwo &amp; 5 is more.</content></entry></feed>'
    )

    assert draft.text == "One.\n\nTwo & 5 is more."


def test_entries_come_oldest_first_and_one_without_text_is_refused() -> None:
    feed = parse_feed(
        URL,
        rss(
            "<item><link>https://example.org/new</link><description>New</description></item>"
            "<item><link>https://example.org/none</link><title>Headline</title></item>"
            "<item><link>https://example.org/old</link><description>Old</description></item>"
        ),
        retrieved_at=NOW,
    )

    assert isinstance(feed, Feed)
    old, none, new = feed.entries
    assert isinstance(old, Draft)
    assert isinstance(new, Draft)
    assert isinstance(none, Refusal)
    assert (old.text, none.reason, new.text) == ("Old", "empty", "New")


def test_refusal_names_the_entry_by_its_address_else_by_its_title() -> None:
    feed = parse_feed(
        "https://example.org/feed",
        rss(
            "<item><link>https://example.org/1</link><title>One</title></item>"
            "<item><title>Two</title></item>"
            "<item><guid isPermaLink='false'>3</guid></item>"
        ),
        retrieved_at=NOW,
    )

    assert isinstance(feed, Feed)
    refusals = [entry for entry in feed.entries if isinstance(entry, Refusal)]
    assert {refusal.place for refusal in refusals} == {"https://example.org/feed"}
    assert [refusal.detail.partition(": there is no text")[0] for refusal in reversed(refusals)] == [
        "entry https://example.org/1",
        "entry Two",
        "there is no text in it; add the article's text, or remove it",
    ]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_entries_come_by_their_dates_in_whatever_order_the_feed_has_them(order: tuple[int, ...]) -> None:
    items = (
        f"<item><guid>{day}</guid><pubDate>{day} Mar 2025 08:00 GMT</pubDate><description>{day}</description></item>"
        for day in order
    )

    assert [draft.text for draft in entries_of(rss("".join(items)))] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1742220300", datetime(2025, 3, 17, 14, 5, tzinfo=UTC)),
        ("Mon, 17 Mar 2025 14:05:00 EET", datetime(2025, 3, 17, 12, 5, tzinfo=UTC)),
        ("17/03/2025", None),
        ("Mon, 17 Mar 1986 14:05:00 GMT", None),
        ("Mon, 17 Mar 2031 14:05:00 GMT", None),
    ],
)
def test_dates_that_feedparser_gets_wrong_are_right_or_none(date: str, expected: datetime | None) -> None:
    (draft,) = entries_of(rss(f"<item><guid>1</guid><pubDate>{date}</pubDate><description>Text</description></item>"))

    assert draft.published_at == expected


def test_a_link_that_is_none_is_left_out_and_the_id_stands_in_for_it() -> None:
    (draft,) = entries_of(
        rss("<item><guid isPermaLink='false'>1</guid><link>javascript:x()</link><description>A</description></item>")
    )

    assert draft.url == ""
    assert len(draft.id) == 24


def test_where_redirects_led_serves_relative_links_alone() -> None:
    data = rss(
        "<item><guid isPermaLink='false'>1</guid><description>One</description></item>"
        "<item><guid isPermaLink='false'>2</guid><link>two</link><description>Two</description></item>"
    )

    feeds = [parse_feed(URL, data, found_at=f"https://cdn.example.com/{n}/feed", retrieved_at=NOW) for n in range(2)]

    (two, one), (other_two, other_one) = (feed.entries for feed in feeds if isinstance(feed, Feed))
    assert isinstance(two, Draft)
    assert isinstance(other_two, Draft)
    assert one == other_one
    assert (two.url, other_two.url) == ("https://cdn.example.com/0/two", "https://cdn.example.com/1/two")


@pytest.mark.parametrize("link", ["/a", "?page=2", "#part"])
def test_an_address_made_of_a_relative_link_carries_no_password_or_key_of_the_feed(link: str) -> None:
    data = rss(f"<item><link>{link}</link><description>A</description></item>")

    feed = parse_feed("https://user:hunter2@example.org/feed?key=sekret", data, retrieved_at=NOW)

    assert isinstance(feed, Feed)
    (draft,) = feed.entries
    assert isinstance(draft, Draft)
    assert draft.url.startswith("https://example.org/")
    assert "sekret" not in draft.url


def test_entries_that_share_one_link_are_told_apart_by_their_ids() -> None:
    home = "<link>https://example.org/</link>"

    second, first = entries_of(
        rss(
            f"<item>{home}<guid isPermaLink='false'>1</guid><description>One</description></item>"
            f"<item>{home}<guid isPermaLink='false'>2</guid><description>Two</description></item>"
        )
    )

    assert (first.url, second.url) == ("", "")
    assert first.id != second.id


def test_entries_that_share_link_and_id_are_told_apart_by_their_texts() -> None:
    item = "<item><guid isPermaLink='false'>1</guid><description>{}</description></item>"

    assert [draft.id for draft in entries_of(rss(item.format("One") + item.format("Two")))] == ["", ""]
