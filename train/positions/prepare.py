"""Parse articles once: what a training run reads, as a pickle.

    python -m train.positions.prepare OUT CORPUS [CORPUS ...] [--unmarked]

With ``--unmarked`` the corpora hold texts in which nobody marked anything. Articles that are set aside are left out.
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter
from pathlib import Path

from onrecord.extract.tagging.features import Describing, Vocabulary
from onrecord.parse.syntax import load
from train.positions.corpus import articles
from train.positions.written import rows, set_aside, texts


def main() -> None:
    """Write the vocabulary and the articles; tell what the labels cannot."""
    asked = argparse.ArgumentParser(prog="python -m train.positions.prepare", description=__doc__)
    asked.add_argument("out", type=Path)
    asked.add_argument("corpora", type=Path, nargs="+")
    asked.add_argument("--unmarked", action="store_true", help="texts in which nobody marked anything")
    given = asked.parse_args()
    model = load()
    vocabulary = Vocabulary(tuple(model.get_pipe("tagger").labels), tuple(model.get_pipe("parser").labels))
    lost: Counter[str] = Counter()
    describing = Describing(vocabulary)
    of = texts if given.unmarked else rows
    told = (row for corpus in given.corpora for row in of(corpus) if not set_aside(row["id"]))
    found = list(articles(told, describing, lost))
    given.out.write_bytes(pickle.dumps((vocabulary, found)))
    for what, number in sorted(lost.items()):
        print(f"{what}: {number}")


if __name__ == "__main__":
    main()
