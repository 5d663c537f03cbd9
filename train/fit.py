"""Fit a token model, printing its score on the passages held aside after each epoch."""

from __future__ import annotations

import argparse
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from onrecord.extract.tagging.decode import Chain
from onrecord.extract.tagging.labels import Labels
from onrecord.extract.tagging.pieces import Batch, Passage, batch, in_pieces
from train.corpus import KINDS, Example
from train.crf import Crf
from train.network import Tagger, pretrained

_AVERAGED = 5  # steps between two looks at the weights for their moving average
_LONGEST = 384  # word pieces of a passage that are learnt from


class Model(nn.Module):
    def __init__(self, tagger: Tagger, crf: Crf) -> None:
        super().__init__()
        self.tagger, self.crf = tagger, crf

    def emissions(self, told: Batch) -> torch.Tensor:
        inputs = (told.pieces, told.mask, told.features, told.heads, told.firsts)
        return self.tagger(*(torch.from_numpy(each) for each in inputs))


def pieces_of(examples: Sequence[Example], tokenizer: Tokenizer) -> list[Passage]:
    known: dict[str, list[int]] = {}

    def cut(word: str) -> list[int]:
        if word not in known:
            known[word] = tokenizer.encode(word, add_special_tokens=False).ids or [tokenizer.token_to_id("[UNK]")]
        return known[word]

    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    return [in_pieces(example.words, cut, first, last) for example in examples]


def batches(passages: Sequence[Passage], chance: random.Random | None, budget: int) -> Iterator[list[int]]:
    """Indices of passages of like length, at most ``budget`` pieces a batch with their padding."""
    order = list(range(len(passages)))
    if chance:
        chance.shuffle(order)
    pooled = []
    for start in range(0, len(order), 1024):
        pool = sorted(order[start : start + 1024], key=lambda index: len(passages[index].pieces))
        current: list[int] = []
        for index in pool:
            if current and (len(current) + 1) * len(passages[index].pieces) > budget:
                pooled.append(current)
                current = []
            current.append(index)
        pooled.append(current)
    if chance:
        chance.shuffle(pooled)
    yield from pooled


def predictions(model: Model, passages: Sequence[Passage]) -> list[np.ndarray]:
    model.eval()
    with torch.no_grad():
        chain = Chain(*(score.numpy() for score in model.crf.scores()))
        found: list[np.ndarray] = [np.zeros(0, dtype=np.int64)] * len(passages)
        within = [index for index, passage in enumerate(passages) if len(passage.pieces) <= 512]
        for places in batches([passages[index] for index in within], None, 4096):
            indices = [within[place] for place in places]
            told = batch([passages[index] for index in indices])
            for index, path in zip(indices, chain.best(model.emissions(told).numpy(), told.lengths), strict=True):
                found[index] = path
    model.train()
    return found


def score(found: Sequence[np.ndarray], examples: Sequence[Example], labels: Labels) -> dict[str, float]:
    counts = {kind: [0, 0, 0] for kind in KINDS}
    for path, example in zip(found, examples, strict=True):
        mine, right = set(labels.spans(path)), set(labels.spans(example.labels))
        for kind, count in counts.items():
            a, b = ({span for span in spans if span[2] == kind} for spans in (mine, right))
            count[0] += len(a & b)
            count[1] += len(a)
            count[2] += len(b)
    return {kind: 200 * hit / max(1, told + right) for kind, (hit, told, right) in counts.items()}


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("prepared", type=Path)
    asked.add_argument("weights", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--start", type=Path, help="weights fitted before, to go on from")
    asked.add_argument("--epochs", type=int, default=8)
    asked.add_argument("--rate", type=float, default=2e-4)
    asked.add_argument("--budget", type=int, default=1280)
    asked.add_argument("--threads", type=int, default=2)
    asked.add_argument("--steps", type=int, default=0)
    given = asked.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(given.threads)
    chance = random.Random(1)
    vocabulary, parts = pickle.loads(given.prepared.read_bytes())
    labels = Labels(KINDS)
    tokenizer = Tokenizer.from_file(str(given.weights / "tokenizer.json"))
    tokenizer.no_padding(), tokenizer.no_truncation()
    examples, held = parts["train"], parts["dev"]
    passages, held_passages = pieces_of(examples, tokenizer), pieces_of(held, tokenizer)
    short = [i for i, p in enumerate(passages) if 0 < len(p.firsts) and len(p.pieces) <= _LONGEST]
    examples, passages = [examples[i] for i in short], [passages[i] for i in short]
    model = Model(pretrained(given.weights, vocabulary.sizes(), labels.number), Crf(labels.allowed()))
    if given.start:
        model.load_state_dict(torch.load(given.start))
    # what the pieces mean is kept as MiniLM learnt it: rare words stay near the ones they are like
    model.tagger.encoder.pieces.weight.requires_grad_(False)
    fresh, old = [], []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        new = "encoder" not in name or ".features." in name or name.endswith("encoder.head.weight")
        (fresh if new else old).append(parameter)
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": given.rate}, {"params": fresh, "lr": 1e-3}], weight_decay=0.01
    )
    plan = [list(batches(passages, chance, given.budget)) for _ in range(given.epochs)]
    steps = sum(len(each) for each in plan)
    warm = steps // 12
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    own = dict(model.named_parameters())
    average = {name: value.detach().clone() for name, value in own.items()}
    began, done = time.time(), 0
    print(f"{len(passages)} passages, {steps} steps", flush=True)
    for epoch, these in enumerate(plan, 1):
        total, words = 0.0, 0
        for indices in these:
            told = batch([passages[index] for index in indices])
            right = np.zeros(told.firsts.shape, dtype=np.int64)
            for row, index in enumerate(indices):
                right[row, : len(examples[index].labels)] = examples[index].labels
            lengths = torch.from_numpy(told.lengths)
            loss = model.crf.loss(model.emissions(told), torch.from_numpy(right), lengths)
            optimizer.zero_grad()
            (loss / told.lengths.sum() * 4).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            total, words = total + float(loss.detach()), words + int(told.lengths.sum())
            if done % 50 == 0:
                model.tagger.dropout.draw()
            if done % _AVERAGED == 0:
                keep = min(1 - _AVERAGED * 0.002, done / (done + 10 * _AVERAGED))
                with torch.no_grad():
                    torch._foreach_lerp_(list(average.values()), list(own.values()), 1 - keep)
            if done % 50 == 0:
                print(f"  step {done} {total / words:.4f} {time.time() - began:.0f} s", flush=True)
            if given.steps and done >= given.steps:
                return
        kept = {name: value.detach().clone() for name, value in own.items()}
        model.load_state_dict(average, strict=False)
        told_scores = score(predictions(model, held_passages), held, labels)
        torch.save(model.state_dict(), given.out)
        model.load_state_dict(kept, strict=False)
        shown = " ".join(f"{kind} {value:.1f}" for kind, value in told_scores.items())
        print(f"epoch {epoch}: loss {total / words:.4f} {shown} ({time.time() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
