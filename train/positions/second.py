"""Fit the network that reads every candidate a second time, and ship it.

    python -m train.positions.second fit EVIDENCE WEIGHTS OUT ...
    python -m train.positions.second ship FITTED WEIGHTS FOLDER

It learns whether a clause, marked in its sentence, carries a position, which stance and which action; the stance is
learnt for what it teaches about the others and is not shipped. Articles aside are left out, for fitting on them how its
word counts.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from onrecord.extract.tagging.second import OPENS, Pieces
from onrecord.extract.tagging.sessions import tokenizer
from onrecord.model import Stance
from train.fit import Fitted, batches, epochs, padded
from train.network import Dropout, Encoder, in_halves, pretrained
from train.positions.corpus import ACTIONS
from train.positions.judged import Judged
from train.positions.written import PREFIX
from train.ship import in_eight_bits

_STANCES = tuple(stance.value for stance in Stance)
_BESIDE = 0.5  # how much stance and action each count in the loss beside the position
_IMPOSSIBLE = -1e9
# left in full precision, they take a third of the error that eight bits make, for 5 MB and a sixth of the time
_WHOLE = tuple(f"/layers.{layer}/down/" for layer in range(3))


@dataclass(frozen=True, slots=True)
class Cut:
    """A clause in its sentence in pieces, and what is right for it; ``right`` is None where a reader was unsure."""

    pieces: NDArray[np.int64]
    within: NDArray[np.float32]
    right: bool | None
    stances: tuple[int, ...]
    actions: tuple[int, ...]


class Network(nn.Module):
    """An encoder of MiniLM's sizes; a clause is told from the text, its own words and the mark that opens it."""

    def __init__(self, encoder: Encoder, dropout: Dropout, opens: int | None) -> None:
        super().__init__()
        self.encoder, self.dropout, self.opens = encoder, dropout, opens
        width = encoder.norm.normalized_shape[0]
        self.mix = nn.Linear(3 * width, width)
        self.position, self.stance, self.action = (nn.Linear(width, size) for size in (1, len(_STANCES), len(ACTIONS)))

    def forward(self, pieces: Tensor, within: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """``pieces`` and ``within`` (clauses, pieces) -> log-odds of a position (clauses), stances, actions."""
        none = torch.zeros_like(pieces)
        states = self.encoder(pieces, torch.ones_like(pieces) if mask is None else mask, none.unsqueeze(-1), none)
        inside = (states * within.unsqueeze(-1)).sum(dim=1) / within.sum(dim=1, keepdim=True).clamp(min=1.0)
        opening = (states * (pieces == self.opens).unsqueeze(-1)).sum(dim=1)
        joined = self.dropout(torch.cat([states[:, 0], inside, opening], dim=-1))
        told = self.dropout(functional.gelu(self.mix(joined)))
        return self.position(told)[:, 0], self.stance(told), self.action(told)


class Shipped(nn.Module):
    """What is asked of it at run time."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, within: Tensor) -> tuple[Tensor, Tensor]:
        position, _, action = self.network(pieces, within)
        return position, action


class Model(Fitted[Cut, Cut]):
    """The network and its loss."""

    def loss(self, passages: Sequence[Cut], examples: Sequence[Cut]) -> tuple[Tensor, int]:
        """The loss, summed, and the number of clauses."""
        pieces = padded([each.pieces for each in examples])
        within = padded([each.within for each in examples])
        with in_halves():
            told = self.tagger(pieces, within, (pieces != 0).long())
        position, stance, action = (each.float() for each in told)
        known = [row for row, each in enumerate(examples) if each.right is not None]
        right = torch.tensor([float(bool(examples[row].right)) for row in known])
        total = functional.binary_cross_entropy_with_logits(position[known], right, reduction="sum")
        beside = _any_of(stance, [each.stances for each in examples]) + _any_of(
            action, [each.actions for each in examples]
        )
        return total + _BESIDE * beside, len(examples)


def _any_of(scores: Tensor, right: Sequence[tuple[int, ...]]) -> Tensor:
    """How improbable it is that any of the right ones holds, summed over the examples that have one."""
    rows = [row for row, each in enumerate(right) if each]
    barred = torch.full((len(rows), scores.shape[1]), _IMPOSSIBLE)
    for place, row in enumerate(rows):
        barred[place, list(right[row])] = 0.0
    probable = torch.log_softmax(scores[rows], dim=1)
    return -torch.logsumexp(probable + barred, dim=1).sum()


def begun(weights: Path) -> Network:
    """A network that starts from MiniLM's weights."""
    tagger = pretrained(weights, (1,), 1)
    opens: int | None = tokenizer(weights / "tokenizer.json").token_to_id(OPENS)
    return Network(tagger.encoder, tagger.dropout, opens)


def cut(examples: Sequence[Judged], weights: Path) -> list[Cut]:
    """The examples in pieces; those of which nothing is known are left out."""
    pieces = Pieces(tokenizer(weights / "tokenizer.json"))
    return [
        Cut(
            *pieces.of(each.setting),
            each.right,
            tuple(_STANCES.index(stance) for stance in sorted(each.stances)),
            tuple(ACTIONS.index(action) for action in sorted(each.actions)),
        )
        for each in examples
        if each.right is not None or each.actions
    ]


def fit(given: argparse.Namespace) -> None:
    """Fit and write."""
    torch.manual_seed(1)
    torch.set_num_threads(given.threads)
    examples: list[Judged] = pickle.loads(given.evidence.read_bytes())
    learnt = [each for each in examples if not each.aside]
    real = [each for each in learnt if not each.article.startswith(PREFIX)]
    # real ones twice as often as those written for the project: it is news that is read
    told = cut([*learnt, *real], given.weights)
    model = Model(begun(given.weights))
    chance = random.Random(1)
    plan = [batches(told, given.budget, chance) for _ in range(given.epochs)]
    print(f"{len(told)} clauses, {sum(len(each.pieces) for each in told)} pieces", flush=True)
    began = time.monotonic()
    for epoch, (loss, _) in enumerate(epochs(model, told, told, plan, given.rate, given.new_rate), 1):
        torch.save(model.state_dict(), given.out)
        print(f"epoch {epoch} ({time.monotonic() - began:.0f} s): loss {loss:.4f}", flush=True)


def ship(given: argparse.Namespace) -> None:
    """Write ``model.onnx``, most of it in eight bits, and ``model.json``; how its word counts is not yet told."""
    network = begun(given.weights)
    model = Model(network)
    model.load_state_dict(torch.load(given.fitted))
    model.eval()
    inputs = {"pieces": torch.ones(2, 7, dtype=torch.int64), "within": torch.ones(2, 7)}
    axes = {name: {0: "clauses", 1: "pieces"} for name in inputs}
    in_eight_bits(Shipped(network), inputs, ["position", "action"], axes, given.folder / "model.onnx", _WHOLE)
    about = {"actions": ACTIONS, "joined": {}}
    (given.folder / "model.json").write_text(json.dumps(about) + "\n", encoding="utf-8")


def main() -> None:
    """Fit or ship."""
    asked = argparse.ArgumentParser(
        prog="python -m train.positions.second", description=(__doc__ or "").splitlines()[0]
    )
    doing = asked.add_subparsers(required=True)
    fitting = doing.add_parser("fit")
    fitting.add_argument("evidence", type=Path, help="what train.positions.evidence wrote")
    fitting.add_argument("weights", type=Path, help="the folder with MiniLM's config, weights and tokenizer")
    fitting.add_argument("out", type=Path)
    fitting.add_argument("--epochs", type=int, default=3)
    fitting.add_argument("--rate", type=float, default=6e-5, help="highest learning rate of the encoder")
    fitting.add_argument("--new-rate", type=float, default=6e-4, help="and of what MiniLM does not bring")
    fitting.add_argument("--budget", type=int, default=2048, help="word pieces a batch, with padding")
    fitting.add_argument("--threads", type=int, default=2)
    fitting.set_defaults(do=fit)
    shipping = doing.add_parser("ship")
    shipping.add_argument("fitted", type=Path)
    shipping.add_argument("weights", type=Path)
    shipping.add_argument("folder", type=Path)
    shipping.set_defaults(do=ship)
    given = asked.parse_args()
    given.do(given)


if __name__ == "__main__":
    main()
