"""Which words can attribute: those that stand in a cue at least one time in ten, from the training passages.

    python -m train.signs CORPUS/train.jsonl src/onrecord/lexicon/attributing.yaml

A passage with none of them, and no quotation mark, is not shown to the model.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import yaml

from onrecord.parse.words import parse_words

_LEAST_SHARE, _LEAST_TIMES = 0.1, 5
_MARKS = ("“", "”", '"', "‘", "«", "»", ":")
_HEAD = """\
# Words (lemmas) and marks by which a passage may attribute something to somebody: without any of them it is not
# shown to the attribution model. Written by train/signs.py from the training passages: every word that stands in
# a cue at least one time in ten. docs/attribution.md says what the look at these words saves and costs.
"""


def main(corpus: Path, out: Path) -> None:
    """Count, choose, write."""
    times: Counter[str] = Counter()
    in_cue: Counter[str] = Counter()
    with corpus.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row, passage in zip(rows, parse_words(row["tokens"] for row in rows), strict=True):
        tokens = (token for sentence in passage.sentences for token in sentence.tokens)
        for token, given in zip(tokens, passage.given, strict=True):
            times[token.lemma] += 1
            in_cue[token.lemma] += row["labels"][given].endswith("cue") and token.pos in {"VERB", "NOUN", "ADJ", "ADP"}
    chosen = sorted(
        word
        for word, count in in_cue.items()
        if count >= _LEAST_TIMES and count / times[word] >= _LEAST_SHARE and word.isalpha()
    )
    listed = yaml.safe_dump([*_MARKS, *chosen], allow_unicode=True, default_flow_style=True, width=118)
    out.write_text(_HEAD + listed, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
