"""The attribution corpus as a token model learns it: passages parsed, labels on the parser's words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.treebank import spans_of
from onrecord.extract.tagging.features import Describing, Words
from onrecord.extract.tagging.labels import Labels, Marked
from onrecord.parse.words import parse_words

KINDS = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Example:
    """A passage with the label of each word; ``given[i]`` is the corpus's word that word i is part of."""

    words: Words
    labels: NDArray[np.int64]
    given: tuple[int, ...]


def examples(path: Path, describing: Describing, labels: Labels) -> Iterator[Example]:
    """The passages of a corpus file, in order."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row, passage in zip(rows, parse_words(row["tokens"] for row in rows), strict=True):
        words = describing.words(passage.sentences)
        places = [place for place in (_within(span, passage.given) for span in spans_of(row["labels"])) if place]
        yield Example(words, labels.of(places, len(words.texts)), passage.given)


def _within(span: Marked, given: Sequence[int]) -> Marked | None:
    first, end, kind = span
    inside = [index for index, word in enumerate(given) if first <= word < end]
    return (inside[0], inside[-1] + 1, kind) if inside else None
