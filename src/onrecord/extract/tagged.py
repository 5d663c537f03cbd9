"""Positions as the token model tags them: clauses with a stance, the words that name the party, and conditions."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tagging.labels import Marked
from onrecord.extract.tagging.passages import ReadPassage, model
from onrecord.model import Action, Sentence, Stance, Token

Scores = NDArray[np.float64]

_ENTRY = 1.0  # added to the score of every clause: what is doubtful is weighed together with all else


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one sentence of the document, the last included."""

    sentence: int
    first: int
    last: int


#: how probable each action is of words that the model did not read: all alike
UNREAD: Scores = np.full(len(Action), 1 / len(Action))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that carries a position, with where its party is named and its condition, if they are.

    ``actions``, in the order of ``Action``, is how probable each is.
    """

    words: Words
    stance: Stance
    mention: Words | None
    condition: Words | None
    actions: Scores


class Tagged:
    """What the model tells of a document's positions; nothing where no model read it."""

    def __init__(self, passages: Sequence[ReadPassage]) -> None:
        self._passages = passages
        self._at: dict[int, tuple[ReadPassage, int]] = {}  # of each sentence its passage, and its first word there
        for passage in passages:
            begin = 0
            for number, sentence in enumerate(passage.sentences):
                self._at[passage.first + number] = passage, begin
                begin += len(sentence.tokens)
        self._scores: dict[int, Scores] = {}

    def clauses(self) -> Iterator[Clause]:
        """The clauses of the document, in order."""
        for passage in self._passages:
            if passage.windows:
                yield from self._in_passage(passage)

    def actions(self, words: Words) -> Scores:
        """How probable each action is of any words, in the order of ``Action``."""
        passage, begin = self._at.get(words.sentence, (None, 0))
        if passage is None or not passage.windows:
            return UNREAD
        return self._actions(passage, begin + words.first, begin + words.last + 1)

    def _in_passage(self, passage: ReadPassage) -> Iterator[Clause]:
        mentions = model().spans(passage.windows, "mention")
        conditions = model().spans(passage.windows, "condition")
        for first, end, stance in model().spans(passage.windows, "stance", _ENTRY):
            mention, condition = _nearest(mentions, first, end), _touching(conditions, first, end)
            yield Clause(
                _within(passage, first, end),
                Stance(stance),
                _within(passage, *mention) if mention else None,
                _within(passage, *condition) if condition else None,
                self._actions(passage, first, end),
            )

    def _actions(self, passage: ReadPassage, first: int, end: int) -> Scores:
        if passage.first not in self._scores:
            joined = np.concatenate([window.scores["action"] for window in passage.windows]).astype(np.float64)
            self._scores[passage.first] = joined[:, _order_of_actions()]
        return _softmax(self._scores[passage.first][first:end].mean(axis=0))


@functools.cache
def _order_of_actions() -> tuple[int, ...]:
    return tuple(model().actions.index(action.value) for action in Action)


def _softmax(scores: Scores) -> Scores:
    raised = np.exp(scores - scores.max())
    shares: Scores = raised / raised.sum()
    return shares


def _within(passage: ReadPassage, first: int, end: int) -> Words:
    """Words of a passage as words of that of its sentences which holds most of them."""
    best, most, begin = Words(passage.first, 0, 0), 0, 0
    for number, sentence in enumerate(passage.sentences):
        low, high = max(first, begin), min(end, begin + len(sentence.tokens))
        if high - low > most:
            best, most = Words(passage.first + number, low - begin, high - begin - 1), high - low
        begin += len(sentence.tokens)
    return best


def _nearest(mentions: Sequence[Marked], first: int, end: int) -> tuple[int, int] | None:
    """The first mention that begins within a clause; else the last before it; else the first after it."""
    inside = [each for each in mentions if first <= each[0] < end]
    before = [each for each in mentions if each[0] < first]
    chosen = inside[0] if inside else before[-1] if before else mentions[0] if mentions else None
    return chosen and chosen[:2]


def _touching(conditions: Sequence[Marked], first: int, end: int) -> tuple[int, int] | None:
    """The first condition that shares a word with the clause or stands beside it."""
    return next((each[:2] for each in conditions if each[0] <= end + 1 and first <= each[1] + 1), None)


def top(sentence: Sentence, words: Words) -> Token:
    """The word that the others hang from: of those that hang from none of them the first verb, else the first."""
    within = sentence.tokens[words.first : words.last + 1]
    tops = [t for t in within if t.head == t.index or not words.first <= t.head <= words.last]
    return next((t for t in tops if t.pos in {"VERB", "AUX"}), tops[0])
