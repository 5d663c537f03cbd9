"""The sentences of a document as sets of telling words, for aligning two tellings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.compare.weights import function_words
from onrecord.compare.words import Words, stem

_ENDS = frozenset(".!?")
_FEWEST = 4  # telling words: shorter sentences ("He did not say.") are like anything


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence: its first and last word by index, and the stems of its words that tell anything."""

    first: int
    last: int
    stems: frozenset[str]


def sentences_of(words: Words) -> list[Told]:
    """The sentences in order, by what they say outside quotation marks; those of few words are left out."""
    found = []
    for first, last in _bounds(words):
        own = (index for index in range(first, last + 1) if not words.quoted[index])
        telling = frozenset(stem(words.forms[index]) for index in own) - function_words()
        telling = frozenset(word for word in telling if len(word) > 1)
        if len(telling) >= _FEWEST:
            found.append(Told(first, last, telling))
    return found


def _bounds(words: Words) -> Iterator[tuple[int, int]]:
    first = 0
    for index in range(1, len(words.forms) + 1):
        if index == len(words.forms) or _begins(words, index):
            yield first, index - 1
            first = index


def _begins(words: Words, index: int) -> bool:
    """Whether a word begins a sentence: after a full stop and with a capital, or in another block."""
    if words.blocks[index] != words.blocks[index - 1]:
        return True
    between = words.text[words.places[index - 1][1] : words.places[index][0]]
    if "\n" in between:
        return True
    if not _ENDS & set(between) or not any(mark.isspace() for mark in between):
        return False  # "U.S", "3.5"
    return not words.text[words.places[index][0]].islower()
