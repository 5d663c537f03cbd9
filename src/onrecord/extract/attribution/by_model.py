"""Attributions as a token model reads them: every passage that can hold one, its marked words linked."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord import lexicon
from onrecord.extract.attribution.linked import Linked, Passage
from onrecord.extract.tagging.features import Words, unquoted
from onrecord.extract.tagging.labels import Marked
from onrecord.extract.tagging.model import load
from onrecord.model import Sentence

MODEL = "attribution"
_LEAST = 4  # words of a content in which a further attribution can stand
_DEEPEST = 3  # attributions within one another that are looked for
_LONGEST = 1500  # words of a paragraph that are linked at once


@dataclass(frozen=True, slots=True)
class Read:
    """An attribution as marked, the passage that its words are counted in, and the one that it is told in, if any."""

    passage: Passage
    linked: Linked
    told_in: Linked | None = None


def read(sentences: Sequence[Sentence]) -> list[Read]:
    """Every attribution of a document; what is told within another comes after it.

    The model marks the outermost ("… , his office said"); each content that may hold a further
    attribution ("the minister agreed …") is read once more by itself, and so on, a few times.
    """
    places = list(_passages(sentences))
    passages = [sentences[place.start : place.stop] for place in places]
    words = _words(passages)
    outer = [
        Read(passage, linked)
        for place, spans, each in zip(places, _spans(words), passages, strict=True)
        for passage in (Passage(each, place.start, spans),)
        for linked in passage.attributions()
    ]
    by_first = {place.start: each for place, each in zip(places, words, strict=True)}
    found, level = list(outer), outer
    for _ in range(_DEEPEST):
        level = _within(level, by_first)
        found.extend(level)
    return found


def marked(passages: Sequence[Sequence[Sentence]]) -> list[list[Marked]]:
    """The outermost source, cue and content spans of each passage, in words counted from its beginning."""
    return _spans(_words(passages))


def _within(outer: Sequence[Read], words: Mapping[int, Words | None]) -> list[Read]:
    """What is told within the contents of some attributions; ``words`` are by the first sentence of a passage."""
    contents = [
        (each, piece)
        for each in outer
        for piece in map(each.passage.without_marks, each.linked.content)
        if piece[1] - piece[0] >= _LEAST and each.passage.tells(piece)
    ]
    parts = [words[each.passage.first] for each, _ in contents]
    spans = _spans(
        [unquoted(part.part(piece[0], piece[1])) for part, (_, piece) in zip(parts, contents, strict=True) if part]
    )
    inner: list[Read] = []
    for (each, piece), found in zip(contents, spans, strict=True):
        within = each.passage.within([(piece[0] + first, piece[0] + end, kind) for first, end, kind in found])
        inner.extend(Read(within, linked, each.linked) for linked in within.attributions() if linked.cue is not None)
    return inner


def _words(passages: Sequence[Sequence[Sentence]]) -> list[Words | None]:
    """The words of the passages that may hold an attribution; None for the others."""
    model = load(MODEL)
    return [model.words(passage) if can_attribute(passage) else None for passage in passages]


def _spans(passages: Sequence[Words | None]) -> list[list[Marked]]:
    found: list[list[Marked]] = [[] for _ in passages]
    shown = [(number, words) for number, words in enumerate(passages) if words is not None]
    for (number, _), spans in zip(shown, load(MODEL).spans([words for _, words in shown]), strict=True):
        found[number] = spans
    return found


def can_attribute(sentences: Sequence[Sentence]) -> bool:
    """Whether a passage has a word or a mark by which words can be attributed.

    A cheap look before the model; docs/attribution.md says what it costs.
    """
    signs = _signs()
    return any(token.lemma in signs for sentence in sentences for token in sentence.tokens)


@functools.cache
def _signs() -> frozenset[str]:
    return frozenset(map(str, lexicon.load_yaml("attributing")))


def _passages(sentences: Sequence[Sentence]) -> Iterator[range]:
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
