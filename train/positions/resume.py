"""The shipped network as weights to go on from: what eight bits keep of it, as train.positions.fit writes a model.

    python -m train.positions.resume PREPARED WEIGHTS SHIPPED OUT

So more articles can be learnt without fitting attributions anew, which takes hours.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from train.positions.fit import Model
from train.positions.network import HEADS, begun

_IMPOSSIBLE = -1000.0  # scores below it are of what may never be, and no weights
_PARTS = ("follows", "opens", "closes")


def main() -> None:
    """Read, check that no weight is missing, and write."""
    asked = argparse.ArgumentParser(prog="python -m train.positions.resume", description=__doc__)
    asked.add_argument("prepared", type=Path)
    asked.add_argument("weights", type=Path)
    asked.add_argument("shipped", type=Path, help="the folder that train.positions.ship wrote")
    asked.add_argument("out", type=Path)
    given = asked.parse_args()
    vocabulary, _ = pickle.loads(given.prepared.read_bytes())
    model = Model(begun(given.weights, vocabulary.sizes()))
    graph = onnx.load(str(given.shipped / "model.onnx")).graph
    about = json.loads((given.shipped / "model.json").read_text(encoding="utf-8"))
    found = dict(of_graph(graph)) | dict(of_chains(about["heads"]))
    state = model.state_dict()
    barred = {name: value for name, value in state.items() if ".bar_" in name}
    model.load_state_dict(
        {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in found.items()} | barred
    )
    torch.save(model.state_dict(), given.out)


def of_graph(graph: Any) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """The weights of the network's parts by their names in the model, out of an ONNX graph."""
    held = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    for name, value in held.items():
        if name.startswith(("encoder.", "late.", "heads.")):
            stem = name.removesuffix("_quantized")
            if not name.endswith(("_scale", "_zero_point")):
                yield f"tagger.{stem}", value if stem == name else _whole(held, stem)
    for node in graph.node:  # what is multiplied has lost its name; the node that multiplies has kept its place
        if node.op_type != "MatMulInteger":
            continue
        place = node.name.removeprefix("/").split("/MatMul")[0].replace("/", ".")
        stem = next(each for each in node.input if each.endswith("_quantized") and each in held)
        path = f"heads.{place}" if place.split(".")[0] in HEADS else place
        yield f"tagger.{path}.weight", _whole(held, stem.removesuffix("_quantized")).T


def _whole(held: Mapping[str, NDArray[np.generic]], stem: str) -> NDArray[np.float32]:
    whole = held[f"{stem}_quantized"].astype(np.float32) - held[f"{stem}_zero_point"].astype(np.float32)
    return np.asarray(whole * held[f"{stem}_scale"].astype(np.float32), dtype=np.float32)


def of_chains(heads: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """The scores of the chains, without those that bar what may never be."""
    for head, told in heads.items():
        for part in _PARTS:
            scores = np.array(told[part], dtype=np.float32)
            yield f"chains.{head}.{part}", np.where(scores > _IMPOSSIBLE, scores, 0.0)


if __name__ == "__main__":
    main()
