"""How sure a reading is, and which action it most likely tells: rules, token model and second network together."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.extract import commitments
from onrecord.extract.tagging import second
from onrecord.extract.tagging.second import Reread, SecondReader, Setting
from onrecord.model import Action, Stance
from onrecord.model.candidate import PositionCandidate

Scores = NDArray[np.float64]

_LEAST = 1e-4
_CERTAIN = 0.5  # how probable a class of action must be to stand before one that the lexicon reads
ACTIONS = tuple(Action)
#: what harms another: undertaken on a condition it is a threat
HARM = frozenset(
    {
        Action.ATTACK,
        Action.DEVELOP_WEAPONS,
        Action.PRESSURE,
        Action.RETALIATE,
        Action.SANCTION,
        Action.TRADE_MEASURE,
    }
)
VIOLENCE = frozenset({Action.ATTACK, Action.RETALIATE})
#: who found a clause: the rules alone, the rules and the token model, the token model alone
RULES, BOTH, TAGGED = "rules", "both", "tagged"
FOUND_BY = (RULES, BOTH, TAGGED)
#: what counts beside who found it: the second network's word
POSITION = "position"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate with what it is weighed by.

    ``setting`` is its sentence, as the second network reads it; ``told`` is what the token model makes of its
    words: how probable each action is.
    """

    candidate: PositionCandidate
    found_by: str
    setting: Setting
    told: Scores


@functools.cache
def load() -> Weighing:
    """The shipped one, loaded once a process."""
    return Weighing(second.load())


class Weighing:
    """The second network, and four numbers that join its word with what found a clause."""

    def __init__(self, reader: SecondReader) -> None:
        self._read = reader.read
        self._joined = np.array([reader.joined[name] for name in (*FOUND_BY, POSITION)])

    def judge(self, evidence: Evidence, least: float) -> PositionCandidate | None:
        """The candidate with its most likely action and how sure it is; None below ``least``."""
        reread = self._read(evidence.setting)
        score = float(1 / (1 + np.exp(-(considered(evidence, reread) @ self._joined))))
        if score < least:
            return None
        candidate = evidence.candidate
        action = most_likely(evidence, reread)
        actions = candidate.actions if action in candidate.actions else (action,)
        stance = candidate.stance if action in HARM else candidate.harmless or candidate.stance
        if action in VIOLENCE and candidate.menaces and stance is Stance.PLEDGED:
            stance = Stance.THREATENED
        return replace(candidate, stance=stance, actions=actions, score=round(score, 3))


def considered(evidence: Evidence, reread: Reread) -> Scores:
    """What the log-odds of a position are joined from: who found it, and what the second network says.

    How sure the token model is of its words told nothing beside these.
    """
    by = [float(evidence.found_by == each) for each in FOUND_BY]
    return np.array([*by, reread.position])


def most_likely(evidence: Evidence, reread: Reread) -> Action:
    """The class that the lexicon reads, for people can see why, unless each network is certain of another.

    Where the lexicon knows none, both tell it together.
    """
    read, told = evidence.candidate.actions[0], evidence.told
    best = int((np.log(told + _LEAST) + reread.actions).argmax())
    if read is Action.OTHER:
        return ACTIONS[best]
    name = evidence.candidate.cue_name
    rejects = read is Action.ACCEPT and name in commitments.words("rejecting")
    # who will not stand by will act: nothing is accepted
    acts = name == commitments.NOT_IDLE and ACTIONS[best] is Action.ACCEPT
    certain = min(told[best], np.exp(reread.actions[best])) >= _CERTAIN
    return ACTIONS[best] if certain and not rejects and not acts else read


def believed(evidence: Evidence, least: Mapping[str, float]) -> PositionCandidate | None:
    """What is made of a candidate, or None where it is not sure enough; ``least`` tells how sure, by who found one."""
    return load().judge(evidence, least[evidence.found_by])
