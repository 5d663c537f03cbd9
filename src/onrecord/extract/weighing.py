"""How sure a reading is, and which action it most likely tells: rules, token model and meaning weighed together."""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract import commitments
from onrecord.extract.tagged import Weighed
from onrecord.extract.tagging import meaning
from onrecord.model import Action, Stance
from onrecord.model.candidate import PositionCandidate

Scores = NDArray[np.float64]

_LEAST = 1e-6
_CERTAIN = 0.5  # how probable a class of action must be to the token model to stand before a doubtful one
ACTIONS, STANCES = tuple(Action), tuple(Stance)
# classes that the lexicon reads wrongly more often than rightly on marked articles, of all clauses or of those in which
# the token model is certain of another class
_DOUBTFUL = {
    Action.ACCEPT,
    Action.ATTACK,
    Action.COOPERATE,
    Action.DISCLOSE,
    Action.GOVERN,
    Action.GUARANTEE,
    Action.LEGISLATE,
    Action.NEGOTIATE,
    Action.PRESSURE,
    Action.RATIFY,
    Action.RELEASE,
}
#: who found a clause: the rules alone, the rules and the token model, the token model alone
RULES, BOTH, TAGGED = "rules", "both", "tagged"
FOUND_BY = (RULES, BOTH, TAGGED)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate with what it is weighed by; ``weighed`` is what the token model makes of its words."""

    candidate: PositionCandidate
    found_by: str
    signs: tuple[str, ...]
    weighed: Weighed


@functools.cache
def load() -> Weighing:
    """The shipped weights, loaded once a process."""
    return load_from(resources.files("onrecord.extract.tagging") / "shipped" / "reading" / "weighing.npz")


def load_from(file: Traversable) -> Weighing:
    """The weights in a file as ``train.positions.weigh`` writes it."""
    with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as arrays:
        return Weighing({name: arrays[name] for name in arrays.files})


class Weighing:
    """Linear scores over signs and over the meaning of a clause, joined with what the token model says."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._rows = {sign: row for row, sign in enumerate(arrays["signs"].tobytes().decode("utf-8").split("\n"))}
        names = ("action", "keep")
        self._of_signs = {name: arrays[f"{name}_signs"].astype(np.float32) for name in names}
        self._of_meaning = {name: arrays[f"{name}_meaning"].astype(np.float32) for name in names}
        self._constant = {name: arrays[f"{name}_constant"].astype(np.float64) for name in names}
        self._joined = {name: arrays[f"{name}_joined"].astype(np.float64) for name in names}

    def judge(self, evidence: Evidence, least: float) -> PositionCandidate | None:
        """The candidate with its most likely action and how sure it is; None below ``least``."""
        signs, meant = self._inputs(evidence)
        score = float(1 / (1 + np.exp(-self.keep(evidence, signs, meant))))
        if score < least:
            return None
        candidate = evidence.candidate
        share = float(self._joined["action"][0])
        action = most_likely(evidence, self.linear("action", signs, meant), share)
        actions = candidate.actions if action in candidate.actions else (action,)
        return replace(candidate, actions=actions, score=round(score, 3))

    def keep(self, evidence: Evidence, signs: NDArray[np.int64], meant: meaning.Vector) -> Scores:
        """The log-odds of its being a position."""
        own = float(self.linear("keep", signs, meant)[0])
        joined: Scores = considered(evidence, own) @ self._joined["keep"]
        return joined

    def linear(self, name: str, signs: NDArray[np.int64], meant: meaning.Vector) -> Scores:
        """The scores by signs and meaning alone; ``signs`` are rows of the table."""
        of_signs = self._of_signs[name][signs].sum(axis=0) / max(1.0, float(np.sqrt(len(signs))))
        return np.asarray(of_signs + meant @ self._of_meaning[name] + self._constant[name], dtype=np.float64)

    def _inputs(self, evidence: Evidence) -> tuple[NDArray[np.int64], meaning.Vector]:
        known = [self._rows[sign] for sign in evidence.signs if sign in self._rows]
        return np.array(known, dtype=np.int64), meaning.load().of(evidence.candidate.span.exact)


def considered(evidence: Evidence, linear: float) -> Scores:
    """What the log-odds of a position are joined from: a constant for who found it, and what each says, for each."""
    inside = min(max(evidence.weighed.inside, _LEAST), 1 - _LEAST)
    told = (1.0, linear, float(np.log(inside / (1 - inside))), float(np.log(evidence.weighed.stances.max())))
    place = FOUND_BY.index(evidence.found_by)
    row = np.zeros(len(FOUND_BY) * len(told))
    row[place * len(told) : (place + 1) * len(told)] = told
    return row


def most_likely(evidence: Evidence, linear: Scores, share: float) -> Action:
    """The class that the lexicon reads, for people can see why, but a doubtful one where the token model is certain.

    Where the lexicon knows none, it is told by meaning and token model together. ``linear`` are the scores by signs and
    meaning; ``share`` is how much the token model counts beside them.
    """
    read, told = evidence.candidate.actions[0], evidence.weighed.actions
    rejects = read is Action.ACCEPT and evidence.candidate.cue_name in commitments.words("rejecting")
    if read in _DOUBTFUL and told.max() >= _CERTAIN and not rejects:
        return ACTIONS[int(told.argmax())]
    if read is not Action.OTHER:
        return read
    joined = _log_softmax(linear) + share * np.log(told + _LEAST)
    return ACTIONS[int(joined.argmax())]


def _log_softmax(scores: Scores) -> Scores:
    raised = scores - scores.max()
    found: Scores = raised - np.log(np.exp(raised).sum())
    return found


def judged(evidence: Sequence[Evidence], least: Mapping[str, float]) -> list[PositionCandidate]:
    """The candidates that are sure enough, in their order; ``least`` tells how sure, by who found one."""
    weighing = load()
    found = (weighing.judge(each, least[each.found_by]) for each in evidence)
    return [candidate for candidate in found if candidate is not None]
