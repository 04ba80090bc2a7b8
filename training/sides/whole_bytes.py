"""The network in two parts, its large products of whole bytes, beside a model's sides.onnx.

python -m training.sides.whole_bytes MODEL TEXTS CUTS.jsonl writes encoder_int8.onnx, its table encoder_int8.npz, and
heads.onnx (process/extract/sides/network.py). All are small: the weights are those of sides.onnx; the encoder's are
unpacked when the model is loaded (process/extract/sides/unpack.py). What bytes would lose, by the outliers behind
the activation, is kept by three means: each row of the activation has a scale of its own, its channels are evened out
against the weights (SmoothQuant, Xiao et al. 2023, alpha 0.5), and those that stretch most stay in full precision.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from onnx.utils import Extractor

from process.extract.parser.wordpiece import WordPiece
from process.extract.sides.card import CARD, hash_file, read_card
from process.extract.sides.model import VOCABULARY, SideModel
from process.extract.sides.network import ENCODER, HEADS, HIDDEN, READ_BY_ENCODER, TABLE, WHOLE
from process.extract.sides.unpack import BYTES, COLUMNS, EVEN, OUTLIERS, PLACES, unpack_weights
from training.sides.read import read_scored
from training.sides.sentences import Cut, read_cuts
from training.sides.texts import Article, read_texts

IN_BLOCKS = "MatMulNBits"
EVERY_NTH_TEXT = 25
"""Of the texts trained on, those whose activations are looked at: some hundred and fifty."""
OUTLIER_CHANNELS = 16
ALPHA = 0.5
SMALLEST = 1e-5
BYTE = 127.0
OWN_BYTES = 1024
"""Larger arrays stay in sides.onnx."""

Maxima = Mapping[str, NDArray[np.float32]]


class Watched:
    """A network that remembers the highest value of each channel that its large products have met."""

    def __init__(self, network: ModelProto) -> None:
        watched = ModelProto()
        watched.CopyFrom(network)
        self._names = sorted({node.input[0] for node in network.graph.node if node.op_type == IN_BLOCKS})
        watched.graph.output.extend(
            helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in self._names
        )
        self._session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
        self.maxima: dict[str, NDArray[np.float32]] = {}

    def run(self, _: None, inputs: dict[str, NDArray[Any]], /) -> Sequence[NDArray[np.float32]]:
        """Return what the network says of a window."""
        found: list[NDArray[np.float32]] = self._session.run(None, inputs)
        for name, activation in zip(self._names, found[-len(self._names) :], strict=True):
            highest = np.abs(activation).reshape(-1, activation.shape[-1]).max(0)
            self.maxima[name] = np.maximum(self.maxima.get(name, np.float32(0)), highest)
        return found[: -len(self._names)]


@dataclass(frozen=True, slots=True)
class Product:
    """A product as unpacking takes it.

    place: where in the file its weights and their scales begin, its channels and columns. even: each channel's factor,
    0 for an outlier. outliers: their numbers.
    """

    place: tuple[int, int, int, int]
    even: NDArray[np.float32]
    outliers: NDArray[np.int64]


def make_product(node: NodeProto, arrays: Mapping[str, TensorProto], content: bytes, maxima: Maxima) -> Product:
    """Return a product in 4-bit blocks of the network with this content; `maxima` are those of the activations."""
    sizes = {one.name: helper.get_attribute_value(one) for one in node.attribute}
    begins = [content.index(arrays[name].raw_data) for name in node.input[1:3]]
    place = (*begins, sizes["K"], sizes["N"])
    highest = maxima[node.input[0]]
    outliers = np.sort(np.argsort(-highest, kind="stable")[:OUTLIER_CHANNELS])
    weights = np.abs(unpack_weights(np.frombuffer(content, np.uint8), *place)).max(0)
    even = np.maximum(highest, SMALLEST) ** ALPHA / np.maximum(weights, SMALLEST) ** (1 - ALPHA)
    even /= np.exp(np.log(even).mean())
    even[outliers] = 0
    return Product(place, even.astype(np.float32), outliers)


@dataclass(slots=True)
class _Graph:
    """Nodes and constants as they come into being."""

    nodes: list[NodeProto] = field(default_factory=list)
    constants: dict[str, TensorProto] = field(default_factory=dict)

    def add(self, operation: str, *inputs: str, name: str, **attributes: Any) -> str:
        """Add a node, and return its output's name."""
        self.nodes.append(helper.make_node(operation, list(inputs), [name], name=f"{name}:{operation}", **attributes))
        return name

    def keep(self, name: str, values: Any, kind: type[np.generic] = np.float32) -> str:
        """Add a constant, and return its name."""
        self.constants[name] = numpy_helper.from_array(np.asarray(values, kind), name)
        return name

    def await_(self, name: str, kind: int, *sizes: int) -> str:
        """Add a constant that is given when the network is loaded, and return its name."""
        self.constants[name] = TensorProto(name=name, data_type=kind, dims=sizes)
        _refer(self.constants[name], "given when loaded", 0, 1)
        return name

    def multiply(self, product: Product, number: int, activation: str, output: str) -> None:
        """Add a product: bytes with a scale for each row and column, and beside them the outliers as they are."""
        add, keep, name, (_, _, channels, columns) = self.add, self.keep, f"product {number}", product.place
        odd = np.divide(1, product.even, out=np.zeros_like(product.even), where=product.even > 0)
        part = add("Mul", activation, keep(f"{name}/odd", odd), name=f"{name}/part")
        size = add("ReduceMax", add("Abs", part, name=f"{name}/sizes"), name=f"{name}/size", axes=[-1], keepdims=1)
        size = add("Max", size, keep("smallest", SMALLEST), name=f"{name}/some size")
        row = add("Div", size, keep("byte", BYTE), name=f"{name}/row")
        share, middle = add("Div", part, row, name=f"{name}/share"), keep("middle", 128, np.uint8)
        read = add("QuantizeLinear", share, keep("one", 1), middle, name=f"{name}/read")
        weights = self.await_(f"{BYTES} {number}", TensorProto.INT8, channels, columns)
        total = add("MatMulInteger", read, weights, middle, name=f"{name}/total")
        total = add("Cast", total, name=f"{name}/float", to=TensorProto.FLOAT)
        scales = self.await_(f"{COLUMNS} {number}", TensorProto.FLOAT, columns)
        near = add("Mul", add("Mul", total, row, name=f"{name}/by row"), scales, name=f"{name}/near")
        which = keep(f"{name}/which", product.outliers, np.int64)
        chosen = add("Gather", activation, which, name=f"{name}/chosen", axis=-1)
        weights = self.await_(f"{OUTLIERS} {number}", TensorProto.FLOAT, len(product.outliers), columns)
        add("Add", near, add("MatMul", chosen, weights, name=f"{name}/far"), name=output)


