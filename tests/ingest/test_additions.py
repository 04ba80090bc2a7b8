"""What a copy or an update adds to the texts before it."""

from time import process_time

import pytest

from ingest.additions import SENTENCES, find_additions, remember_sentences
from ingest.copies import decide_article
from ingest.known import Known
from stancewatch.contracts import Article
from stancewatch.sketch import encode_sketches, make_sketch
from tests.ingest.factories import make_draft, make_sentences

STORY = make_sentences(1)
NEWS = make_sentences(2, 2)
SECONDS = 5
"""Of the processor, for what takes half of one: compared one by one it is half a minute."""
A, B, C = "https://example.org/a", "https://example.com/b", "https://example.net/c"


def added(text: str, *others: str) -> list[str]:
    return [text[start:end] for start, end in find_additions(text, map(remember_sentences, others))]


def take(known: Known, text: str, url: str = A) -> Article:
    decision = decide_article(make_draft(text, url=url), known)
    assert decision.article is not None
    assert decision.seen is not None
    known.learn(decision.seen)
    return decision.article


def words_added(article: Article) -> list[str]:
    assert article.added is not None
    return [article.text[start:end] for start, end in article.added]


def test_what_no_other_text_has_is_added() -> None:
    assert added(" ".join([STORY[0], NEWS[0], STORY[1]]), STORY[0], STORY[1]) == [NEWS[0]]


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(STORY),
        " ".join(STORY).replace(" ", "\n"),
        "KYIV (Reuters) - " + " ".join(STORY),
        " ".join(reversed(STORY)),
        " ".join(sentence.replace(sentence.split()[5], f"{sentence.split()[5]} also") for sentence in STORY),
    ],
)
def test_another_layout_order_dateline_or_small_word_adds_nothing(text: str) -> None:
    assert added(text, " ".join(STORY)) == []


def test_a_word_that_turns_a_sentence_round_is_an_addition() -> None:
    first, second, *rest = STORY[0].split()
    turned = " ".join([first, second, "not", *rest])

    assert added(turned, STORY[0]) == [turned]


@pytest.mark.parametrize("verb", ["rejects", "accepts", "would back", "may accept"])
def test_a_verb_that_takes_a_side_is_an_addition(verb: str) -> None:
    sentence = "The Kremlin {} the plan for a truce of thirty days, its spokesman told reporters in Moscow on Monday."
    verbs = ["studies", "rejects", "accepts", "would back", "may accept"]

    assert added(sentence.format(verb), *(sentence.format(other) for other in verbs if other != verb)) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Putin", "Zelensky"),
        ("Putin", "Putin and Xi"),
        ("sanctions", "elections"),
        ("sanctions", "sanctions and elections"),
        ("the president", "the minister"),
        ("Washington", "Ankara"),
        ("100 prisoners", "1,000 prisoners"),
    ],
)
def test_another_holder_issue_or_number_in_an_old_sentence_is_an_addition(old: str, new: str) -> None:
    before = (
        "Putin on Monday rejected sanctions that the president had heard of from Washington in a call on 100 prisoners."
    )
    after = before.replace(old, new)

    assert added(f"{STORY[0]} {after}", f"{STORY[0]} {before}") == [after]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("on Monday", "on Tuesday"),
        ("Putin on Monday", "On Monday, Putin"),
        ("on Monday", "on Monday, March 17,"),
        ("would reject", "rejected"),
        ("said", "told us"),
        ("Washington", "WASHINGTON"),
        ("Mr. Putin's", "Putin's"),
        ("which", "that"),
    ],
)
def test_a_day_a_small_word_and_the_order_may_change(old: str, new: str) -> None:
    before = (
        "Putin on Monday said that he would reject a truce of 30 days which Washington had asked him for, "
        "and Mr. Putin's spokesman said so as well."
    )

    assert added(before.replace(old, new), before) == []


