"""Passages with marked attributions, from Penn Treebank words back to running text.

A file has a passage (a paragraph) a line, an article's passages in order: ``id`` of the article, ``tokens``, and
``labels`` (O, B- or I- with source, cue or content) for each token.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.reading import Place
from onrecord.model import Block, Metadata, Role, Text

_BETWEEN = "\n\n"  # paragraphs
# fmt: off
_MARKS = {
    "``": "“", "''": "”", "`": "‘", "'": "’",
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
}
# fmt: on
_JOINED_TO_THE_LAST = frozenset([*".,;:?!)]}%”’", "n't", "'s", "'re", "'ve", "'ll", "'m", "'d"])
_JOINED_TO_THE_NEXT = frozenset("([{“‘$#")


@dataclass(frozen=True, slots=True)
class Spelled:
    """Words as running text; the i-th word is ``text[places[i][0]:places[i][1]]``."""

    text: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class AttributedArticle:
    """A clean text, its passages as its blocks, and the contents marked in it; places name the article's id."""

    text: Text
    contents: tuple[Place, ...]


def spell(words: Sequence[str]) -> Spelled:
    """Penn Treebank words as running text, quotation marks curly as the corpus tells opening from closing."""
    text, last, places = "", "", []
    for word in (_MARKS.get(word, word) for word in words):
        if text and word not in _JOINED_TO_THE_LAST and last not in _JOINED_TO_THE_NEXT:
            text += " "
        places.append((len(text), len(text) + len(word)))
        text, last = text + word, word
    return Spelled(text, tuple(places))


def spans_of(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """The spans that labels tell, as first word, end and kind; one that only continues begins one all the same."""
    found: list[tuple[int, int, str]] = []
    first, kind = 0, ""
    for index, label in enumerate([*labels, "O"]):
        if kind and (label == "O" or label[0] == "B" or label[2:] != kind):
            found.append((first, index, kind))
            kind = ""
        if label != "O" and not kind:
            first, kind = index, label[2:]
    return found


def contents_of(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The marked contents as ranges of words, end exclusive."""
    yield from ((first, end) for first, end, kind in spans_of(labels) if kind == "content")


def read_articles(path: Path) -> list[AttributedArticle]:
    """The articles of a file, each put together from its passages."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [_article(name, list(group)) for name, group in itertools.groupby(rows, key=lambda row: str(row["id"]))]


def _article(name: str, rows: Sequence[Mapping[str, Any]]) -> AttributedArticle:
    text, blocks, contents = "", [], []
    for row in rows:
        text += _BETWEEN if text else ""
        start, spelled = len(text), spell(row["tokens"])
        text += spelled.text
        blocks.append(Block(start, len(text), Role.BODY))
        for first, end in contents_of(row["labels"]):
            contents.append(Place(name, start + spelled.places[first][0], start + spelled.places[end - 1][1]))
    return AttributedArticle(Text(name, Metadata(name), "", text, tuple(blocks)), tuple(contents))
