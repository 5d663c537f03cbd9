"""Fit a token model; tells its scores on the passages held aside after each epoch.

    python -m train.fit PREPARED WEIGHTS OUT [--epochs 4] [--start FITTED] ...

What is written, and scored, is the moving average of the weights, not the weights of the last step.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from collections.abc import Iterator, Sequence, Sized
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn

from onrecord.extract.tagging.decode import Chain
from onrecord.extract.tagging.labels import Labels
from onrecord.extract.tagging.pieces import Batch, Passage, batch, in_pieces
from train.corpus import KINDS, Example
from train.crf import Crf
from train.network import Tagger, pretrained

_LONGEST = 384  # word pieces of a passage that is learnt from
_ROOM = 512  # word pieces that MiniLM has places for
_POOL = 1024  # passages sorted by length at a time: enough for batches with little padding
_AVERAGED = 5  # steps between two looks at the weights for their moving average
_FRESH_MASKS = 50  # steps that one pool of dropout masks serves
_NEW_RATE = 1e-3  # learning rate of what MiniLM does not bring

Average = dict[str, Tensor]
Plan = Sequence[Sequence[Sequence[int]]]  # of each epoch the batches, as indices of passages


class InPieces(Protocol):
    """What has word pieces."""

    @property
    def pieces(self) -> Sized:
        """Their numbers."""


Read = TypeVar("Read", bound=InPieces)
Told = TypeVar("Told")


class Fitted(nn.Module, Generic[Read, Told]):
    """What can be fitted: a network with an ``encoder`` and ``dropout``, and the loss on examples of what it reads."""

    def __init__(self, tagger: nn.Module) -> None:
        super().__init__()
        self.tagger = tagger

    def loss(self, passages: Sequence[Read], examples: Sequence[Told]) -> tuple[Tensor, int]:
        """The loss, summed, and the number of words, or of what else the loss is divided by."""
        raise NotImplementedError


class Model(Fitted[Passage, Example]):
    """Emissions of a passage's words, and the chain that their labels form."""

    def __init__(self, tagger: Tagger, crf: Crf) -> None:
        super().__init__(tagger)
        self.crf = crf

    def emissions(self, told: Batch) -> Tensor:
        """Of shape (passages, words, labels)."""
        inputs = (told.pieces, told.mask, told.features, told.heads, told.firsts)
        emissions: Tensor = self.tagger(*(torch.from_numpy(each) for each in inputs))
        return emissions

    def loss(self, passages: Sequence[Passage], examples: Sequence[Example]) -> tuple[Tensor, int]:
        """The negative log-likelihood of the right labels, summed, and the number of words."""
        told = batch(passages)
        right = np.zeros(told.firsts.shape, dtype=np.int64)
        for row, example in enumerate(examples):
            right[row, : len(example.labels)] = example.labels
        lengths = torch.from_numpy(told.lengths)
        return self.crf.loss(self.emissions(told), torch.from_numpy(right), lengths), int(told.lengths.sum())


def pieces_of(examples: Sequence[Example], tokenizer: Tokenizer) -> list[Passage]:
    """The examples in word pieces."""
    known: dict[str, list[int]] = {}
    ids = tokenizer.get_vocab()
    first, last, unknown = ids["[CLS]"], ids["[SEP]"], ids["[UNK]"]

    def cut(word: str) -> list[int]:
        if word not in known:
            known[word] = tokenizer.encode(word, add_special_tokens=False).ids or [unknown]
        return known[word]

    return [in_pieces(example.words, cut, first, last) for example in examples]


def batches(passages: Sequence[InPieces], budget: int, chance: random.Random | None = None) -> list[list[int]]:
    """Indices of passages of like length, at most ``budget`` pieces a batch with their padding."""
    order = list(range(len(passages)))
    if chance:
        chance.shuffle(order)
    found: list[list[int]] = []
    for start in range(0, len(order), _POOL):
        current: list[int] = []
        for index in sorted(order[start : start + _POOL], key=lambda index: len(passages[index].pieces)):
            if current and (len(current) + 1) * len(passages[index].pieces) > budget:
                found.append(current)
                current = []
            current.append(index)
        found.append(current)
    if chance:
        chance.shuffle(found)
    return found


def padded(rows: Sequence[NDArray[np.generic]]) -> Tensor:
    """Rows of numbers as one table, zeros behind the shorter ones."""
    return nn.utils.rnn.pad_sequence([torch.from_numpy(row) for row in rows], batch_first=True)


def predicted(model: Model, passages: Sequence[Passage]) -> list[NDArray[np.int64]]:
    """The best labels of each passage; none for one that is longer than the encoder."""
    chain = Chain(*(score.detach().numpy() for score in model.crf.scores()))
    found: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)] * len(passages)
    within = [index for index, passage in enumerate(passages) if len(passage.pieces) <= _ROOM]
    model.eval()
    with torch.no_grad():
        for places in batches([passages[index] for index in within], 4096):
            told = batch([passages[within[place]] for place in places])
            paths = chain.best(model.emissions(told).numpy(), told.lengths)
            for place, path in zip(places, paths, strict=True):
                found[within[place]] = path
    model.train()
    return found


