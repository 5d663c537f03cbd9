"""Where tellings put the same undertaking in different places: within a country, or outside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.compare.phrases import action_in_words, side, summary
from onrecord.compare.sources import Sources
from onrecord.model import Action, Conflict, ConflictKind, Party, Passage, Position, Stance, Story, TermKind

_FOR = frozenset({Stance.PLEDGED, Stance.WILLING})
_PLACED = ("inside ", "outside ")


def place_conflicts(story: Story, positions: Sequence[Position], sources: Sources) -> Iterator[Conflict]:
    """Undertakings of a party that some documents place only inside a country, and others only outside it."""
    held: dict[tuple[str, Action, str], dict[str, dict[str, list[Position]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    named: dict[str, Party] = {}
    for position in positions:
        for party in position.parties if position.stance in _FOR else ():
            named[party.id] = min(party, named.get(party.id, party))
            for term in position.terms:
                if term.kind is TermKind.WHERE and term.value and term.value.startswith(_PLACED):
                    where, country = term.value.split(" ", 1)
                    held[party.id, position.action, country][position.document][where].append(position)
    for (party_id, action, country), documents in sorted(held.items()):
        told: dict[str, list[Position]] = defaultdict(list)
        for places in documents.values():
            if len(places) == 1:
                ((where, found),) = places.items()
                told[f"{where} {country}"] += found
        if len(told) > 1:
            sides = tuple(
                side(label, {each.id: Passage(each.document, each.span) for each in found}, sources)
                for label, found in sorted(told.items())
            )
            about = f"where {named[party_id].name} is on {action_in_words(action)}"
            yield Conflict(story.id, ConflictKind.PLACE, about, summary(about[0].upper() + about[1:], sides), sides)
