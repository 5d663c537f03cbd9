"""The average of two fits of one model, weight by weight (Wortsman et al. 2022: model soups).

python -m train.average FIRST SECOND OUT --share 0.5
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Average and write."""
    asked = argparse.ArgumentParser(prog="python -m train.average", description=__doc__)
    asked.add_argument("first", type=Path)
    asked.add_argument("second", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--share", type=float, default=0.5, help="of the first")
    given = asked.parse_args()
    first, second = torch.load(given.first), torch.load(given.second)
    torch.save({name: torch.lerp(second[name], first[name], given.share) for name in second}, given.out)


if __name__ == "__main__":
    main()
