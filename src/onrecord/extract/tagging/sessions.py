"""How shipped networks are run: where they are, in onnxruntime with one thread, and the pieces of their tokenizer."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any


def shipped(name: str) -> Traversable:
    """The folder of a shipped model."""
    return resources.files("onrecord.extract.tagging") / "shipped" / name


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


class WordPieces:
    """The pieces that a tokenizer cuts a text into, by number, and those that stand before and behind all of them."""

    def __init__(self, cutting: Any) -> None:
        self._cutting = cutting
        self.first, self.last = self.numbers("[CLS]", "[SEP]")

    def numbers(self, *names: str) -> tuple[int, ...]:
        """Those of pieces that no text has."""
        return tuple(self._cutting.token_to_id(name) for name in names)

    def cut(self, text: str) -> list[int]:
        """The pieces of a text."""
        found: list[int] = self._cutting.encode(text, add_special_tokens=False).ids
        return found


def both_ends(text: str, first: int, last: int) -> str:
    """A text, or of one that is longer than so many characters its first and its last ones."""
    return text if len(text) <= first + last else f"{text[:first]} {text[-last:]}"
