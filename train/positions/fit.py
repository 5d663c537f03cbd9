"""Fit the model of positions; tells its scores on the articles held aside after each epoch.

    python -m train.positions.fit PREPARED WEIGHTS START OUT [--aside 0] [--epochs 5] ...

Starts from a fitted model of attribution. What is written, and scored, is the moving average of the weights.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from onrecord.extract.tagging.labels import Labels
from onrecord.extract.tagging.pieces import Batch, Passage, batch
from train.crf import Crf
from train.fit import Fitted, batches, epochs
from train.positions.corpus import TAGGED, Article, Example, fold
from train.positions.network import HEADS, Heads, begun
from train.positions.passages import Learnt, Pieces
from train.positions.score import Emissions, report

_WEIGHTS = {"stance": 1.0, "mention": 0.5, "condition": 0.3, "action": 1.0}


class Model(Fitted[Example]):
    """The scores of a passage's words for each head, and the chains that the labels of three of them form."""

    def __init__(self, tagger: Heads) -> None:
        super().__init__()
        self.tagger = tagger
        self.chains = nn.ModuleDict({head: Crf(Labels(kinds).allowed()) for head, kinds in TAGGED.items()})

    def emissions(self, told: Batch) -> dict[str, Tensor]:
        """Of each head (passages, words, labels)."""
        inputs = (told.pieces, told.mask, told.features, told.heads, told.firsts)
        return dict(zip(HEADS, self.tagger(*(torch.from_numpy(each) for each in inputs)), strict=True))

    def loss(self, passages: Sequence[Passage], examples: Sequence[Example]) -> tuple[Tensor, int]:
        """The weighted sum of the heads' losses, each a sum of negative log-likelihoods, and the number of words."""
        told = batch(passages)
        emissions, lengths = self.emissions(told), torch.from_numpy(told.lengths)
        total = _WEIGHTS["action"] * action_loss(emissions["action"], examples)
        for head, chain in self.chains.items():
            right = torch.from_numpy(_padded([example.labels[head] for example in examples], told.firsts.shape[1]))
            total = total + _WEIGHTS[head] * chain.loss(emissions[head], right, lengths)
        return total, int(told.lengths.sum())


def action_loss(scores: Tensor, examples: Sequence[Example]) -> Tensor:
    """The cross-entropy of the right action, summed over clauses; a clause's scores are the mean of its words'."""
    clauses = [(row, *clause) for row, example in enumerate(examples) for clause in example.clauses]
    if not clauses:
        return scores.sum() * 0.0
    means = torch.stack([scores[row, first:end].mean(dim=0) for row, first, end, _ in clauses])
    right = torch.tensor([action for *_, action in clauses])
    loss: Tensor = functional.cross_entropy(means, right, reduction="sum")
    return loss


def _padded(labels: Sequence[NDArray[np.int64]], length: int) -> NDArray[np.int64]:
    padded = np.zeros((len(labels), length), dtype=np.int64)
    for row, each in enumerate(labels):
        padded[row, : len(each)] = each
    return padded


def planned(learnt: Sequence[Learnt], number: int, budget: int, share: float) -> list[list[list[int]]]:
    """Of each epoch the batches: all passages with a clause, and a share of the others, each time other ones."""
    chance = random.Random(1)
    plan: list[list[list[int]]] = []
    for _ in range(number):
        seen = [index for index, each in enumerate(learnt) if each.example.clauses or chance.random() < share]
        chosen = batches([learnt[index].pieces for index in seen], budget, chance)
        plan.append([[seen[place] for place in places] for places in chosen])
    return plan


def freeze(network: Heads, layers: int) -> None:
    """Keep the encoder's lowest layers, and what comes before them, as they are: less to compute backwards."""
    if layers:
        below = network.encoder.layers[:layers]
        kept = (network.encoder.features, network.encoder.places, network.encoder.head, network.encoder.norm, below)
        for part in kept:
            part.requires_grad_(False)


def emitted(model: Model, passages: Sequence[Learnt]) -> list[Emissions]:
    """The scores of each passage, without padding."""
    found: list[Emissions] = [{} for _ in passages]
    model.eval()
    with torch.no_grad():
        for places in batches([passage.pieces for passage in passages], 4096):
            told = batch([passages[place].pieces for place in places])
            scores = {head: each.numpy() for head, each in model.emissions(told).items()}
            for row, place in enumerate(places):
                found[place] = {head: each[row, : told.lengths[row]] for head, each in scores.items()}
    model.train()
    return found


def main() -> None:
    """Fit and write."""
    given = _arguments()
    torch.manual_seed(1)
    torch.set_num_threads(given.threads)
    vocabulary, articles = pickle.loads(given.prepared.read_bytes())
    pieces = Pieces(given.weights)
    aside: list[Article] = [article for article in articles if fold(article.id) == given.aside]
    learnt = pieces.learnt([article for article in articles if fold(article.id) != given.aside])
    passages, examples = [each.pieces for each in learnt], [each.example for each in learnt]
    held = pieces.learnt(aside)
    print(f"{len(articles) - len(aside)} articles, {len(passages)} passages; {len(aside)} articles aside", flush=True)
    start = torch.load(given.start)
    model = Model(begun(given.weights, vocabulary.sizes(), None if given.further else start))
    if given.further:
        model.load_state_dict(start)
    began = time.monotonic()
    freeze(model.tagger, given.frozen)
    plan = planned(learnt, given.epochs, given.budget, given.share)
    rounds = epochs(model, passages, examples, plan, given.rate)
    for epoch, (loss, average) in enumerate(rounds, 1):
        own = {name: value.detach().clone() for name, value in model.named_parameters()}
        model.load_state_dict(average, strict=False)
        torch.save(model.state_dict(), given.out)
        told = report(emitted(model, held), held, aside, chains_of(model)) if aside else ""
        model.load_state_dict(own, strict=False)
        print(f"epoch {epoch} ({time.monotonic() - began:.0f} s): loss {loss:.4f}, {told}", flush=True)


def chains_of(model: Model) -> dict[str, tuple[NDArray[np.float32], ...]]:
    """The scores of following, opening and closing of each chain."""
    return {
        head: tuple(score.detach().numpy().copy() for score in chain.scores()) for head, chain in model.chains.items()
    }


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m train.positions.fit", description="Fit the model of positions.")
    asked.add_argument("prepared", type=Path, help="what train.positions.prepare wrote")
    asked.add_argument("weights", type=Path, help="the folder with MiniLM's config and tokenizer")
    asked.add_argument("start", type=Path, help="a fitted model of attribution; with --further, of positions")
    asked.add_argument("out", type=Path)
    asked.add_argument("--aside", type=int, default=-1, help="the fold to hold aside; none unless told")
    asked.add_argument("--epochs", type=int, default=5)
    asked.add_argument("--further", action="store_true", help="go on from a model of positions")
    asked.add_argument("--frozen", type=int, default=2, help="lowest layers that stay as attribution left them")
    asked.add_argument("--share", type=float, default=0.35, help="of the passages without a clause, in each epoch")
    asked.add_argument("--rate", type=float, default=2e-4, help="highest learning rate of the encoder")
    asked.add_argument("--budget", type=int, default=640, help="word pieces a batch, with padding")
    asked.add_argument("--threads", type=int, default=1)
    return asked.parse_args()


if __name__ == "__main__":
    main()
