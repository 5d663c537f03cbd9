"""What a larger network holds of each passage, as a smaller one learns it: how probable each label is, not one label.

    python -m train.positions.taught PREPARED ATTRIBUTION UNMARKED WEIGHTS LARGER FITTED OUT

The passages are those of the marked articles, those in which only attributions are marked, and those without marks, in
that order.
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
from numpy.typing import NDArray
from torch import Tensor

from onrecord.extract.tagging.features import Vocabulary
from onrecord.extract.tagging.pieces import Passage, batch
from train.corpus import Example as Attributed
from train.fit import batches
from train.positions.corpus import TAGGED
from train.positions.fit import Model, chains_of, in_pieces
from train.positions.larger import begun_larger
from train.positions.passages import Learnt, Pieces
from train.positions.score import Emissions, spans

_BUDGET = 4096  # word pieces a batch, with padding
_TOLD_EVERY = 100  # batches


@dataclass(frozen=True, slots=True)
class Taught:
    """Of one passage. ``probable``: each head's labels (words, labels); ``counted``: how often each follows each.

    ``clauses``: words of each clause that the larger network finds, its end exclusive. ``actions`` (words, actions):
    scores, whose mean over a clause tells its action.
    """

    probable: dict[str, NDArray[np.float16]]
    counted: dict[str, NDArray[np.float16]]
    clauses: tuple[tuple[int, int], ...]
    actions: NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Corpora:
    """All that is learnt from, in word pieces: marked passages, those with attributions marked, those without marks."""

    vocabulary: Vocabulary
    articles: tuple[str, ...]  # ids of the marked articles
    learnt: list[Learnt]
    attributed: list[tuple[Passage, Attributed]]
    unmarked: list[Passage]

    def others(self) -> list[Passage]:
        """The passages in which no position is marked."""
        return [*(each for each, _ in self.attributed), *self.unmarked]


def add_corpora(asked: argparse.ArgumentParser) -> None:
    """The arguments that name the corpora."""
    asked.add_argument("prepared", type=Path, help="what train.positions.prepare wrote")
    asked.add_argument("attribution", type=Path, help="what train.prepare wrote")
    asked.add_argument("unmarked", type=Path, help="what train.positions.prepare --unmarked wrote")
    asked.add_argument("weights", type=Path, help="the folder with MiniLM's config and tokenizer")


def corpora_of(given: argparse.Namespace) -> Corpora:
    """The corpora that the arguments name."""
    vocabulary, articles = pickle.loads(given.prepared.read_bytes())
    _, parts = pickle.loads(given.attribution.read_bytes())
    _, unmarked = pickle.loads(given.unmarked.read_bytes())
    pieces = Pieces(given.weights)
    learnt, attributed = in_pieces(pieces, articles, parts["train"])
    ids = tuple(article.id for article in articles)
    return Corpora(vocabulary, ids, learnt, attributed, [each.pieces for each in pieces.learnt(unmarked)])


def teach(model: Model, passages: Sequence[Passage]) -> list[Taught]:
    """What the network holds of each passage."""
    model.eval()
    chains = chains_of(model)
    found: list[Taught | None] = [None] * len(passages)
    began = time.monotonic()
    for number, places in enumerate(batches(passages, _BUDGET), 1):
        told = batch([passages[place] for place in places])
        with torch.no_grad():
            emissions = model.emissions(told)
        lengths = torch.from_numpy(told.lengths)
        expected = {head: model.chains[head].expected(emissions[head], lengths) for head in TAGGED}
        scores: list[Emissions] = [
            {head: each[row, :length].numpy() for head, each in emissions.items()}
            for row, length in enumerate(told.lengths)
        ]
        for row, (place, clauses) in enumerate(zip(places, spans("stance", scores, chains), strict=True)):
            found[place] = Taught(
                {head: _small(probable[row, : told.lengths[row]]) for head, (probable, _) in expected.items()},
                {head: _small(counted[row]) for head, (_, counted) in expected.items()},
                tuple((first, end) for first, end, _ in clauses),
                _small(emissions["action"][row, : told.lengths[row]]),
            )
        if number % _TOLD_EVERY == 0:
            print(f"  batch {number} ({time.monotonic() - began:.0f} s)", flush=True)
    return [each for each in found if each is not None]


def _small(values: Tensor) -> NDArray[np.float16]:
    return np.asarray(values.detach().numpy(), dtype=np.float16)


def main() -> None:
    """Read, and write what was taught."""
    asked = argparse.ArgumentParser(prog="python -m train.positions.taught", description=__doc__)
    add_corpora(asked)
    asked.add_argument("larger", type=Path, help="the folder with MPNet's weights")
    asked.add_argument("fitted", type=Path, help="what train.positions.fit --larger wrote")
    asked.add_argument("out", type=Path)
    asked.add_argument("--threads", type=int, default=2)
    given = asked.parse_args()
    torch.set_num_threads(given.threads)
    corpora = corpora_of(given)
    model = Model(begun_larger(given.larger, corpora.vocabulary.sizes()))
    model.load_state_dict(torch.load(given.fitted))
    given.out.write_bytes(pickle.dumps(teach(model, [*(each.pieces for each in corpora.learnt), *corpora.others()])))


if __name__ == "__main__":
    main()
