"""The network: MPNet's lower layers, and for each sentence and label a vector pooled by attention, scored by a line.

Plain attention and separate layers: on a CPU they train faster than the library's fused ones.
"""

import math
from typing import TypeAlias

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.sides.batches import PAD

HEADS = 12
HIDDEN = 768
NORM_EPSILON = 1e-5
SHAPES = 24
DISTANCES = 32
FAR = 128
"""Beyond this distance all places share MPNet's last bucket."""
HEAD_SIZE, KEY_SIZE = 256, 128
NEVER = -1e4
POSITIONS = 512

Chance: TypeAlias = torch.Generator | None
"""What decides which features are dropped; without it none are, as outside training."""


def drop_features(x: Tensor, share: float, chance: Chance) -> Tensor:
    """Drop whole features of each row, the same at every place: cheap, and no worse than dropping each value."""
    if chance is None:
        return x
    kept = torch.rand(x.shape[0], *[1] * (x.ndim - 2), x.shape[-1], generator=chance) > share
    return x * (kept.to(x.dtype) / (1 - share))


class Layer(nn.Module):
    """One transformer layer, normalised after each half, as MPNet's."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.attention, self.attended = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.wide, self.narrow = nn.Linear(HIDDEN, 4 * HIDDEN), nn.Linear(4 * HIDDEN, HIDDEN)
        self.attended_norm = nn.LayerNorm(HIDDEN, eps=NORM_EPSILON)
        self.norm = nn.LayerNorm(HIDDEN, eps=NORM_EPSILON)

    def products(self) -> list[Tensor]:
        """Return the weights of the large products, which are exported in few bits."""
        return [part.weight for part in (self.attention, self.attended, self.wide, self.narrow)]

    def forward(self, x: Tensor, bias: Tensor, chance: Chance = None) -> Tensor:
        """x: rows, places, HIDDEN; bias: rows or 1, HEADS, places, places."""
        rows, places, _ = x.shape
        parts = self.attention(x).view(rows, places, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        weights = torch.softmax((parts[0] @ parts[1].transpose(-1, -2)) * (HIDDEN // HEADS) ** -0.5 + bias, -1)
        seen = (weights @ parts[2]).transpose(1, 2).reshape(rows, places, HIDDEN)
        x = self.attended_norm(x + drop_features(self.attended(seen), self.dropout, chance))
        wide = self.narrow(functional.gelu(self.wide(x)))
        return self.norm(x + drop_features(wide, self.dropout, chance))


class Encoder(nn.Module):
    """Embeddings and layers. The first `frozen` layers are not trained, so their output can be kept between epochs."""

    def __init__(self, vocabulary: int, layers: int, *, frozen: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.frozen = frozen
        self.word, self.place = nn.Embedding(vocabulary, HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=NORM_EPSILON)
        self.distance = nn.Embedding(DISTANCES, HEADS)
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        nn.init.zeros_(self.shape.weight)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        for module in (self.word, self.place, self.norm, self.distance, *self.layers[:frozen]):
            module.requires_grad_(requires_grad=False)

    def bias(self, mask: Tensor) -> Tensor:
        """Return what distance and padding add to the attention scores; mask: rows, places."""
        places = torch.arange(mask.shape[1])
        gap = places[:, None] - places[None, :]
        size, half, near = gap.abs(), DISTANCES // 2, DISTANCES // 4
        far = near + torch.log(size.clamp(min=1).float() / near) / math.log(FAR / near) * (half - near)
        bucket = (gap < 0) * half + torch.where(size < near, size, far.long().clamp(max=half - 1))
        return self.distance(bucket).permute(2, 0, 1)[None] + ((1 - mask) * NEVER)[:, None, None, :]

    def lower(self, pieces: Tensor, bias: Tensor) -> Tensor:
        """Run the embeddings and the frozen layers; they never drop features, for their output is kept."""
        x = self.norm(self.word(pieces) + self.place.weight[: pieces.shape[1]])
        for layer in self.layers[: self.frozen]:
            x = layer(x, bias)
        return x

    def upper(self, x: Tensor, shapes: Tensor, bias: Tensor, chance: Chance = None) -> Tensor:
        """Run the trained layers on what `lower` gave; here the capitals come in, which the pieces have lost."""
        x = x + self.shape(shapes)
        for layer in self.layers[self.frozen :]:
            x = layer(x, bias, chance)
        return x


class Head(nn.Module):
    """Scores of each sentence: one logit a label for the side, one for the condition."""

    def __init__(self, labels: int, *, dropout: float = 0.2) -> None:
        super().__init__()
        self.dropout = dropout
        self.weight, self.value = nn.Linear(HIDDEN, labels), nn.Linear(HIDDEN, HEAD_SIZE)
        self.mean = nn.Linear(HIDDEN, HEAD_SIZE)
        self.label = nn.Parameter(torch.randn(labels, HEAD_SIZE) * 0.1)
        self.side, self.side_bias = _line(labels, -3.5)
        self.condition, self.condition_bias = _line(labels, -2.0)

    def vectors(self, x: Tensor, members: Tensor, chance: Chance = None) -> Tensor:
        """Return what each sentence says on each label: sentences, labels, HEAD_SIZE.

        x: sentences, places, HIDDEN (the window of each; one row may serve all); members: sentences, places, 1 where
        the sentence's pieces are.
        """
        scores = self.weight(x).transpose(1, 2) + ((1 - members) * NEVER)[:, None, :]
        pooled = torch.softmax(scores, -1) @ self.value(x)
        mean = (members[:, None, :] @ self.mean(x)) / members.sum(1)[:, None, None]
        vector = functional.gelu(pooled + mean + self.label)
        return drop_features(vector, self.dropout, chance)

    def forward(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """vectors: sentences, labels, HEAD_SIZE. Returns the logits of side and condition: sentences, labels."""
        side = (vectors * self.side).sum(-1) + self.side_bias
        return side, (vectors * self.condition).sum(-1) + self.condition_bias


def _line(labels: int, start: float) -> tuple[nn.Parameter, nn.Parameter]:
    return nn.Parameter(torch.randn(labels, HEAD_SIZE) * 0.05), nn.Parameter(torch.full((labels,), start))


class HolderHead(nn.Module):
    """Scores of each naming for a side that a sentence takes: is it the holder's? The first naming is nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(HEAD_SIZE, KEY_SIZE), nn.Linear(HIDDEN, KEY_SIZE)
        self.place = nn.Parameter(torch.randn(PAD + 1, KEY_SIZE) * 0.05)

    def keys(self, x: Tensor, named: Tensor) -> Tensor:
        """x: rows, places, HIDDEN; named: rows, namings, places. Returns rows, namings, KEY_SIZE."""
        return self.key(named @ x)

    def forward(self, vectors: Tensor, keys: Tensor, buckets: Tensor) -> Tensor:
        """vectors: sides, labels, HEAD_SIZE; keys: sides or 1, namings, KEY_SIZE; buckets: sides, namings.

        Returns the logits: sides, labels, namings.
        """
        query = self.query(vectors) * KEY_SIZE**-0.5
        by_words = query @ keys.transpose(1, 2)
        by_place = (query @ self.place.T).unsqueeze(2).expand(-1, -1, buckets.shape[1], -1)
        where = buckets[:, None, :, None].expand(-1, by_place.shape[1], -1, 1)
        gone = (buckets == PAD).to(query.dtype)[:, None, :] * NEVER
        return by_words + by_place.gather(-1, where).squeeze(-1) + gone


class PositionModel(nn.Module):
    """Encoder and heads as one, for export: one window at a time."""

    def __init__(self, encoder: Encoder, head: Head, holders: HolderHead) -> None:
        super().__init__()
        self.encoder, self.head, self.holders = encoder, head, holders

    def forward(
        self, pieces: Tensor, shapes: Tensor, members: Tensor, named: Tensor, buckets: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Score one window.

        pieces, shapes: 1, places; members: sentences, places; named: 1, namings, places; buckets: sentences, namings.
        Returns probabilities: of side and of condition (sentences, labels), of holders (sentences, labels, namings).
        """
        bias = self.encoder.bias(torch.ones_like(pieces, dtype=torch.float32))
        x = self.encoder.upper(self.encoder.lower(pieces, bias), shapes, bias)
        vectors = self.head.vectors(x, members)
        side, condition = self.head(vectors)
        holders = self.holders(vectors, self.holders.keys(x, named), buckets)
        return torch.sigmoid(side), torch.sigmoid(condition), torch.softmax(holders, -1)
