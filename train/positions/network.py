"""One encoder, five heads: attribution, stance, mention and condition tag words, action classes those of a clause."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from train.corpus import KINDS
from train.network import Dropout, Encoder
from train.positions.corpus import ACTIONS, TAGGED

#: the heads that tag spans, each with its kinds
TAGGING = {"attribution": KINDS, **TAGGED}
#: labels of each head, in the order in which the network tells their scores
HEADS = {**{name: 1 + 4 * len(kinds) for name, kinds in TAGGING.items()}, "action": len(ACTIONS)}


class Head(nn.Module):
    """Scores of each word's labels, as ``train.network.Tagger`` makes them."""

    def __init__(self, told: int, width: int, labels: int, dropout: Dropout) -> None:
        super().__init__()
        self.mix, self.label = nn.Linear(told, width), nn.Linear(width, labels)
        self.dropout = dropout

    def forward(self, joined: Tensor) -> Tensor:
        return self.label(self.dropout(functional.gelu(self.mix(joined))))


class Heads(nn.Module):
    """The scores of each word for all heads; the features come in once more after the encoder."""

    def __init__(
        self,
        config: dict[str, int],
        sizes: tuple[int, ...],
        late: int = 32,
        encoder: type[Encoder] = Encoder,
        width: int | None = None,
    ) -> None:
        super().__init__()
        self.dropout = Dropout(0.1)
        self.encoder = encoder(config, sizes, self.dropout)
        self.late = nn.ModuleList(nn.Embedding(size, late) for size in sizes)
        told, width = config["hidden_size"] + late * len(sizes), width or config["hidden_size"]
        self.heads = nn.ModuleDict({name: Head(told, width, labels, self.dropout) for name, labels in HEADS.items()})

    def forward(
        self, pieces: Tensor, mask: Tensor, features: Tensor, heads: Tensor, firsts: Tensor
    ) -> tuple[Tensor, ...]:
        """As ``train.network.Tagger``: of each head (batch, words, labels)."""
        hidden = self.encoder(pieces, mask, features, heads)

        def of_words(states: Tensor) -> Tensor:
            return torch.gather(states, 1, firsts.unsqueeze(-1).expand(-1, -1, states.shape[-1]))

        told = of_words(features)
        late = [table(told[:, :, column]) for column, table in enumerate(self.late)]
        joined = self.dropout(torch.cat([of_words(hidden), *late], dim=-1))
        return tuple(head(joined) for head in self.heads.values())


def begun(folder: Path, sizes: tuple[int, ...], attribution: Mapping[str, Tensor] | None = None) -> Heads:
    """A network of MiniLM's sizes, as ``folder`` tells them; all but new labels starts from a model of attribution."""
    network = Heads(json.loads((folder / "config.json").read_text()), sizes)
    if attribution is None:
        return network
    given = {name.removeprefix("tagger."): value for name, value in attribution.items()}
    state = {name: value for name, value in given.items() if name.startswith(("encoder.", "late."))}
    for head in HEADS:
        state |= {f"heads.{head}.mix.{kind}": given[f"mix.{kind}"] for kind in ("weight", "bias")}
    state |= {f"heads.attribution.label.{kind}": given[f"label.{kind}"] for kind in ("weight", "bias")}
    missing, unexpected = network.load_state_dict(state, strict=False)
    if unexpected or any(".label." not in name for name in missing):
        raise ValueError(f"weights do not fit: {missing} {unexpected}")
    return network
