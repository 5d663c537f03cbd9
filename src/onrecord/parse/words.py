"""Sentences from words that somebody else has told apart already, as corpora give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.model import Role, Sentence, Token
from onrecord.parse.syntax import load, sentences_of

# the Penn Treebank's spelling of marks, and of brackets, which the syntax model never saw
_MARKS = {
    "``": "“",
    "''": "”",
    "`": "‘",
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
}
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of a passage; ``given[i]`` is the index of the given word that its i-th word is part of."""

    sentences: tuple[Sentence, ...]
    given: tuple[int, ...]


def parse_words(passages: Iterable[Sequence[str]]) -> Iterator[Passage]:
    """Each passage parsed, a passage at a time; words that the parser takes apart are ("coal-fired") told.

    Offsets count code points of the words joined by spaces, in the spelling of running text.
    Raises ModelMissingError without a syntax model.
    """
    from spacy.tokens import Doc

    model = load()

    def document(words: Sequence[str]) -> tuple[Any, list[int]]:
        parts = [[part.text for part in model.tokenizer(_MARKS.get(word, word))] for word in words]
        spaces = [last for each in parts for last in (*(False,) * (len(each) - 1), True)[: len(each)]]
        given = [number for number, each in enumerate(parts) for _ in each]
        return Doc(model.vocab, words=[part for each in parts for part in each], spaces=spaces), given

    for parsed, given in model.pipe((document(words) for words in passages), as_tuples=True, batch_size=_BATCH):
        sentences = tuple(sentences_of(parsed, 0, 0, Role.BODY))
        place = {word.idx: number for word, number in zip(parsed, given, strict=True)}
        yield Passage(sentences, tuple(place[token.start] for token in _tokens(sentences)))


def _tokens(sentences: Iterable[Sentence]) -> Iterator[Token]:
    for sentence in sentences:
        yield from sentence.tokens
