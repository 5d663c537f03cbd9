"""Fit how readings are weighed; tells how well on the articles aside, then ships what all articles teach.

    python -m train.positions.weigh EVIDENCE [EVIDENCE ...] OUT (--kept EVIDENCE | --aside 0 [--held HELD])

Two linear models over signs and meaning (the action, and whether it is a position at all) are fitted on the articles.
How much they count beside the token model is fitted on articles that neither has seen: those of a fold aside, or those
of train/positions/kept. What is shipped are the linear models of all articles but the kept ones, joined with those
weights; HELD gets those without the fold, with which the fold can be scored fairly (``python -m eval.marked --held
FOLDER``).
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from onrecord.extract.weighing import ACTIONS, FOUND_BY, TAGGED, considered, most_likely
from train.positions.corpus import FOLDS
from train.positions.judged import Judged
from train.positions.written import sparse

Array = NDArray[np.float32]

_LEAST_TIMES = 2
_ITERATIONS = 120
_STRENGTH = {"action": 1e-4, "keep": 1e-3}  # of small weights against the examples
_MEANING = 3.0  # how freely the meaning may count beside signs
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
_LEVELS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of shape (signs, labels), (384, labels) and (labels,)."""

    signs: Array
    meaning: Array
    constant: Array

    def scores(self, signs: Tensor, meanings: Tensor) -> Array:
        """Of each example and label."""
        told = torch.sparse.mm(signs, torch.from_numpy(self.signs)).numpy()
        return np.asarray(told + meanings.numpy() @ self.meaning + self.constant, dtype=np.float32)


def main() -> None:
    """Fit, tell, write."""
    asked = argparse.ArgumentParser(prog="python -m train.positions.weigh", description=__doc__)
    asked.add_argument("evidence", type=Path, nargs="+")
    asked.add_argument("out", type=Path)
    asked.add_argument("--kept", type=Path, help="evidence of articles that nothing has learnt from")
    asked.add_argument("--aside", type=int, default=0)
    asked.add_argument("--held", type=Path, help="where to write what the articles aside had no part in")
    given = asked.parse_args()
    torch.set_num_threads(1)
    examples: list[Judged] = [each for file in given.evidence for each in pickle.loads(file.read_bytes())]
    if given.kept:
        kept: list[Judged] = pickle.loads(given.kept.read_bytes())
        unlearnt = {each.article for each in kept}
        others = [each for each in examples if each.article not in unlearnt]
        examples, aside = others, [each for each in kept if not each.marked]
    else:
        others = [each for each in examples if each.fold != given.aside]
        aside = [each for each in examples if each.fold == given.aside and not each.marked]
    rows = _table(others)
    linear = {name: fit(name, others, rows) for name in _STRENGTH}
    joined = joining(linear, aside, rows)
    if given.held:
        ship(linear, joined, rows, given.held)
    rows = _table(examples)
    ship({name: fit(name, examples, rows) for name in _STRENGTH}, joined, rows, given.out)


def _table(examples: Sequence[Judged]) -> dict[str, int]:
    """A row for each sign that is met more than once."""
    times = Counter(sign for each in examples for sign in each.evidence.signs)
    return {sign: row for row, sign in enumerate(sorted(s for s, number in times.items() if number >= _LEAST_TIMES))}


def inputs(examples: Sequence[Judged], rows: Mapping[str, int]) -> tuple[Tensor, Tensor]:
    """Signs (examples, signs), sparse and divided by the root of their number, and meanings (examples, 384)."""
    places: list[tuple[int, int]] = []
    values: list[float] = []
    for number, each in enumerate(examples):
        known = [rows[sign] for sign in each.evidence.signs if sign in rows]
        places.extend((number, row) for row in known)
        values.extend([1 / max(1.0, float(np.sqrt(len(known))))] * len(known))
    index = torch.tensor(places, dtype=torch.int64).reshape(-1, 2).T
    signs = torch.sparse_coo_tensor(index, torch.tensor(values), (len(examples), len(rows))).coalesce()
    return signs, torch.from_numpy(np.stack([each.meaning for each in examples]))


def _shares(right: frozenset[str]) -> list[float]:
    return [(action.value in right) / max(1, len(right)) for action in ACTIONS]


