"""One claim for all tellings of the same party, action and place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from onrecord.model import Action, Claim, Party, Position, Story, Telling, TermKind

# Story-wide: the party's id, the action, the place.
Proposition = tuple[str, Action, str | None]


def propositions(position: Position) -> list[tuple[Party, Proposition]]:
    """What a position tells: of each of its parties, at each place that is known by a value."""
    places: set[str] = {term.value for term in position.terms if term.kind is TermKind.WHERE and term.value}
    return [
        (party, (party.id, position.action, where))
        for party in sorted(position.parties)
        for where in (sorted(places) if places else (None,))
    ]


def find_claims(story: Story, positions: Iterable[Position], origin: Mapping[str, str]) -> list[Claim]:
    """The claims of a story; the party is told as the first of its names, in the order of the alphabet."""
    tellings: dict[Proposition, set[Telling]] = defaultdict(set)
    parties: dict[Proposition, set[Party]] = defaultdict(set)
    for position in positions:
        for party, proposition in propositions(position):
            tellings[proposition].add(Telling(position.id, position.document, position.stance))
            parties[proposition].add(party)
    return [
        Claim(
            story.id,
            _named(parties[proposition]),
            proposition[1],
            proposition[2],
            tuple(sorted(told)),
            len({origin[telling.document] for telling in told}),
        )
        for proposition, told in tellings.items()
    ]


def _named(parties: set[Party]) -> Party:
    return min(parties, key=lambda party: (party.name, party.kind.value, party.size or 0))
