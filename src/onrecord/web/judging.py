"""Judgements sent from a browser: who sends them is known, the form is one of theirs, and what it says is held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime

from onrecord import ask, flow
from onrecord.errors import UsageError
from onrecord.model import Decision, Judgement
from onrecord.model.holdings import Holdings
from onrecord.model.moment import written
from onrecord.web import addresses, meant
from onrecord.web.desk import Reviewer
from onrecord.web.joining import merger
from onrecord.web.shelf import Snapshot
from onrecord.web.views import Made

_LONGEST = 2_000  # characters of a reason or a note
_SIMPLE = {"accept": Decision.ACCEPT, "reject": Decision.REJECT, "note": Decision.NOTE}

Sent = Mapping[str, str]


#: opens the register that takes judgements
Writable = Callable[[], AbstractContextManager[flow.Register]]


@dataclass(frozen=True, slots=True)
class Last:
    """The reviewer's last judgement that can be taken back, what it was about, and where what it changed is shown."""

    judgement: ask.JudgementView
    label: str
    cell: str | None


def record(writable: Writable, reviewer: Reviewer, sent: Sent) -> str:
    """Record what the form says; gives the address to go on with. Raises UsageError for what cannot be judged."""
    with writable() as register:
        made = _made(register, reviewer.name, sent)
        flow.judge(register, [made])
    if made.verdict is Decision.UNDO:
        return _undone(writable, made)
    return addresses.to_judge(sent.get("next", "")) or addresses.REVIEW


def last_of(snapshot: Snapshot, who: str) -> Last | None:
    """What this reviewer judged last and has not taken back."""
    made = [
        each
        for each in ask.judgements(snapshot.holdings)
        if each.who == who and each.verdict is not Decision.UNDO and each.standing is not ask.Standing.UNDONE
    ]
    if not made:
        return None
    (last,) = meant.made(snapshot, made[-1:])
    label = " with ".join(each.label for each in last.about)
    return Last(last.judgement, label, _shown(snapshot, last))


def _shown(snapshot: Snapshot, last: Made) -> str | None:
    """Where the matrix is that a judgement changed."""
    known = next(each for each in snapshot.holdings.judgements() if each.id == last.judgement.id)
    for record in (*known.targets, *(record for records in known.records for record in records)):
        if record.startswith("position-"):
            try:
                record = snapshot.holdings.position_as_read(record).document
            except KeyError:  # read otherwise by now
                continue
        story = snapshot.story_with(record)
        if story is not None:
            return addresses.story(story.id)
    return last.about[0].address


def _made(register: Holdings, who: str, sent: Sent) -> Judgement:
    at, decision, target = written(datetime.now(UTC)), sent.get("decision", ""), sent.get("target", "")
    why = sent.get("why", "").strip() or None
    if why is not None and len(why) > _LONGEST:
        raise UsageError(f"a reason has at most {_LONGEST:,} characters")
    if decision == "undo":
        return ask.undoing(register, sent.get("judgement") or None, who=who, at=at)
    if decision == "merge":
        return merger(register, target, sent.get("other", ""), who, at, why)
    if decision == "split":
        return ask.judgement(register, Decision.SPLIT, [target], who=who, at=at, why=why)
    if addresses.to_judge(target) is None:
        raise UsageError("name the position or the conflict that is judged by its id")
    if decision == "correct":
        assignment = f"{sent.get('field', '')}={sent.get('value', '')}"
        return ask.correction(register, target, assignment, flow.read_term, who=who, at=at, why=why)
    if decision not in _SIMPLE:
        raise UsageError(
            f"{decision!r} is no judgement; known are {', '.join((*_SIMPLE, 'correct', 'merge', 'split', 'undo'))}"
        )
    if decision == "note" and why is None:
        raise UsageError("a note needs its text")
    return ask.judgement(register, _SIMPLE[decision], [target], who=who, at=at, why=why)


def _undone(writable: Writable, made: Judgement) -> str:
    """Back to what the judgement taken back was about."""
    with writable() as register:
        back = next((each for each in register.judgements() if each.id == made.targets[0]), None)
    return (addresses.to_judge(back.targets[0]) if back else None) or addresses.REVIEW
