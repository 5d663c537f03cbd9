"""Fit and ship the network that codes acts; tells its scores in five-fold cross-validation.

    python -m train.acts_network TRAIN.tsv WEIGHTS FOLDER [--skip-folds]

It learns marked sentences and, counting less, sentences made from predicates that tell each code, first these alone.
Each fold is scored as it would be shipped, in eight bits and by what reads at run time.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from eval.acts import f1, table
from onrecord.extract.coding.marks import Part, read_marked
from onrecord.extract.coding.reader import Pieces, load_from
from onrecord.extract.tagging.sessions import tokenizer
from onrecord.model import ActCode
from train.acts_examples import FOLDS, RENDERED, fold
from train.acts_phrases import made
from train.fit import Fitted, batches, epochs, padded
from train.network import Dropout, Encoder, in_halves, pretrained
from train.ship import in_eight_bits

CODES = tuple(code.value for code in ActCode)
_RENDERED = 2  # of the sentences made of each predicate so many are learnt
_WEIGHT = 0.3  # of a made sentence, a marked one having 1
_SMOOTHED = 0.05  # share of certainty that is spread over all codes
_OPENING = (Part.SOURCE, Part.TARGET)


@dataclass(frozen=True, slots=True)
class Cut:
    """A marked sentence in pieces, its code, and how much it counts; ``fold`` is -1 of one that was made."""

    pieces: NDArray[np.int64]
    code: int
    weight: float
    fold: int


class Network(nn.Module):
    """An encoder of MiniLM's sizes; a deed is told from the text, its mean, and the marks that open the parties."""

    def __init__(self, encoder: Encoder, dropout: Dropout, opening: Sequence[int]) -> None:
        super().__init__()
        self.encoder, self.dropout, self.opening = encoder, dropout, tuple(opening)
        width = encoder.norm.normalized_shape[0]
        self.mix = nn.Linear((2 + len(self.opening)) * width, width)
        self.code = nn.Linear(width, len(CODES))

    def forward(self, pieces: Tensor, mask: Tensor | None = None) -> Tensor:
        """``pieces`` (sentences, pieces) -> scores of codes (sentences, codes)."""
        none = torch.zeros_like(pieces)
        mask = torch.ones_like(pieces) if mask is None else mask
        states = self.encoder(pieces, mask, none.unsqueeze(-1), none)
        parties = [_mean(states, (pieces == mark).to(states.dtype)) for mark in self.opening]
        joined = torch.cat([states[:, 0], *parties, _mean(states, mask.to(states.dtype))], dim=-1)
        told: Tensor = self.code(self.dropout(functional.gelu(self.mix(self.dropout(joined)))))
        return told


def _mean(states: Tensor, counting: Tensor) -> Tensor:
    """The mean of the states that count; zeros where none does."""
    return (states * counting.unsqueeze(-1)).sum(dim=1) / counting.sum(dim=1, keepdim=True).clamp(min=1.0)


class Model(Fitted[Cut, Cut]):
    """The network and its loss."""

    def loss(self, passages: Sequence[Cut], examples: Sequence[Cut]) -> tuple[Tensor, int]:
        """The loss, summed, and the number of sentences."""
        pieces = padded([each.pieces for each in examples])
        with in_halves():
            scores = self.tagger(pieces, (pieces != 0).long())
        right = torch.tensor([each.code for each in examples])
        wrong = functional.cross_entropy(scores.float(), right, reduction="none", label_smoothing=_SMOOTHED)
        return (wrong * torch.tensor([each.weight for each in examples])).sum(), len(examples)


def cut(train: Path, weights: Path) -> tuple[list[Cut], list[dict[str, str]], tuple[int, ...]]:
    """Marked and made sentences in pieces, the rows of the marked ones, and the marks that open source and target."""
    pieces = Pieces(tokenizer(weights / "tokenizer.json"))
    with train.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    found = [
        Cut(pieces.of(read_marked(row["marked_sentence"])), CODES.index(row["root"]), 1.0, fold(row["id"]))
        for row in rows
    ]
    for place, (sentence, code) in enumerate(made(RENDERED)):
        if place % RENDERED < _RENDERED:
            found.append(Cut(pieces.of(read_marked(sentence)), CODES.index(code), _WEIGHT, -1))
    return found, rows, tuple(pieces.marks[part][0] for part in _OPENING)


