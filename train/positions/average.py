"""The average of the fitted model and of the one that it began from, of attribution or of both, weight by weight.

    python -m train.positions.average FITTED BEGUN OUT [--share 0.3]

What it forgot of attributions comes back, at little cost to positions (Wortsman et al. 2022: robust fine-tuning).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

_NAMES = {  # of the fitted model's weights that a model of attribution has too, under another name
    "tagger.heads.attribution.": "tagger.",
    "chains.attribution.": "crf.",
}
_SHARED = ("tagger.encoder.", "tagger.late.")


def main() -> None:
    """Average and write."""
    asked = argparse.ArgumentParser(prog="python -m train.positions.average", description=__doc__)
    asked.add_argument("fitted", type=Path)
    asked.add_argument("begun", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--share", type=float, default=0.3, help="of the model that it began from")
    given = asked.parse_args()
    fitted, begun = torch.load(given.fitted), torch.load(given.begun)
    found = dict(fitted)
    for name, weight in fitted.items():
        old = name if name in begun else _old(name)
        if old is not None:
            found[name] = torch.lerp(weight, begun[old], given.share)
    torch.save(found, given.out)


def _old(name: str) -> str | None:
    if name.startswith(_SHARED):
        return name
    return next((old + name.removeprefix(new) for new, old in _NAMES.items() if name.startswith(new)), None)


if __name__ == "__main__":
    main()
