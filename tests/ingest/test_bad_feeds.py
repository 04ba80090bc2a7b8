"""What is no feed, breaks off or means harm: whole entries are taken, the rest is refused, and nothing takes long."""

import hashlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.drafts import Draft, Refusal
from ingest.feeds import ENTRIES, Feed, parse_feed
from tests.ingest.factories import NOW
from tests.ingest.parsing import URL, entries_of, rss


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"", "empty"),
        (b"  ", "empty"),
        (b"<!DOCTYPE html><html><body>News</body></html>", "HTML page"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "neither RSS nor Atom"),
        (b"\x89PNG\0", "neither RSS nor Atom"),
        (rss("<item><title>&#1114112;</title></item>"), "cannot be parsed"),
    ],
)
def test_what_is_no_feed_is_refused_with_its_hash(data: bytes, hint: str) -> None:
    refusal = parse_feed(URL, data, retrieved_at=NOW)

    assert isinstance(refusal, Refusal)
    assert (refusal.place, refusal.reason, refusal.size) == (URL, "not a feed", len(data))
    assert hint in refusal.detail
    assert bool(refusal.sha256) is bool(data)


@pytest.mark.parametrize(
    ("root", "entry", "text"),
    [
        ("<rss version='2.0'><channel><title>T</title>{}</channel></rss>", "item", "description"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>{}</feed>", "entry", "summary"),
    ],
)
def test_of_a_feed_that_breaks_off_the_whole_entries_are_taken_and_the_rest_is_refused(
    root: str, entry: str, text: str
) -> None:
    one, two = (f"<{entry}><guid>{word}</guid><{text}>{word}</{text}></{entry}>" for word in ("One", "Two"))
    whole = root.format(one + two).encode()
    for end in (whole.index(b"Two</") + 2, whole.rindex(b"</") + 2, whole.index(two.encode())):
        data = whole[:end]
        feed = parse_feed(URL, data, retrieved_at=NOW)

        assert isinstance(feed, Feed)
        assert not feed.is_whole
        *drafts, rest = feed.entries
        count = data.count(f"</{entry}>".encode())
        assert [draft.text for draft in drafts if isinstance(draft, Draft)] == ["Two", "One"][-count:]
        assert isinstance(rest, Refusal)
        assert (rest.place, rest.reason, rest.size) == (URL, "cut off", len(data))
        assert rest.sha256 == hashlib.sha256(data).hexdigest()
        assert f"the {count} entries before that are taken" in rest.detail
    with_note = parse_feed(URL, whole + b"<!-- cached -->\n", retrieved_at=NOW)
    assert isinstance(with_note, Feed)
    assert with_note.is_whole
    assert [entry.text for entry in with_note.entries if isinstance(entry, Draft)] == ["Two", "One"]


def test_a_feed_of_which_not_all_came_is_cut_off_though_it_looks_whole_and_one_without_an_entry_too() -> None:
    whole = rss("<item><guid>1</guid><description>One</description></item>")
    feed = parse_feed(URL, whole, is_whole=False, retrieved_at=NOW)
    nothing = parse_feed(URL, whole[: whole.index(b"One")], retrieved_at=NOW)
    start = parse_feed(URL, b"<?xml versi", is_whole=False, retrieved_at=NOW)

    assert isinstance(feed, Feed)
    assert [getattr(entry, "reason", "") for entry in feed.entries] == ["", "cut off"]
    assert isinstance(nothing, Feed)
    assert [getattr(entry, "reason", "") for entry in nothing.entries] == ["cut off"]
    assert isinstance(start, Refusal)
    assert start.reason == "cut off"


@pytest.mark.parametrize("entry_link", ["https://example.org/", "https://example.org/{0}"])
def test_an_entry_of_a_feed_that_breaks_off_is_known_by_what_it_is_known_by_in_the_whole_one(entry_link: str) -> None:
    item = (
        f"<item><link>{entry_link}</link><guid isPermaLink='false'>{{0}}</guid><description>{{0}}</description></item>"
    )
    whole = rss("<link>https://example.org/</link>" + item.format(1) + item.format(2))
    _, first = entries_of(whole)

    assert entries_of(whole[: whole.index(b"</item>") + 10]) == [first]


def test_a_half_pair_in_an_entry_costs_no_other() -> None:
    item = "<item><guid>{}</guid><title>&amp;#xD800; &lt;i>t</title><description>{} &amp;#xD800;</description></item>"

    assert len(entries_of(rss(item.format(1, "One") + item.format(2, "Two")))) == 2


def test_entities_that_multiply_or_name_files_come_to_nothing() -> None:
    bomb = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    start = time.process_time()

    feed = parse_feed(URL, bomb + rss("<item><description>&b;&f;root</description></item>")[21:], retrieved_at=NOW)

    assert time.process_time() - start < 5
    assert "root:" not in repr(feed)


@pytest.mark.parametrize("data", [b"<rss " * 15_000, b"<rss>" + b"<item " * 15_000, b"<rss>" + b"</rss  " * 15_000])
def test_tags_without_end_take_no_time(data: bytes) -> None:
    start = time.process_time()

    parse_feed(URL, data, retrieved_at=NOW)

    assert time.process_time() - start < 5


def test_of_a_feed_without_end_only_the_first_entries_are_looked_at() -> None:
    item = "<item><guid isPermaLink='false'>{0}</guid><description>Text {0}</description></item>"

    assert len(entries_of(rss("".join(item.format(number) for number in range(ENTRIES + 5))))) == ENTRIES


@settings(deadline=None)  # feedparser's first call takes most of a second on a busy machine
@given(st.binary(max_size=300))
def test_no_bytes_make_the_parser_fail(data: bytes) -> None:
    parse_feed(URL, data, retrieved_at=NOW)
    parse_feed(URL, rss("<item>").removesuffix(b"</channel></rss>") + data, retrieved_at=NOW)
