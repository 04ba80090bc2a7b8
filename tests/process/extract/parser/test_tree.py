import itertools

import numpy as np
import pytest

from process.extract.parser.tree import decode_tree, find_cycle


def is_tree(heads):
    """Return whether heads (-1: root) have one root and no cycle."""
    return heads.count(-1) == 1 and find_cycle(np.array([0, *(head + 1 for head in heads)])) is None


def best_by_brute_force(scores):
    size = len(scores)
    normal = scores - np.log(np.exp(scores).sum(1, keepdims=True))
    candidates = (heads for heads in itertools.product(range(-1, size), repeat=size))
    trees = [heads for heads in candidates if all(h != i for i, h in enumerate(heads)) and is_tree(list(heads))]
    return max(normal[range(size), [head + 1 for head in heads]].sum() for heads in trees)


@pytest.mark.parametrize("seed", range(60))
def test_decoded_tree_scores_as_much_as_the_best_of_all_trees(seed):
    size = 2 + seed % 3
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)) * 3
    scores[range(size), range(1, size + 1)] = -1e9

    heads = decode_tree(scores)

    normal = scores - np.log(np.exp(scores).sum(1, keepdims=True))
    assert is_tree(heads)
    assert normal[range(size), [head + 1 for head in heads]].sum() == pytest.approx(best_by_brute_force(scores))


def test_one_word_is_the_root():
    assert decode_tree(np.zeros((1, 2))) == [-1]


def test_two_words_that_want_each_other_get_one_root():
    scores = np.array([[0.0, -1e9, 5.0], [1.0, 5.0, -1e9]])

    assert decode_tree(scores) == [1, -1]


def test_long_sentence_of_cycles_is_a_tree():
    scores = np.random.default_rng(3).normal(size=(250, 251))

    assert is_tree(decode_tree(scores))
