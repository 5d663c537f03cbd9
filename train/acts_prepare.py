"""Parse what the act coder learns from, once: marked sentences of a file, and those made from predicates.

    python -m train.acts_prepare TRAIN.tsv OUT

Needs the parser, not torch; train.acts_fit needs torch, not the parser.
"""

from __future__ import annotations

import argparse
import csv
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from eval.acts import QUAD
from onrecord.coding import described, read_marked
from onrecord.model import ActCode
from train.acts_examples import RENDERED, Example, fold
from train.acts_phrases import made


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m train.acts_prepare", description="Parse what acts are learnt from.")
    asked.add_argument("train", type=Path)
    asked.add_argument("out", type=Path)
    given = asked.parse_args()
    with given.train.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    marked = [Row(row["marked_sentence"], row["root"], row["quad"], fold(row["id"])) for row in rows]
    added = [Row(sentence, code, str(QUAD[ActCode(code)]), -1) for sentence, code in made(RENDERED)]
    given.out.write_bytes(pickle.dumps(list(examples([*marked, *added]))))


class Row(NamedTuple):
    """A marked sentence, what is right for it, and the fold that it is held aside in."""

    sentence: str
    code: str
    quad: str
    fold: int


def examples(rows: Sequence[Row]) -> Iterator[Example]:
    """The rows with their features, in order."""
    told = described([read_marked(row.sentence) for row in rows])
    for row, each in zip(rows, told, strict=True):
        yield Example(each, row.code, row.quad, row.fold)


if __name__ == "__main__":
    main()
