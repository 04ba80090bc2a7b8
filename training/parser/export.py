"""Export: a training becomes the pipeline that ships, its networks in 7 bits.

    python -m training.parser.export RUN BASE OUT [--version 1.0.0] [--bits 7]

Seven bits keep sums of products small enough for processors without VNNI, where those of eight may saturate; 32 is full
precision. The heads' own products are small and stay in full precision.
"""

import argparse
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from process.extract.parser.files import ENCODER, LABELS, LEMMAS, RELATIONS, parse_labels
from training.networks import fold_constants
from training.parser.batches import INPUTS
from training.parser.model import ARC, RELATION, SHAPE_SIZE, SIZE, ParserNetwork
from training.parser.package import describe_run, package
from training.parser.train import CHECKPOINT, RECIPE
from training.parser.weights import VOCABULARY

OPSET = 17
OUTPUTS = ("u", "x", "m", "l", "s", "e", "arc", "rd", "rh")
FULL_PRECISION, SEVEN_BITS = 32, 7
QUANTISED = ["MatMul", "Gemm", "Gather"]
HEAD_SIZES = frozenset({SIZE + SHAPE_SIZE, ARC + 1})
"""First dimension of the weights of the heads."""
EXAMPLE_ROWS, EXAMPLE_PIECES, EXAMPLE_WORDS = 2, 13, 7


class TaggingPart(nn.Module):
    """All but the relations; of the tags only the likeliest leaves the network."""

    def __init__(self, network: ParserNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        """Take what the network takes; return `OUTPUTS`."""
        scores = self.network(*inputs)
        tags = (scores.upos, scores.xpos, scores.feats, scores.rules)
        return *(tag.argmax(-1) for tag in tags), *scores[len(tags) :]


class RelationPart(nn.Module):
    """The likeliest relation of each arc."""

    def __init__(self, network: ParserNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Both are arcs, features; returns arcs."""
        return self.network.relations(dependents, heads).argmax(-1)


def load_network(run: Path) -> ParserNetwork:
    """Return a training's network, ready to score."""
    network = ParserNetwork(parse_labels((run / LABELS).read_bytes()))
    network.load_state_dict(torch.load(run / CHECKPOINT, map_location="cpu")["network"])
    return network.eval()


def export_networks(network: ParserNetwork, folder: Path) -> None:
    """Write both networks in full precision; numbers of rows, pieces, words and arcs are free."""
    by_piece = torch.zeros(EXAMPLE_ROWS, EXAMPLE_PIECES, dtype=torch.long)
    by_word = torch.zeros(EXAMPLE_ROWS, EXAMPLE_WORDS, dtype=torch.long)
    inputs = (by_piece, by_piece, torch.ones(EXAMPLE_ROWS, EXAMPLE_PIECES), by_word, by_word, by_word)
    axes: dict[str, dict[int, str]] = {name: {0: "rows", 1: "pieces"} for name in INPUTS[:3]}
    axes |= {name: {0: "rows", 1: "root_and_words"} for name in (*INPUTS[3:], "rh")}
    axes |= {name: {0: "rows", 1: "words"} for name in OUTPUTS[:-1]}
    axes["arc"][2] = "root_and_words"
    _export(TaggingPart(network), inputs, folder / ENCODER, (INPUTS, OUTPUTS), axes)
    pairs = (torch.zeros(EXAMPLE_WORDS, RELATION), torch.zeros(EXAMPLE_WORDS, RELATION))
    names = (("rd", "rh"), ("d",))
    _export(RelationPart(network), pairs, folder / RELATIONS, names, {name: {0: "arcs"} for name in ("rd", "rh", "d")})


def _export(
    module: nn.Module,
    inputs: tuple[Tensor, ...],
    path: Path,
    names: tuple[tuple[str, ...], tuple[str, ...]],
    axes: Mapping[str, Mapping[int, str]],
) -> None:
    torch.onnx.export(
        module.eval(),
        inputs,
        str(path),
        input_names=names[0],
        output_names=names[1],
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def quantise(source: Path, target: Path, *, bits: int) -> None:
    """Write both networks in bytes, those of seven bits with one to spare; each channel has its own scale."""
    settings: dict[str, Any] = {
        "per_channel": True, "weight_type": QuantType.QInt8, "reduce_range": bits == SEVEN_BITS,
    }  # fmt: skip
    folded = source / "folded.onnx"
    fold_constants(source / ENCODER, folded)
    whole = find_heads(onnx.load(folded))
    quantize_dynamic(folded, target / ENCODER, op_types_to_quantize=QUANTISED, nodes_to_exclude=whole, **settings)
    quantize_dynamic(source / RELATIONS, target / RELATIONS, **settings)


def find_heads(network: Any) -> list[str]:
    """Return the names of the products that belong to the heads."""
    sizes = {tensor.name: tensor.dims[0] for tensor in network.graph.initializer if tensor.dims}
    return [
        node.name
        for node in network.graph.node
        if node.op_type in {"MatMul", "Gemm"} and any(sizes.get(name) in HEAD_SIZES for name in node.input)
    ]


def export_pipeline(run: Path, base: Path, out: Path, *, version: str, bits: int) -> None:
    """Write the pipeline that ships, from a training's folder; `base` holds the vocabulary."""
    recipe = json.loads((run / RECIPE).read_text()) | {"bits": bits} | describe_run(torch, onnx, onnxruntime)
    with tempfile.TemporaryDirectory() as name, torch.no_grad():
        whole, files = Path(name) / "whole", Path(name) / "files"
        whole.mkdir()
        export_networks(load_network(run), whole)
        if bits == FULL_PRECISION:
            files = whole
        else:
            files.mkdir()
            quantise(whole, files, bits=bits)
        for table in (run / LABELS, run / LEMMAS, base / VOCABULARY):
            shutil.copy(table, files)
        package(files, out, version=version, recipe=recipe)


def main() -> None:
    """Export one training."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("run", "base", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--version", default="1.0.0")
    parser.add_argument("--bits", type=int, choices=(SEVEN_BITS, 8, FULL_PRECISION), default=SEVEN_BITS)
    options = parser.parse_args()
    export_pipeline(options.run, options.base, options.out, version=options.version, bits=options.bits)


if __name__ == "__main__":
    main()
