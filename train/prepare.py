"""Parse the corpus once: what a training run reads, as a pickle.

python -m train.prepare CORPUS OUT
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from onrecord.extract.tagging.features import Describing, Vocabulary
from onrecord.extract.tagging.labels import Labels
from onrecord.parse.syntax import load
from train.corpus import KINDS, examples


def main(corpus: Path, out: Path) -> None:
    """Write the vocabulary, and the examples of both parts."""
    model = load()
    vocabulary = Vocabulary(tuple(model.get_pipe("tagger").labels), tuple(model.get_pipe("parser").labels))
    describing, labels = Describing(vocabulary), Labels(KINDS)
    parts = {part: list(examples(corpus / f"{part}.jsonl", describing, labels)) for part in ("train", "dev")}
    out.write_bytes(pickle.dumps((vocabulary, parts)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