def fit(examples: Sequence[Cut], opening: Sequence[int], given: argparse.Namespace) -> Network:
    """A network that the examples teach."""
    torch.manual_seed(1)
    tagger = pretrained(given.weights, (1,), 1)
    network = Network(tagger.encoder, tagger.dropout, opening)
    chance = random.Random(1)
    ordered = sorted(examples, key=lambda each: each.fold >= 0)
    alone = [each for each in ordered if each.fold < 0]
    plan = [batches(these, given.budget, chance) for these in (alone, *[ordered] * given.epochs)]
    model = Model(network)
    for loss, _ in epochs(model, ordered, ordered, plan, given.rate, given.new_rate):
        print(f"  loss {loss:.4f}", flush=True)
    network.eval()
    return network


def ship(network: Network, folder: Path) -> None:
    """Write ``model.onnx``, in eight bits, and ``model.json``."""
    inputs = {"pieces": torch.ones(2, 7, dtype=torch.int64)}
    axes = {"pieces": {0: "sentences", 1: "pieces"}, "codes": {0: "sentences"}}
    in_eight_bits(network, inputs, ["codes"], axes, folder / "model.onnx")
    (folder / "model.json").write_text(json.dumps({"codes": CODES}) + "\n", encoding="utf-8")


def aside(
    examples: Sequence[Cut], rows: Sequence[dict[str, str]], opening: Sequence[int], given: argparse.Namespace
) -> None:
    """Print how well each fold is coded by a network fitted without it, as it would be shipped, and all of them."""
    coded: list[tuple[ActCode, str, str]] = []
    began = time.monotonic()
    for held in range(FOLDS):
        network = fit([each for each in examples if each.fold != held], opening, given)
        with tempfile.TemporaryDirectory() as place:
            ship(network, Path(place))
            reader = load_from(Path(place), given.weights / "tokenizer.json")
            these = [row for row in rows if fold(row["id"]) == held]
            found = [reader.code(read_marked(row["marked_sentence"])) for row in these]
        coded += [(mine, row["root"], row["quad"]) for mine, row in zip(found, these, strict=True)]
        print(f"fold {held} ({time.monotonic() - began:.0f} s): {table(coded[-len(these) :])[0]}", flush=True)
    print("\n".join(table(coded)))
    print(
        "  " + " ".join(f"{code} {f1([(mine.value, right) for mine, right, _ in coded], code):.2f}" for code in CODES)
    )


def main() -> None:
    """Fit, tell, ship."""
    asked = argparse.ArgumentParser(prog="python -m train.acts_network", description=(__doc__ or "").splitlines()[0])
    asked.add_argument("train", type=Path, help="marked sentences with their codes")
    asked.add_argument("weights", type=Path, help="the folder with MiniLM's config, weights and tokenizer")
    asked.add_argument("out", type=Path, help="the folder to ship it in")
    asked.add_argument("--epochs", type=int, default=6)
    asked.add_argument("--rate", type=float, default=1e-4, help="highest learning rate of the encoder")
    asked.add_argument("--new-rate", type=float, default=1e-3, help="and of what MiniLM does not bring")
    asked.add_argument("--budget", type=int, default=1024, help="word pieces a batch, with padding")
    asked.add_argument("--threads", type=int, default=2)
    asked.add_argument("--skip-folds", action="store_true")
    given = asked.parse_args()
    torch.set_num_threads(given.threads)
    examples, rows, opening = cut(given.train, given.weights)
    print(f"{len(examples)} sentences, {len(rows)} of them marked", flush=True)
    if not given.skip_folds:
        aside(examples, rows, opening, given)
    ship(fit(examples, opening, given), given.out)


if __name__ == "__main__":
    main()
