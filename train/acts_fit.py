"""Fit the act coder that numpy alone runs; tells its scores in five-fold cross-validation.

    python -m train.acts_fit EXAMPLES WORDS OUT [--renderings 5] [--weight 0.3] [--skip-folds]

Multinomial logistic regression over named signs and over the meanings of the words in each place. Signs of the marked
sentences are told twice, once as their own, so that they may differ from the made sentences (Daumé 2007). What all
sentences teach is shipped.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from eval.acts import QUAD, f1, macro_f1
from onrecord.extract.coding.model import Meanings
from onrecord.model import ActCode
from train.acts_examples import FOLDS, RENDERED, Example

CODES = tuple(code.value for code in ActCode)
_OWN = 0.7  # weight of a sign as the marked sentences' own
_ITERATIONS = 150


@dataclass(frozen=True, slots=True)
class Data:
    """Examples as numbers. ``signs`` and ``values``, a list an example, count signs; ``vectors`` has a row each."""

    signs: list[NDArray[np.int64]]
    values: list[NDArray[np.float32]]
    vectors: NDArray[np.float32]
    codes: NDArray[np.int64]
    quads: list[str]
    folds: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights of shape (signs, codes) and (numbers of a vector, codes), and a constant for each code."""

    signs: NDArray[np.float32]
    vectors: NDArray[np.float32]
    constant: NDArray[np.float32]


def main() -> None:
    given = _arguments()
    torch.set_num_threads(1)
    examples = taken(pickle.loads(given.examples.read_bytes()), given.renderings)
    words = np.load(given.words)
    table = reduced(words["vectors"], given.size)
    lemmas = words["lemmas"].tolist()
    learnt = sorted({sign for each in examples for sign in each.told.named})
    by_words = as_numbers(examples, {sign: row for row, sign in enumerate(learnt)}, Meanings(lemmas, table))
    if not given.skip_folds:
        tell(aside(by_words, len(learnt), given), by_words)
    fitted = fit(by_words, np.arange(len(examples)), len(learnt), given)
    ship(fitted, learnt, lemmas, table, given)


def taken(examples: Sequence[Example], renderings: int) -> list[Example]:
    """The marked sentences and so many renderings of each predicate."""
    made = [each for each in examples if each.fold < 0]
    kept = [each for place, each in enumerate(made) if place % RENDERED < renderings]
    return [*(each for each in examples if each.fold >= 0), *kept]


def reduced(vectors: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """The vectors' principal components, brought to length 1 and to eight bits."""
    centred = vectors - vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    found = centred @ axes[:size].T
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    found = np.round(found / np.abs(found).max(axis=1, keepdims=True) * 127)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found, dtype=np.float32)


def as_numbers(examples: Sequence[Example], rows: Mapping[str, int], meanings: Meanings) -> Data:
    """The examples; a marked sentence's signs once more, ``len(rows)`` further on."""
    signs, values = [], []
    for each in examples:
        known = np.array([rows[sign] for sign in each.told.named], dtype=np.int64)
        counts = np.array(list(each.told.named.values()), dtype=np.float32)
        if each.fold >= 0:
            known, counts = np.r_[known, known + len(rows)], np.r_[counts, counts * np.float32(_OWN)]
        signs.append(known)
        values.append(counts)
    return Data(
        signs,
        values,
        np.stack([meanings.of(each.told.lemmas) for each in examples]),
        np.array([CODES.index(each.code) for each in examples]),
        [each.quad for each in examples],
        np.array([each.fold for each in examples]),
    )


def fit(data: Data, places: NDArray[np.int64], signs: int, given: argparse.Namespace) -> Fitted:
    """Weights that the examples at those places teach, found by L-BFGS."""
    torch.manual_seed(1)
    weights = torch.zeros(2 * signs, len(CODES), requires_grad=True)
    of_vector = torch.zeros(data.vectors.shape[1], len(CODES), requires_grad=True)
    constant = torch.zeros(len(CODES), requires_grad=True)
    told, right = _inputs(data, places), torch.from_numpy(data.codes[places])
    counts = torch.from_numpy(importance(data, places, given.weight, given.prior))
    search = torch.optim.LBFGS(
        [weights, of_vector, constant], max_iter=_ITERATIONS, history_size=10, line_search_fn="strong_wolfe"
    )

    def loss() -> Tensor:
        search.zero_grad()
        scores = _scores(told, weights, of_vector, constant)
        wrong = (functional.cross_entropy(scores, right, reduction="none") * counts).sum()
        total: Tensor = given.strength * wrong + 0.5 * ((weights**2).sum() + (of_vector**2).sum())
        total.backward()  # type: ignore[no-untyped-call,unused-ignore]
        return total

    search.step(loss)
    both = weights.detach().numpy()
    return Fitted(both[:signs] + _OWN * both[signs:], of_vector.detach().numpy(), constant.detach().numpy())


