"""What the shipped encoder makes of the predicate of each example, so that fitting and running see the same.

python -m train.acts_states EXAMPLES OUT
"""

from __future__ import annotations

import argparse
import pickle
from pathlib import Path

import numpy as np

from onrecord.extract.coding.encoded import of_predicate
from onrecord.extract.tagging import meaning


def main() -> None:
    """Writes a row an example, of shape (examples, 384)."""
    asked = argparse.ArgumentParser(prog="python -m train.acts_states", description="States of predicates.")
    asked.add_argument("examples", type=Path, help="what train.acts_prepare wrote")
    asked.add_argument("out", type=Path)
    given = asked.parse_args()
    encoder = meaning.load()
    examples = pickle.loads(given.examples.read_bytes())
    np.save(given.out, np.stack([of_predicate(each.told, encoder) for each in examples]))


if __name__ == "__main__":
    main()
