"""The passages of a document as the token model reads them: each paragraph once, for all that is asked of it."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord import lexicon
from onrecord.extract.tagging.features import Words
from onrecord.extract.tagging.model import TokenModel, Window, load
from onrecord.model import Sentence

_MODEL = "reading"
_LONGEST = 1500  # words of a paragraph that are read as one passage


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """The sentences of a paragraph, or of a part of one, from the ``first`` of the document on, and their scores.

    ``words`` is None, and there are no scores, where nothing in the passage can attribute or commit.
    """

    first: int
    sentences: Sequence[Sentence]
    words: Words | None
    windows: tuple[Window, ...]


def model() -> TokenModel:
    """The model that reads attributions and positions, loaded once a process."""
    return load(_MODEL)


def read_passages(sentences: Sequence[Sentence]) -> list[ReadPassage]:
    """The passages of a document, in order."""
    return [read_passage(place.start, sentences[place.start : place.stop]) for place in _places(sentences)]


def read_passage(first: int, sentences: Sequence[Sentence]) -> ReadPassage:
    """A passage whose first sentence is the document's ``first``."""
    if not worth_reading(sentences):
        return ReadPassage(first, sentences, None, ())
    words = model().words(sentences)
    return ReadPassage(first, sentences, words, model().read(words))


def worth_reading(sentences: Sequence[Sentence]) -> bool:
    """Whether a passage has a word or a mark by which words can be attributed, or a party committed.

    A cheap look before the model; docs/attribution.md says what it costs.
    """
    signs = _signs()
    return any(token.lemma in signs for sentence in sentences for token in sentence.tokens)


@functools.cache
def _signs() -> frozenset[str]:
    return frozenset(map(str, lexicon.load_yaml("attributing")))


def _places(sentences: Sequence[Sentence]) -> Iterator[range]:
    """The sentences of each paragraph, a long one in parts."""
    start, words = 0, 0
    for index, sentence in enumerate(sentences):
        parted = index > start and sentence.paragraph != sentences[start].paragraph
        if parted or (index > start and words + len(sentence.tokens) > _LONGEST):
            yield range(start, index)
            start, words = index, 0
        words += len(sentence.tokens)
    if sentences:
        yield range(start, len(sentences))