def fit(name: str, examples: Sequence[Judged], rows: Mapping[str, int]) -> Linear:
    """A linear model of one of the two questions."""
    if name == "keep":
        chosen = [e for e in examples if not e.marked and e.right is not None and e.resolved]
        # the first written articles are fuller of positions than news is: they would make it too ready to believe one
        chosen = [e for e in chosen if e.evidence.found_by != TAGGED and (e.fold in range(FOLDS) or sparse(e.article))]
        right = np.array([[float(bool(each.right))] for each in chosen], dtype=np.float32)
    else:
        chosen = [e for e in examples if e.marked or e.right]
        right = np.array([_shares(each.actions) for each in chosen], dtype=np.float32)
    signs, meanings = inputs(chosen, rows)
    wanted = torch.from_numpy(right)
    weights = [torch.zeros(size, right.shape[1], requires_grad=True) for size in (signs.shape[1], meanings.shape[1], 1)]
    search = torch.optim.LBFGS(weights, max_iter=_ITERATIONS, history_size=10, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        search.zero_grad()
        scores = torch.sparse.mm(signs, weights[0]) + _MEANING * (meanings @ weights[1]) + weights[2]
        if name == "keep":
            wrong = torch.nn.functional.binary_cross_entropy_with_logits(scores, wanted)
        else:
            wrong = torch.nn.functional.cross_entropy(scores, wanted)
        total: Tensor = wrong + _STRENGTH[name] * ((weights[0] ** 2).sum() + (weights[1] ** 2).sum())
        total.backward()  # type: ignore[no-untyped-call,unused-ignore]
        return total

    search.step(loss)
    of_signs, of_meaning, constant = (each.detach().numpy() for each in weights)
    return Linear(of_signs, _MEANING * of_meaning, constant[0])


def joining(linear: Mapping[str, Linear], aside: Sequence[Judged], rows: Mapping[str, int]) -> dict[str, Array]:
    """How much the token model counts beside the linear models, by the articles aside."""
    signs, meanings = inputs(aside, rows)
    right = [number for number, each in enumerate(aside) if each.right and each.resolved]
    told, own = [aside[number] for number in right], linear["action"].scores(signs, meanings)[right]

    def accuracy(share: float) -> float:
        best = [most_likely(e.evidence, row.astype(float), share) for e, row in zip(told, own, strict=True)]
        return float(np.mean([action.value in e.actions for action, e in zip(best, told, strict=True)]))

    share = max(_SHARES, key=accuracy)
    read = np.mean([each.evidence.candidate.actions[0].value in each.actions for each in told])
    print(f"action: by the lexicon {read:.3f}; where it knows none, by meaning {accuracy(0.0):.3f}")
    print(f"and by the token model too {accuracy(share):.3f}, its share {share}")
    found: dict[str, Array] = {"action": np.array([share], dtype=np.float32)}
    found["keep"] = _keeping(linear["keep"].scores(signs, meanings)[:, 0], aside)
    return found


def _keeping(linear: Array, aside: Sequence[Judged]) -> Array:
    """Weights of what tells a position, by logistic regression; prints what each level of certainty keeps."""
    told = np.stack([considered(each.evidence, float(score)) for each, score in zip(aside, linear, strict=True)])
    usable = [number for number, each in enumerate(aside) if each.right is not None and each.resolved]
    inputs_, wanted = told[usable], np.array([float(bool(aside[number].right)) for number in usable])
    weights = _logistic(inputs_, wanted)
    articles = sorted({each.article for each in aside})
    halves = [{a for place, a in enumerate(articles) if place % 2 == part} for part in (0, 1)]
    score = np.zeros(len(aside))
    for part, half in enumerate(halves):  # each half by what the other half teaches
        learnt = [n for n in range(len(usable)) if aside[usable[n]].article not in half]
        own = _logistic(inputs_[learnt], wanted[learnt])
        these = [n for n, each in enumerate(aside) if each.article in halves[part]]
        score[these] = 1 / (1 + np.exp(-told[these] @ own))
    for by in FOUND_BY:
        held = [n for n in usable if aside[n].evidence.found_by == by]
        print(f"found by {by}: {len(held)} of which right {sum(bool(aside[n].right) for n in held)}")
    for level in _LEVELS:
        kept = [n for n in usable if score[n] >= level]
        right = sum(bool(aside[n].right) for n in kept)
        print(f"kept from {level}: {len(kept)}, right {right} ({right / max(1, len(kept)):.3f})")
    return weights.astype(np.float32)


def _logistic(told: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    x, y = torch.from_numpy(told), torch.from_numpy(wanted)
    weights = torch.zeros(told.shape[1], dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        search.zero_grad()
        total: Tensor = torch.nn.functional.binary_cross_entropy_with_logits(x @ weights, y) + 1e-3 * (weights**2).sum()
        total.backward()  # type: ignore[no-untyped-call,unused-ignore]
        return total

    search.step(loss)
    return np.asarray(weights.detach().numpy(), dtype=np.float64)


def ship(linear: Mapping[str, Linear], joined: Mapping[str, Array], rows: Mapping[str, int], out: Path) -> None:
    """Writes the weights in sixteen bits."""
    arrays: dict[str, NDArray[np.generic]] = {"signs": np.frombuffer("\n".join(rows).encode(), dtype=np.uint8)}
    for name, model in linear.items():
        arrays[f"{name}_signs"] = model.signs.astype(np.float16)
        arrays[f"{name}_meaning"] = model.meaning.astype(np.float16)
        arrays[f"{name}_constant"] = model.constant.astype(np.float32)
        arrays[f"{name}_joined"] = joined[name]
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out, allow_pickle=False, **arrays)
    print(f"{out.name}: {len(rows)} signs, {out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
