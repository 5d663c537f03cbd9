"""What a person holds of something that the machine has read or compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from onrecord.model.claim import Conflict, ConflictKind
from onrecord.model.identity import content_id
from onrecord.model.party import Party
from onrecord.model.position import Action, Stance, Term, TermKind
from onrecord.model.span import Span

#: what of a position can be corrected: a term is corrected to other words of the document, or to none
FIELDS = ("stance", "action", "party", "speaker", "object", *(kind.value for kind in TermKind))
Pair = tuple[str, str]
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00", re.ASCII)


_STORY, _DOCUMENT, _PROPOSITION = "story-", "document-", "proposition:"
_OF_RECORDS = ("position-", "statement-", "claim-", "conflict-")
_KEY = re.compile(r"[a-z0-9_]{1,200}", re.ASCII)


class Decision(StrEnum):
    """What is judged: as it stands, out, otherwise, one with another, by itself; or only remarked upon."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    NOTE = "note"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's judgement, whole in itself: another register that holds the same documents takes it as it is.

    ``targets`` are ids of positions, statements, claims or conflicts, "party:ID" for parties, or the
    judgement undone. Claims and conflicts change their ids as stories grow, so ``records`` holds for
    each target the records that it stood on. ``at`` is UTC, ISO 8601.

    A correction sets ``field`` to ``value``; ``span`` are words of ``document`` that the value rests
    on, ``parties`` the parties that it names, ``terms`` what the machine makes of the words of a term: what a
    condition says must be so, and two terms where two things must. A merger of parties tells all as the first of
    ``parties``; a merger of claims takes the others' positions for the first one's: its party, its
    action in ``field``, its place in ``value``. A merger of propositions, "proposition:KEY", has the others said
    as the first, which may be a new name. A merger of stories joins their documents, the ``records``;
    a document is split off from those that stood in its story. A judgement on a conflict has its kind in ``field``.
    """

    verdict: Decision
    targets: tuple[str, ...]
    who: str
    at: str
    why: str | None = None
    field: str | None = None
    value: str | None = None
    document: str | None = None
    span: Span | None = None
    parties: tuple[Party, ...] = ()
    records: tuple[tuple[str, ...], ...] = ()
    terms: tuple[Term, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError for what is no judgement: one made elsewhere must not fail later, when it is applied."""
        if not self.targets or not self.who.strip() or not _MOMENT.fullmatch(self.at):
            raise ValueError("a judgement needs what it is about, who made it, and when, in UTC to the microsecond")
        if self.verdict is Decision.CORRECT:
            self._check_correction()
        elif self.verdict is Decision.MERGE:
            if len(self.targets) < 2 or not (self.parties or self.of_stories or self.of_propositions):
                raise ValueError("a merger is of two parties, two claims, two propositions or two stories")
            if self.of_stories and not (len(self.records) == len(self.targets) and all(self.records)):
                raise ValueError("a merger of stories needs their documents")
            if self.field is not None:
                Action(self.field)
        elif self.field is not None:
            ConflictKind(self.field)

    def _check_correction(self) -> None:
        if self.field not in FIELDS:
            raise ValueError(f"{self.field!r} cannot be corrected; these can: {', '.join(FIELDS)}")
        if self.field == "stance":
            Stance(self.value or "")
        elif self.field == "action":
            Action(self.value or "")
        elif self.field == "party" and not self.parties:
            raise ValueError("a position is somebody's: name a party")
        if self.span is not None and self.document is None:
            raise ValueError("words without the document that they stand in")
        span = self.span
        if any(
            span is None or term.kind != self.field or not span.start <= term.span.start <= term.span.end <= span.end
            for term in self.terms
        ):
            raise ValueError("terms that are not of the field and the words that are corrected")

    @property
    def of_stories(self) -> bool:
        """Whether it is about which documents tell one event: a merger of stories, or a document split off."""
        about = {Decision.MERGE: _STORY, Decision.SPLIT: _DOCUMENT}.get(self.verdict)
        return about is not None and all(target.startswith(about) for target in self.targets)

    @property
    def of_propositions(self) -> bool:
        """Whether it has propositions said as one."""
        keys = [target.removeprefix(_PROPOSITION) for target in self.targets if target.startswith(_PROPOSITION)]
        return self.verdict is Decision.MERGE and len(keys) == len(self.targets) and all(map(_KEY.fullmatch, keys))

    @property
    def id(self) -> str:
        """Made from who judged what when, and why."""
        return content_id(
            "judgement", self.verdict.value, self.targets, self.field, self.value, self.who, self.at, self.why
        )


@dataclass(frozen=True, slots=True)
class Settled:
    """What people hold of how the records of a story hang together, known before its claims are told.

    ``together``: the ids of positions that tell one undertaking, group by group; ``apart``: of those each of
    which tells something of its own; ``none``: conflicts that are none, by their kind, or whatever kind, and
    the records that they stood on. ``otherwise``: documents and words of positions that people hold otherwise than the
    machine read them: what these words say for themselves is settled with that.
    """

    together: tuple[tuple[str, ...], ...] = ()
    apart: frozenset[str] = frozenset()
    none: tuple[tuple[ConflictKind | None, frozenset[str]], ...] = ()
    otherwise: tuple[tuple[str, Span], ...] = ()

    def refuses(self, conflict: Conflict) -> bool:
        """Whether people hold it to be none; with a record that they did not know it is there again."""
        told = {record for side in conflict.sides for record in side.records}
        return any(kind in (None, conflict.kind) and told <= known for kind, known in self.none)


