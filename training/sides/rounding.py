"""Weights as the exported network will hold them, while it is still in training.

A network that has met its rounding errors in training works around them: without, four bits move the probability of a
side by .09 on average. The gradient passes through the rounding as if it were not there.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

BLOCK, BITS = 128, 4
"""Weights of one output that share a scale, along its inputs, and the bits of each."""
LOWEST, HIGHEST = -(1 << (BITS - 1)), (1 << (BITS - 1)) - 1
SMALLEST = 1e-12


def round_weights(weight: Tensor) -> Tensor:
    """Return weights (outputs, inputs; inputs a multiple of BLOCK) as they come back from four bits.

    In each block the weight of the largest size becomes the lowest of the sixteen values, as in onnxruntime's
    symmetric MatMulNBits.
    """
    blocks = weight.view(len(weight), -1, BLOCK)
    highest, lowest = blocks.amax(-1, keepdim=True), blocks.amin(-1, keepdim=True)
    extreme = torch.where(highest > -lowest, highest, lowest)
    scale = torch.where(extreme.abs() < SMALLEST, SMALLEST, extreme) / LOWEST
    return ((blocks / scale).round_().clamp_(LOWEST, HIGHEST) * scale).view_as(weight)


class RoundedLinear(nn.Linear):
    """A linear layer that computes with rounded weights, and learns the exact ones."""

    def forward(self, x: Tensor) -> Tensor:
        """x: any, inputs."""
        return functional.linear(
            x, self.weight + (round_weights(self.weight.detach()) - self.weight.detach()), self.bias
        )
