"""A late article, and one with both stances, overturn nothing."""

import pytest

from process.track.ledger import Suppressed
from stancewatch.contracts import AlertKind
from tests.process.track.builders import make_position
from tests.process.track.deciding import decide_all, entry_of, last_of


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
