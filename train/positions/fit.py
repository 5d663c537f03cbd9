"""Fit the model that reads attributions and positions at once; tells its scores on what is held aside.

    python -m train.positions.fit PREPARED ATTRIBUTION WEIGHTS START OUT [--aside 0] [--epochs 6] ...

Starts from a fitted model of attribution, or of both, which goes on learning attributions between the batches of
positions.
What is written, and scored, is the moving average of the weights.
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
from train.corpus import Example as Attributed
from train.crf import Crf
from train.fit import Fitted, batches, epochs
from train.network import in_halves
from train.positions.corpus import TAGGED, Article, Example, fold
from train.positions.larger import begun_larger
from train.positions.network import HEADS, TAGGING, Heads, begun
from train.positions.passages import Learnt, Pieces
from train.positions.score import Emissions, report

LONGEST = 384  # word pieces of an attribution's passage that is learnt from
WEIGHTS = {"stance": 1.0, "mention": 0.5, "condition": 0.3, "action": 3.0}

Told = Example | Attributed


class Model(Fitted[Passage, Told]):
    """The scores of a passage's words for each head, and the chains that the labels of four of them form."""

    def __init__(self, tagger: Heads) -> None:
        super().__init__(tagger)
        self.chains = nn.ModuleDict({head: Crf(Labels(kinds).allowed()) for head, kinds in TAGGING.items()})

    def emissions(self, told: Batch) -> dict[str, Tensor]:
        """Of each head (passages, words, labels)."""
        inputs = (told.pieces, told.mask, told.features, told.heads, told.firsts)
        with in_halves():
            found = self.tagger(*(torch.from_numpy(each) for each in inputs))
        return dict(zip(HEADS, (each.float() for each in found), strict=True))

    def loss(self, passages: Sequence[Passage], examples: Sequence[Told]) -> tuple[Tensor, int]:
        """The weighted sum of the heads' losses, each a sum of negative log-likelihoods, and the number of words.

        The examples of one batch are all of one corpus.
        """
        told = batch(passages)
        emissions, lengths = self.emissions(told), torch.from_numpy(told.lengths)
        attributed = [each for each in examples if isinstance(each, Attributed)]
        if attributed:
            return attribution_loss(self, emissions, attributed, lengths), int(told.lengths.sum())
        marked = [each for each in examples if isinstance(each, Example)]
        return marked_loss(self, emissions, marked, lengths), int(told.lengths.sum())


def attribution_loss(
    model: Model, emissions: dict[str, Tensor], examples: Sequence[Attributed], lengths: Tensor
) -> Tensor:
    """Of passages in which attributions are marked."""
    scores = emissions["attribution"]
    right = torch.from_numpy(_padded([example.labels for example in examples], scores.shape[1]))
    loss: Tensor = model.chains["attribution"].loss(scores, right, lengths)
    return loss


def marked_loss(model: Model, emissions: dict[str, Tensor], examples: Sequence[Example], lengths: Tensor) -> Tensor:
    """Of passages in which positions are marked."""
    total = WEIGHTS["action"] * action_loss(emissions["action"], examples)
    for head in TAGGED:
        right = torch.from_numpy(_padded([example.labels[head] for example in examples], emissions[head].shape[1]))
        total = total + WEIGHTS[head] * model.chains[head].loss(emissions[head], right, lengths)
    return total


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


def planned(
    learnt: Sequence[Learnt], attributed: Sequence[Passage], number: int, budget: int, shares: tuple[float, float]
) -> list[list[list[int]]]:
    """Of each epoch the batches: all passages with a clause, and a share of the others, each time other ones.

    Between them stand batches of attributions, whose passages are counted after the others: as many for each batch
    of positions as the second share says, until all were seen, and then anew.
    """
    chance = random.Random(1)
    plan: list[list[list[int]]] = []
    waiting: list[list[int]] = []
    for _ in range(number):
        seen = [index for index, each in enumerate(learnt) if each.example.clauses or chance.random() < shares[0]]
        chosen = batches([learnt[index].pieces for index in seen], budget, chance)
        plan.append([[seen[place] for place in places] for places in chosen])
        for _ in range(int(len(chosen) * shares[1])):
            if not waiting:
                waiting = batches(attributed, budget, chance)
            plan[-1].append([len(learnt) + place for place in waiting.pop()])
        chance.shuffle(plan[-1])
    return plan


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


