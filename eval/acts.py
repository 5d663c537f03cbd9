"""How well acts are coded in a file of marked sentences: ``python -m eval.acts [FILE.tsv] [--no-encoder]``.

FILE has the columns marked_sentence, root and quad; unless one is named, it is the corpus that the shipped model was
fitted to, whose score says only that it runs as it was fitted: cross-validation is ``python -m train.acts_fit``'s.
Macro-F1 as in ../shared/score/plover.py.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path

from onrecord.coding import code, missing, read_marked
from onrecord.model import ActCode

_CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "plover" / "train.tsv"
_QUADS = (
    "AGREE CONSULT SUPPORT",
    "COOPERATE AID YIELD",
    "REQUEST ACCUSE REJECT THREATEN",
    "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
)
#: the quad class of a code: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict
QUAD = {ActCode(name): number for number, names in enumerate(_QUADS, 1) for name in names.split()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the scores; the exit status is 2 where the file is not there."""
    asked = argparse.ArgumentParser(prog="python -m eval.acts", description="Codes of acts against marked ones.")
    asked.add_argument("path", metavar="FILE", nargs="?", type=Path, default=_CORPUS)
    asked.add_argument("--no-encoder", action="store_true", help="code by words alone")
    given = asked.parse_args(arguments)
    path = given.path
    if not path.is_file():
        print(f"{path} is not there: nothing is scored", file=sys.stderr)
        return 2
    absent = None if given.no_encoder else missing()
    if absent:
        print(f"{absent} is not installed: words alone are coded from", file=sys.stderr)
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    found = code([read_marked(row["marked_sentence"]) for row in rows], encoder=not given.no_encoder and not absent)
    print("\n".join(table([(mine, row["root"], row["quad"]) for mine, row in zip(found, rows, strict=True)])))
    return 0


def table(coded: Sequence[tuple[ActCode, str, str]]) -> list[str]:
    """Macro-F1 of codes and of quad classes, from predicted codes, right codes and right quad classes.

    The corpus has a few sentences whose quad class is not that of their code: right codes do not reach 1.
    """
    pairs = [(mine.value, right) for mine, right, _ in coded]
    agreed = sum(mine == right for mine, right in pairs) / max(1, len(pairs))
    return [
        f"root macro-f1 {macro_f1(pairs):.3f}  accuracy {agreed:.3f}  of {len(pairs)}",
        f"quad macro-f1 {macro_f1([(str(QUAD[mine]), quad) for mine, _, quad in coded]):.3f}",
    ]


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean of F1 over the labels that are right somewhere; pairs are of a predicted and a right label."""
    labels = {right for _, right in pairs}
    return sum(f1(pairs, label) for label in labels) / max(1, len(labels))


def f1(pairs: Sequence[tuple[str, str]], label: str) -> float:
    """F1 of one label."""
    hit = sum(mine == right == label for mine, right in pairs)
    predicted, marked = sum(mine == label for mine, _ in pairs), sum(right == label for _, right in pairs)
    return 2 * hit / max(1, predicted + marked)


if __name__ == "__main__":
    sys.exit(main())
