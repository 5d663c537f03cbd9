"""Fit the network that ships by what marks say and by what a larger network holds of the same and of other passages.

    python -m train.positions.pupil PREPARED ATTRIBUTION UNMARKED WEIGHTS TAUGHT START OUT [--epochs 2] ...

Passages in which only attributions are marked, or nothing, teach positions too: their marks are the larger network's.
"""

from __future__ import annotations

import argparse
import pickle
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.extract.tagging.pieces import Passage, batch
from train.corpus import Example as Attributed
from train.fit import Fitted, epochs
from train.positions.corpus import TAGGED, Example, fold
from train.positions.fit import (
    WEIGHTS,
    Model,
    Told,
    attribution_loss,
    marked_loss,
    planned,
    started,
)
from train.positions.taught import Taught, add_corpora, corpora_of


@dataclass(frozen=True, slots=True)
class Lesson:
    """A passage with its marks, if it has any, and what the larger network holds of it."""

    example: Told | None
    taught: Taught


class Pupil(Fitted[Passage, Lesson]):
    """The network that ships, with ``share`` of what it learns from a marked passage told by the larger network."""

    def __init__(self, model: Model, share: float) -> None:
        super().__init__(model.tagger)
        self.model, self.share = model, share

    def loss(self, passages: Sequence[Passage], examples: Sequence[Lesson]) -> tuple[Tensor, int]:
        """As of the model; the examples of one batch are all of marked articles, or none is."""
        told = batch(passages)
        emissions, lengths = self.model.emissions(told), torch.from_numpy(told.lengths)
        taught = self._taught(emissions, [each.taught for each in examples], lengths)
        words = int(told.lengths.sum())
        marked = [each.example for each in examples if isinstance(each.example, Example)]
        if marked:
            return self.share * taught + (1 - self.share) * marked_loss(self.model, emissions, marked, lengths), words
        rows = [row for row, each in enumerate(examples) if isinstance(each.example, Attributed)]
        attributed = [each.example for each in examples if isinstance(each.example, Attributed)]
        if attributed:
            scores = {head: each[rows] for head, each in emissions.items()}
            taught = taught + attribution_loss(self.model, scores, attributed, lengths[rows])
        return taught, words

    def _taught(self, emissions: dict[str, Tensor], taught: Sequence[Taught], lengths: Tensor) -> Tensor:
        total = WEIGHTS["action"] * _taught_actions(emissions["action"], taught)
        for head in TAGGED:
            probable = torch.zeros_like(emissions[head])
            for row, each in enumerate(taught):
                probable[row, : lengths[row]] = torch.from_numpy(each.probable[head].astype(np.float32))
            counted = torch.from_numpy(np.stack([each.counted[head] for each in taught]).astype(np.float32))
            total = total + WEIGHTS[head] * self.model.chains[head].taught(emissions[head], probable, counted, lengths)
        return total


def _taught_actions(scores: Tensor, taught: Sequence[Taught]) -> Tensor:
    """The cross-entropy of each clause's actions, as the larger network weighs them."""
    clauses = [
        (row, each.actions[first:end], first, end) for row, each in enumerate(taught) for first, end in each.clauses
    ]
    if not clauses:
        return scores.sum() * 0.0
    mine = torch.stack([scores[row, first:end].mean(dim=0) for row, _, first, end in clauses])
    theirs = torch.from_numpy(np.stack([told.astype(np.float32).mean(axis=0) for _, told, _, _ in clauses]))
    loss: Tensor = functional.cross_entropy(mine, theirs.softmax(dim=1), reduction="sum")
    return loss


def main() -> None:
    """Fit and write."""
    given = _arguments()
    torch.manual_seed(1)
    torch.set_num_threads(given.threads)
    corpora = corpora_of(given)
    taught: list[Taught] = pickle.loads(given.taught.read_bytes())
    marked: list[Told | None] = [each.example for each in corpora.learnt]
    examples = [*marked, *(example for _, example in corpora.attributed), *[None] * len(corpora.unmarked)]
    told = [Lesson(*each) for each in zip(examples, taught, strict=True)]
    chosen = [place for place, each in enumerate(corpora.learnt) if fold(corpora.articles[each.article]) != given.aside]
    learnt, others = [corpora.learnt[place] for place in chosen], corpora.others()
    print(f"{len(learnt)} of {len(corpora.learnt)} marked passages", flush=True)
    lessons = [*(told[place] for place in chosen), *told[len(corpora.learnt) :]]
    passages = [*(each.pieces for each in learnt), *others]
    model = started(given.weights, corpora.vocabulary.sizes(), torch.load(given.start))
    plan = planned(learnt, others, given.epochs, given.budget, (given.passages, given.replayed))
    began = time.monotonic()
    for epoch, (loss, average) in enumerate(
        epochs(Pupil(model, given.share), passages, lessons, plan, given.rate, given.new_rate), 1
    ):
        kept = {name.removeprefix("model."): value for name, value in average.items() if name.startswith("model.")}
        torch.save(model.state_dict() | kept, given.out)
        print(f"epoch {epoch} ({time.monotonic() - began:.0f} s): loss {loss:.4f}", flush=True)


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m train.positions.pupil", description=(__doc__ or "").splitlines()[0])
    add_corpora(asked)
    asked.add_argument("taught", type=Path, help="what train.positions.taught wrote of the same corpora")
    asked.add_argument("start", type=Path, help="a fitted model of attribution and positions")
    asked.add_argument("out", type=Path)
    asked.add_argument("--aside", type=int, default=-1, help="the fold to hold aside; none unless told")
    asked.add_argument("--epochs", type=int, default=2)
    asked.add_argument("--share", type=float, default=0.5, help="of the larger network, where a passage is marked")
    asked.add_argument("--passages", type=float, default=0.7, help="of those without a clause, in each epoch")
    asked.add_argument("--replayed", type=float, default=1.0, help="batches of other passages for one of marked ones")
    asked.add_argument("--rate", type=float, default=2e-4, help="highest learning rate of the encoder")
    asked.add_argument("--new-rate", type=float, default=6e-4, help="and of what MiniLM does not bring")
    asked.add_argument("--budget", type=int, default=2048, help="word pieces a batch, with padding")
    asked.add_argument("--threads", type=int, default=2)
    return asked.parse_args()


if __name__ == "__main__":
    main()
