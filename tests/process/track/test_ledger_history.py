"""The history is bounded, and in order."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from process.track.ledger import HISTORY_LENGTH
from stancewatch.contracts import Background
from tests.process.track.builders import make_position
from tests.process.track.deciding import QUOTATION, entry_of
from tests.process.track.strategies import steady


def test_the_history_is_bounded_and_keeps_the_latest():
    positions = [make_position(day=day) for day in range(HISTORY_LENGTH + 5)]

    assert entry_of(*positions).history == tuple(positions[5:])


def test_what_carries_old_words_leaves_the_history_first():
    said = make_position("against", evidence=QUOTATION)
    carried = [make_position("against", day=1 + day, evidence=QUOTATION) for day in range(HISTORY_LENGTH + 5)]
    favor = make_position("favor", day=0.5)
    entry = entry_of(said, favor, *carried)

    assert entry.current == favor
    assert {said, favor} <= set(entry.history)


def test_the_stance_that_articles_with_both_depend_on_stays_in_the_history():
    plain = make_position("against")
    both = [
        make_position(stance, day=1 + day, start=start, has_both=True)
        for day in range(HISTORY_LENGTH)
        for start, stance in enumerate(("favor", "against"))
    ]
    entry = entry_of(plain, *both)

    assert entry.current.stance == "against"
    assert entry.history[0] == plain


def test_what_was_told_as_standing_first_stays_for_as_long_as_there_is_no_news():
    first = make_position("against", background=Background.STANDING)
    more = [make_position(day=1 + day, background=Background.STANDING) for day in range(HISTORY_LENGTH + 5)]
    for told in range(1, len(more) + 1):
        entry = entry_of(first, *more[:told])

        assert (entry.current, entry.history[0]) == (first, first)


@settings(steady, max_examples=20)
@given(st.lists(st.sampled_from(["favor", "against"]), min_size=HISTORY_LENGTH, max_size=HISTORY_LENGTH + 6))
def test_any_order_of_arrival_ends_in_the_same_history_where_it_was_cut(stances):
    positions = [make_position(stance, day=day) for day, stance in enumerate(stances)]
    entry, other = entry_of(*positions), entry_of(*reversed(positions))

    assert (entry.current, entry.history) == (other.current, other.history)


def test_the_history_is_in_order_of_publication_then_article():
    positions = [
        make_position(day=1, article="b"),
        make_position(day=1, article="a"),
        make_position(day=0, article="c"),
    ]
    for arriving in permutations(positions):
        assert [known.article_id for known in entry_of(*arriving).history] == ["c", "a", "b"]
