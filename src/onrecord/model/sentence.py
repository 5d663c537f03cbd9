"""A parsed sentence, free of the parser that made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.model.document import Role


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its syntax.

    ``start`` and ``end`` are code points into the document's text; ``index`` and ``head`` count
    tokens within the sentence (the root's head is itself). ``pos``, ``tag`` and ``dep`` are
    Universal Dependencies word classes, Penn Treebank tags and ClearNLP relations, as in spaCy's
    English models. ``entity`` is the type of the named entity the word belongs to, or "".
    """

    index: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, with the role of the block it stands in.

    ``paragraph`` numbers the blocks of the document from 0: sentences of one block share it.
    """

    start: int
    end: int
    role: Role
    paragraph: int
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...] = field(repr=False)

    @classmethod
    def of(cls, role: Role, paragraph: int, tokens: tuple[Token, ...]) -> Sentence:
        """A sentence from its tokens; at least one."""
        below: list[list[int]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.index:
                below[token.head].append(token.index)
        return cls(tokens[0].start, tokens[-1].end, role, paragraph, tokens, tuple(tuple(indices) for indices in below))

    def head_of(self, token: Token) -> Token:
        """The word that this one depends on; the root itself for the root."""
        return self.tokens[token.head]

    def below(self, token: Token, *deps: str) -> Iterator[Token]:
        """The words that depend directly on this one, in order; only those relations, when named."""
        for index in self.children[token.index]:
            child = self.tokens[index]
            if not deps or child.dep in deps:
                yield child

    def subtree(self, token: Token) -> list[Token]:
        """The word and all that hangs from it, in order of the text."""
        found, waiting = [], [token.index]
        while waiting:
            index = waiting.pop()
            found.append(index)
            waiting.extend(self.children[index])
        return [self.tokens[index] for index in sorted(found)]

    def above(self, token: Token) -> Iterator[Token]:
        """The words above a word, nearest first."""
        while token.head != token.index:
            token = self.tokens[token.head]
            yield token