def test_of_sentences_that_an_older_version_remembered_the_sketches_are_known_alone() -> None:
    remembered = encode_sketches([make_sketch(STORY[0]), make_sketch("Kyiv said no.")])
    edited = STORY[0].replace(STORY[0].split()[5], "edited")

    assert find_additions(f"{STORY[0]} Kyiv said no.", [remembered]) == ()
    assert find_additions(edited, [remembered]) == ()
    assert find_additions(NEWS[0], [remembered]) == ((0, len(NEWS[0])),)


def test_a_sentence_beside_the_one_that_it_resembles_is_an_addition() -> None:
    """A live page goes on with what the next one says, in the same words."""
    sentence = "{} backs the new package of sanctions against Russia, its foreign minister said."
    france, italy = sentence.format("France"), sentence.format("Italy")

    assert added(f"{france} {italy}", france) == [italy]
    assert added(f"{italy} {france} {italy}", france, italy) == []


def test_of_a_very_long_text_the_first_sentences_are_remembered() -> None:
    story = make_sentences(3, SENTENCES + 1)

    assert added(" ".join(story), " ".join(story)) == story[SENTENCES:]


@pytest.mark.parametrize("sentence", ["Kyiv said no.", STORY[0]], ids=["short", "long"])
def test_what_a_page_of_a_megabyte_adds_to_many_copies_is_found_in_no_time(sentence: str) -> None:
    copies = [remember_sentences(" ".join(make_sentences(seed, SENTENCES))) for seed in range(10, 18)]
    page = " ".join(f"{sentence} {sentence[:-1]} again." for _ in range(1_000_000 // (2 * len(sentence) + 8)))
    begin = process_time()

    assert len(find_additions(page, copies)) > 1000
    assert process_time() - begin < SECONDS


@pytest.mark.timeout(20)
@pytest.mark.parametrize("blank", [" ", "\n", "\n \t"])
def test_a_text_that_is_mostly_blank_takes_no_longer_than_others(blank: str) -> None:
    assert added(f"{STORY[0]}{blank * 200_000}{STORY[1]}", *STORY) == []


def test_an_article_of_its_own_has_no_additions() -> None:
    assert take(Known(), " ".join(STORY)).added is None


def test_a_copy_says_where_it_adds_to_its_original() -> None:
    known = Known()
    original = take(known, " ".join(STORY))
    copy = take(known, " ".join([*STORY, NEWS[0]]), B)

    assert copy.copy_of == original.id
    assert words_added(copy) == [NEWS[0]]
    assert words_added(take(known, " ".join(STORY), C)) == []


def test_what_another_copy_has_added_before_is_added_once() -> None:
    known = Known()
    take(known, " ".join(STORY))
    take(known, " ".join([*STORY, NEWS[0]]), B)

    third = take(known, " ".join([*STORY[:11], NEWS[0], NEWS[1]]), C)
    assert words_added(third) == [NEWS[1]]


def test_an_update_says_where_it_adds_to_the_text_before_it() -> None:
    known = Known()
    take(known, " ".join(STORY))
    assert words_added(take(known, " ".join([NEWS[0], *STORY]))) == [NEWS[0]]
    assert words_added(take(known, " ".join([NEWS[1], *STORY[:3]]))) == [NEWS[1]]


def test_an_update_of_a_copy_is_compared_with_the_original_too() -> None:
    known = Known()
    take(known, " ".join(STORY))
    take(known, " ".join(STORY[2:]), B)

    assert words_added(take(known, " ".join([*STORY, NEWS[0]]), B)) == [NEWS[0]]


def test_the_same_words_add_nothing_however_long_ago_they_were_remembered() -> None:
    known = Known(compared=1)
    take(known, "Short.")
    take(known, " ".join(make_sentences(4)), C)

    assert words_added(take(known, "Short.", B)) == []


def test_where_nothing_is_remembered_of_the_text_before_it_is_not_known() -> None:
    known = Known(compared=1)
    take(known, " ".join(STORY))
    take(known, " ".join(make_sentences(4)), C)

    assert take(known, " ".join([*STORY, NEWS[0]])).added is None
