"""A party's positions on one action in a few words each, as they are kept ready: enough to tell what changed over time.

A judgement that touches one of them need not open the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.ask.changes import Calendar, Event, Told, is_conditional
from onrecord.ask.undertakings import places_of
from onrecord.model import DERIVED_ROLES, Action, Party, Position, Stance
from onrecord.model.codec import decode, encode

_STANCES = {each.value: each for each in Stance}  # enumerations look their values up slowly


@dataclass(frozen=True, slots=True)
class Tracked:
    """One position: under which of its names the party takes it, when, of which story, and where.

    ``derived``: told in a headline or key point. ``superseded``: its own article tells it to be replaced.
    """

    id: str
    document: str
    name: str
    start: int
    at: str
    dated: bool
    story: str | None
    stance: Stance
    conditional: bool
    places: tuple[str, ...]
    derived: bool
    superseded: bool
    restates: str | None
    named: tuple[Party, ...]

    @property
    def order(self) -> tuple[str, str, int, str]:
        """By what positions are ordered."""
        return (self.name, self.document, self.start, self.id)


def tracked(position: Position, party: str, calendar: Calendar) -> Tracked:
    """A position of the party with this id."""
    at, dated = calendar.said[position.document]
    return Tracked(
        position.id,
        position.document,
        calendar.names[position.document],
        position.span.start,
        at,
        dated,
        calendar.story_of.get(position.document),
        position.stance,
        is_conditional(position),
        places_of(position),
        position.role in DERIVED_ROLES,
        position.superseded_by is not None,
        position.restates,
        tuple(sorted({each for each in position.parties if each.id == party})),
    )


def events_of_track(action: Action, track: Iterable[Tracked]) -> Iterator[Event]:
    """The events of a party's positions on an action, as :func:`onrecord.ask.changes.events_of` gives them.

    What they tell is without its words.
    """
    for each in track:
        if each.superseded:
            continue
        told = Told(each.id, each.name, each.at, each.dated, each.stance, each.conditional, each.start, each.start, "")
        for party in each.named:
            yield Event(party, action, told, each.story, each.places, each.derived, each.document)


def track_body(track: Sequence[Tracked]) -> str:
    """A track as it is kept ready: what many positions share stands in it once."""
    parties = list(dict.fromkeys(party for each in track for party in each.named))
    documents = list(dict.fromkeys((each.document, each.name, each.at, each.dated, each.story) for each in track))
    party_at = {party: number for number, party in enumerate(parties)}
    document_at = {document: number for number, document in enumerate(documents)}
    told = [
        [
            each.id,
            document_at[each.document, each.name, each.at, each.dated, each.story],
            each.start,
            each.stance.value,
            each.conditional,
            each.places,
            each.derived,
            each.superseded,
            each.restates,
            [party_at[party] for party in each.named],
        ]
        for each in track
    ]
    body = [[encode(party) for party in parties], documents, told]
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def track_of(body: str) -> list[Tracked]:
    """The track that is kept so."""
    parties, documents, told = json.loads(body)
    named = [decode(Party, each) for each in parties]
    found = []
    for identity, document, start, stance, conditional, places, derived, superseded, restates, names in told:
        of, name, at, dated, story = documents[document]
        under = tuple([named[number] for number in names])
        marks = (_STANCES[stance], conditional, tuple(places), derived, superseded, restates, under)
        found.append(Tracked(identity, of, name, start, at, dated, story, *marks))
    return found
