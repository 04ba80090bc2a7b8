"""What is known, an update, or the same content elsewhere, and that a restart changes nothing of it."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.copies import decide_article, make_article
from ingest.drafts import Draft
from ingest.known import Known
from stancewatch import ids
from stancewatch.contracts import Seen
from tests.ingest.deciding import FOOTER, SEQUEL, STORY, A, B, outcome_of, steady, take
from tests.ingest.factories import NOW, make_draft, make_prose, make_sentences


def test_a_draft_becomes_an_article_with_all_it_says() -> None:
    draft = make_draft(title="T", authors=("A",), language="en", origin="feed")

    article = take(Known(), draft).article

    assert article is not None
    assert article == make_article(draft)
    assert (article.id, article.revision, article.copy_of) == (ids.article_id(draft.url, draft.text), 0, None)
    assert (article.title, article.authors, article.language, article.origin) == ("T", ("A",), "en", "feed")


def test_without_a_date_the_time_of_reading_stands_in() -> None:
    assert make_article(make_draft(published_at=None)).published_at == NOW


@pytest.mark.parametrize(
    "again",
    [
        make_draft(),
        make_draft(url=A + "/?utm_source=x#top"),
        make_draft("Kyiv  wants\n talks."),
        make_draft(title="Another title", publisher="Other"),
        make_draft(id="given"),
    ],
)
def test_the_same_content_under_the_same_address_is_known(again: Draft) -> None:
    known = Known()
    first = take(known, make_draft())

    decision = take(known, again)

    assert (decision.outcome, decision.article, decision.seen) == ("known", None, None)
    assert first.outcome == "published"


def test_other_content_under_the_same_address_is_an_update_with_the_same_id() -> None:
    known = Known()
    first = take(known, make_draft("One"))

    second, third = take(known, make_draft("Two")), take(known, make_draft("Three"))

    assert [second.outcome, third.outcome] == ["update", "update"]
    assert second.article is not None
    assert third.article is not None
    assert (second.article.id, second.article.revision) == (first.article_id, 1)
    assert (third.article.id, third.article.revision) == (first.article_id, 2)


def test_an_update_keeps_the_id_that_the_first_was_given_and_takes_one_that_it_brings() -> None:
    known = Known()
    take(known, make_draft("One", id="x"))

    assert take(known, make_draft("Two")).article_id == "x"
    assert take(known, make_draft("Three", id="y")).article_id == "y"


def test_an_update_that_is_taken_back_is_an_update_too() -> None:
    known = Known()
    take(known, make_draft("One"))
    take(known, make_draft("Two"))

    assert take(known, make_draft("One")).outcome == "update"


def test_an_update_is_never_a_copy() -> None:
    known = Known()
    take(known, make_draft("One", url=A))
    take(known, make_draft("Two", url=B))

    decision = take(known, make_draft("One", url=B))

    assert decision.article is not None
    assert (decision.outcome, decision.article.copy_of) == ("update", None)


def test_an_update_of_a_copy_names_the_original_as_long_as_it_is_like_it() -> None:
    known = Known()
    first = take(known, make_draft(" ".join(STORY), url=A))
    take(known, make_draft(" ".join(STORY), url=B))

    drafts = [make_draft(text, url=B) for text in (" ".join([*STORY, "Corrected."]), make_prose(7), " ".join(STORY))]
    updates = [take(known, draft) for draft in drafts]

    assert [decision.outcome for decision in updates] == ["update"] * 3
    assert [decision.article and decision.article.copy_of for decision in updates] == [first.article_id, None, None]


@pytest.mark.parametrize("changes", [{"url": B}, {"url": B, "id": "x"}, {"url": "", "id": "x"}, {"url": ""}])
def test_the_same_content_under_another_address_is_a_copy_of_the_first(changes: dict[str, str]) -> None:
    known = Known()
    first = take(known, make_draft())

    decision = take(known, make_draft(**changes))
    third = take(known, make_draft(url="https://example.net/c"))

    assert decision.article is not None
    assert third.article is not None
    assert (decision.outcome, decision.article.copy_of) == ("copy", first.article_id)
    assert decision.article.id == (changes.get("id") or ids.article_id(changes["url"], "Kyiv wants talks."))
    assert third.article.copy_of == first.article_id


def test_the_same_id_with_the_same_content_is_known_whatever_its_address() -> None:
    known = Known()
    take(known, make_draft(id="x", url=A))

    assert take(known, make_draft(id="x", url=B)).outcome == "known"
    assert take(known, make_draft(id="x", url="")).outcome == "known"


def test_without_address_and_id_the_content_names_the_article() -> None:
    known = Known()

    assert take(known, make_draft("One", url="")).outcome == "published"
    assert take(known, make_draft("One", url="", publisher="Other")).outcome == "known"
    assert take(known, make_draft("Two", url="")).outcome == "published"


def test_without_address_a_given_id_is_what_an_update_is_known_by() -> None:
    known = Known()
    take(known, make_draft("One", url="", id="x"))

    decision = take(known, make_draft("Two", url="", id="x"))

    assert decision.article is not None
    assert (decision.outcome, decision.article.revision) == ("update", 1)


def test_a_page_that_flaps_between_two_texts_is_published_twice_each_and_then_no_more() -> None:
    known = Known()

    outcomes = [outcome_of(known, text, A)[0] for text in ["One", "Two"] * 5]

    assert outcomes == ["published", "update", "update", "update"] + ["known"] * 6
    assert outcome_of(known, "Three", A)[0] == "update"


drafts = st.lists(
    st.builds(
        make_draft,
        st.sampled_from(["One", "Two", "Three"]),
        url=st.sampled_from([A, B, ""]),
        id=st.sampled_from(["", "x", "y"]),
    ),
    max_size=12,
)


@steady
@given(drafts)
def test_what_was_just_taken_is_known(sequence: list[Draft]) -> None:
    known = Known()

    for draft in sequence:
        take(known, draft)
        assert decide_article(draft, known).outcome == "known"


lengthy = st.lists(
    st.builds(
        lambda seed, kept, footer, url, given: make_draft(
            " ".join([*make_sentences(seed)[:kept], *FOOTER[:footer]]), url=url, id=given
        ),
        st.integers(1, 3),
        st.sampled_from([4, 10, 12]),
        st.sampled_from([0, 8]),
        st.sampled_from([A, B, SEQUEL, *(f"{A}{number}" for number in range(5)), ""]),
        st.sampled_from(["", "", "x", "y"]),
    ),
    max_size=20,
)


@steady
@given(drafts | lengthy, st.integers(0, 20), st.randoms(), st.sampled_from([(100, 100), (6, 3), (3, 1)]))
def test_a_restart_at_any_point_changes_no_decision(
    sequence: list[Draft], place: int, random: Random, bounds: tuple[int, int]
) -> None:
    """What is kept is the last record of each address, read again in whatever order."""
    articles, compared = bounds
    known, kept = Known(articles=articles, compared=compared), dict[str, Seen]()
    restored = known
    for number, draft in enumerate(sequence):
        if number == place:
            records = random.sample(list(kept.values()), len(kept))
            restored = Known(records, articles=articles, compared=compared)
        decision = decide_article(draft, known)
        assert decide_article(draft, restored) == decision
        for one in {id(known): known, id(restored): restored}.values():
            if decision.seen:
                one.learn(decision.seen)
        if decision.seen:
            kept[decision.seen.address] = decision.seen
        for address in decision.forgotten:
            del kept[address]
        assert len(kept) <= articles


def test_a_copy_still_names_its_original_when_it_is_restored_first() -> None:
    known, restored = Known(), Known()
    first, copy = take(known, make_draft(url=A)), take(known, make_draft(url=B))

    for decision in (copy, first):
        assert decision.seen is not None
        restored.learn(decision.seen)
    third = take(restored, make_draft(url="https://example.net/c"))

    assert third.article is not None
    assert third.article.copy_of == first.article_id
