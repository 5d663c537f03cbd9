"""Where tellings make one undertaking hang on conditions that have nothing in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from onrecord.compare.phrases import action_in_words, shortened, side, summary
from onrecord.compare.retold import telling
from onrecord.compare.sources import Sources
from onrecord.model import (
    DERIVED_ROLES,
    POLARITY,
    Action,
    Conflict,
    ConflictKind,
    Party,
    Passage,
    Polarity,
    Position,
    Stance,
    Story,
    TermKind,
)

_ASKED = frozenset({Stance.DEMANDED})


def condition_conflicts(story: Story, positions: Sequence[Position], sources: Sources) -> Iterator[Conflict]:
    """Undertakings of a party that each of two documents puts under one condition, but not the same."""
    held: dict[tuple[str, Action, Polarity], dict[str, list[Position]]] = defaultdict(lambda: defaultdict(list))
    named: dict[str, Party] = {}
    for position in positions:
        if position.stance in _ASKED or position.role in DERIVED_ROLES:
            continue
        for party in position.parties:
            named[party.id] = min(party, named.get(party.id, party))
            held[party.id, position.action, POLARITY[position.stance]][position.document].append(position)
    for (party_id, action, _), documents in sorted(held.items()):
        bound = [found for _, told in sorted(documents.items()) for found in _bound(told)]
        if len(bound) > 1 and all(_part(one, other) for one, other in combinations(bound, 2)):
            told: dict[str, dict[str, Passage]] = defaultdict(dict)
            for each in bound:
                told[f"“{shortened(_words(each))}”"][each.id] = Passage(each.document, each.span)
            sides = tuple(side(label, records, sources) for label, records in told.items())
            about = f"the condition of {named[party_id].name} for {action_in_words(action)}"
            yield Conflict(story.id, ConflictKind.SCOPE, about, summary(about[0].upper() + about[1:], sides), sides)


def _bound(told: Sequence[Position]) -> list[Position]:
    """The one position of a document on the matter that is under a condition; none where it has several."""
    found = [each for each in told if _values(each)]
    return found if len(found) == 1 else []


def _part(one: Position, other: Position) -> bool:
    """Whether two are on one undertaking, on conditions without a common value or word."""
    if _values(one) & _values(other) or telling(_words(one)) & telling(_words(other)):
        return False
    return bool(telling((one.object or one.span).exact) & telling((other.object or other.span).exact))


def _values(position: Position) -> frozenset[str]:
    return frozenset(term.value or term.span.exact for term in position.terms if term.kind is TermKind.CONDITION)


def _words(position: Position) -> str:
    return " ".join(term.span.exact for term in position.terms if term.kind is TermKind.CONDITION)
