"""The base encoder: the official all-MiniLM-L6-v2, by our names for its parts."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load
from torch import Tensor

from training.parser.model import LAYERS

WEIGHTS, VOCABULARY = "model.safetensors", "vocab.txt"
SHA256 = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    VOCABULARY: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
NAMES = {
    "attended": "attention.output.dense", "attended_norm": "attention.output.LayerNorm",
    "wide": "intermediate.dense", "narrow": "output.dense", "norm": "output.LayerNorm",
}  # fmt: skip


def read_base(folder: Path) -> dict[str, Tensor]:
    """Return the weights of our encoder; ValueError when a file is not the official one."""
    contents = {name: (folder / name).read_bytes() for name in SHA256}
    for name, content in contents.items():
        if hashlib.sha256(content).hexdigest() != SHA256[name]:
            raise ValueError(f"{folder / name} is not that of the official all-MiniLM-L6-v2: its SHA-256 differs")
    return rename(load(contents[WEIGHTS]))


def rename(base: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the weights by our names; the vector of the one segment that we use joins those of the places."""
    base = {name.removeprefix("bert."): tensor for name, tensor in base.items()}
    weights = {
        "word.weight": base["embeddings.word_embeddings.weight"],
        "place.weight": base["embeddings.position_embeddings.weight"]
        + base["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": base["embeddings.LayerNorm.weight"],
        "norm.bias": base["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        theirs, ours = f"encoder.layer.{number}.", f"layers.{number}."
        for kind in ("weight", "bias"):
            parts = [base[f"{theirs}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            weights[f"{ours}attention.{kind}"] = torch.cat(parts)
            weights |= {f"{ours}{name}.{kind}": base[f"{theirs}{other}.{kind}"] for name, other in NAMES.items()}
    return weights
