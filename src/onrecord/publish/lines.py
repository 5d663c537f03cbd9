"""Each kind of record as one line of JSON Lines, by the schema of its kind.

The names are the format's own: a field renamed in the model keeps its name here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from onrecord.model import (
    DERIVED_ROLES,
    Act,
    Claim,
    Conflict,
    Figure,
    Lineage,
    Party,
    Passage,
    Position,
    Rejected,
    Relay,
    Side,
    Span,
    Speaker,
    Statement,
    Story,
    Term,
    Text,
)
from onrecord.model.people import Naming

Line = dict[str, Any]
Evidence = Callable[[Passage], Line]


def document_line(text: Text, origin: str, named: Iterable[str]) -> Line:
    """The document with the text that all offsets refer to; ``origin`` is the document that stands for its origin."""
    metadata = text.metadata
    return {
        "id": text.id,
        "document": metadata.name,
        "url": metadata.url,
        "title": metadata.title,
        "publisher": metadata.publisher,
        "published": metadata.published,
        "language": metadata.language,
        "sha256": text.sha256,
        "origin": origin,
        "named_origins": list(named),
        "blocks": [{"role": block.role.value, "start": block.start, "end": block.end} for block in text.blocks],
        "text": text.text,
    }


def statement_line(statement: Statement, text: Text, named: Naming) -> Line:
    """Who said what."""
    return {
        **_where(text),
        "id": statement.id,
        "mode": statement.mode.value,
        "speaker": _speaker(statement.speaker and named(text.id, statement.speaker)),
        "source": _words(statement.source),
        "cue": _words(statement.cue),
        "content": [_words(span) for span in statement.content],
        "relay": _relay(statement.relay),
        "note": statement.note,
    }


def position_line(position: Position, text: Text, named: Naming, as_read: Position | None = None) -> Line:
    """Who stands where on what; ``as_read`` by the machine, where people hold it to be otherwise."""
    return {
        **_where(text),
        **_place(position.span),
        "id": position.id,
        "parties": _parties(position.parties),
        "action": position.action.value,
        "stance": position.stance.value,
        "cue": _words(position.cue),
        "mention": _words(position.mention),
        "object": _words(position.object),
        "terms": [_term(term) for term in position.terms],
        "said_by": _speaker(position.said_by and named(text.id, position.said_by)),
        "relay": _relay(position.relay),
        "statement": position.statement,
        "role": position.role.value,
        "derived": position.role in DERIVED_ROLES,
        "restates": position.restates,
        "superseded_by": position.superseded_by,
        "score": position.score,
        "as_read": None if as_read is None else _as_read(as_read, named),
    }


def _as_read(position: Position, named: Naming) -> Line:
    """What a person can correct, as it was before."""
    return {
        "parties": _parties(position.parties),
        "action": position.action.value,
        "stance": position.stance.value,
        "object": _words(position.object),
        "terms": [_term(term) for term in position.terms],
        "said_by": _speaker(position.said_by and named(position.document, position.said_by)),
    }


def figure_line(figure: Figure, text: Text) -> Line:
    """A quantity."""
    return {
        **_where(text),
        **_place(figure.span),
        "id": figure.id,
        "value": figure.value,
        "bound": figure.bound.value,
        "unit": figure.unit,
        "counted": _words(figure.counted),
        "period": _words(figure.period),
        "part_of": list(figure.part_of),
    }


def act_line(act: Act, text: Text) -> Line:
    """A deed."""
    return {
        **_where(text),
        **_place(act.span),
        "id": act.id,
        "code": act.code.value,
        "cue": _words(act.cue),
        "source": _parties(act.source),
        "target": _parties(act.target),
        "place": _words(act.place),
        "date": _words(act.date),
        "day": act.day,
    }


def claim_line(claim: Claim, told: Callable[[str], Line]) -> Line:
    """A proposition; ``told`` gives the evidence of a record by its id."""
    return {
        "id": claim.id,
        "story": claim.story,
        "kind": claim.kind.value,
        "party": None if claim.party is None else _party(claim.party),
        "action": claim.action and claim.action.value,
        "where": claim.where,
        "polarity": claim.polarity and claim.polarity.value,
        "object": claim.object,
        "origins": claim.origins,
        "named_origins": list(claim.named),
        "first": claim.first,
        "verdict": claim.verdict and claim.verdict.value,
        "related": list(claim.related),
        "tellings": [
            {"record": telling.position, "stance": telling.stance and telling.stance.value, **told(telling.position)}
            for telling in claim.tellings
        ],
    }


def conflict_line(conflict: Conflict, evidence: Evidence) -> Line:
    """Where tellings part."""
    return {
        "id": conflict.id,
        "story": conflict.story,
        "claim": conflict.claim,
        "kind": conflict.kind.value,
        "about": conflict.about,
        "summary": conflict.summary,
        "note": conflict.note,
        "sides": [_side(side, evidence) for side in conflict.sides],
    }


def lineage_line(lineage: Lineage, evidence: Evidence) -> Line:
    """Which document has its text from which, or from which outlet."""
    return {
        "id": lineage.id,
        "documents": list(lineage.documents),
        "kind": lineage.kind.value,
        "score": lineage.score,
        "derived": lineage.derived,
        "direction": lineage.direction and lineage.direction.value,
        "source": lineage.source,
        "evidence": [evidence(passage) for passage in lineage.passages],
    }


def story_line(story: Story) -> Line:
    """Which documents tell one event."""
    return {"id": story.id, "documents": list(story.documents)}


def rejection_line(rejected: Rejected) -> Line:
    """What was refused, and why."""
    return {
        "id": rejected.id,
        "name": rejected.name,
        "stage": rejected.stage,
        "reason": rejected.reason,
        "detail": rejected.detail,
    }


def evidence_line(text: Text, span: Span) -> Line:
    """Words with the document that they stand in."""
    return {**_where(text), **_place(span)}


def _where(text: Text) -> Line:
    return {"document": text.metadata.name, "document_id": text.id}


def _place(span: Span) -> Line:
    return {"start": span.start, "end": span.end, "exact": span.exact}


def _words(span: Span | None) -> Line | None:
    return None if span is None else _place(span)


def _party(party: Party) -> Line:
    return {"id": party.id, "name": party.name, "kind": party.kind.value, "size": party.size}


def _parties(parties: Iterable[Party]) -> list[Line]:
    return [_party(party) for party in parties]


def _speaker(speaker: Speaker | None) -> Line | None:
    if speaker is None:
        return None
    party = speaker.party and _party(speaker.party)
    return {"name": speaker.name, "named": speaker.named, "role": speaker.role, "party": party}


def _relay(relay: Iterable[Relay]) -> list[Line]:
    return [{"name": link.name, **_place(link.span)} for link in relay]


def _term(term: Term) -> Line:
    propositions = [{"key": each.key, "holds": each.holds} for each in term.propositions]
    return {"kind": term.kind.value, "value": term.value, "propositions": propositions, **_place(term.span)}


def _side(side: Side, evidence: Evidence) -> Line:
    return {
        "label": side.label,
        "records": list(side.records),
        "origins": side.origins,
        "named_origins": list(side.named),
        "difference": side.difference,
        "evidence": [evidence(passage) for passage in side.passages],
    }
