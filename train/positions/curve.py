"""What a bias on the labels outside, or on the beginnings of clauses, trades of precision and recall.

    python -m train.positions.curve PREPARED WEIGHTS MODEL [--aside 0]

MODEL is what train.positions.fit wrote, or the folder that train.positions.ship wrote.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from onrecord.extract.tagging.pieces import batch
from train.positions.corpus import fold
from train.positions.fit import Model, chains_of, emitted
from train.positions.network import begun
from train.positions.passages import Learnt, Pieces
from train.positions.score import Chains, Emissions, report

_BIASES = (0.0, -0.1, -0.05, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6)
_ENTRIES = (-4.0, -3.0, -2.0, -1.0, 0.5, 1.0)


def main() -> None:
    """Tell the scores at each bias."""
    asked = argparse.ArgumentParser(prog="python -m train.positions.curve", description="Tell what a bias trades.")
    asked.add_argument("prepared", type=Path)
    asked.add_argument("weights", type=Path)
    asked.add_argument("model", type=Path)
    asked.add_argument("--aside", type=int, default=0)
    asked.add_argument("--once", action="store_true", help="without any bias only")
    given = asked.parse_args()
    torch.set_num_threads(1)
    vocabulary, articles = pickle.loads(given.prepared.read_bytes())
    aside = [article for article in articles if fold(article.id) == given.aside]
    passages = Pieces(given.weights).learnt(aside)
    if given.model.is_dir():
        scores, chains = shipped(given.model, passages)
    else:
        model = Model(begun(given.weights, vocabulary.sizes()))
        model.load_state_dict(torch.load(given.model))
        scores, chains = emitted(model, passages), chains_of(model)
    for bias in (0.0,) if given.once else _BIASES:
        print(f"outside {bias:+.2f}: {report(scores, passages, aside, chains, bias=bias)}", flush=True)
    for entry in () if given.once else _ENTRIES:
        print(f"entry {entry:+.1f}: {report(scores, passages, aside, chains, entry=entry)}", flush=True)


def shipped(folder: Path, passages: Sequence[Learnt]) -> tuple[list[Emissions], Chains]:
    """The scores of each passage by a shipped model, and its chains."""
    about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    chains = {
        head: tuple(np.array(each[name], dtype=np.float32) for name in ("follows", "opens", "closes"))
        for head, each in about["heads"].items()
    }
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    network = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    outputs = [output.name for output in network.get_outputs()]
    found: list[Emissions] = []
    for passage in passages:
        told = batch([passage.pieces])
        inputs = {each.name: getattr(told, each.name) for each in network.get_inputs()}
        scores = network.run(None, inputs)
        found.append({name: each[0] for name, each in zip(outputs, scores, strict=True)})
    return found, chains


if __name__ == "__main__":
    main()
