"""From what a person says to a judgement: what is meant must be held, and what it is to be must make sense."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from onrecord.ask.conflicts import ConflictView, kept_conflicts
from onrecord.ask.entry import one_position
from onrecord.ask.kept import place_of
from onrecord.errors import UsageError
from onrecord.model import (
    Action,
    Claim,
    ClaimKind,
    Conflict,
    ConflictKind,
    Decision,
    Judgement,
    Party,
    PartyKind,
    Position,
    Span,
    Speaker,
    Stance,
    Statement,
    Story,
    Term,
    TermKind,
    Text,
)
from onrecord.model.holdings import Holdings
from onrecord.model.judgement import FIELDS, party_target, proposition_target, propositions_said_as
from onrecord.model.prepared import Ready

#: gives what the machine makes of the words of a term in its document
ReadTerm = Callable[[Text, Term], tuple[Term, ...]]

Kind = TypeVar("Kind", Claim, Conflict | ConflictView, Statement, Story)
_NONE = ("", "none")
_PROPOSITION = "proposition:"
_STATE = re.compile(r"([A-Z]{3}) (\S.*)", re.DOTALL)
_ORGANISATION = re.compile(r"([a-z0-9]{1,60}(?:-[a-z0-9]{1,60}){0,20}) (\S.*)", re.DOTALL)
_TAKES: dict[Decision, tuple[str, ...]] = {
    Decision.ACCEPT: ("position", "statement", "claim", "conflict"),
    Decision.REJECT: ("position", "statement", "claim", "conflict"),
    Decision.CORRECT: ("position",),
    Decision.MERGE: ("party", "claim", "proposition", "story"),
    Decision.SPLIT: ("position", "claim", "party", "document"),
    Decision.NOTE: ("position", "statement", "claim", "conflict", "party"),
}


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a reference means: its kind, its id as a target, the records it stands on."""

    kind: str
    target: str
    records: tuple[str, ...] = ()
    party: Party | None = None
    position: Position | None = None
    claim: Claim | None = None
    conflict: ConflictKind | None = None


def judgement(
    holdings: Holdings, verdict: Decision, references: Sequence[str], *, who: str, at: str, why: str | None = None
) -> Judgement:
    """The judgement on what is referred to, by id, enough of an id, or a party's name.

    ``at`` is a moment as :func:`onrecord.model.moment.written` gives it. Raises UsageError for what
    is not held or cannot be judged so. Corrections and undoing have functions of their own.
    """
    meant = [_meant(holdings, reference) for reference in references]
    for each in meant:
        if each.kind not in _TAKES[verdict]:
            raise UsageError(f"{each.target}: a {each.kind} is nothing to {verdict.value}")
    if verdict is Decision.MERGE:
        return _merger(meant, who, at, why)
    if verdict is Decision.SPLIT and any(each.claim and each.claim.kind is not ClaimKind.POSITION for each in meant):
        raise UsageError("only claims of positions are split: those of other kinds are told by their words alone")
    parties = tuple(each.party for each in meant if each.party)
    kinds = {each.conflict.value for each in meant if each.conflict}
    return Judgement(
        verdict,
        _targets(meant),
        who,
        at,
        why,
        # the same records may part in more than one way
        field=kinds.pop() if len(meant) == len(kinds) == 1 else None,
        parties=parties,
        records=tuple(each.records for each in meant),
    )


def _merger(meant: Sequence[_Meant], who: str, at: str, why: str | None) -> Judgement:
    if len({each.kind for each in meant}) > 1 or len({each.target for each in meant}) < len(meant) or len(meant) < 2:
        raise UsageError(
            "name two different parties, claims, propositions or stories: all but stories are told as the first of them"
        )
    made = Judgement(
        Decision.MERGE,
        _targets(meant),
        who,
        at,
        why,
        parties=tuple(each.party for each in meant if each.party),
        records=tuple(each.records for each in meant),
    )
    first = meant[0].claim
    if first is None:  # parties, propositions or stories
        return made
    _check_claims(first, [each.claim for each in meant[1:] if each.claim])
    return replace(made, field=first.action and first.action.value, value=first.where)


def renaming(holdings: Holdings, key: str, name: str, *, who: str, at: str, why: str | None = None) -> Judgement:
    """The judgement that has a proposition said as another, held already or new. Raises UsageError."""
    old = _meant(holdings, _proposition(key).target)
    new = _proposition(name)
    if old.target == new.target:
        raise UsageError(f"{key} is said so already")
    return Judgement(Decision.MERGE, (new.target, old.target), who, at, why)


