"""Weights of eight bits become weights of seven: what networks that lie there already need for processors without VNNI.

python -m training.parser.seven_bits NETWORK.onnx... rewrites them. There, sums of two products of eight bits do not fit
16 bits and are cut off: the shipped parser had read some sentences in one way on one kind of machine and in another on
the other. A training's export writes seven bits by itself.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

PRODUCT = "MatMulInteger"
WEIGHTS = 1
SEVEN_BITS = 63


def halve(network: onnx.ModelProto) -> None:
    """Halve the weights of all products of bytes, and double the scales that they are multiplied with."""
    arrays = {array.name: array for array in network.graph.initializer}
    halved = {node.input[WEIGHTS] for node in network.graph.node if node.op_type == PRODUCT}
    for name in sorted(halved):
        values = numpy_helper.to_array(arrays[name])
        if np.abs(values.astype(np.int16)).max() <= SEVEN_BITS:
            continue
        rounded = np.clip(np.rint(values.astype(np.float32) / 2), -SEVEN_BITS, SEVEN_BITS).astype(np.int8)
        arrays[name].CopyFrom(numpy_helper.from_array(rounded, name))
        scale = arrays[name.removesuffix("_quantized") + "_scale"]
        scale.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(scale) * 2, scale.name))


def main() -> None:
    """Rewrite the files."""
    for path in map(Path, sys.argv[1:]):
        network = onnx.load(path)
        halve(network)
        onnx.save(network, path)


if __name__ == "__main__":
    main()
