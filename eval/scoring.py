"""Scores a register against a careful reader's account of the same articles.

Positions are compared at four levels, each including the one before it:

    found   the evidence overlaps the reader's words (half of the shorter passage)
    party   and a party is the same
    stance  and the stance is the same
    full    and the action is the same

Recall counts each position of an article once, however often the article repeats it; what the reader
marked unsure is neither demanded nor punished. A prediction is right when any of the reader's positions
agrees with it. A direct quotation is found when its words overlap by four fifths of the shorter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from eval.export import PredictedParty, PredictedPosition, PredictedStatement
from eval.reading import ExpectedParty, ExpectedPosition, ExpectedStatement, ReferenceReading

Left = TypeVar("Left")
Right = TypeVar("Right")

_QUOTATION_SHARE = 0.8
_UNTOLD = frozenset({"the", "of", "and", "some", "a", "an", "s", "its"})  # words that tell no party from another
_EUROPE = frozenset({"eu", "eur", "europe"})


class Level(StrEnum):
    """How much of a position must agree."""

    FOUND = "found"
    PARTY = "party"
    STANCE = "stance"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class LevelScore:
    """How well positions agree at one level; ``missed`` are ids of the reading."""

    precision: float
    recall: float
    missed: tuple[str, ...]
    wrong: tuple[PredictedPosition, ...]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class PositionScores:
    """Positions at every level, and those read where the reader says that there is none."""

    levels: Mapping[Level, LevelScore]
    false_alarms: tuple[PredictedPosition, ...]


@dataclass(frozen=True, slots=True)
class QuotationScores:
    """The share of direct quotations found, and of those found the share with the right speaker."""

    recall: float
    speaker: float
    expected: int


def score_positions(reading: ReferenceReading, predicted: Sequence[PredictedPosition]) -> PositionScores:
    """Positions at the four levels, with false alarms."""
    false_alarms = tuple(
        position for position in predicted for place in reading.not_positions if place.overlaps(position.place)
    )
    return PositionScores({level: _score_level(level, reading, predicted) for level in Level}, false_alarms)


def score_quotations(reading: ReferenceReading, predicted: Sequence[PredictedStatement]) -> QuotationScores:
    """Direct quotations, and the direct part of mixed ones."""
    direct = [statement for statement in predicted if statement.mode in ("direct", "mixed")]
    pairs = _matching(reading.statements, direct, _same_quotation)
    named = [
        (expected.speaker, direct[right].speaker)
        for right, left in pairs.items()
        if (expected := reading.statements[left]).speaker
    ]
    right_speaker = sum(1 for wanted, found in named if _words(str(wanted)) & _words(found))
    expected_count = len(reading.statements)
    return QuotationScores(len(pairs) / max(1, expected_count), right_speaker / max(1, len(named)), expected_count)


def _score_level(level: Level, reading: ReferenceReading, predicted: Sequence[PredictedPosition]) -> LevelScore:
    def same(expected: ExpectedPosition, position: PredictedPosition) -> bool:
        return agrees(level, expected, position, reading.parties)

    demanded = {expected.id for expected in reading.positions if expected.demanded}
    pairs = _matching(reading.positions, predicted, same)
    hit = {reading.positions[left].root for left in pairs.values()} & demanded
    right, wrong = _judge(reading.positions, predicted, same)
    return LevelScore(
        precision=right / (right + len(wrong)) if right + len(wrong) else 0.0,
        recall=len(hit) / len(demanded) if demanded else 0.0,
        missed=tuple(sorted(demanded - hit)),
        wrong=tuple(wrong),
    )


def _judge(
    expected: Sequence[ExpectedPosition],
    predicted: Sequence[PredictedPosition],
    same: Callable[[ExpectedPosition, PredictedPosition], bool],
) -> tuple[int, list[PredictedPosition]]:
    """The number of right predictions, and the wrong ones; where the reader is unsure it is neither."""
    right, wrong = 0, []
    for position in predicted:
        agreeing = [item for item in expected if same(item, position)]
        if any(not item.unsure for item in agreeing):
            right += 1
        elif not agreeing and not any(item.unsure and item.place.overlaps(position.place) for item in expected):
            wrong.append(position)
    return right, wrong


def agrees(
    level: Level, expected: ExpectedPosition, position: PredictedPosition, parties: Mapping[str, ExpectedParty]
) -> bool:
    """Whether a prediction is the reader's position, as far as the level asks."""
    if not expected.place.overlaps(position.place):
        return False
    if level is Level.FOUND:
        return True
    if not any(_same_party(wanted, found, parties) for wanted in expected.parties for found in position.parties):
        return False
    if level is Level.PARTY:
        return True
    if position.stance not in expected.stances:
        return False
    return level is Level.STANCE or bool(position.actions & expected.actions)


def _same_party(wanted: str, found: PredictedParty, parties: Mapping[str, ExpectedParty]) -> bool:
    """Whether a party found is the one wanted: the same id, or for what is no state a word of the name in common."""
    if wanted in (found.id, found.id.upper()):
        return True
    if wanted not in parties and re.fullmatch("[A-Z]{3}", wanted):
        return False
    listed = parties.get(wanted, ExpectedParty(wanted, wanted))
    if _words(f"{listed.name} {wanted}") & _words(f"{found.name} {found.id}"):
        return True
    if "europe" in (wanted.lower(), listed.name.lower()) and found.id.lower() in _EUROPE:
        return True
    return bool(listed.size) and str(listed.size) in found.name


def _same_quotation(expected: ExpectedStatement, statement: PredictedStatement) -> bool:
    return any(expected.place.overlaps(piece, _QUOTATION_SHARE) for piece in statement.content)


def _words(name: str) -> set[str]:
    found = {word for word in re.findall(r"[a-z]+|\d+", name.lower()) if word not in _UNTOLD}
    return {"europe" if word.startswith("europ") else word for word in found}


def _matching(left: Sequence[Left], right: Sequence[Right], same: Callable[[Left, Right], bool]) -> dict[int, int]:
    """The largest one-to-one matching, by augmenting paths (Kuhn 1955): index on the right to index on the left."""
    owner: dict[int, int] = {}

    def place(index: int, seen: set[int]) -> bool:
        for candidate in range(len(right)):
            if candidate not in seen and same(left[index], right[candidate]):
                seen.add(candidate)
                if candidate not in owner or place(owner[candidate], seen):
                    owner[candidate] = index
                    return True
        return False

    for index in range(len(left)):
        place(index, set())
    return owner
