from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.copies import Decision, Known, decide_article, make_article
from ingest.drafts import Draft
from stancewatch import ids
from tests.ingest.factories import NOW, make_draft

A, B = "https://example.org/a", "https://example.com/b"


def take(known: Known, draft: Draft) -> Decision:
    """Decide on a draft, as if the decision were then committed."""
    decision = decide_article(draft, known)
    if decision.seen:
        known.learn(decision.seen)
    return decision


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


drafts = st.lists(
    st.builds(
        make_draft,
        st.sampled_from(["One", "Two", "Three"]),
        url=st.sampled_from([A, B, ""]),
        id=st.sampled_from(["", "x", "y"]),
    ),
    max_size=12,
)


@given(drafts)
def test_what_was_just_taken_is_known(sequence: list[Draft]) -> None:
    known = Known()

    for draft in sequence:
        take(known, draft)
        assert decide_article(draft, known).outcome == "known"


@given(drafts, st.randoms())
def test_what_was_written_last_of_each_address_is_known_after_a_restart(sequence: list[Draft], random: Random) -> None:
    known, written = Known(), {}
    for draft in sequence:
        decision = take(known, draft)
        if decision.seen:
            written[decision.seen.address] = (draft, decision.seen)
    kept = list(written.values())
    random.shuffle(kept)
    restored = Known()
    for _, seen in kept:
        restored.learn(seen)

    assert [decide_article(draft, restored).outcome for draft, _ in kept] == ["known"] * len(kept)


def test_a_copy_still_names_its_original_when_it_is_restored_first() -> None:
    known, restored = Known(), Known()
    first, copy = take(known, make_draft(url=A)), take(known, make_draft(url=B))

    for decision in (copy, first):
        assert decision.seen is not None
        restored.learn(decision.seen)
    third = take(restored, make_draft(url="https://example.net/c"))

    assert third.article is not None
    assert third.article.copy_of == first.article_id
