"""A late article, and one with both stances, overturn nothing; and the four cases in which a late one does so."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process.track.entry import order
from process.track.ledger import Decision, Suppressed
from stancewatch.contracts import AlertKind, Background, Position
from tests.process.track.builders import make_position, make_span
from tests.process.track.deciding import QUOTATION, decide_all, entry_of, last_of, revise
from tests.process.track.strategies import articles, in_order, steady


@pytest.mark.parametrize("late", [make_position("against"), make_position("favor", condition="if paid for")])
def test_a_late_article_overturns_nothing_and_is_kept_in_the_history(late):
    current = make_position("favor", day=9)
    decision = last_of(current, late)

    assert (decision.kind, decision.suppressed) == (None, Suppressed.LATE)
    assert decision.entry.current == current
    assert decision.entry.history == (late, current)


def test_of_two_articles_of_one_moment_the_greater_id_is_the_later():
    small, great = make_position("favor", article="a"), make_position("against", article="b")

    assert last_of(small, great).kind is AlertKind.CHANGED
    assert last_of(great, small).suppressed is Suppressed.LATE
    assert entry_of(small, great) == entry_of(great, small)


def test_both_stances_in_one_article_are_no_change_of_each_other():
    shells = make_position("favor", article="both", start=10, has_both=True)
    money = make_position("against", article="both", start=90, has_both=True)
    decision = last_of(shells, money)

    assert (decision.kind, decision.suppressed) == (None, Suppressed.BOTH_STANCES)
    assert decision.entry.current == shells
    assert decision.entry.history == (shells, money)


@pytest.mark.parametrize("first", ["favor", "against"])
@pytest.mark.parametrize("ids", ["xy", "yx"])
def test_of_both_stances_in_one_sentence_the_one_with_the_first_cue_stands(first, ids):
    second = "against" if first == "favor" else "favor"
    opening, closing = (
        make_position(stance, article="both", has_both=True, id=number, cue=make_span("backs", place))
        for stance, number, place in zip((first, second), ids, (8, 40), strict=True)
    )
    decision = last_of(opening, closing)

    assert decision.suppressed is Suppressed.BOTH_STANCES
    assert decision.entry.current == opening


@pytest.mark.parametrize("stance", ["favor", "against"])
def test_an_article_with_both_stances_leaves_the_stance_that_stands(stance):
    shells = make_position("favor", day=1, article="both", start=10, has_both=True)
    money = make_position("against", day=1, article="both", start=90, has_both=True)
    decisions = decide_all(make_position(stance), shells, money)

    assert [decision.kind for decision in decisions] == [AlertKind.NEW, None, None]
    assert decisions[-1].entry.current.stance == stance
    assert decisions[-1].entry.current.article_id == "both"


def test_after_an_article_with_both_stances_a_change_is_still_seen():
    both = (
        make_position("favor", article="both", start=10, has_both=True),
        make_position("against", article="both", start=90, has_both=True),
    )

    assert last_of(*both, make_position("against", day=1)).kind is AlertKind.CHANGED


def turn_of(*positions: Position) -> Decision:
    """Return the decision on the last position, which is late, and after which another stance stands."""
    *_, before, decision = decide_all(*positions)
    assert decision.position.published_at < before.entry.current.published_at
    assert decision.entry.current.stance is not before.entry.current.stance
    assert decision.entry == entry_of(*sorted(positions, key=order))
    return decision


def test_a_late_article_that_was_first_to_carry_the_latest_words_makes_them_as_old_as_it_is():
    decision = turn_of(
        make_position("against", day=1),
        make_position("favor", day=5, evidence=QUOTATION),
        make_position("favor", day=0, evidence=QUOTATION),
    )

    assert (decision.kind, decision.suppressed) == (None, Suppressed.LATE)
    assert decision.reason == (
        "published before the stance of 6 May 2025; with it that of 2 May 2025, against, is the latest statement"
    )


def test_a_late_article_gives_the_stance_that_one_with_both_leaves():
    both = [make_position(stance, day=1, article="both", has_both=True) for stance in ("favor", "against")]
    decision = turn_of(*both, make_position("against"))

    assert (decision.kind, decision.suppressed) == (None, Suppressed.LATE)
    assert decision.entry.current == both[1]


def test_late_news_stands_where_only_history_was_told():
    news = make_position("favor")
    decision = turn_of(make_position("against", day=1, background=Background.STANDING), news)

    assert (decision.kind, decision.suppressed) == (None, Suppressed.LATE)
    assert decision.entry.current == news


def test_a_revision_with_an_earlier_date_makes_room_for_the_stance_after_it():
    decision = turn_of(
        make_position("against", day=1), revise("favor", 0, day=2), revise("favor", 1, condition="if paid for")
    )

    assert (decision.kind, decision.suppressed) == (None, Suppressed.LATE)


@steady
@given(articles(), st.randoms(use_true_random=False))
def test_a_late_article_turns_nothing_where_each_tells_one_stance_as_news_in_words_of_its_own(made, random):
    plain = [
        article[0].model_copy(update={"has_both": False, "background": None, "evidence": make_span(article[0].id)})
        for article in made
    ]
    for before, decision in pairwise(decide_all(*random.sample(plain, len(plain)))):
        if order(decision.position) < order(before.entry.current):
            assert decision.suppressed is Suppressed.LATE
            assert decision.entry.current == before.entry.current


@steady
@given(articles(), st.randoms(use_true_random=False))
def test_whatever_turns_an_entry_in_silence_says_so(made, random):
    for before, decision in pairwise(decide_all(*in_order(random.sample(made, len(made))))):
        is_seen = any(known.background is not Background.PAST for known in before.entry.history)
        if decision.kind is None and is_seen and decision.entry.current.stance is not before.entry.current.stance:
            assert decision.reason.endswith("is the latest statement")
            assert order(decision.position) < order(before.entry.current)


@given(st.lists(st.sampled_from(["favor", "against"]), min_size=1, max_size=6), st.data())
def test_in_whatever_order_a_backlog_is_read_the_last_stance_is_alerted_where_it_differs(stances, data):
    first = make_position("against", evidence="Said first.")
    backlog = [make_position(stance, day=day, evidence=f"Said {day}.") for day, stance in enumerate(stances, 1)]
    decisions = decide_all(first, *data.draw(st.permutations(backlog)))
    alerts = [decision for decision in decisions if decision.kind]

    assert decisions[-1].entry == entry_of(first, *backlog)
    assert alerts[-1].position.stance == backlog[-1].stance
    assert len(alerts) > 1 or backlog[-1].stance == first.stance
