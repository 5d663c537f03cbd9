"""Token models: which words of a passage belong to spans of which kind, read by a small quantised network."""

from __future__ import annotations

import importlib.util

__all__ = ["missing"]

_NEEDED = ("onnxruntime", "tokenizers")


def missing() -> str | None:
    """The first package that token models need and that is not installed; None where all are."""
    return next((name for name in _NEEDED if importlib.util.find_spec(name) is None), None)