NOTHING_SETTLED = Settled()


def party_target(party: str) -> str:
    """How a party is named among targets."""
    return f"party:{party}"


def proposition_target(key: str) -> str:
    """How a proposition is named among targets. Raises ValueError for what can be no key."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no name for a proposition: write it in lower case, as ceasefire or russia_delays")
    return f"{_PROPOSITION}{key}"


def propositions_said_as(judgements: Iterable[Judgement]) -> dict[str, str]:
    """The keys of propositions that people have said otherwise, each with the key that it is said as."""
    made = in_order(judgements)
    lost = undone(made)
    found: dict[str, str] = {}
    for each in made:
        if each.of_propositions and each.id not in lost:
            first, *others = (target.removeprefix(_PROPOSITION) for target in each.targets)
            found.pop(first, None)  # what others are said as stands by itself
            found |= dict.fromkeys(others, first)
            found = {key: first if said in others else said for key, said in found.items()}
    return found


def story_pairs(judgements: Iterable[Judgement]) -> tuple[frozenset[Pair], frozenset[Pair]]:
    """The pairs of documents, by id, that people hold to tell one event, and those they hold to tell two.

    A later judgement stands against an earlier one.
    """
    made = in_order(judgements)
    lost = undone(made)
    together: set[Pair] = set()
    apart: set[Pair] = set()
    for each in made:
        if not each.of_stories or each.id in lost:
            continue
        if each.verdict is Decision.MERGE:
            held = sorted({document for documents in each.records for document in documents})
            together |= set(pairwise(held))
            apart -= {(one, other) for one in held for other in held}
        else:
            for document, others in zip(each.targets, each.records, strict=False):
                rest = [other for other in others if other != document]
                near = {other for pair in together if document in pair for other in pair if other != document}
                together = {pair for pair in together if document not in pair} | set(pairwise(sorted(near)))
                apart |= {(min(document, other), max(document, other)) for other in rest}
    return frozenset(together), frozenset(apart)


def in_order(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """By when they were made: the later stands."""
    return tuple(sorted(judgements, key=lambda each: (each.at, each.id)))


def undone(judgements: Iterable[Judgement]) -> dict[str, str]:
    """The judgements that do not hold, by id, each with the id of the one that takes it back.

    What takes back may itself be taken back.
    """
    undoing = [each for each in in_order(judgements) if each.verdict is Decision.UNDO]
    by_target: dict[str, list[str]] = {}
    for each in undoing:
        for target in each.targets:
            by_target.setdefault(target, []).append(each.id)
    # ids are made from content: whoever takes back is made later than what is taken back, so no circles
    found: dict[str, str] = {}
    settled: set[str] = set()
    for start in by_target:
        stack = [start]
        while stack:
            waiting = [each for each in by_target.get(stack[-1], ()) if each not in settled]
            if waiting:
                stack.append(waiting[0])
                continue
            here = stack.pop()
            settled.add(here)
            holding = [each for each in by_target.get(here, ()) if each not in found]
            if holding:
                found[here] = holding[-1]
    return found


def overruled(judgements: Iterable[Judgement]) -> dict[str, str]:
    """The judgements that a later one on the same matter goes against, by id, with the later one's id."""
    standing: dict[tuple[str, str], list[Judgement]] = {}
    found: dict[str, str] = {}
    lost = undone(judgements := in_order(judgements))
    for each in judgements:
        if each.id in lost or each.verdict in (Decision.NOTE, Decision.UNDO):
            continue
        for target in each.targets:
            for key in [key for key in standing if key[0] == target]:
                if _against(each, standing[key][-1]):
                    found |= {earlier.id: each.id for earlier in standing.pop(key)}
            standing.setdefault((target, each.field or each.verdict.value), []).append(each)
    return found


def _against(later: Judgement, earlier: Judgement) -> bool:
    """Whether both cannot stand."""
    one, other = sorted((later.verdict, earlier.verdict))
    if one is other is Decision.CORRECT:
        return later.field == earlier.field and (later.value, later.span) != (earlier.value, earlier.span)
    if {one, other} == {Decision.MERGE, Decision.SPLIT}:
        return True
    reading = {Decision.ACCEPT, Decision.REJECT, Decision.CORRECT}
    return one is not other and {one, other} <= reading


def reach(made: Iterable[Judgement], held: Iterable[Judgement]) -> frozenset[str] | None:
    """The records that these judgements are about; None where more may change: mergers, and whose position one is.

    ``held`` are the judgements before, which these may take back or go against.
    """
    left = list(made)
    before = [*held, *left]
    known = {each.id: each for each in before}
    found: set[str] = set()
    seen: set[str] = set()
    while left:
        each = left.pop()
        if each.id in seen:
            continue
        seen.add(each.id)
        if each.verdict is Decision.UNDO:
            if not known.keys() >= set(each.targets):
                return None
            left += [known[target] for target in each.targets]
            continue
        moves = each.verdict is Decision.MERGE or (each.verdict is Decision.CORRECT and each.field == "party")
        if moves or not all(target.startswith(_OF_RECORDS) for target in each.targets):
            return None
        found.update(each.targets)
    concerned = [each for each in before if not found.isdisjoint(each.targets)]  # whether these stand may change too
    found.update(target for each in concerned for target in each.targets if target.startswith(_OF_RECORDS))
    return frozenset(found.union(*(records for each in concerned for records in each.records)))
