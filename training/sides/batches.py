"""Batches as tensors: what the network reads, and what it is to answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from process.extract.sides.namings import BUCKETS, NOBODY, NamingInWindow, bucket_of
from stancewatch.names import fold_name
from training.sides.examples import Example
from training.sides.labels import LABELS

SAID_AGAIN = 0.3
"""Weight of "no" for a label that the text holds elsewhere: this sentence may say it again."""
UNASKED = -1.0
PAD = BUCKETS
"""The bucket of a naming that is not there."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """pieces, shapes, mask: rows, places. row: the row of each sentence. members: sentences, places.

    named: rows, namings, places: each naming's share of its pieces; the first is nobody, and has none.
    """

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    row: Tensor
    members: Tensor
    named: Tensor


@dataclass(frozen=True, slots=True)
class Asked:
    """Sides whose holder is asked for, one a row: the sentence, its label, where each naming stands, and who it is.

    sentence, label: sides. buckets: sides, namings (PAD where there is none). holder: sides, namings: 1 where the
    naming means the holder.
    """

    sentence: Tensor
    label: Tensor
    buckets: Tensor
    holder: Tensor


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
        _named(batch, longest),
    )


def _named(batch: Sequence[Example], longest: int) -> Tensor:
    most = 1 + max(len(example.seen) for example in batch)
    named = torch.zeros(len(batch), most, longest)
    for row, example in enumerate(batch):
        for number, seen in enumerate(example.seen, start=1):
            named[row, number, list(seen.pieces)] = 1 / len(seen.pieces)
    return named


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


def make_asked(batch: Sequence[Example]) -> Asked | None:
    """Return the sides of the batch whose holders are taught, one for each holder; None when there are none."""
    most = 1 + max(len(example.seen) for example in batch)
    places = [
        (example, place, gold)
        for example in batch
        for place, gold in zip(example.window.places, example.gold, strict=True)
    ]
    rows = [
        (sentence, label, example, place, names)
        for sentence, (example, place, gold) in enumerate(places)
        for label, holders in gold.holders.items()
        for names in holders
    ]
    if not rows:
        return None
    buckets = torch.full((len(rows), most), PAD)
    holder = torch.zeros(len(rows), most)
    for row, (_, _, example, place, names) in enumerate(rows):
        buckets[row, 0] = NOBODY
        for number, seen in enumerate(example.seen, start=1):
            buckets[row, number] = bucket_of(place.sentence, seen.naming)
        holder[row, holders_of(example.seen, names)] = 1
    return Asked(torch.tensor([row[0] for row in rows]), torch.tensor([row[1] for row in rows]), buckets, holder)


def holders_of(seen: Sequence[NamingInWindow], names: tuple[str, str]) -> list[int]:
    """Return the numbers of the namings that mean the holder, else the speaker, else nobody (0)."""
    for name in names:
        found = [number for number, one in enumerate(seen, start=1) if name and fold_name(one.naming.name) == name]
        if found:
            return found
    return [0]