def _proposition(key: str) -> _Meant:
    try:
        return _Meant("proposition", proposition_target(key.strip().removeprefix(_PROPOSITION)))
    except ValueError as error:
        raise UsageError(str(error)) from error


def _held_proposition(holdings: Holdings, reference: str) -> _Meant:
    """The proposition with this key, which some condition or trigger must name."""
    meant = _proposition(reference)
    key = meant.target.removeprefix(_PROPOSITION)
    said_as = propositions_said_as(holdings.judgements())
    terms = (term for position in holdings.positions() for term in position.terms)
    if not any(said_as.get(each.key, each.key) == key for term in terms for each in term.propositions):
        raise UsageError(f"no position hangs on {key}; see: onrecord scenario")
    return meant


def _check_claims(first: Claim, others: Sequence[Claim]) -> None:
    """Claims are merged by telling all positions as those of the first: there must be some to be told otherwise."""
    if any(each.kind is not ClaimKind.POSITION for each in (first, *others)):
        raise UsageError("only claims of positions are merged: those of other kinds are told by their words alone")
    for each in others:
        if _undertaking(each) == _undertaking(first) and each.polarity is not first.polarity:
            raise UsageError(
                f"{each.id} and {first.id} part only in the stance: correct the stance of the positions instead"
            )


def _undertaking(claim: Claim) -> tuple[str | None, Action | None, str | None, str | None]:
    return (claim.party.id if claim.party else None), claim.action, claim.where, claim.object


def correction(
    holdings: Holdings,
    reference: str,
    assignment: str,
    read_term: ReadTerm,
    *,
    who: str,
    at: str,
    why: str | None = None,
) -> Judgement:
    """The correction of a position that ``FIELD=VALUE`` asks for. Raises UsageError.

    ``read_term`` is :func:`onrecord.flow.read_term`: new words of a condition are understood like any other's.
    A term or the object is corrected to words of the document, or with "none" to nothing; a party
    to one held, by id or name, several with commas between, or a new one as "NOR Norway" or
    "red-cross Red Cross".
    """
    name, equals, value = assignment.partition("=")
    name, value = name.strip().casefold(), value.strip()
    if not equals or name not in FIELDS:
        raise UsageError(f"write the correction as FIELD=VALUE, where FIELD is one of {', '.join(FIELDS)}")
    position = one_position(holdings, reference)
    changed = _changed(holdings, position, name, value, read_term)
    return Judgement(Decision.CORRECT, (position.id,), who, at, why, **changed)


def _changed(holdings: Holdings, position: Position, name: str, value: str, read_term: ReadTerm) -> dict[str, Any]:
    """The fields of the judgement that say what is to be."""
    if name == "stance":
        return {"field": name, "value": _one_of([each.value for each in Stance], name, value)}
    if name == "action":
        return {"field": name, "value": _one_of([each.value for each in Action], name, value.replace(" ", "_"))}
    if name == "party":
        parties = tuple(dict.fromkeys(_party(holdings, part.strip()) for part in value.split(",")))
        return {"field": name, "value": ",".join(party.id for party in parties), "parties": parties}
    if value.casefold() in _NONE:
        return {"field": name}
    if name == "speaker":
        known = _speaker(holdings, position, value)
        return {"field": name, "value": value, "parties": (known.party,) if known and known.party else ()}
    text = holdings.text(position.document)
    span = _nearest(text.text, value, position.span)
    terms = read_term(text, Term(TermKind(name), span)) if name in set(TermKind) else ()
    return {"field": name, "value": span.exact, "span": span, "document": position.document, "terms": terms}


def undoing(holdings: Holdings, reference: str | None, *, who: str, at: str, why: str | None = None) -> Judgement:
    """What takes back the judgement with this id, or without one the last that this person made. Raises UsageError."""
    made = holdings.judgements()
    if reference is None:
        own = [each for each in made if each.who == who and each.verdict is not Decision.UNDO]
        taken = {target for each in made if each.verdict is Decision.UNDO for target in each.targets}
        own = [each for each in own if each.id not in taken]
        if not own:
            raise UsageError(f"{who} has judged nothing that could be taken back")
        return Judgement(Decision.UNDO, (own[-1].id,), who, at, why)
    digits = reference.removeprefix("judgement-")
    found = [each.id for each in made if digits and each.id.startswith(f"judgement-{digits}")]
    if len(found) != 1:
        raise UsageError(f"{'no' if not found else 'more than one'} judgement {reference!r}; see: onrecord review log")
    return Judgement(Decision.UNDO, (found[0],), who, at, why)


