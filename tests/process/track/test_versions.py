"""What counts as a version of an article, and what in it is an addition."""

from datetime import timedelta

import pytest

from process.track.versions import find_counterpart, is_newer, replaces, without_carried, without_replaced
from stancewatch.contracts import Background
from tests.process.track.builders import START, make_position

SENTENCE = "Hungary will support the sanctions that the council has agreed upon, the prime minister said."
URL = "https://harbourwire.example/live"
FIRST = make_position("favor", article="a", article_url=URL)


def revise(stance="favor", revision=1, **others):
    return make_position(stance, **({"article": "a", "article_url": URL, "revision": revision} | others))


@pytest.mark.parametrize(
    "later",
    [
        revise(),
        revise(article="b"),
        revise(article="b", article_url="http://HarbourWire.example/live/?utm_source=feed"),
        revise(article_url=""),
        revise(revision=0, retrieved_at=START + timedelta(days=401)),
    ],
)
def test_a_revision_is_known_by_its_address_or_id_and_by_its_number_or_retrieval(later):
    assert is_newer(later, FIRST)
    assert not is_newer(FIRST, later)


@pytest.mark.parametrize("other", [revise(revision=0), revise(article="b", article_url=f"{URL}/2"), FIRST])
def test_the_same_version_or_another_article_is_no_later_revision(other):
    assert not is_newer(other, FIRST)


def test_a_revision_replaces_what_it_says_otherwise_but_not_one_of_two_sides():
    assert replaces(revise("against"), FIRST)
    assert replaces(revise("favor", condition="if paid"), FIRST)
    assert not replaces(revise("against", has_both=True), FIRST)


def test_what_was_replaced_is_left_out_and_the_latest_revision_never_is():
    other = make_position("favor", day=3)
    last = revise("against", 2)

    assert without_replaced([FIRST, last, other], [FIRST, last, other]) == [last, other]


def test_of_a_history_what_carries_the_words_of_an_earlier_article_is_left_out():
    first, other = make_position(evidence=SENTENCE), make_position(day=1)
    carried, turned = (make_position(stance, day=2, evidence=SENTENCE) for stance in ("favor", "against"))
    history = [first, other, carried, turned]

    assert without_carried(history) == [first, other, turned]


def test_a_revision_carries_no_words_of_the_revision_before_it():
    first, second = (revise(revision=number, evidence=SENTENCE) for number in (0, 1))

    assert without_carried([first, second]) == [first, second]


def test_the_counterpart_of_an_update_is_what_the_latest_revision_says():
    assert find_counterpart(revise("favor", 1), [FIRST]) == FIRST
    assert find_counterpart(revise("favor", 2), [FIRST, revise("against", 1)]) is None
    assert find_counterpart(revise("favor", 1, condition="if paid"), [FIRST]) is None


@pytest.mark.parametrize(
    ("copy", "known"),
    [
        (make_position(article="c", copy_of="a"), FIRST),
        (make_position(article="c", copy_of="x"), make_position(article="d", copy_of="x")),
        (FIRST, make_position(article="c", copy_of="a")),
    ],
)
def test_the_counterpart_of_a_copy_is_in_its_original_or_another_copy_of_it(copy, known):
    assert find_counterpart(copy, [known]) == known


def test_the_counterpart_of_the_update_of_a_copy_is_in_the_original_or_in_the_copy():
    update = make_position("favor", article="c", copy_of="a", revision=1)
    addition = make_position("against", article="c", copy_of="a")

    assert find_counterpart(update, [FIRST]) == FIRST
    assert find_counterpart(update.model_copy(update={"stance": addition.stance}), [FIRST, addition]) == addition
    assert find_counterpart(update, [addition]) is None


def test_two_articles_that_are_no_copies_have_no_counterparts():
    assert find_counterpart(make_position(article="c"), [FIRST]) is None


def test_news_has_no_counterpart_in_history():
    told = FIRST.model_copy(update={"background": Background.STANDING})

    assert find_counterpart(revise(), [told]) is None
    assert find_counterpart(revise(background=Background.PAST), [FIRST]) == FIRST
