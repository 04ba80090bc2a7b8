"""Weights as the exported network will hold them, while it is still in training.

A network that meets its rounding errors in training works around them: without, four bits move the probability of a
side by .09 on average. Gradients are taken at the rounded weights and applied to the exact ones.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
from torch import Tensor

BLOCK, BITS = 128, 4
"""Weights of one output that share a scale, along its inputs, and the bits of each."""
LOWEST, HIGHEST = -(1 << (BITS - 1)), (1 << (BITS - 1)) - 1
SMALLEST = 1e-12


def round_weights(weight: Tensor) -> Tensor:
    """Return weights (outputs, inputs; inputs a multiple of BLOCK) as they come back from four bits.

    In each block the weight of the largest size becomes the lowest of the sixteen values, as in onnxruntime's
    symmetric MatMulNBits. Rounding twice is rounding once.
    """
    blocks = weight.view(len(weight), -1, BLOCK)
    highest, lowest = blocks.amax(-1, keepdim=True), blocks.amin(-1, keepdim=True)
    extreme = torch.where(highest > -lowest, highest, lowest)
    scale = torch.where(extreme.abs() < SMALLEST, SMALLEST, extreme) / LOWEST
    return (blocks / scale).round_().clamp_(LOWEST, HIGHEST).mul_(scale).view_as(weight)


@contextmanager
def rounded(weights: Sequence[Tensor]) -> Iterator[None]:
    """Let these weights be rounded ones for a while."""
    exact = [weight.detach().clone() for weight in weights]
    for weight in weights:
        weight.data.copy_(round_weights(weight.data))
    try:
        yield
    finally:
        for weight, value in zip(weights, exact, strict=True):
            weight.data.copy_(value)
