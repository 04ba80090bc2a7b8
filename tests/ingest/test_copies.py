from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.copies import Decision, decide_article, make_article
from ingest.drafts import Draft
from ingest.known import Known
from stancewatch import ids
from stancewatch.contracts import Seen
from tests.ingest.factories import NOW, make_draft, make_prose, make_sentences

A, B = "https://example.org/a", "https://example.com/b"
steady = settings(deadline=None, derandomize=True)
SEQUEL = "https://example.org/b"
STORY = make_sentences(1)
FOOTER = make_sentences(99, 20)


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


def outcome_of(known: Known, text: str, url: str, **changes: object) -> tuple[str, str | None]:
    """Return what a text became, and what it is a copy of, as if it were then committed."""
    decision = take(known, make_draft(text, url=url, **changes))
    return decision.outcome, decision.article.copy_of if decision.article else None


@pytest.mark.parametrize(
    "text",
    [
        " ".join(STORY),
        "KYIV, March 18 (Reuters) - " + " ".join(STORY),
        " ".join([*STORY, "This text was published in cooperation with another agency. It has not been edited."]),
        " ".join(STORY[:8]),
        " ".join(sentence.replace(sentence.split()[2], "instead") for sentence in STORY[:4]) + " ".join(STORY[4:]),
    ],
    ids=["laid out otherwise", "dateline", "note", "cut", "edited"],
)
def test_nearly_the_same_text_elsewhere_is_a_copy_of_the_first(text: str) -> None:
    known = Known()
    first = take(known, make_draft("\n".join(STORY), url=A))

    assert outcome_of(known, text, B, title="Another headline") == ("copy", first.article_id)
    assert outcome_of(known, " ".join(STORY), "https://example.net/c") == ("copy", first.article_id)


def test_a_copy_of_a_copy_names_the_first() -> None:
    known = Known()
    first = take(known, make_draft(" ".join(STORY), url=A))
    cut = STORY[:8]

    assert outcome_of(known, " ".join(cut), B) == ("copy", first.article_id)
    assert outcome_of(known, " ".join([*cut[:6], *make_sentences(7, 2)]), "https://example.net/c") == (
        "copy",
        first.article_id,
    )


def test_of_two_near_texts_the_nearer_is_the_original() -> None:
    known = Known()
    take(known, make_draft(" ".join([*STORY[:8], *make_sentences(5, 6)]), url=A))
    nearer = take(known, make_draft(" ".join([*make_sentences(6, 2), *STORY[2:]]), url="https://example.net/c"))

    assert nearer.outcome == "published"
    assert outcome_of(known, " ".join([*STORY[2:], "And so on."]), B) == ("copy", nearer.article_id)


def test_a_sequel_on_the_same_site_that_repeats_half_of_its_story_is_an_article() -> None:
    known = Known()
    take(known, make_draft(" ".join(STORY), url=A))

    assert outcome_of(known, " ".join([*STORY[:8], *make_sentences(2, 4)]), SEQUEL) == ("published", None)


def test_a_story_that_moves_to_another_address_of_its_site_is_a_copy() -> None:
    known = Known()
    first = take(known, make_draft(" ".join(STORY), url=A))

    assert outcome_of(known, " ".join([*STORY, "Updated in the evening."]), SEQUEL) == ("copy", first.article_id)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Hungary rejects new sanctions on Russia.", "Hungary supports new sanctions on Russia."),
        (
            "Ukraine accepts an unconditional truce of thirty days, its delegation said after eight hours of talks.",
            "Russia accepts an unconditional truce of thirty days, its delegation said after eight hours of talks.",
        ),
        ("Iran warns it will close the strait", "Iran says it has closed the strait"),
    ],
)
def test_in_a_short_text_one_other_word_makes_another_article(first: str, second: str) -> None:
    known = Known()

    assert outcome_of(known, first, A) == outcome_of(known, second, B) == ("published", None)


def test_a_short_text_that_differs_in_its_dateline_alone_is_a_copy() -> None:
    known, text = Known(), "Ukraine accepts an unconditional truce of thirty days, its delegation said."
    first = take(known, make_draft(text, url=A))

    assert outcome_of(known, "JEDDAH, March 11 (Reuters) - " + text, B) == ("copy", first.article_id)


def test_what_stands_under_every_text_of_a_site_makes_no_copies_of_them() -> None:
    known = Known()

    outcomes = {outcome_of(known, make_prose(seed) + "\n".join(FOOTER), f"{A}{seed}")[0] for seed in range(10)}

    assert outcomes == {"published"}


def test_once_learned_boilerplate_hides_no_copy_elsewhere() -> None:
    """The story is a third of its page: with the footer, text and copy share as little as strangers may."""
    known = Known()
    for seed in range(4):
        take(known, make_draft("\n".join([*make_sentences(seed + 10), *FOOTER]), url=f"{A}{seed}"))
    first = take(known, make_draft("\n".join([*STORY[:10], *FOOTER]), url=A))

    assert outcome_of(known, " ".join(STORY), B) == ("copy", first.article_id)


def test_copies_and_updates_of_one_article_teach_no_boilerplate() -> None:
    known = Known()
    take(known, make_draft(" ".join(STORY), url=A))
    for number in range(5):
        assert outcome_of(known, " ".join(STORY), f"{A}{number}")[0] == "copy"
        assert outcome_of(known, " ".join([*STORY, str(number)]), A)[0] == "update"

    assert outcome_of(known, " ".join(STORY), SEQUEL)[0] == "copy"


def test_a_page_that_flaps_between_two_texts_is_published_twice_each_and_then_no_more() -> None:
    known = Known()

    outcomes = [outcome_of(known, text, A)[0] for text in ["One", "Two"] * 5]

    assert outcomes == ["published", "update", "update", "update"] + ["known"] * 6
    assert outcome_of(known, "Three", A)[0] == "update"


def test_an_article_without_address_and_publisher_is_of_no_site() -> None:
    known = Known()
    first = take(known, make_draft(" ".join(STORY), url="", id="x", publisher="seed"))

    half = " ".join([*STORY[:8], *make_sentences(2, 3)])
    assert outcome_of(known, half, "", id="y", publisher="seed") == ("copy", first.article_id)


def test_with_almost_nothing_left_to_compare_a_text_is_no_near_copy() -> None:
    known = Known()
    take(known, make_draft("Read the full story here.", url=A))

    assert outcome_of(known, "Read the full story, here.", B) == ("published", None)


def test_what_it_was_compared_by_travels_with_the_article() -> None:
    decision = take(Known(), make_draft(" ".join(STORY)))

    assert decision.article is not None
    assert decision.seen is not None
    assert decision.article.fingerprint == decision.seen.fingerprint != ""


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


def test_a_short_text_under_another_dateline_is_a_copy_and_adds_nothing() -> None:
    known = Known()
    text = "Ukraine accepts the plan for a truce of thirty days, its president said in Kyiv."
    first = take(known, make_draft(f"KYIV, May 21 (Ukrinform) - {text}", url="https://example.org/a"))
    other = take(known, make_draft(f"Kyiv (Ukraine) (AFP) - {text}", url="https://example.com/b")).article

    assert other is not None
    assert (other.copy_of, other.added) == (first.article_id, ())
