"""Fit how the second network's word counts beside what found a clause; tells how well.

    python -m train.positions.weigh EVIDENCE FOLDER

FOLDER holds the network fitted without the articles aside, on which four numbers are fitted: what each way of being
found counts by itself, and what the second network counts. They are written into its model.json.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from onrecord.extract.tagging.second import load_from
from onrecord.extract.weighing import FOUND_BY, POSITION, Evidence, considered, most_likely
from train.positions.judged import Judged

Numbers = NDArray[np.float64]

_LEVELS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)
_STRENGTH = 1e-3  # of small weights against the examples


def main() -> None:
    """Fit, tell, write."""
    asked = argparse.ArgumentParser(prog="python -m train.positions.weigh", description=(__doc__ or "").splitlines()[0])
    asked.add_argument("evidence", type=Path)
    asked.add_argument("folder", type=Path)
    asked.add_argument(
        "--tokenizer", type=Path, default=Path("src/onrecord/extract/tagging/shipped/reading/tokenizer.json")
    )
    given = asked.parse_args()
    torch.set_num_threads(1)
    examples: list[Judged] = [each for each in pickle.loads(given.evidence.read_bytes()) if each.aside]
    reader = load_from(cast(Traversable, given.folder), cast(Traversable, given.tokenizer))
    told: list[Numbers] = []
    wanted: list[bool] = []
    articles: list[str] = []
    right, lexicon, joined = 0, 0, 0
    for each in examples:
        if each.evidence is None or each.right is None or not each.resolved:
            continue
        reread = reader.read(each.setting)
        told.append(considered(each.evidence, reread))
        wanted.append(each.right)
        articles.append(each.article)
        if each.right:
            right += 1
            lexicon += _read(each.evidence) in each.actions
            joined += most_likely(each.evidence, reread).value in each.actions
    shares = [number / max(1, right) for number in (lexicon, joined)]
    print(f"action of {right}: by the lexicon {shares[0]:.3f}, with the networks {shares[1]:.3f}")
    weights = keeping(np.stack(told), np.array(wanted, dtype=np.float64), articles)
    about = json.loads((given.folder / "model.json").read_text(encoding="utf-8"))
    names = (*FOUND_BY, POSITION)
    about["joined"] = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
    (given.folder / "model.json").write_text(json.dumps(about) + "\n", encoding="utf-8")
    print(about["joined"])


def _read(evidence: Evidence) -> str:
    return evidence.candidate.actions[0].value


def keeping(told: Numbers, wanted: Numbers, articles: Sequence[str]) -> Numbers:
    """Weights of what tells a position, by logistic regression; prints what each level of certainty keeps."""
    weights = _logistic(told, wanted)
    part = {article: place % 2 for place, article in enumerate(sorted(set(articles)))}
    halves = np.array([part[article] for article in articles])
    score = np.zeros(len(wanted))
    for half in (0, 1):  # each half by what the other half teaches
        score[halves == half] = 1 / (
            1 + np.exp(-told[halves == half] @ _logistic(told[halves != half], wanted[halves != half]))
        )
    for place, by in enumerate(FOUND_BY):
        held = told[:, place] == 1.0
        print(f"found by {by}: {int(held.sum())} of which right {int(wanted[held].sum())}")
    for level in _LEVELS:
        kept = score >= level
        print(f"kept from {level}: {int(kept.sum())}, right {int(wanted[kept].sum())} ({wanted[kept].mean():.3f})")
    return weights


def _logistic(told: Numbers, wanted: Numbers) -> Numbers:
    x, y = torch.from_numpy(told), torch.from_numpy(wanted)
    weights = torch.zeros(told.shape[1], dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        search.zero_grad()
        wrong = torch.nn.functional.binary_cross_entropy_with_logits(x @ weights, y)
        total: Tensor = wrong + _STRENGTH * (weights**2).sum()
        total.backward()  # type: ignore[no-untyped-call,unused-ignore]
        return total

    search.step(loss)
    return np.asarray(weights.detach().numpy(), dtype=np.float64)


if __name__ == "__main__":
    main()
