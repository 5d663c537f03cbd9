"""Parse the marked articles once: what a training run reads, as a pickle.

python -m train.positions.prepare ARTICLES OUT
"""

from __future__ import annotations

import pickle
import sys
from collections import Counter
from pathlib import Path

from onrecord.extract.tagging.features import Describing, Vocabulary
from onrecord.parse.syntax import load
from train.positions.corpus import articles


def main(corpus: Path, out: Path) -> None:
    """Write the vocabulary and the articles; tell what the labels cannot."""
    model = load()
    vocabulary = Vocabulary(tuple(model.get_pipe("tagger").labels), tuple(model.get_pipe("parser").labels))
    lost: Counter[str] = Counter()
    out.write_bytes(pickle.dumps((vocabulary, list(articles(corpus, Describing(vocabulary), lost)))))
    for what, number in sorted(lost.items()):
        print(f"{what}: {number}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
