"""Named entities from BIO scores: the best sequence of labels in which no I- follows a label of another type."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FORBIDDEN = -1e4


class NameDecoder:
    """Viterbi over the labels of one window; the transitions only forbid, they prefer nothing."""

    def __init__(self, labels: Sequence[str]) -> None:
        is_inside = [label.startswith("I") for label in labels]
        self._first = np.array([FORBIDDEN if inside else 0 for inside in is_inside], np.float32)
        self._steps = np.array(
            [[FORBIDDEN if b.startswith("I") and a[1:] != b[1:] else 0 for b in labels] for a in labels],
            np.float32,
        )

    def __call__(self, scores: NDArray[np.float32]) -> list[int]:
        """Return the index of the label of each word; scores is words by labels."""
        best, pointers = scores[0] + self._first, []
        for word_scores in scores[1:]:
            reached = best[:, None] + self._steps
            pointers.append(reached.argmax(0))
            best = reached.max(0) + word_scores
        path = [int(best.argmax())]
        for pointer in reversed(pointers):
            path.append(int(pointer[path[-1]]))
        return path[::-1]
