"""Words that make another sentence of the same words are known, whatever form they have."""

import pytest

from stancewatch.turning import find_turning


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("accepts", "accepted"),
        ("rejects", "rejected"),
        ("backs", "backing"),
        ("bans", "banned"),
        ("denies", "denying"),
        ("mulls", "mulled"),
    ],
)
def test_a_verb_that_takes_a_side_is_the_same_in_all_its_forms(word, other):
    assert find_turning([word]) == find_turning([other]) != frozenset()


@pytest.mark.parametrize("word", ["not", "won't", "won’t", "cannot", "if", "unless", "against", "may"])  # noqa: RUF001
def test_words_that_turn_round_bind_or_leave_open_stand_for_themselves(word):
    assert find_turning([word]) == {word}


@pytest.mark.parametrize("word", ["said", "told", "monday", "background", "bank", "barrel", "endless", "week", ""])
def test_other_words_turn_nothing(word):
    assert find_turning([word]) == frozenset()
