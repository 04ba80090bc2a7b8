"""The runtime of the networks. Imported only when a network is loaded: without it, all else still works."""

from typing import Any


def make_session(network: bytes, *, threads: int) -> Any:
    """Return an onnxruntime session on this many threads. Raises ImportError where there is no onnxruntime."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False  # what a long text once took would be kept: 130 MB
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
