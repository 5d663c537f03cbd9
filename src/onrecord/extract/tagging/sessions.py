"""How shipped networks are run: in onnxruntime, with one thread, and the word pieces of their tokenizer."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from typing import Any


def session(file: Traversable) -> Any:
    """A network in ONNX, ready to run."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # every text has a length of its own: a plan for its memory is never used again
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(file.read_bytes(), options, providers=["CPUExecutionProvider"])


def tokenizer(file: Traversable) -> Any:
    """A tokenizer in the form of ``tokenizers``, that pads nothing and cuts nothing off."""
    from tokenizers import Tokenizer

    found = Tokenizer.from_str(file.read_text(encoding="utf-8"))
    found.no_padding()
    found.no_truncation()
    return found
