"""The best dependency tree of a sentence from the scores of its arcs: Chu-Liu/Edmonds with exactly one root."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating]
NO_ARC = -1e9
ROOT_COST = 1e6
"""Taken from each arc to the root, more than a sentence's scores add up to: the best tree then has one such arc."""


def decode_tree(scores: Scores) -> list[int]:
    """Return the head of each word, -1 for the one root.

    `scores` is words by (1 + words): column 0 scores the word as root, column j + 1 scores word j as its head.
    """
    if len(scores) == 1:
        return [-1]
    greedy = scores.argmax(1)
    heads = np.concatenate([[0], greedy])
    if (greedy == 0).sum() != 1 or find_cycle(heads) is not None:
        heads = _best_tree(scores)
    return [int(head) - 1 for head in heads[1:]]


def _best_tree(scores: Scores) -> NDArray[np.intp]:
    """Return the heads over 0..n (0 the root node) of the best tree with one root."""
    arcs = np.full((len(scores) + 1, len(scores) + 1), NO_ARC)
    arcs[1:] = scores
    arcs[1:, 0] -= ROOT_COST
    np.fill_diagonal(arcs, NO_ARC)
    return spanning_tree(arcs)


def find_cycle(heads: NDArray[np.intp]) -> list[int] | None:
    """Return the nodes of one cycle, or None; node 0 is the root node and has no head."""
    finished = {0}
    for start in range(1, len(heads)):
        path: list[int] = []
        on_path: set[int] = set()
        node = start
        while node not in finished and node not in on_path:
            path.append(node)
            on_path.add(node)
            node = int(heads[node])
        if node in on_path:
            return path[path.index(node) :]
        finished |= on_path
    return None


def spanning_tree(scores: Scores) -> NDArray[np.intp]:
    """Return the heads of the best spanning tree over nodes 0..n; scores[dependent, head], node 0 is the root.

    Contracts one cycle of the greedy heads after the other (Chu-Liu/Edmonds) and opens them again in reverse.
    """
    heads: NDArray[np.intp] = scores.argmax(1)
    heads[0] = 0
    nodes = find_cycle(heads)
    if nodes is None:
        return heads
    cycle = np.array(nodes)
    is_outside = np.ones(len(scores), bool)
    is_outside[cycle] = False
    outside = np.flatnonzero(is_outside)
    contracted, leaving, entering = _contract(scores, heads, cycle, outside)
    return _expand(heads, spanning_tree(contracted), (cycle, outside), (leaving, entering))


def _contract(
    scores: Scores, heads: NDArray[np.intp], cycle: NDArray[np.intp], outside: NDArray[np.intp]
) -> tuple[Scores, NDArray[np.intp], NDArray[np.intp]]:
    """Return the scores with the cycle as the last node, and its best node for each arc out of it and into it."""
    last = len(outside)
    contracted = np.full((last + 1, last + 1), NO_ARC, scores.dtype)
    contracted[:last, :last] = scores[np.ix_(outside, outside)]
    from_cycle = scores[np.ix_(outside, cycle)]
    contracted[:last, last] = from_cycle.max(1)
    into_cycle = scores[np.ix_(cycle, outside)] - scores[cycle, heads[cycle]][:, None]
    contracted[last, :last] = into_cycle.max(0)
    np.fill_diagonal(contracted, NO_ARC)
    return contracted, from_cycle.argmax(1), into_cycle.argmax(0)


def _expand(
    heads: NDArray[np.intp],
    contracted: NDArray[np.intp],
    nodes: tuple[NDArray[np.intp], NDArray[np.intp]],
    arcs: tuple[NDArray[np.intp], NDArray[np.intp]],
) -> NDArray[np.intp]:
    """Return the heads over the nodes outside and inside of the cycle, given the tree over the contracted nodes."""
    (cycle, outside), (leaving, entering) = nodes, arcs
    last, result = len(outside), heads.copy()
    for index in range(1, last):
        head = contracted[index]
        result[outside[index]] = outside[head] if head != last else cycle[leaving[index]]
    entry = contracted[last]
    result[cycle[entering[entry]]] = outside[entry]
    return result
