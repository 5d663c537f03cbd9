"""Parse the marked articles once: what a training run reads, as a pickle.

python -m train.positions.prepare OUT CORPUS [CORPUS ...]
"""

from __future__ import annotations

import pickle
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from onrecord.extract.tagging.features import Describing, Vocabulary
from onrecord.parse.syntax import load
from train.positions.corpus import articles


def main(out: Path, corpora: Sequence[Path]) -> None:
    """Write the vocabulary and the articles; tell what the labels cannot."""
    model = load()
    vocabulary = Vocabulary(tuple(model.get_pipe("tagger").labels), tuple(model.get_pipe("parser").labels))
    lost: Counter[str] = Counter()
    describing = Describing(vocabulary)
    found = [article for corpus in corpora for article in articles(corpus, describing, lost)]
    out.write_bytes(pickle.dumps((vocabulary, found)))
    for what, number in sorted(lost.items()):
        print(f"{what}: {number}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]])
