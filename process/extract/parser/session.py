"""The runtime of the networks. Imported only when a network is loaded: without it, all else still works."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def make_session(
    network: bytes | Path,
    *,
    threads: int,
    arrays: Mapping[str, NDArray[np.generic]] | None = None,
    is_bounded: bool = False,
) -> Any:
    """Return an onnxruntime session on this many threads. Raises ImportError where there is no onnxruntime.

    `arrays` are given to a network that does not hold all of its own. One that never reads much at once, `is_bounded`,
    keeps the memory that it has taken: what is given back and taken again lies about in pieces in the end.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = is_bounded  # of the parser, what a long text once took would be kept: 130 MB
    if arrays:
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(array) for array in arrays.values()]
        options.add_external_initializers(list(arrays), values)
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
