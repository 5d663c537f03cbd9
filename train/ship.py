"""How a fitted network is shipped: quantised to eight bits, what must be known of it and its tokenizer beside it."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.preprocess import quant_pre_process
from torch import nn

from onrecord.extract.tagging.features import COLUMNS

_INPUTS = ("pieces", "mask", "features", "heads", "firsts")


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


def in_eight_bits(
    network: nn.Module,
    inputs: Mapping[str, torch.Tensor],
    outputs: Sequence[str],
    axes: Mapping[str, Mapping[int, str]],
    out: Path,
    whole: Sequence[str] = (),
) -> None:
    """Write a network in ONNX, its weights in eight bits but for ``whole``; ``axes`` are those of any length."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        plain, ready = Path(place, "plain.onnx"), Path(place, "ready.onnx")
        torch.onnx.export(
            network,
            tuple(inputs.values()),
            str(plain),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={name: dict(of) for name, of in axes.items()},
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        quantise(ready, out, whole)


def quantise(plain: Path, out: Path, whole: Sequence[str] = ()) -> None:
    """Weights as eight-bit integers, a scale for each output; activations are quantised as they come.

    What multiplies in a part of the network whose name holds one of ``whole`` stays as it is.
    """
    nodes = [node.name for node in onnx.load(str(plain)).graph.node if node.op_type in {"MatMul", "Gemm"}]
    quantize_dynamic(
        str(plain),
        str(out),
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        per_channel=True,
        reduce_range=True,  # AVX2 adds two products in sixteen bits: seven-bit weights cannot overflow there
        weight_type=QuantType.QInt8,
        nodes_to_exclude=[name for name in nodes if any(part in name for part in whole)],
    )
    onnx.checker.check_model(str(out))