def importance(data: Data, places: NDArray[np.int64], weight: float, prior: float) -> NDArray[np.float32]:
    """How much each example counts: a made one less, and by how often its code is met in marked sentences."""
    real = data.folds[places] >= 0
    codes = data.codes[places]
    met, made = (np.bincount(codes[which], minlength=len(CODES)) / max(1, which.sum()) for which in (real, ~real))
    by_code = (met / np.maximum(made, 1e-9)) ** prior
    found = np.where(real, 1.0, by_code[codes])
    if (~real).any():
        found[~real] *= weight / found[~real].mean()
    return found.astype(np.float32)


def aside(data: Data, signs: int, given: argparse.Namespace) -> NDArray[np.float32]:
    """Of each marked sentence the codes' log-odds up to a constant, by what the other folds teach; zeros for others."""
    found = np.zeros((len(data.codes), len(CODES)), dtype=np.float32)
    for fold in range(FOLDS):
        fitted = fit(data, np.flatnonzero(data.folds != fold), signs, given)
        held = np.flatnonzero(data.folds == fold)
        weights = np.r_[fitted.signs, np.zeros_like(fitted.signs)]
        parts = (torch.from_numpy(each) for each in (weights, fitted.vectors, fitted.constant))
        found[held] = _scores(_inputs(data, held), *parts).numpy()
    return found


def tell(scores: NDArray[np.float32], data: Data) -> None:
    """Prints macro-F1 over the marked sentences, and F1 of each code."""
    real, best = np.flatnonzero(data.folds >= 0), scores.argmax(1)
    pairs = [(CODES[best[each]], CODES[data.codes[each]]) for each in real]
    quads = [(str(QUAD[ActCode(mine)]), data.quads[each]) for each, (mine, _) in zip(real, pairs, strict=True)]
    print(f"five folds: root macro-f1 {macro_f1(pairs):.4f}  quad macro-f1 {macro_f1(quads):.4f}")
    print("  " + " ".join(f"{code} {f1(pairs, code):.2f}" for code in CODES), flush=True)


def ship(
    fitted: Fitted,
    signs: Sequence[str],
    lemmas: Sequence[str],
    table: NDArray[np.float32],
    given: argparse.Namespace,
) -> None:
    """Writes the model: weights in eight bits; signs that tell next to nothing are left out."""
    telling = np.flatnonzero(np.abs(fitted.signs).max(axis=1) >= given.least)
    kept = fitted.signs[telling]
    scale = np.abs(kept).max(axis=0) / 127
    arrays: dict[str, NDArray[Any]] = {
        "codes": _bytes(CODES),
        "signs": _bytes([signs[row] for row in telling.tolist()]),
        "weights": np.round(kept / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "of_meaning": fitted.vectors.astype(np.float16),
        "constant": fitted.constant.astype(np.float32),
        "lemmas": _bytes(lemmas),
        "meanings": np.round(table / np.abs(table).max(axis=1, keepdims=True) * 127).astype(np.int8),
    }
    given.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(given.out, allow_pickle=False, **arrays)
    print(f"{given.out}: {len(telling)} of {len(signs)} signs, {given.out.stat().st_size / 1e6:.2f} MB")


def _bytes(lines: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8)


def _inputs(data: Data, places: NDArray[np.int64]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    signs, values = [data.signs[each] for each in places], [data.values[each] for each in places]
    starts = np.cumsum([0, *(len(each) for each in signs[:-1])])
    parts = (np.concatenate(signs), starts, np.concatenate(values), data.vectors[places])
    one, two, three, four = (torch.from_numpy(each) for each in parts)
    return one, two, three, four


def _scores(
    told: tuple[Tensor, Tensor, Tensor, Tensor], weights: Tensor, of_vector: Tensor, constant: Tensor
) -> Tensor:
    signs, starts, values, vectors = told
    scores: Tensor = vectors @ of_vector + constant
    if len(weights):
        scores = scores + functional.embedding_bag(signs, weights, starts, mode="sum", per_sample_weights=values)
    return scores


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m train.acts_fit", description="Fit the act coder.")
    asked.add_argument("examples", type=Path, help="what train.acts_prepare wrote")
    asked.add_argument("words", type=Path, help="what train.acts_words wrote")
    asked.add_argument("out", type=Path)
    asked.add_argument("--renderings", type=int, default=5, help="sentences made of each predicate; 0 for none")
    asked.add_argument("--weight", type=float, default=0.3, help="of a made sentence, a marked one having 1")
    asked.add_argument("--prior", type=float, default=1.0, help="1: made sentences count by how often codes are met")
    asked.add_argument("--strength", type=float, default=5.0, help="of the examples against small weights")
    asked.add_argument("--size", type=int, default=64, help="numbers in the meaning of a lemma")
    asked.add_argument("--least", type=float, default=0.03, help="weight below which a sign is left out")
    asked.add_argument("--skip-folds", action="store_true")
    return asked.parse_args()


if __name__ == "__main__":
    main()
