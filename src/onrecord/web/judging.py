"""Judgements sent from a browser: who sends them is known, the form is one of theirs, and what it says is held."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from onrecord import ask
from onrecord.errors import UsageError
from onrecord.model import Decision, Judgement, Position
from onrecord.model.holdings import Holdings
from onrecord.model.moment import written
from onrecord.web import addresses
from onrecord.web.desk import Reviewer
from onrecord.web.shelf import Snapshot
from onrecord.web.wording import position_label

_POSITION = re.compile(r"position-[0-9a-f]{1,99}")
_LONGEST = 2_000  # characters of a reason or a note
_SIMPLE = {"accept": Decision.ACCEPT, "reject": Decision.REJECT, "note": Decision.NOTE}

Sent = Mapping[str, str]


class Judging(Holdings, Protocol):
    """A register that takes judgements."""

    def judge(self, made: list[Judgement]) -> int:
        """Add them."""


Writable = Callable[[], AbstractContextManager[Judging]]


@dataclass(frozen=True, slots=True)
class Last:
    """The reviewer's last judgement that can be taken back, what it was about, and where its story's cell is."""

    judgement: ask.JudgementView
    label: str
    cell: str | None


def record(writable: Writable, reviewer: Reviewer, sent: Sent) -> str:
    """Record what the form says; gives the address to go on with. Raises UsageError for what cannot be judged."""
    with writable() as register:
        made = _made(register, reviewer.name, sent)
        register.judge([made])
    if made.verdict is Decision.UNDO:
        return _undone(writable, made)
    following = sent.get("next", "")
    return addresses.review(following) if _POSITION.fullmatch(following) else addresses.REVIEW


def last_of(snapshot: Snapshot, who: str) -> Last | None:
    """What this reviewer judged last and has not taken back."""
    made = [
        each
        for each in ask.judgements(snapshot.holdings)
        if each.who == who and each.verdict is not Decision.UNDO and each.standing is not ask.Standing.UNDONE
    ]
    if not made:
        return None
    position = _position(snapshot.holdings, made[-1].targets[0])
    if position is None:
        return Last(made[-1], made[-1].targets[0], None)
    story = snapshot.story_with(position.document)
    return Last(made[-1], position_label(position), addresses.story(story.id) if story else None)


def _made(register: Holdings, who: str, sent: Sent) -> Judgement:
    at, decision, target = written(datetime.now(UTC)), sent.get("decision", ""), sent.get("target", "")
    why = sent.get("why", "").strip() or None
    if why is not None and len(why) > _LONGEST:
        raise UsageError(f"a reason has at most {_LONGEST:,} characters")
    if decision == "undo":
        return ask.undoing(register, sent.get("judgement") or None, who=who, at=at)
    if not _POSITION.fullmatch(target):
        raise UsageError("name the position that is judged by its id")
    if decision == "correct":
        assignment = f"{sent.get('field', '')}={sent.get('value', '')}"
        return ask.correction(register, target, assignment, who=who, at=at, why=why)
    if decision not in _SIMPLE:
        raise UsageError(f"{decision!r} is no judgement; known are {', '.join((*_SIMPLE, 'correct', 'undo'))}")
    if decision == "note" and why is None:
        raise UsageError("a note needs its text")
    return ask.judgement(register, _SIMPLE[decision], [target], who=who, at=at, why=why)


def _undone(writable: Writable, made: Judgement) -> str:
    """Back to what the judgement taken back was about."""
    with writable() as register:
        back = next((each for each in register.judgements() if each.id == made.targets[0]), None)
    target = back.targets[0] if back else ""
    return addresses.review(target) if _POSITION.fullmatch(target) else addresses.REVIEW


def _position(holdings: Holdings, target: str) -> Position | None:
    try:
        return holdings.position_as_read(target) if _POSITION.fullmatch(target) else None
    except KeyError:
        return None