def scores(found: Sequence[NDArray[np.int64]], examples: Sequence[Example], labels: Labels) -> dict[str, float]:
    """F1 of spans by kind, in points; a span counts when both ends are right, in the parser's words."""
    counts = {kind: [0, 0] for kind in KINDS}
    for path, example in zip(found, examples, strict=True):
        mine, right = set(labels.spans(path)), set(labels.spans(example.labels))
        for _, _, kind in mine & right:
            counts[kind][0] += 2
        for _, _, kind in (*mine, *right):
            counts[kind][1] += 1
    return {kind: 100 * hit / max(1, both) for kind, (hit, both) in counts.items()}


def optimiser(
    model: Fitted[Read, Told], rate: float, new_rate: float, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """AdamW, MiniLM's own weights at a lower rate; the rates rise for a twelfth of the steps and fall to nothing."""
    # what the pieces mean is kept as MiniLM learnt it: rare words stay near the ones they are like
    model.tagger.encoder.pieces.weight.requires_grad_(False)
    fresh: list[Tensor] = []
    old: list[Tensor] = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            new = "encoder" not in name or ".features." in name or name.endswith("encoder.head.weight")
            (fresh if new else old).append(parameter)
    groups = [{"params": old, "lr": rate}, {"params": fresh, "lr": new_rate}]
    adam = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = max(1, steps // 12)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        adam, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    return adam, schedule


def epochs(
    model: Fitted[Read, Told],
    passages: Sequence[Read],
    examples: Sequence[Told],
    plan: Plan,
    rate: float,
    new_rate: float = _NEW_RATE,
) -> Iterator[tuple[float, Average]]:
    """Fits by the plan; after each epoch the loss a word and the moving average of the weights so far."""
    adam, schedule = optimiser(model, rate, new_rate, sum(map(len, plan)))
    own = dict(model.named_parameters())
    average = {name: value.detach().clone() for name, value in own.items()}
    done, began = 0, time.monotonic()
    for these in plan:
        total, words = 0.0, 0
        for indices in these:
            loss, length = model.loss([passages[i] for i in indices], [examples[i] for i in indices])
            adam.zero_grad()
            (loss / length * 4).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            adam.step()
            schedule.step()
            done, total, words = done + 1, total + float(loss.detach()), words + length
            if done % _FRESH_MASKS == 0:
                model.tagger.dropout.draw()
                print(f"  step {done}: loss {total / words:.4f} ({time.monotonic() - began:.0f} s)", flush=True)
            if done % _AVERAGED == 0:
                keep = min(1 - _AVERAGED * 0.002, done / (done + 10 * _AVERAGED))
                with torch.no_grad():
                    torch._foreach_lerp_(list(average.values()), list(own.values()), 1 - keep)
        yield total / words, average


def main() -> None:
    """Fit and write."""
    given = _arguments()
    torch.manual_seed(1)
    torch.set_num_threads(given.threads)
    vocabulary, parts = pickle.loads(given.prepared.read_bytes())
    labels, tokenizer = Labels(KINDS), Tokenizer.from_file(str(given.weights / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pairs = zip(pieces_of(parts["train"], tokenizer), parts["train"], strict=True)
    learnt = [
        (passage, example) for passage, example in pairs if len(passage.firsts) and len(passage.pieces) <= _LONGEST
    ]
    passages, examples = [passage for passage, _ in learnt], [example for _, example in learnt]
    aside = pieces_of(parts["dev"], tokenizer)
    model = Model(pretrained(given.weights, vocabulary.sizes(), labels.number), Crf(labels.allowed()))
    if given.start:
        model.load_state_dict(torch.load(given.start))
    chance = random.Random(1)
    plan = [batches(passages, given.budget, chance) for _ in range(given.epochs)]
    for epoch, (loss, average) in enumerate(epochs(model, passages, examples, plan, given.rate), 1):
        own = {name: value.detach().clone() for name, value in model.named_parameters()}
        model.load_state_dict(average, strict=False)
        torch.save(model.state_dict(), given.out)
        reached = scores(predicted(model, aside), parts["dev"], labels)
        model.load_state_dict(own, strict=False)
        shown = " ".join(f"{kind} {value:.1f}" for kind, value in reached.items())
        print(f"epoch {epoch}: loss {loss:.4f}, {shown}", flush=True)
        if epoch == given.stop_after:
            break


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m train.fit", description="Fit a token model.")
    asked.add_argument("prepared", type=Path, help="what train.prepare wrote")
    asked.add_argument("weights", type=Path, help="the folder with MiniLM's config, weights and tokenizer")
    asked.add_argument("out", type=Path)
    asked.add_argument("--start", type=Path, help="weights fitted before, to go on from")
    asked.add_argument("--epochs", type=int, default=4, help="over which the rates rise and fall")
    asked.add_argument("--stop-after", type=int, default=0, help="the epoch to stop after; all unless told")
    asked.add_argument("--rate", type=float, default=2e-4, help="highest learning rate of MiniLM's own weights")
    asked.add_argument("--budget", type=int, default=1280, help="word pieces a batch, with padding")
    asked.add_argument("--threads", type=int, default=2)
    return asked.parse_args()


if __name__ == "__main__":
    main()
