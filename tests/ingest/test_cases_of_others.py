"""Cases from the bug lists of other monitors and feed readers, each beside the thread that told of it."""

from collections.abc import Sequence

import pytest

from ingest.copies import decide_article
from ingest.drafts import Draft
from ingest.feeds import Feed, parse_feed
from ingest.known import Known
from tests.ingest.factories import NOW, make_draft, make_prose, make_sentences

FEED = "https://news.example/rss"
RSS = "<rss version='2.0'><channel><title>News</title>{}</channel></rss>"


def page(number: int) -> str:
    return f"https://{number}.example/story"


def outcomes_of(drafts: Sequence[Draft], known: Known | None = None) -> list[str]:
    known, outcomes = known or Known(), []
    for draft in drafts:
        decision = decide_article(draft, known)
        if decision.seen:
            known.learn(decision.seen)
        outcomes.append(decision.outcome)
    return outcomes


def entry(*, title: str = "Talks", link: str = "https://news.example/talks", date: str = "", text: str = "") -> str:
    description = text or make_prose(1)
    return (
        f"<item><guid isPermaLink='false'>g-1</guid><title>{title}</title><link>{link}</link>"
        f"<pubDate>{date or 'Tue, 18 Mar 2025 10:00:00 GMT'}</pubDate><description>{description}</description></item>"
    )


def entries_of(*items: str, feed: str = FEED) -> list[Draft]:
    parsed = parse_feed(feed, RSS.format("".join(items)).encode(), retrieved_at=NOW)
    assert isinstance(parsed, Feed)
    return [one for one in parsed.entries if isinstance(one, Draft)]


@pytest.mark.parametrize(
    "headlines",
    [
        # koala73/worldmonitor#3195: six headlines on one strait were six of twelve stories in a brief
        [
            "Iran warns that it will close the Strait of Hormuz to all ships if the blockade of its ports goes on",
            "Iran says that it has closed the Strait of Hormuz to all ships as the blockade of its ports goes on",
        ],
        # ArtemioPadilla/watchboard#213: the same story twice a day, in other words
        [
            "Kim Jong Un oversees the launch of a new destroyer and orders more warships by next October",
            "North Korea's leader Kim watches as a new destroyer is launched, and calls for more of them",
        ],
        # ArtemioPadilla/watchboard#198: a story of the Houthis, twice
        [
            "Houthi forces say that they have fired two missiles at an airport near Tel Aviv overnight",
            "Israel intercepts two missiles fired from Yemen, flights at its main airport are halted for an hour",
        ],
        # ArtemioPadilla/watchboard#213: a story of trade between two states, three times
        [
            "Emirates halt all trade with Iran after a missile is fired at a port",
            "Emirates suspend trade with Iran until further notice over missile fire",
            "Tehran calls the halt of trade by the Emirates a mistake and denies that it fired",
        ],
        # koala73/worldmonitor#3330: a story of a coup in Nigeria, twice
        [
            "Nigeria puts sixteen officers on trial over a plot to overthrow the government",
            "Sixteen officers stand trial in Nigeria for having planned a coup, the army says",
        ],
        # ai-research-arm#143: an appended fact must not be swallowed by the headline that it extends
        ["Company releases the fifth model of its open family", "Company releases the fifth model with 2M context"],
    ],
)
def test_headlines_of_one_event_are_articles_of_their_own(headlines: list[str]) -> None:
    """Whether they say something new is for the ledger to decide, and it must get to see them."""
    assert set(outcomes_of([make_draft(text, url=page(number)) for number, text in enumerate(headlines)])) == {
        "published"
    }


def test_a_story_to_which_a_fact_is_added_is_never_swallowed() -> None:
    """ai-research-arm#143; huytieu/COG-second-brain PR 15: "skip unless material update"."""
    story = make_sentences(1)
    longer = " ".join([*story, "The two sides will meet again on Friday."])
    drafts = [
        make_draft(" ".join(story), url=page(1)),
        make_draft(longer, url=page(2)),
        make_draft(longer, url=page(1)),
    ]

    assert outcomes_of(drafts) == ["published", "copy", "update"]


def test_a_retitled_entry_of_the_same_address_is_known() -> None:
    """miniflux/v2#3120 and miniflux/legacy#327: DW changes titles, and readers saw every article again."""
    assert outcomes_of([*entries_of(entry(title="Talks")), *entries_of(entry(title="Talks end"))]) == [
        "published",
        "known",
    ]


def test_the_same_guid_with_a_new_date_is_known() -> None:
    """miniflux/v2#2358; fluent-reader#162: some feeds date their entries anew at every fetch."""
    dates = [f"Tue, 18 Mar 2025 1{hour}:00:00 GMT" for hour in range(4)]

    assert outcomes_of([one for date in dates for one in entries_of(entry(date=date))]) == ["published"] + ["known"] * 3


