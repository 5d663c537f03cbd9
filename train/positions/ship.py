"""The fitted model of positions as it is shipped: quantised to eight bits, its chains and vocabulary beside it.

python -m train.positions.ship PREPARED WEIGHTS FITTED OUT [--float]
"""

from __future__ import annotations

import argparse
import pickle
from pathlib import Path
from typing import Any

import torch

from onrecord.extract.tagging.features import Vocabulary
from train.positions.corpus import ACTIONS
from train.positions.fit import Model, chains_of
from train.positions.network import HEADS, TAGGING, begun
from train.ship import write


def main() -> None:
    """Write ``model.onnx``, ``model.json`` and ``tokenizer.json``."""
    asked = argparse.ArgumentParser(prog="python -m train.positions.ship", description=__doc__)
    asked.add_argument("prepared", type=Path)
    asked.add_argument("weights", type=Path)
    asked.add_argument("fitted", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--float", action="store_true", help="leave the weights as they are")
    given = asked.parse_args()
    vocabulary, _ = pickle.loads(given.prepared.read_bytes())
    model = Model(begun(given.weights, vocabulary.sizes()))
    model.load_state_dict(torch.load(given.fitted))
    model.eval()
    write(model.tagger, tuple(HEADS), about(model, vocabulary), given.weights, given.out, given.float)


def about(model: Model, vocabulary: Vocabulary) -> dict[str, Any]:
    """What the runtime must know: of each tagging head its kinds and its chain's scores, the actions, the features."""
    heads = {
        head: {"kinds": TAGGING[head]}
        | {
            name: score.astype(float).round(4).tolist()
            for name, score in zip(("follows", "opens", "closes"), chain, strict=True)
        }
        for head, chain in chains_of(model).items()
    }
    return {"heads": heads, "actions": ACTIONS, "tags": vocabulary.tags, "relations": vocabulary.relations}


if __name__ == "__main__":
    main()
