"""Attributions as a token model reads them: every passage that can hold one, its marked words linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract.attribution.linked import Linked, Passage
from onrecord.extract.tagging.features import Words, unquoted
from onrecord.extract.tagging.labels import Marked
from onrecord.extract.tagging.passages import ReadPassage, model

_HEAD = "attribution"
_LEAST = 4  # words of a content in which a further attribution can stand
_DEEPEST = 3  # attributions within one another that are looked for


@dataclass(frozen=True, slots=True)
class Read:
    """An attribution as marked, the passage that its words are counted in, and the one that it is told in, if any."""

    passage: Passage
    linked: Linked
    told_in: Linked | None = None


def read(passages: Sequence[ReadPassage]) -> list[Read]:
    """Every attribution of a document; what is told within another comes after it.

    The model marks the outermost ("… , his office said"); each content that may hold a further
    attribution ("the minister agreed …") is read once more by itself, and so on, a few times.
    """
    outer = [
        Read(passage, linked)
        for each in passages
        for passage in (Passage(each.sentences, each.first, marked(each)),)
        for linked in passage.attributions()
    ]
    by_first = {each.first: each.words for each in passages}
    found, level = list(outer), outer
    for _ in range(_DEEPEST):
        level = _within(level, by_first)
        found.extend(level)
    return found


def marked(passage: ReadPassage) -> list[Marked]:
    """The outermost source, cue and content spans of a passage, in words counted from its beginning."""
    return model().spans(passage.windows, _HEAD)


def _within(outer: Sequence[Read], words: Mapping[int, Words | None]) -> list[Read]:
    """What is told within the contents of some attributions; ``words`` are by the first sentence of a passage."""
    contents = [
        (each, piece)
        for each in outer
        for piece in map(each.passage.without_marks, each.linked.content)
        if piece[1] - piece[0] >= _LEAST and each.passage.tells(piece)
    ]
    parts = ((words[each.passage.first], piece) for each, piece in contents)
    spans = [
        model().spans(model().read(unquoted(part.part(piece[0], piece[1]))), _HEAD) if part is not None else []
        for part, piece in parts
    ]
    inner: list[Read] = []
    for (each, piece), found in zip(contents, spans, strict=True):
        within = each.passage.within([(piece[0] + first, piece[0] + end, kind) for first, end, kind in found])
        inner.extend(Read(within, linked, each.linked) for linked in within.attributions() if linked.cue is not None)
    return inner
