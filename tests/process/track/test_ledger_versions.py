"""What copies and updates say again is silent, what they add is news."""

from datetime import timedelta

import pytest

from process.track.ledger import Suppressed, decide
from stancewatch.contracts import AlertKind
from tests.process.track.builders import make_position
from tests.process.track.deciding import QUOTATION, decide_all, entry_of, last_of, revise


def test_a_copy_raises_nothing_and_only_its_publisher_counts():
    original = make_position()
    decision = last_of(original, make_position(day=1, copy_of="a-0", publisher="Dunmore Herald"))

    assert (decision.kind, decision.suppressed) == (None, Suppressed.COPY)
    assert decision.reason == "in a copy of the article a-0 of 1 May 2025"
    assert decision.entry.history == (original,)
    assert decision.entry.outlets == ("Dunmore Herald", "Harbour Wire")


def test_a_copy_that_comes_after_a_change_is_neither_news_nor_an_outlet_of_the_change():
    original, changed = make_position("favor"), make_position("against", day=1)
    decision = last_of(original, changed, make_position("favor", day=2, copy_of="a-0", publisher="Dunmore Herald"))

    assert decision.suppressed is Suppressed.COPY
    assert decision.entry.model_copy(update={"copies": ()}) == entry_of(original, changed)


def test_a_copy_is_an_outlet_whether_it_comes_before_or_after_what_a_page_says_again():
    original = make_position()
    again = original.model_copy(update={"revision": 2, "retrieved_at": original.retrieved_at + timedelta(hours=2)})
    copy = make_position(day=1, copy_of="a-0", publisher="Dunmore Herald")
    outlets = {last_of(original, *rest).entry.outlets for rest in ((again, copy), (copy, again))}

    assert outlets == {("Dunmore Herald", "Harbour Wire")}


def test_an_original_that_comes_after_its_copy_raises_nothing():
    copy = make_position(day=1, copy_of="a-0", publisher="Dunmore Herald")

    assert last_of(copy, make_position()).suppressed is Suppressed.COPY


@pytest.mark.parametrize(
    ("addition", "kind"),
    [
        (make_position("against", day=1, copy_of="a-0"), AlertKind.CHANGED),
        (make_position("favor", day=1, copy_of="a-0", condition="once a truce holds"), AlertKind.CONDITION),
    ],
)
def test_what_a_copy_adds_to_its_original_is_news(addition, kind):
    assert last_of(make_position("favor"), addition).kind is kind


def test_what_a_copy_adds_on_an_issue_that_was_never_seen_is_new():
    assert decide(None, make_position(copy_of="x")).kind is AlertKind.NEW


def test_what_a_copy_adds_is_no_news_where_an_earlier_statement_has_the_words():
    earlier = make_position("against", evidence=QUOTATION)
    addition = make_position("against", day=9, copy_of="a-8", evidence=QUOTATION, publisher="Dunmore Herald")

    assert last_of(earlier, make_position("favor", day=8), addition).suppressed is Suppressed.COPY


def test_an_update_that_says_the_same_raises_nothing_and_moves_no_date():
    """As of an entry that a feed gives a new date (miniflux #2358), or a page a new title (miniflux #3120)."""
    first = revise("favor", 0)
    decision = last_of(first, revise("favor", 1, day=3))

    assert (decision.kind, decision.suppressed) == (None, Suppressed.UPDATE)
    assert decision.reason == "an update of the article that said so on 1 May 2025"
    assert decision.entry == entry_of(first)


def test_an_update_does_not_turn_back_what_changed_since_the_article():
    changed = make_position("against", day=1)

    assert last_of(revise("favor", 0), changed, revise("favor", 1, day=2)).suppressed is Suppressed.UPDATE


@pytest.mark.parametrize("day", [-1, 0, 1])
def test_what_an_update_no_longer_says_does_not_linger_whatever_its_date(day):
    decision = last_of(revise("favor", 0), revise("against", 1, day=day))

    assert decision.kind is AlertKind.CHANGED
    assert decision.entry.current.stance == "against"


def test_an_update_under_the_same_address_and_another_id_is_one():
    first = revise("favor", 0)

    assert last_of(first, revise("favor", 1, article="b", day=1)).suppressed is Suppressed.UPDATE
    assert last_of(first, revise("against", 1, article="b", day=-1)).kind is AlertKind.CHANGED


def test_an_update_that_goes_back_to_the_words_of_an_older_statement_is_a_change_too():
    older = make_position("against", day=-9, evidence=QUOTATION)
    decision = last_of(older, revise("favor", 0), revise("against", 1, evidence=QUOTATION))

    assert decision.kind is AlertKind.CHANGED
    assert decision.entry.current == older


def test_an_update_that_adds_a_condition_is_a_condition_alert():
    decision = last_of(revise("favor", 0), revise("favor", 1, condition="once a truce holds", day=-1))

    assert decision.kind is AlertKind.CONDITION


def test_an_update_with_another_condition_before_a_statement_without_one_is_late():
    """That statement is the latest now: "now with the condition" would not be so."""
    first = revise("favor", 0, day=3, condition="if parliament pays")
    other, second = make_position("favor", day=2), revise("favor", 1, day=1, condition="once a truce holds")
    decision = last_of(first, other, second)

    assert decision.suppressed is Suppressed.LATE
    assert decision.entry.current == other


def test_an_update_that_keeps_a_quotation_and_drops_its_condition_turns_nothing_back():
    page = [make_position("favor", day=1, article="a", evidence=QUOTATION, condition="if Brussels pays")]
    page += [make_position("favor", day=1, article="a", evidence=QUOTATION, revision=1)]
    decision = last_of(make_position("against"), *page)

    assert decision.kind is AlertKind.CONDITION
    assert decision.entry.current == page[1]


def test_an_update_is_held_against_the_latest_revision_only():
    """A live page that tells of a turn and of a turn back tells two things that are new."""
    decisions = decide_all(revise("favor", 0), revise("against", 1), revise("favor", 2))

    assert [decision.kind for decision in decisions] == ["new", "changed", "changed"]


def test_a_page_that_says_again_what_it_said_at_first_alerts_no_second_time():
    """A page may go back and forth between two texts (urlwatch #275)."""
    first, second = revise("favor", 0), revise("against", 1)
    back = first.model_copy(update={"revision": 2, "retrieved_at": first.retrieved_at + timedelta(days=2)})
    decision = last_of(first, second, back)

    assert decision.suppressed is Suppressed.REPEAT
    assert decision.entry.current == back


def test_an_older_revision_that_comes_late_overturns_nothing():
    decision = last_of(revise("against", 1), revise("favor", 0, day=5))

    assert decision.suppressed is Suppressed.LATE
    assert decision.entry.current.stance == "against"
