"""Nearly the same text is a copy; a sequel, or a short text with another word, is none, whatever its footer."""

import pytest

from ingest.known import Known
from tests.ingest.deciding import FOOTER, SEQUEL, STORY, A, B, outcome_of, take
from tests.ingest.factories import make_draft, make_prose, make_sentences


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


def test_a_short_text_under_another_dateline_is_a_copy_and_adds_nothing() -> None:
    known = Known()
    text = "Ukraine accepts the plan for a truce of thirty days, its president said in Kyiv."
    first = take(known, make_draft(f"KYIV, May 21 (Ukrinform) - {text}", url="https://example.org/a"))
    other = take(known, make_draft(f"Kyiv (Ukraine) (AFP) - {text}", url="https://example.com/b")).article

    assert other is not None
    assert (other.copy_of, other.added) == (first.article_id, ())
