"""Batches as tensors: what the network reads, and what it is to answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from training.sides.examples import Example
from training.sides.labels import LABELS

SAID_AGAIN = 0.3
"""Weight of "no" for a label that the text holds elsewhere: this sentence may say it again."""
UNASKED = -1.0


@dataclass(frozen=True, slots=True)
class Inputs:
    """pieces, shapes, mask: rows, places. row: the row of each sentence. members: sentences, places."""

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    row: Tensor
    members: Tensor


@dataclass(frozen=True, slots=True)
class Targets:
    """side, weight and condition (or UNASKED): sentences, labels. window_side, window_weight: rows, labels."""

    side: Tensor
    weight: Tensor
    condition: Tensor
    window_side: Tensor
    window_weight: Tensor


def make_inputs(batch: Sequence[Example]) -> Inputs:
    """Return the windows, padded with zeros to the longest."""
    longest = max(len(example.window) for example in batch)
    places = [(row, place) for row, example in enumerate(batch) for place in example.window.places]
    members = torch.zeros(len(places), longest)
    for number, (_, place) in enumerate(places):
        members[number, place.start : place.end] = 1
    return Inputs(
        torch.tensor([_padded(example.window.pieces, longest) for example in batch]),
        torch.tensor([_padded(example.window.shapes, longest) for example in batch]),
        torch.tensor([[1.0] * len(e.window) + [0.0] * (longest - len(e.window)) for e in batch]),
        torch.tensor([row for row, _ in places]),
        members,
    )


def _padded(values: Sequence[int], length: int) -> list[int]:
    return [*values, *[0] * (length - len(values))]


def make_targets(batch: Sequence[Example]) -> Targets:
    """Return what the sentences and windows of the batch are to be taught."""
    count, sentences = len(LABELS), sum(len(example.gold) for example in batch)
    side, weight = torch.zeros(sentences, count), torch.ones(sentences, count)
    condition = torch.full((sentences, count), UNASKED)
    window_side, window_weight = torch.zeros(len(batch), count), torch.ones(len(batch), count)
    number = 0
    for row, example in enumerate(batch):
        window_weight[row, list(example.held)] = 0
        for gold in example.gold:
            weight[number, list(example.held)] = SAID_AGAIN
            weight[number, list(gold.unclear)] = 0
            for label, is_conditional in gold.labels.items():
                side[number, label] = weight[number, label] = 1
                condition[number, label] = float(is_conditional)
                window_side[row, label] = window_weight[row, label] = 1
            number += 1
    return Targets(side, weight, condition, window_side, window_weight)
