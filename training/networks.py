"""What both exports do to a network."""

from pathlib import Path

import onnxruntime


def fold_constants(source: Path, target: Path) -> None:
    """Write the network as the runtime simplifies it for any processor."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(target)
    onnxruntime.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])
