"""Export: a checkpoint becomes the folder that ships: sides.onnx, vocab.txt, model.json.

python -m training.sides.export RUN BASE OUT [--bits 4]; RUN is the folder of a training.

The products are stored in blocks of 128 weights with a scale each, on activations that are scaled by row and block:
what one row gets does not depend on another, and sums of 4-bit weights cannot overflow without VNNI either. The usual
dynamic 8-bit recipe loses four points of F1: outliers behind the activation stretch its one scale.
"""

import argparse
import json
import logging
import platform
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import Tensor, nn

from process.extract.sides.belief import Belief
from process.extract.sides.card import CARD, hash_file
from process.extract.sides.model import VOCABULARY
from process.extract.sides.network import WHOLE
from training.networks import fold_constants
from training.sides.folder import clear_model
from training.sides.labels import LABELS
from training.sides.model import Encoder, Head, HolderHead, PositionModel
from training.sides.rounding import BITS, BLOCK
from training.sides.texts import text_files
from training.sides.train import CHECKPOINT, RECIPE

INT8_ACTIVATIONS = 4
FULL_PRECISION = 32
OPSET = 17
MODULES = (torch, onnxruntime, onnx)
BYTE = 127
EXAMPLE_PIECES, EXAMPLE_SENTENCES, EXAMPLE_NAMINGS = 40, 3, 4
FREE_AXES = {
    "pieces": {1: "pieces"},
    "shapes": {1: "pieces"},
    "members": {0: "sentences", 1: "pieces"},
    "named": {1: "namings", 2: "pieces"},
    "buckets": {0: "sentences", 1: "namings"},
    "side": {0: "sentences"},
    "condition": {0: "sentences"},
    "holders": {0: "sentences", 2: "namings"},
}
SMALL_PRODUCT = 400_000
"""Products of fewer weights (the head's) are a hundredth of the size and of the time."""


class ByteEmbedding(nn.Module):
    """Word vectors as bytes with a scale a row: a quarter of the size, and each row keeps its own precision."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / BYTE
        self.bytes_ = nn.Parameter(torch.round(weight / scale).to(torch.int8), requires_grad=False)
        self.scale = nn.Parameter(scale, requires_grad=False)

    def forward(self, pieces: Tensor) -> Tensor:
        """pieces: rows, places."""
        return self.bytes_[pieces].float() * self.scale[pieces]


def load_model(checkpoint: Path, recipe: Mapping[str, Any]) -> PositionModel:
    """Return the trained network, ready to score."""
    state = torch.load(checkpoint, map_location="cpu")
    encoder = Encoder(len(state["encoder"]["word.weight"]), recipe["layers"], frozen=recipe["frozen"])
    encoder.load_state_dict(state["encoder"])
    head, holders = Head(len(LABELS)), HolderHead()
    head.load_state_dict(state["head"])
    holders.load_state_dict(state["holders"])
    return PositionModel(encoder, head, holders).eval()


def export_network(model: PositionModel, path: Path) -> None:
    """Write the network in full precision; places and sentences are free."""
    pieces = torch.arange(EXAMPLE_PIECES)[None] + 10
    members = torch.zeros(EXAMPLE_SENTENCES, EXAMPLE_PIECES)
    members[:, 4:9] = 1
    named = torch.zeros(1, EXAMPLE_NAMINGS, EXAMPLE_PIECES)
    named[0, 1:, 5] = 1
    buckets = torch.zeros(EXAMPLE_SENTENCES, EXAMPLE_NAMINGS, dtype=torch.long)
    torch.onnx.export(
        model,
        (pieces, torch.zeros_like(pieces), members, named, buckets),
        str(path),
        input_names=["pieces", "shapes", "members", "named", "buckets"],
        output_names=["side", "condition", "holders"],
        dynamic_axes=FREE_AXES,
        opset_version=OPSET,
        dynamo=False,
    )


def quantise(source: Path, target: Path, *, bits: int) -> None:
    """Write the network with its large products in blocks of few bits; the small ones stay as they are."""
    logging.getLogger("onnxruntime.quantization").setLevel(logging.WARNING)  # else two lines for each operation
    network = onnx.load(source)
    sizes = {tensor.name: int(np.prod(tensor.dims)) for tensor in network.graph.initializer}
    small = [
        node.name
        for node in network.graph.node
        if node.op_type == "MatMul" and max(sizes.get(name, 0) for name in node.input) < SMALL_PRODUCT
    ]
    quantiser = MatMulNBitsQuantizer(
        network, bits=bits, block_size=BLOCK, is_symmetric=True, accuracy_level=INT8_ACTIVATIONS, nodes_to_exclude=small
    )
    quantiser.process()
    quantiser.model.save_model_to_file(str(target), use_external_data_format=False)


def write_card(out: Path, *, run: Path, texts: Mapping[str, str], bits: int) -> None:
    """Write model.json; what is fitted on the hold-out is filled in later (training/README.md)."""
    card = {
        "labels": LABELS,
        "calibration": {"slope": 1.0, "offset": 0.0},
        "threshold": 0.5,
        "condition_threshold": 0.5,
        "belief": asdict(Belief(bias=0.0, side=1.0, article=0.0, share=1.0, signs=0.0, agrees=0.0)),
        "sha256": {name: hash_file(out / name) for name in (WHOLE, VOCABULARY)},
        "recipe": json.loads((run / RECIPE).read_text()) | {"bits": bits, "commit": _commit()},
        "texts": dict(texts),
        "versions": {"python": platform.python_version()} | {m.__name__: m.__version__ for m in MODULES},
    }
    (out / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False)  # noqa: S607
    return done.stdout.strip()


def export_folder(run: Path, base: Path, out: Path, *, bits: int, texts: Path | None = None) -> None:
    """Write the folder that ships, from a training's folder; `texts` are trained on, and named with their hashes.

    A model that lay there is removed, its parts of whole bytes too, once the new network is made.
    """
    out.mkdir(parents=True, exist_ok=True)
    hashes = {path.name: hash_file(path) for path in text_files(texts)} if texts else {}
    network, vocabulary = make_network(run, bits=bits), (base / VOCABULARY).read_bytes()
    clear_model(out)
    (out / WHOLE).write_bytes(network)
    (out / VOCABULARY).write_bytes(vocabulary)
    write_card(out, run=run, texts=hashes, bits=bits)


def make_network(run: Path, *, bits: int) -> bytes:
    """Return the network of a training as its file is to be."""
    model = load_model(run / CHECKPOINT, json.loads((run / RECIPE).read_text()))
    if bits != FULL_PRECISION:
        model.encoder.word = ByteEmbedding(model.encoder.word.weight.detach())
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        whole, folded, packed = (Path(folder) / name for name in ("whole.onnx", "folded.onnx", "packed.onnx"))
        export_network(model, whole)
        fold_constants(whole, folded)
        if bits == FULL_PRECISION:
            return folded.read_bytes()
        quantise(folded, packed, bits=bits)
        return packed.read_bytes()


def main() -> None:
    """Export one training."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("run", "base", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--bits", type=int, choices=(BITS, 8, FULL_PRECISION), default=BITS)
    parser.add_argument("--texts", type=Path, help="the folder trained on, for the hashes of its files")
    options = parser.parse_args()
    export_folder(options.run, options.base, options.out, bits=options.bits, texts=options.texts)


if __name__ == "__main__":
    main()
