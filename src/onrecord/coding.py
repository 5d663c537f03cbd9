"""PLOVER root codes of bare sentences whose parties are marked: no document, no register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from onrecord.extract.coding import Marked, load, read_marked, reader
from onrecord.extract.coding.features import Features, features
from onrecord.extract.tagging import missing
from onrecord.model import ActCode, Block, Metadata, Role, Text
from onrecord.parse import parse

__all__ = ["Marked", "code", "described", "missing", "read_marked"]

_TOGETHER = 64  # sentences parsed at once


def code(sentences: Sequence[Marked], encoder: bool) -> Iterator[ActCode]:
    """What the source of each sentence does to its target.

    By the network, which needs what ``missing`` asks for and parses nothing; without ``encoder`` by words alone.
    """
    if encoder:
        network = reader.load()
        return (network.code(each) for each in sentences)
    model = load()
    return (model.code(each) for each in described(sentences))


def described(sentences: Sequence[Marked]) -> Iterator[Features]:
    """What each sentence is coded from. They are parsed together, each as a paragraph of its own."""
    for start in range(0, len(sentences), _TOGETHER):
        together = sentences[start : start + _TOGETHER]
        ends = list(accumulate(len(marked.text) + 1 for marked in together))
        begins = [0, *ends[:-1]]
        blocks = tuple(Block(begin, end - 1, Role.BODY) for begin, end in zip(begins, ends, strict=True))
        text = Text("sentences", Metadata("sentences"), "", "\n".join(marked.text for marked in together), blocks)
        parsed = {number: tuple(own) for number, own in groupby(parse(text), lambda sentence: sentence.paragraph)}
        for number, (marked, begin) in enumerate(zip(together, begins, strict=True)):
            own = parsed.get(number, ())
            yield features(own, marked.of_words(own, begin))
