"""A larger network of positions, which never ships: what the one that ships learns from (Hinton et al. 2015)."""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from train.network import Dropout, Encoder
from train.positions.network import Heads

_NAMES = {
    "embeddings.word_embeddings": "pieces",
    "embeddings.position_embeddings": "places",
    "embeddings.LayerNorm": "norm",
    "encoder.relative_attention_bias": "relative",
}
_PARTS = {
    "attention.attn.q": "query",
    "attention.attn.k": "key",
    "attention.attn.v": "value",
    "attention.attn.o": "out",
    "attention.LayerNorm": "norm_attention",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm_out",
}
_FIRST_PLACE = 2  # MPNet's places begin after two that it keeps for other uses
_SHIFT = 4  # its vocabulary is BERT's behind four marks of its own
_MARKS = {0: 1, 101: 0, 102: 2}  # BERT's [PAD], [CLS] and [SEP] as MPNet writes them
_PLACES = 512
_EPSILON = 1e-5
_HEADS_WIDTH = 384


class Relative(Encoder):
    """MPNet's encoder (Song et al. 2020): BERT's, and how far two pieces stand apart adds to their attention."""

    def __init__(self, config: dict[str, int], sizes: tuple[int, ...], dropout: Dropout) -> None:
        super().__init__(config, sizes, dropout)
        number = config["relative_attention_num_buckets"]
        self.relative = nn.Embedding(number, config["num_attention_heads"])
        self._apart = _buckets(_PLACES, number)
        for layer in self.layers:
            layer.norm_attention.eps = layer.norm_out.eps = _EPSILON
        self.norm.eps = _EPSILON

    def own(self, pieces: Tensor) -> Tensor:
        """As of BERT's; ``pieces`` as BERT numbers them."""
        told: Tensor = self.pieces(_renumbered(pieces)) + self.places(torch.arange(pieces.shape[1]) + _FIRST_PLACE)
        return told

    def bias(self, mask: Tensor) -> Tensor:
        """That of padding, and of each distance."""
        length = mask.shape[1]
        return super().bias(mask) + self.relative(self._apart[:length, :length]).permute(2, 0, 1)[None]


def _buckets(length: int, number: int, farthest: int = 128) -> Tensor:
    """Which of ``number`` classes of distance each piece (columns) is in, seen from each other one (rows)."""
    place = torch.arange(length)
    apart = place[:, None] - place[None, :]
    half = number // 2
    near = half // 2
    scale = (half - near) / math.log(farthest / near)
    far = near + (torch.log(apart.abs().clamp(min=1).float() / near) * scale).long()
    return (apart < 0).long() * half + torch.where(apart.abs() < near, apart.abs(), far.clamp(max=half - 1))


def _renumbered(pieces: Tensor) -> Tensor:
    found = pieces + _SHIFT
    for bert, mpnet in _MARKS.items():
        found = found.masked_fill(pieces == bert, mpnet)
    return found


def begun_larger(folder: Path, sizes: tuple[int, ...]) -> Heads:
    """A network whose encoder starts from MPNet's weights, ``folder`` holding config.json and model.safetensors."""
    config = json.loads((folder / "config.json").read_text())
    network = Heads(config, sizes, encoder=Relative, width=_HEADS_WIDTH)
    network.encoder.begin(load_file(folder / "model.safetensors"), _NAMES, _PARTS)
    return network
