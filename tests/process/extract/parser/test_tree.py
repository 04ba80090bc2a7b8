import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from process.extract.parser.tree import decode_tree, find_cycle

MOST_WORDS = 5


def is_tree(heads):
    """Return whether heads (-1: root) have one root and no cycle."""
    return heads.count(-1) == 1 and find_cycle(np.array([0, *(head + 1 for head in heads)])) is None


TREES = {
    size: np.array([heads for heads in itertools.product(range(-1, size), repeat=size) if is_tree(list(heads))])
    for size in range(1, MOST_WORDS + 1)
}
"""All trees over so many words: trees by words."""


def totals(scores, trees):
    """Return the sum of the scores of each tree's arcs."""
    return scores.astype(float)[range(len(scores)), np.asarray(trees) + 1].sum(-1)


def sentences():
    sizes = st.integers(1, MOST_WORDS)
    return sizes.flatmap(lambda size: arrays(np.float32, (size, size + 1), elements=st.floats(-40, 40, width=32)))


@settings(deadline=None, max_examples=300)
@given(sentences())
def test_decoded_tree_scores_as_much_as_the_best_of_all_trees(scores):
    heads = decode_tree(scores)

    assert is_tree(heads)
    assert totals(scores, heads) == pytest.approx(totals(scores, TREES[len(scores)]).max(), abs=1e-4)


def test_there_are_as_many_trees_as_cayley_counted():
    assert [len(TREES[size]) for size in range(1, MOST_WORDS + 1)] == [size ** (size - 1) for size in range(1, 6)]


def test_two_words_that_want_each_other_get_one_root():
    scores = np.array([[0.0, -1e9, 5.0], [1.0, 5.0, -1e9]])

    assert decode_tree(scores) == [1, -1]


def test_the_root_may_be_a_word_that_is_an_unlikely_one():
    scores = np.array([[3.0, 0, 9, 0, 0], [2.9, 9, 0, 0, 0], [2.8, 0, 0, 0, 9], [-1.0, 8, 8, 0, 0]])

    heads = decode_tree(scores)

    assert totals(scores, heads) == totals(scores, TREES[4]).max()


@pytest.mark.parametrize("words", [250, 470])
def test_long_sentence_of_cycles_is_a_tree(words):
    scores = np.random.default_rng(3).normal(size=(words, words + 1))

    assert is_tree(decode_tree(scores))
