"""The names of a text in bare words, and whom one of its words stands for."""

from __future__ import annotations

from onrecord.identify.names import Names
from onrecord.model import Block, Metadata, Role, Text
from onrecord.model.candidate import Place
from onrecord.parse import parse


def names_of(content: str) -> Names:
    """All names of a text whose lines are its paragraphs."""
    blocks, start = [], 0
    for line in content.split("\n"):
        blocks.append(Block(start, start + len(line), Role.BODY))
        start += len(line) + 1
    return Names(parse(Text("document-1", Metadata("a.txt"), "0", content, tuple(blocks))))


def parties(content: str, word: str) -> list[str]:
    """The parties of the last place where the word stands."""
    names = names_of(content)
    found = [
        Place(index, token.index)
        for index, sentence in enumerate(names.sentences)
        for token in sentence.tokens
        if token.text == word
    ]
    return [party.id for party in names.parties(found[-1])]
