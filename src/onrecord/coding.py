"""PLOVER root codes of bare sentences whose parties are marked: no document, no register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.extract.coding import Marked, load, read_marked
from onrecord.extract.coding.features import Features, features
from onrecord.model import ActCode, Block, Metadata, Role, Text
from onrecord.parse import parse

__all__ = ["Marked", "code", "described", "read_marked"]


def code(sentences: Sequence[Marked]) -> Iterator[ActCode]:
    """What the source of each sentence does to its target."""
    model = load()
    return (model.code(each) for each in described(sentences))


def described(sentences: Sequence[Marked]) -> Iterator[Features]:
    """What each sentence is coded from."""
    for marked in sentences:
        blocks = (Block(0, len(marked.text), Role.BODY),)
        parsed = parse(Text("sentence", Metadata("sentence"), "", marked.text, blocks))
        yield features(parsed, marked.of_words(parsed))
