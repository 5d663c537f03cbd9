"""The marked positions as a token model learns them: paragraphs parsed, marks on the parser's words."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tagging.features import Describing, Words
from onrecord.extract.tagging.labels import Labels, Marked
from onrecord.model import Action, Block, Metadata, Role, Sentence, Stance, Text
from onrecord.parse import parse
from train.positions.written import PREFIX

#: the spans that are tagged, each with its kinds: a head of the network and a chain of labels of its own
TAGGED = {"stance": tuple(each.value for each in Stance), "mention": ("mention",), "condition": ("condition",)}
ACTIONS = tuple(each.value for each in Action)
FOLDS = 5

_COPIES = {"yrybrgKcCC5w9apY": "7M9Re8emMPUGS7JG", "trybrgKcCC5w9apY": "7M9Re8emMPUGS7JG"}

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A position as marked; places in code points of the article, each with an exclusive end."""

    clause: Place
    mention: Place
    stance: str
    action: str
    unsure: bool
    repeat: bool
    condition: Place | None


@dataclass(frozen=True, slots=True)
class Example:
    """A paragraph. ``labels`` are those of each head; ``clauses`` words of a clause (end exclusive) and its action.

    ``offsets`` (words, 2) is where each word starts and ends in the article.
    """

    words: Words
    offsets: NDArray[np.int64]
    labels: dict[str, NDArray[np.int64]]
    clauses: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article's paragraphs and its marks."""

    id: str
    examples: tuple[Example, ...]
    marks: tuple[Mark, ...]


def fold(article: str) -> int:
    """Which fifth of the articles this one belongs to: by hash, near-copies in one; -2 for a written one.

    So the written articles are never among those held aside: what is measured is how real ones are read.
    """
    if article.startswith(PREFIX):
        return -2
    return int(hashlib.sha256(_COPIES.get(article, article).encode()).hexdigest(), 16) % FOLDS


def articles(told: Iterable[dict[str, Any]], describing: Describing, lost: Counter[str]) -> Iterator[Article]:
    """The articles in these rows, in order; ``lost`` counts the marks that no label can tell."""
    for row in told:
        marks = tuple(_mark(each) for each in row["positions"])
        paragraphs = itertools.groupby(parse(_text(row)), lambda sentence: sentence.paragraph)
        examples = tuple(_example(tuple(each), marks, describing, lost) for _, each in paragraphs)
        lost["clauses"] += len(marks)
        lost["clauses outside any paragraph"] += len(marks) - sum(len(each.clauses) for each in examples)
        yield Article(row["id"], examples, marks)


def _text(row: dict[str, Any]) -> Text:
    """Every line a paragraph of the body."""
    blocks: list[Block] = []
    start = 0
    for line in row["text"].split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line), Role.BODY))
        start += len(line) + 1
    return Text(row["id"], Metadata(row["id"]), "", row["text"], tuple(blocks))


def _mark(position: dict[str, Any]) -> Mark:
    condition = position.get("condition")
    return Mark(
        (position["start"], position["end"]),
        (position["mention"]["start"], position["mention"]["end"]),
        position["stance"],
        position["action"],
        bool(position.get("unsure")),
        bool(position.get("repeat")),
        (condition["start"], condition["end"]) if condition else None,
    )


def _example(
    sentences: Sequence[Sentence], marks: Sequence[Mark], describing: Describing, lost: Counter[str]
) -> Example:
    tokens = [token for sentence in sentences for token in sentence.tokens]
    offsets = np.array([(token.start, token.end) for token in tokens], dtype=np.int64)

    def within(place: Place | None, kind: str) -> Iterator[Marked]:
        start, end = place or (0, 0)
        inside = np.flatnonzero((offsets[:, 0] < end) & (offsets[:, 1] > start))
        if len(inside):
            yield int(inside[0]), int(inside[-1]) + 1, kind

    spans = {
        "stance": [span for mark in marks for span in within(mark.clause, mark.stance)],
        "mention": [span for mark in marks for span in within(mark.mention, "mention")],
        "condition": [span for mark in marks for span in within(mark.condition, "condition")],
    }
    labels = {head: Labels(kinds).of(apart(spans[head], lost, head), len(tokens)) for head, kinds in TAGGED.items()}
    clauses = [(first, end, ACTIONS.index(mark.action)) for mark in marks for first, end, _ in within(mark.clause, "")]
    return Example(describing.words(sentences), offsets, labels, tuple(clauses))


def apart(spans: Iterable[Marked], lost: Counter[str], head: str) -> list[Marked]:
    """Spans that do not overlap: of two that do the longer stays, of two as long the one that was marked first."""
    kept: list[Marked] = []
    for span in sorted(dict.fromkeys(spans), key=lambda span: span[0] - span[1]):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
        else:
            lost[f"{head} overlapped"] += 1
    return kept