def _targets(meant: Sequence[_Meant]) -> tuple[str, ...]:
    return tuple(each.target for each in meant)


def _meant(holdings: Holdings, reference: str) -> _Meant:
    reference = reference.strip()
    if reference.startswith("claim-"):
        claim = _only(holdings.comparison().claims, reference, "claim")
        records = tuple(telling.position for telling in claim.tellings)
        return _Meant("claim", claim.id, records, party=claim.party, claim=claim)
    if reference.startswith("story-"):
        story = _only(holdings.comparison().stories, reference, "story")
        return _Meant("story", story.id, story.documents)
    if reference.startswith("document-"):
        return _document(holdings, reference)
    if reference.startswith(_PROPOSITION):
        return _held_proposition(holdings, reference)
    if reference.startswith("conflict-"):
        conflict = _only(_conflicts(holdings, reference), reference, "conflict")
        records = tuple(sorted({each for side in conflict.sides for each in side.records}))
        return _Meant("conflict", conflict.id, records, conflict=conflict.kind)
    if reference.startswith("statement-"):
        return _Meant("statement", _only(holdings.statements_like(reference), reference, "statement").id)
    if not reference.startswith("position-") and (party := _known_party(holdings, reference.removeprefix("party:"))):
        return _Meant("party", party_target(party.id), party=party)
    position = one_position(holdings, reference)
    return _Meant("position", position.id, position=position)


def _conflicts(holdings: Holdings, reference: str) -> Sequence[Conflict | ConflictView]:
    """The conflicts of which one is meant: that one alone, where its whole id is given and its place is kept."""
    place = place_of(holdings, reference, Ready.CONFLICTS)
    return holdings.comparison().conflicts if place is None else kept_conflicts(holdings)[place : place + 1]


def _document(holdings: Holdings, reference: str) -> _Meant:
    """A document, with the others of its story: the records that a judgement on it stands on."""
    found = [
        (document, story)
        for story in holdings.comparison().stories
        for document in story.documents
        if document.startswith(reference)
    ]
    if len(found) != 1:
        raise UsageError(f"{'no' if not found else 'more than one'} document {reference!r} in this register")
    document, story = found[0]
    return _Meant("document", document, tuple(each for each in story.documents if each != document))


def _only(found: Iterable[Kind], reference: str, kind: str) -> Kind:
    like = [each for each in found if each.id.startswith(reference)]
    if len(like) != 1:
        raise UsageError(f"{'no' if not like else 'more than one'} {kind} {reference!r} in this register")
    return like[0]


def _known_party(holdings: Holdings, name: str) -> Party | None:
    """The party with this id or name; among its names the first of the alphabet."""
    found = [each for each in holdings.parties() if name.casefold() in (each.id.casefold(), each.name.casefold())]
    if not found:
        return None
    forms = [each for each in holdings.parties() if each.id == found[0].id]
    return min(forms, key=lambda party: (party.name, party.kind.value, party.size or 0))


def _party(holdings: Holdings, name: str) -> Party:
    if known := _known_party(holdings, name):
        return known
    if state := _STATE.fullmatch(name):
        return Party(state[1], state[2], PartyKind.STATE)
    if organisation := _ORGANISATION.fullmatch(name):
        return Party(organisation[1], organisation[2], PartyKind.ORGANISATION)
    raise UsageError(
        f"no party {name!r} in this register; a new one is written with its id: NOR Norway, or red-cross Red Cross"
    )


def _one_of(known: Sequence[str], name: str, value: str) -> str:
    if value.casefold() not in known:
        raise UsageError(f"{value!r} is no {name}; it is one of {', '.join(known)}")
    return value.casefold()


def _speaker(holdings: Holdings, position: Position, name: str) -> Speaker | None:
    """Who is known by this name in the same document: for whom they speak is then known too."""
    speakers = (each.speaker for each in holdings.statements(document=position.document))
    return next((each for each in speakers if each and each.name == name), None)


def _nearest(text: str, words: str, span: Span) -> Span:
    """Where the words stand nearest to the position."""
    places = [found.start() for found in re.finditer(re.escape(words), text)]
    if not places:
        raise UsageError(f"{words!r} does not stand in the document: a term is corrected to words that do, or to none")
    start = min(places, key=lambda place: (abs(place - span.start), place))
    return Span.of(text, start, start + len(words))
