"""How the syntax model multiplies: as NumPy does, on one thread.

spaCy multiplies with a library of its own, which takes up to three times as long as NumPy's for the sizes of its
networks. NumPy's would use every processor for each product, which gains nothing where they are small and takes from
other processes.
"""

from __future__ import annotations

import functools
from contextlib import AbstractContextManager
from typing import Any

from threadpoolctl import ThreadpoolController


def multiply_with_numpy(model: Any) -> None:
    """From now on let the networks of a spaCy pipeline multiply with NumPy; others keep what they have."""
    from thinc.api import NumpyOps

    operations = NumpyOps(use_blis=False)
    for _, component in model.pipeline:
        network = getattr(component, "model", None)
        for layer in network.walk() if network is not None and hasattr(network, "walk") else ():
            layer.ops = operations


def on_one_thread() -> AbstractContextManager[Any]:
    """Within this NumPy multiplies on one thread."""
    limited: AbstractContextManager[Any] = _libraries().limit(limits=1, user_api="blas")
    return limited


@functools.cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()