def in_pieces(
    pieces: Pieces, articles: Sequence[Article], attributed: Sequence[Attributed]
) -> tuple[list[Learnt], list[tuple[Passage, Attributed]]]:
    """The passages that are learnt from: of marked articles, and of those in which only attributions are marked."""
    return pieces.learnt(articles), [each for each in pieces.attributed(attributed) if len(each[0].pieces) <= LONGEST]


def started(weights: Path, sizes: tuple[int, ...], start: dict[str, Tensor]) -> Model:
    """A model that goes on from a fitted one: of both, or of attribution alone."""
    if any(name.startswith("chains.") for name in start):
        model = Model(begun(weights, sizes))
        model.load_state_dict(start)
        return model
    model = Model(begun(weights, sizes, start))
    model.chains["attribution"].load_state_dict(
        {name.removeprefix("crf."): value for name, value in start.items() if name.startswith("crf.")}
    )
    return model


def main() -> None:
    """Fit and write."""
    given = _arguments()
    torch.manual_seed(1)
    torch.set_num_threads(given.threads)
    vocabulary, articles = pickle.loads(given.prepared.read_bytes())
    known, parts = pickle.loads(given.attribution.read_bytes())
    if known != vocabulary:
        raise SystemExit("the two corpora were not prepared with one parser")
    pieces = Pieces(given.weights)
    aside: list[Article] = [article for article in articles if fold(article.id) == given.aside]
    learnt, attributed = in_pieces(pieces, [each for each in articles if fold(each.id) != given.aside], parts["train"])
    held = pieces.learnt(aside)
    print(f"{len(articles) - len(aside)} articles, {len(learnt)} passages; {len(aside)} articles aside", flush=True)
    passages = [each.pieces for each in learnt] + [each for each, _ in attributed]
    examples: list[Told] = [*(each.example for each in learnt), *(example for _, example in attributed)]
    if given.larger:
        model = Model(begun_larger(given.start, vocabulary.sizes()))
    else:
        model = started(given.weights, vocabulary.sizes(), torch.load(given.start))
    began = time.monotonic()
    shares = (given.share, given.replayed)
    plan = planned(learnt, [each for each, _ in attributed], given.epochs, given.budget, shares)
    for epoch, (loss, average) in enumerate(epochs(model, passages, examples, plan, given.rate, given.new_rate), 1):
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
    asked = argparse.ArgumentParser(
        prog="python -m train.positions.fit", description="Fit the model of attributions and positions."
    )
    asked.add_argument("prepared", type=Path, help="what train.positions.prepare wrote")
    asked.add_argument("attribution", type=Path, help="what train.prepare wrote")
    asked.add_argument("weights", type=Path, help="the folder with MiniLM's config and tokenizer")
    asked.add_argument("start", type=Path, help="a fitted model of attribution, or of both; or MPNet's folder")
    asked.add_argument("out", type=Path)
    asked.add_argument("--larger", action="store_true", help="fit the larger network, beginning from MPNet")
    asked.add_argument("--aside", type=int, default=-1, help="the fold to hold aside; none unless told")
    asked.add_argument("--epochs", type=int, default=6)
    asked.add_argument("--replayed", type=float, default=0.5, help="batches of attributions for one of positions")
    asked.add_argument("--share", type=float, default=0.35, help="of the passages without a clause, in each epoch")
    asked.add_argument("--rate", type=float, default=2e-4, help="highest learning rate of the encoder")
    asked.add_argument("--new-rate", type=float, default=1e-3, help="and of what MiniLM does not bring")
    asked.add_argument("--budget", type=int, default=640, help="word pieces a batch, with padding")
    asked.add_argument("--threads", type=int, default=1)
    return asked.parse_args()


if __name__ == "__main__":
    main()
