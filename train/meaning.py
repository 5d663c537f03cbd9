"""The sentence encoder as it is shipped: MiniLM as published, quantised to eight bits, with its tokenizer.

python -m train.meaning WEIGHTS OUT
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization.preprocess import quant_pre_process
from torch import Tensor, nn

from train.network import pretrained
from train.ship import quantise


class Plain(nn.Module):
    """MiniLM without the features that are added for tagging."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        self.encoder = pretrained(weights, (1,), 1).encoder

    def forward(self, pieces: Tensor) -> Tensor:
        """``pieces`` (passages, pieces), all of one length -> the states of the pieces (passages, pieces, width)."""
        none = torch.zeros_like(pieces)
        states: Tensor = self.encoder(pieces, torch.ones_like(pieces), none.unsqueeze(-1), none)
        return states


def main() -> None:
    """Write ``model.onnx`` and ``tokenizer.json``."""
    asked = argparse.ArgumentParser(prog="python -m train.meaning", description=__doc__)
    asked.add_argument("weights", type=Path)
    asked.add_argument("out", type=Path)
    given = asked.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    network = Plain(given.weights).eval()
    with tempfile.TemporaryDirectory() as place:
        plain, ready = Path(place, "plain.onnx"), Path(place, "ready.onnx")
        torch.onnx.export(
            network,
            (torch.ones(2, 7, dtype=torch.int64),),
            str(plain),
            input_names=["pieces"],
            output_names=["states"],
            dynamic_axes={name: {0: "passages", 1: "pieces"} for name in ("pieces", "states")},
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        quantise(ready, given.out / "model.onnx")
    shutil.copy(given.weights / "tokenizer.json", given.out / "tokenizer.json")


if __name__ == "__main__":
    main()
