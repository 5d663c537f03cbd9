"""Attributions of bare passages, for who wants to measure or use them alone: no document, no register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract import missing
from onrecord.extract.attribution import attributions
from onrecord.extract.attribution.by_model import marked
from onrecord.extract.tagging.passages import read_passage
from onrecord.model import Block, Metadata, Role, Sentence, Text
from onrecord.parse import Passage, parse, parse_words

__all__ = ["KINDS", "MarkedSpan", "label", "mark", "missing"]

KINDS = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """Words of a source, a cue or a content: ``text[start:end]`` in code points."""

    kind: str
    start: int
    end: int
    exact: str


def label(passages: Sequence[Sequence[str]], models: bool = True) -> Iterator[list[str]]:
    """For each passage, given as words, a label a word: O, or B- or I- with source, cue or content.

    Words may be in the Penn Treebank's spelling. With ``models`` the token model reads them, which must be
    runnable; else rules alone do.
    """
    parsed = list(parse_words(passages))
    for words, passage in zip(passages, parsed, strict=True):
        labels = ["O"] * len(words)
        spans = marked(read_passage(0, passage.sentences)) if models else _by_rule(passage)
        for first, end, kind in spans:
            given = sorted({passage.given[word] for word in range(first, end)})
            for place, word in enumerate(given):
                labels[word] = f"{'I' if place else 'B'}-{kind}"
        yield labels


def mark(texts: Sequence[str], models: bool = True) -> Iterator[list[MarkedSpan]]:
    """For each passage of running text its spans of source, cue and content, in order; none overlap."""
    parsed = [parse(_text(text)) for text in texts]
    for text, sentences in zip(texts, parsed, strict=True):
        tokens = [token for sentence in sentences for token in sentence.tokens]
        by_rule = Passage(sentences, tuple(range(len(tokens))))
        spans = marked(read_passage(0, sentences)) if models else _by_rule(by_rule)
        places = ((kind, tokens[first].start, tokens[end - 1].end) for first, end, kind in spans)
        yield [MarkedSpan(kind, start, end, text[start:end]) for kind, start, end in places]


def _text(passage: str) -> Text:
    blocks = (Block(0, len(passage), Role.BODY),) if passage.strip() else ()
    return Text("passage", Metadata("passage"), "", passage, blocks)


def _by_rule(passage: Passage) -> list[tuple[int, int, str]]:
    """What the rules find, as spans of words; where two overlap the first told stands."""
    tokens = [token for sentence in passage.sentences for token in sentence.tokens]
    found: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for candidate in attributions(_joined(passage.sentences), passage.sentences, None):
        statement = candidate.statement
        parts = (
            ("source", statement.source),
            ("cue", statement.cue),
            *(("content", each) for each in statement.content),
        )
        for kind, span in parts:
            inside = [n for n, token in enumerate(tokens) if span and span.start < token.end and token.start < span.end]
            if inside and taken.isdisjoint(inside):
                taken.update(inside)
                found.append((inside[0], inside[-1] + 1, kind))
    return sorted(found)


def _joined(sentences: Sequence[Sentence]) -> Text:
    """The text whose offsets the sentences of a passage count."""
    characters = [" "] * (sentences[-1].end if sentences else 0)
    for sentence in sentences:
        for token in sentence.tokens:
            characters[token.start : token.end] = token.text
    return _text("".join(characters))
