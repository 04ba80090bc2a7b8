"""The network: MiniLM's encoder, told the shapes of words, and heads for tags, sentences, names, arcs and relations.

Shapes in what follows: rows (windows), pieces, words; word 0 of `first`, `last` and `word_shapes` is the root.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from process.extract.parser.files import Labels

SIZE, WIDE, HEADS, LAYERS, PLACES, PIECES = 384, 1536, 12, 6, 512, 30_522
SHAPES, SHAPE_SIZE = 24, 32
HIDDEN, ARC, RELATION = 256, 192, 96
ENCODER_DROPOUT, HEAD_DROPOUT = 0.1, 0.25
NEVER = -1e4
EPSILON = 1e-12


class Scores(NamedTuple):
    """Of each word: logits of its labels; `starts` of a sentence beginning; `arcs` of its heads (place 0: the root).

    `dependents` and `heads` are what `relations` takes: each word as a dependent, and each, the root too, as a head.
    """

    upos: Tensor
    xpos: Tensor
    feats: Tensor
    rules: Tensor
    starts: Tensor
    names: Tensor
    arcs: Tensor
    dependents: Tensor
    heads: Tensor


class SharedDropout(nn.Module):
    """Dropout with one mask for all places of a row: cheap, and stronger than one a place."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """x: rows, places, features."""
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[-1]) > self.share
        return x * (kept.to(x.dtype) / (1 - self.share))


class Layer(nn.Module):
    """A layer of the encoder. Its attention is written out: the fused kernel's backward is slow on a CPU."""

    def __init__(self) -> None:
        super().__init__()
        self.attention, self.attended = nn.Linear(SIZE, 3 * SIZE), nn.Linear(SIZE, SIZE)
        self.attended_norm, self.norm = nn.LayerNorm(SIZE, eps=EPSILON), nn.LayerNorm(SIZE, eps=EPSILON)
        self.wide, self.narrow = nn.Linear(SIZE, WIDE), nn.Linear(WIDE, SIZE)
        self.drop = SharedDropout(ENCODER_DROPOUT)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x: rows, pieces, features; bias: rows, 1, 1, pieces."""
        rows, pieces, _ = x.shape
        parts = self.attention(x).view(rows, pieces, 3, HEADS, SIZE // HEADS).permute(2, 0, 3, 1, 4)
        scaled = parts[0] * (SIZE // HEADS) ** -0.5
        weights = torch.softmax(scaled @ parts[1].transpose(-1, -2) + bias, -1)
        attended = (weights @ parts[2]).transpose(1, 2).reshape(rows, pieces, SIZE)
        x = self.attended_norm(x + self.drop(self.attended(attended)))
        return self.norm(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))


class Encoder(nn.Module):
    """Six layers; what comes out is a mix of all of them. The shapes of words start at zero: as MiniLM was trained."""

    def __init__(self) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(PIECES, SIZE), nn.Embedding(PLACES, SIZE)
        self.shape = nn.Embedding(SHAPES, SIZE)
        nn.init.zeros_(self.shape.weight)
        self.norm, self.drop = nn.LayerNorm(SIZE, eps=EPSILON), SharedDropout(ENCODER_DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.mix = nn.Parameter(torch.zeros(LAYERS))

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """All of rows, pieces; mask: 1 where a piece is. Returns rows, pieces, features."""
        x = self.word(pieces) + self.place.weight[: pieces.shape[1]][None] + self.shape(shapes)
        x = self.drop(self.norm(x))
        bias = ((1.0 - mask) * NEVER)[:, None, None, :].to(x.dtype)
        shares, mixed = torch.softmax(self.mix, 0), 0
        for share, layer in zip(shares, self.layers, strict=True):
            x = layer(x, bias)
            mixed = mixed + share * x
        return mixed


class Biaffine(nn.Module):
    """Scores pairs of a dependent (with a constant 1, for what is likely in any case) and a head."""

    def __init__(self, size: int, outputs: int) -> None:
        super().__init__()
        self.dependent, self.head = (nn.Linear(SIZE + SHAPE_SIZE, size) for _ in range(2))
        self.weight = nn.Parameter(torch.zeros(size + 1, outputs))


class ParserNetwork(nn.Module):
    """The encoder and its heads."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.word_shape, self.drop = nn.Embedding(SHAPES, SHAPE_SIZE), SharedDropout(HEAD_DROPOUT)
        self.tagging, self.naming = (nn.Linear(SIZE + SHAPE_SIZE, HIDDEN) for _ in range(2))
        layers = {"upos": labels.upos, "xpos": labels.xpos, "feats": labels.feats, "rules": labels.rules}
        self.tags = nn.ModuleDict({layer: nn.Linear(HIDDEN, len(names)) for layer, names in layers.items()})
        self.starts, self.names = nn.Linear(HIDDEN, 1), nn.Linear(HIDDEN, len(labels.names))
        self.labels = len(labels.relations)
        self.arc, self.relation = Biaffine(ARC, ARC), Biaffine(RELATION, self.labels * (RELATION + 1))
        nn.init.xavier_uniform_(self.arc.weight)
        nn.init.normal_(self.relation.weight, std=0.01)

    def words(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor, word_shapes: Tensor
    ) -> Tensor:
        """Return rows, words, features: of each word the mean of its first and last piece, and its shape."""
        x = self.encoder(pieces, shapes, mask)
        ends = [torch.gather(x, 1, end[..., None].expand(-1, -1, SIZE)) for end in (first, last)]
        return self.drop(torch.cat([(ends[0] + ends[1]) * 0.5, self.word_shape(word_shapes)], -1))

    def forward(self, *inputs: Tensor) -> Scores:
        """Take what `words` takes."""
        words = self.words(*inputs)
        tagging = self._hidden(self.tagging, words[:, 1:])
        dependent = _with_one(self._hidden(self.arc.dependent, words[:, 1:]))
        return Scores(
            **{layer: head(tagging) for layer, head in self.tags.items()},
            starts=self.starts(tagging).squeeze(-1),
            names=self.names(self._hidden(self.naming, words[:, 1:])),
            arcs=(dependent @ self.arc.weight) @ self._hidden(self.arc.head, words).transpose(1, 2),
            dependents=self._hidden(self.relation.dependent, words[:, 1:]),
            heads=self._hidden(self.relation.head, words),
        )

    def relations(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Return the logits of the relations of arcs: arcs, labels; both inputs are arcs, features."""
        dependents, heads = _with_one(dependents), _with_one(heads)
        by_label = (dependents @ self.relation.weight).view(-1, self.labels, RELATION + 1)
        return (by_label * heads[:, None]).sum(-1)

    def _hidden(self, layer: nn.Linear, words: Tensor) -> Tensor:
        return self.drop(functional.gelu(layer(words)))


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)
