"""What the model says of the tokens of one Doc, as indices of its labels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NO_HEAD = -1
"""The head of white space, which the model does not read."""

Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Parse:
    """One array a layer, one place a token; `heads` are token indices, the root's its own."""

    upos: Indices
    xpos: Indices
    feats: Indices
    rules: Indices
    heads: Indices
    relations: Indices
    names: Indices


def empty_parse(tokens: int) -> Parse:
    """Return a parse to be filled in, in which every token is white space."""
    upos, xpos, feats, rules, relations, names = (np.zeros(tokens, np.intp) for _ in range(6))
    heads = np.full(tokens, NO_HEAD, np.intp)
    return Parse(upos, xpos, feats, rules, heads, relations, names)
