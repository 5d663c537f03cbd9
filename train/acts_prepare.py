"""Parse what the act coder learns from, once: marked sentences of a file, and those made from predicates.

    python -m train.acts_prepare TRAIN.tsv OUT

Needs the parser, not torch; train.acts_fit needs torch, not the parser.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.coding import described, read_marked
from train.acts_examples import FOLDS, RENDERED, Example
from train.acts_phrases import made


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m train.acts_prepare", description="Parse what acts are learnt from.")
    asked.add_argument("train", type=Path)
    asked.add_argument("out", type=Path)
    given = asked.parse_args()
    with given.train.open(encoding="utf-8", newline="") as lines:
        rows = [(row["marked_sentence"], row["root"], fold(row["id"])) for row in csv.DictReader(lines, delimiter="\t")]
    rows += [(sentence, code, -1) for sentence, code in made(RENDERED)]
    given.out.write_bytes(pickle.dumps(list(examples(rows))))


def fold(identity: str) -> int:
    """The fold of cross-validation that a sentence is always held aside in."""
    return int(hashlib.sha1(identity.encode()).hexdigest(), 16) % FOLDS


def examples(rows: Iterable[tuple[str, str, int]]) -> Iterator[Example]:
    """The rows with their features, in order."""
    kept = list(rows)
    told = described([read_marked(sentence) for sentence, _, _ in kept])
    for (_, code, aside), each in zip(kept, told, strict=True):
        yield Example(each, code, aside)


if __name__ == "__main__":
    main()