def make_network(network: ModelProto, products: Sequence[Product], content: bytes) -> ModelProto:
    """Return the network with its products, in order, of bytes; other large arrays lie in the file of `content`."""
    graph, numbers = _Graph(), iter(range(len(products)))
    in_blocks: set[str] = set()
    for node in network.graph.node:
        if node.op_type == IN_BLOCKS:
            number = next(numbers)
            graph.multiply(products[number], number, node.input[0], node.output[0])
            in_blocks.update(node.input[1:3])
        else:
            graph.nodes.append(node)
    others = [array for array in network.graph.initializer if array.name not in in_blocks]
    result = ModelProto()
    result.CopyFrom(network)
    del result.graph.node[:], result.graph.initializer[:]
    result.graph.node.extend(graph.nodes)
    result.graph.initializer.extend([*others, *graph.constants.values()])
    for array in result.graph.initializer:
        if len(array.raw_data) >= OWN_BYTES and array.raw_data in content:
            _refer(array, WHOLE, content.index(array.raw_data), len(array.raw_data))
    return result


def split_network(network: ModelProto) -> dict[str, ModelProto]:
    """Return its encoder and its heads, by the names of their files; the last norm hands over from one to the other."""
    whole = ModelProto()
    whole.CopyFrom(network)
    (*_, last) = (node.output[0] for node in whole.graph.node if node.op_type == "LayerNormalization")
    for node in whole.graph.node:
        for names in (node.input, node.output):
            names[:] = [HIDDEN if name == last else name for name in names]
    whole.graph.value_info.append(helper.make_tensor_value_info(HIDDEN, TensorProto.FLOAT, [1, "pieces", None]))
    outputs = [one.name for one in whole.graph.output]
    asked = [one.name for one in whole.graph.input if one.name not in READ_BY_ENCODER]
    cut = Extractor(whole).extract_model
    return {ENCODER: cut([*READ_BY_ENCODER], [HIDDEN]), HEADS: cut([HIDDEN, *asked], outputs)}


def _refer(array: TensorProto, location: str, offset: int, size: int) -> None:
    """Leave an array's bytes in a file beside the network's."""
    array.ClearField("raw_data")
    array.data_location = TensorProto.EXTERNAL
    for key, value in (("location", location), ("offset", offset), ("length", size)):
        array.external_data.add(key=key, value=str(value))


def table_of(products: Sequence[Product]) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """Yield the arrays of the table that the products are unpacked by."""
    yield PLACES, np.array([product.place for product in products], np.int64)
    for number, product in enumerate(products):
        yield f"{EVEN} {number}", product.even
        yield f"{OUTLIERS} {number}", product.outliers


def write_whole_bytes(folder: Path, articles: Sequence[Article], cuts: Mapping[str, Cut]) -> None:
    """Write the files into a model's folder, and their hashes into its card, for activations as on the articles."""
    content = (folder / WHOLE).read_bytes()
    network = ModelProto.FromString(content)
    watched = Watched(network)
    model = SideModel(read_card(folder), WordPiece(folder / VOCABULARY), watched)
    read_scored(model, articles, cuts)
    arrays = {array.name: array for array in network.graph.initializer}
    products = [
        make_product(node, arrays, content, watched.maxima) for node in network.graph.node if node.op_type == IN_BLOCKS
    ]
    for name, part in split_network(make_network(network, products, content)).items():
        onnx.save(part, folder / name)
    np.savez(folder / TABLE, allow_pickle=False, **dict(table_of(products)))
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    card["sha256"] |= {name: hash_file(folder / name) for name in (ENCODER, HEADS, TABLE)}
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("model", "texts", "cuts"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    write_whole_bytes(options.model, read_texts(options.texts)[0][::EVERY_NTH_TEXT], read_cuts(options.cuts))


if __name__ == "__main__":
    main()