def test_an_edited_entry_is_an_update_and_its_change_is_not_lost() -> None:
    """taranis-ai#120, huginn#921 and #1553: either every edit was an article again, or none was seen."""
    edited = make_prose(1) + "\nCorrected."

    known = Known()
    assert outcomes_of([*entries_of(entry()), *entries_of(entry(text=edited))], known) == ["published", "update"]
    assert outcomes_of([*entries_of(entry(text=edited))] * 3, known) == ["known"] * 3


def test_a_page_that_flaps_between_two_texts_falls_silent() -> None:
    """thp/urlwatch#275: notify only when it is another state."""
    drafts = [make_draft(make_prose(number % 2)) for number in range(20)]

    assert outcomes_of(drafts).count("update") == 3


def test_a_wire_copy_in_another_feed_names_the_first() -> None:
    """miniflux/v2#797 and #4535, koala73/worldmonitor#3195: one story, many outlets, one alert, all sources kept."""
    known, text = Known(), make_prose(1)
    drafts = [make_draft(text, url=page(number), title=f"Headline {number}") for number in range(5)]

    assert outcomes_of(drafts, known) == ["published"] + ["copy"] * 4
    copies = [known.at(page(number)) for number in range(1, 5)]
    assert {seen.copy_of for seen in copies if seen} == {decide_article(drafts[0], Known()).article_id}


def test_one_story_in_three_feeds_of_a_publisher_is_published_once() -> None:
    """miniflux/v2#980: the link is the same, up to what names the feed it was found in."""
    links = [f"https://news.example/talks?utm_source={feed}" for feed in ("all", "world", "eu")]
    drafts = [one for link in links for one in entries_of(entry(link=link), feed=f"{FEED}?{link[-3:]}")]

    assert outcomes_of(drafts) == ["published", "known", "known"]


def test_an_article_that_is_put_forward_again_after_days_is_known() -> None:
    """miniflux/v2#4535: an old address promoted again; huginn#135: forgotten, and sent once more."""
    known = Known()
    first = make_draft(make_prose(0), url=page(0))
    assert (
        outcomes_of([first, *(make_draft(make_prose(n), url=page(n)) for n in range(1, 50))], known).count("copy") == 0
    )

    assert outcomes_of([first], known) == ["known"]


def test_an_item_that_is_published_again_two_days_later_under_another_address_is_a_copy() -> None:
    """One item of a business channel stood in its feed of 20 May 2025, and again in that of 22 May."""
    first = make_draft(make_prose(1), url="https://news.example/2025/05/20/item")
    again = make_draft(make_prose(1), url="https://news.example/2025/05/22/item")

    assert outcomes_of([first, *(make_draft(make_prose(n), url=page(n)) for n in range(2, 20)), again])[-1] == "copy"


def test_a_page_of_politics_that_takes_up_half_of_a_news_item_is_no_copy_of_it() -> None:
    """Two desks of one publisher, 21 May 2025: of the shorter text 0.45 stands in the longer one."""
    item = make_sentences(1, 12)
    longer = [*item[:6], *make_sentences(2, 12)]
    drafts = [make_draft("\n".join(text), url=f"https://news.example/{len(text)}") for text in (item, longer)]

    assert outcomes_of(drafts) == ["published", "published"]


def test_the_same_title_over_another_text_is_another_article() -> None:
    """Agencies send a line of urgent news and then the story, under one title and two addresses."""
    drafts = [
        make_draft("Talks in Istanbul have ended, a source says.", title="Talks end", url="https://wire.example/1"),
        make_draft(make_prose(1), title="Talks end", url="https://wire.example/2"),
    ]

    assert outcomes_of(drafts) == ["published", "published"]


def test_a_short_item_that_is_part_of_a_live_page_is_no_copy_of_it() -> None:
    """Four fifths of the item stand in the page, and nine tenths of the page are about something else."""
    item = make_sentences(1, 8)
    live = [*make_sentences(2, 40), *item[:7], *make_sentences(3, 40)]
    drafts = [make_draft("\n".join(live), url=page(1)), make_draft("\n".join(item), url=page(2))]

    assert outcomes_of(drafts) == ["published", "published"]


def test_a_feed_that_links_every_entry_to_one_page_does_not_update_it_for_ever() -> None:
    """FreshRSS#5329: all links equal; #6521: guids that repeat."""
    items = [entry(text=make_prose(number)).replace("g-1", f"g-{number}") for number in range(3)]

    known = Known()
    assert outcomes_of(entries_of(*items), known) == ["published"] * 3
    assert outcomes_of(entries_of(*items), known) == ["known"] * 3


def test_http_and_https_are_one_address() -> None:
    """FreshRSS#5151."""
    assert outcomes_of([make_draft(url="http://a.example/1"), make_draft(url="https://a.example/1/")]) == [
        "published",
        "known",
    ]
