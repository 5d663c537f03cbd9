"""A fitted model as it is shipped: quantised to eight bits, with its vocabulary and chain beside it.

python -m train.ship PREPARED WEIGHTS FITTED OUT [--float]
"""

from __future__ import annotations

import argparse
import json
import pickle
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.preprocess import quant_pre_process
from torch import nn

from onrecord.extract.tagging.features import COLUMNS
from onrecord.extract.tagging.labels import Labels
from train.corpus import KINDS
from train.crf import Crf
from train.fit import Model
from train.network import pretrained

_INPUTS = ("pieces", "mask", "features", "heads", "firsts")


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m train.ship", description=__doc__)
    asked.add_argument("prepared", type=Path)
    asked.add_argument("weights", type=Path)
    asked.add_argument("fitted", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--float", action="store_true", help="leave the weights as they are")
    given = asked.parse_args()
    vocabulary, _ = pickle.loads(given.prepared.read_bytes())
    labels = Labels(KINDS)
    model = Model(pretrained(given.weights, vocabulary.sizes(), labels.number), Crf(labels.allowed()))
    model.load_state_dict(torch.load(given.fitted))
    model.eval()
    follows, opens, closes = (score.detach().numpy().round(4).tolist() for score in model.crf.scores())
    about = {"kinds": KINDS, "tags": vocabulary.tags, "relations": vocabulary.relations}
    about |= {"follows": follows, "opens": opens, "closes": closes}
    write(model.tagger, ("emissions",), about, given.weights, given.out, given.float)


def write(
    network: nn.Module, outputs: Sequence[str], about: dict[str, Any], weights: Path, out: Path, as_float: bool
) -> None:
    """The network, what must be known of it, and the tokenizer that it was fitted with, in a folder."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        plain, ready = Path(place, "plain.onnx"), Path(place, "ready.onnx")
        export(network, plain, outputs)
        if as_float:
            shutil.copy(plain, out / "model.onnx")
        else:
            quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
            quantise(ready, out / "model.onnx")
    (out / "model.json").write_text(json.dumps(about) + "\n", encoding="utf-8")
    shutil.copy(weights / "tokenizer.json", out / "tokenizer.json")


def export(network: nn.Module, out: Path, outputs: Sequence[str]) -> None:
    """The scores of words as an ONNX graph, any number of passages of any length."""
    pieces = torch.ones(2, 7, dtype=torch.int64)
    features = torch.zeros(2, 7, len(COLUMNS), dtype=torch.int64)
    firsts = torch.ones(2, 5, dtype=torch.int64)
    axes = {name: {0: "passages", 1: "pieces"} for name in _INPUTS} | {"firsts": {0: "passages", 1: "words"}}
    torch.onnx.export(
        network,
        (pieces, torch.ones_like(pieces), features, torch.zeros_like(pieces), firsts),
        str(out),
        input_names=list(_INPUTS),
        output_names=list(outputs),
        dynamic_axes=axes | {name: {0: "passages", 1: "words"} for name in outputs},
        opset_version=17,
        dynamo=False,
    )


def quantise(plain: Path, out: Path) -> None:
    """Weights as eight-bit integers, a scale for each output; activations are quantised as they come."""
    quantize_dynamic(
        str(plain),
        str(out),
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        per_channel=True,
        reduce_range=True,  # AVX2 adds two products in sixteen bits: seven-bit weights cannot overflow there
        weight_type=QuantType.QInt8,
    )
    onnx.checker.check_model(str(out))


if __name__ == "__main__":
    main()
