"""The token model: MiniLM with syntax beside its word pieces, and a conditional random field over its labels."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.attention import SDPBackend, sdpa_kernel

_IMPOSSIBLE = -10_000.0
_PLACES = "embeddings.position_embeddings.weight"
_NAMES = {
    "embeddings.word_embeddings": "pieces",
    "embeddings.position_embeddings": "places",
    "embeddings.LayerNorm": "norm",
}
_PARTS = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "out",
    "attention.output.LayerNorm": "norm_attention",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm_out",
}


@contextmanager
def in_halves() -> Iterator[None]:
    """Within it products are made in half precision, where the processor can: three to four times as fast."""
    able = torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()
    # attention as plain products: the fused one takes a third of a step on the way back, as heads are small
    with torch.autocast("cpu", torch.bfloat16, enabled=able), sdpa_kernel(SDPBackend.MATH):
        yield


class Dropout(nn.Module):
    """Dropout whose masks are cut from a pool of random ones: drawing each anew takes a tenth of a step on a CPU."""

    def __init__(self, rate: float, pool: int = 1 << 23) -> None:
        super().__init__()
        self.rate, self.pool = rate, torch.zeros(pool)
        self.draw()

    def draw(self) -> None:
        """Fill the pool again."""
        self.pool.bernoulli_(1 - self.rate).div_(1 - self.rate)

    def forward(self, hidden: Tensor) -> Tensor:
        if not self.training:
            return hidden
        start = int(torch.randint(self.pool.numel() - hidden.numel(), ()))
        return hidden * self.pool[start : start + hidden.numel()].view_as(hidden).to(hidden.dtype)


class Encoder(nn.Module):
    """BERT's encoder (Devlin et al. 2019) with MiniLM's sizes; each word's features and head join its pieces."""

    def __init__(self, config: dict[str, int], sizes: tuple[int, ...], dropout: Dropout) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.pieces = nn.Embedding(config["vocab_size"], width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.features = nn.ModuleList(nn.Embedding(size, width) for size in sizes)
        self.head = nn.Linear(width, width, bias=False)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = dropout
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"])
        )
        for table in self.features:
            nn.init.zeros_(table.weight)
        nn.init.zeros_(self.head.weight)

    def forward(self, pieces: Tensor, mask: Tensor, features: Tensor, heads: Tensor) -> Tensor:
        """``pieces``, ``mask``, ``heads`` (batch, pieces), ``features`` (batch, pieces, columns) -> hidden states."""
        own = self.own(pieces)
        told = sum(table(features[:, :, column]) for column, table in enumerate(self.features))
        index = heads.unsqueeze(-1).expand(-1, -1, own.shape[-1])
        hidden = self.dropout(self.norm(own + told + self.head(torch.gather(own, 1, index))))
        bias = self.bias(mask)
        for layer in self.layers:
            hidden = layer(hidden, bias)
        return hidden

    def own(self, pieces: Tensor) -> Tensor:
        """What each piece means by itself, at its place."""
        told: Tensor = self.pieces(pieces) + self.places(torch.arange(pieces.shape[1]))
        return told

    def bias(self, mask: Tensor) -> Tensor:
        """What is added to the attention of each piece to each other: far below all else for padding."""
        return ((1.0 - mask.float()) * _IMPOSSIBLE)[:, None, None, :]

    def begin(self, given: Mapping[str, Tensor], names: Mapping[str, str], parts: Mapping[str, str]) -> None:
        """Take published weights over: ``names`` of the tables, ``parts`` of each layer, as published and as here."""
        layers = range(len(self.layers))
        every = {f"encoder.layer.{n}.{old}": f"layers.{n}.{new}" for n in layers for old, new in parts.items()}
        state = {
            f"{new}.{kind}": given[f"{old}.{kind}"]
            for old, new in {**names, **every}.items()
            for kind in ("weight", "bias")
            if f"{old}.{kind}" in given
        }
        missing, unexpected = self.load_state_dict(state, strict=False)
        wanted = {name for name, _ in self.named_parameters() if name.startswith(("features", "head"))}
        if set(missing) - wanted or unexpected:
            raise ValueError(f"weights do not fit: {missing} {unexpected}")


class Layer(nn.Module):
    """Self-attention and feed-forward, each with its residual and norm after it."""

    def __init__(self, width: int, heads: int, inner: int, dropout: Dropout) -> None:
        super().__init__()
        self.heads, self.size = heads, width // heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm_attention, self.norm_out = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.dropout = dropout

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = hidden.shape

        def split(states: Tensor) -> Tensor:
            return states.view(batch, length, self.heads, self.size).transpose(1, 2)

        query, key, value = (split(part(hidden)) for part in (self.query, self.key, self.value))
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
        joined = attended.transpose(1, 2).reshape(batch, length, width)
        hidden = self.norm_attention(hidden + self.dropout(self.out(joined)))
        return self.norm_out(hidden + self.dropout(self.down(functional.gelu(self.up(hidden)))))


class Tagger(nn.Module):
    """Emission scores of each word's labels, from its first piece and once more from its features."""

    def __init__(self, config: dict[str, int], sizes: tuple[int, ...], labels: int, late: int = 32) -> None:
        super().__init__()
        self.dropout = Dropout(0.1)
        self.encoder = Encoder(config, sizes, self.dropout)
        self.late = nn.ModuleList(nn.Embedding(size, late) for size in sizes)
        width = config["hidden_size"]
        self.mix = nn.Linear(width + late * len(sizes), width)
        self.label = nn.Linear(width, labels)

    def forward(self, pieces: Tensor, mask: Tensor, features: Tensor, heads: Tensor, firsts: Tensor) -> Tensor:
        """As the encoder, with ``firsts`` (batch, words): each word's first piece -> (batch, words, labels)."""
        hidden = self.encoder(pieces, mask, features, heads)

        def of_words(states: Tensor) -> Tensor:
            return torch.gather(states, 1, firsts.unsqueeze(-1).expand(-1, -1, states.shape[-1]))

        told = of_words(features)
        late = [table(told[:, :, column]) for column, table in enumerate(self.late)]
        joined = self.dropout(torch.cat([of_words(hidden), *late], dim=-1))
        return self.label(self.dropout(functional.gelu(self.mix(joined))))


def pretrained(folder: Path, sizes: tuple[int, ...], labels: int) -> Tagger:
    """A tagger whose encoder starts from MiniLM's weights, ``folder`` holding config.json and model.safetensors."""
    config = json.loads((folder / "config.json").read_text())
    tagger = Tagger(config, sizes, labels)
    given = load_file(folder / "model.safetensors")
    # MiniLM knows two segments; all our words stand in the first
    given[_PLACES] = given[_PLACES] + given["embeddings.token_type_embeddings.weight"][0]
    tagger.encoder.begin(given, _NAMES, _PARTS)
    return tagger
