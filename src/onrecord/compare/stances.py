"""Where tellings give a party different stances on the same undertaking."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from onrecord.compare.claims import OPEN_ACTIONS
from onrecord.compare.components import connected
from onrecord.compare.phrases import action_in_words, side, stance_in_words, summary
from onrecord.compare.sources import Sources
from onrecord.compare.weights import function_words
from onrecord.compare.words import stems
from onrecord.lexicon import load_yaml
from onrecord.model import (
    DERIVED_ROLES,
    Action,
    Claim,
    ClaimKind,
    Conflict,
    ConflictKind,
    Party,
    Passage,
    Position,
    Span,
    Stance,
    Story,
    TermKind,
)

# What others demand says nothing of whether a party will do it. What it threatens to do without a condition it is
# ready for, which stands against being undecided on it; who rules it out may have been threatened in turn.
_ORDER = (Stance.PLEDGED, Stance.WILLING, Stance.THREATENED, Stance.UNDECIDED, Stance.REFUSED)
# Who is open to a thing may well be undecided on it, and who has pledged was so before: these two differ
# only where each article tells one of them and not the other.
_SOFT = frozenset(
    frozenset({Stance.UNDECIDED, stance}) for stance in (Stance.PLEDGED, Stance.WILLING, Stance.THREATENED)
)
_READY = frozenset({Stance.PLEDGED, Stance.WILLING, Stance.THREATENED})
_REACH = 50
_SURE = 0.42  # a side none of whose positions is read as surely as this does not stand against another
_OCCASION = "occasion"  # stands for all words for one: "the summit", "to meet with"
_UNBOUND = frozenset({TermKind.CONDITION, TermKind.TRIGGER})


@dataclass(frozen=True, slots=True)
class _Kind:
    """All that decides whether a position conflicts with others, so that like ones are compared once.

    ``told`` are all stances that the same document gives the party on the action. ``terms`` are, for
    each kind of term, its values, or its words where it has none; ``object`` are words.
    """

    stance: Stance
    told: frozenset[Stance]
    conditional: bool
    terms: frozenset[tuple[TermKind, frozenset[str]]]
    object: frozenset[str]

    def conflicts(self, other: _Kind) -> bool:
        """Whether two such positions of different documents cannot both be all there is to say."""
        stances = frozenset({self.stance, other.stance})
        if len(stances) == 1 or stances <= _READY or (self.conditional and other.conditional):
            return False
        if Stance.THREATENED in stances and (Stance.REFUSED in stances or self.conditional or other.conditional):
            return False
        if stances in _SOFT and (other.stance in self.told or self.stance in other.told):
            return self._caveat(other) and self._same_undertaking(other)
        if stances <= self.told and stances <= other.told:
            return False
        return self._same_undertaking(other)

    def _caveat(self, other: _Kind) -> bool:
        """Whether one article tells an occasion as planned, and leaves out what another adds: that it may not be."""
        if _OCCASION not in self.object & other.object:
            return False
        firm, open_ = sorted((self, other), key=lambda each: each.stance is Stance.UNDECIDED)
        return firm.stance is Stance.PLEDGED and Stance.UNDECIDED not in firm.told and firm.stance in open_.told

    def _same_undertaking(self, other: _Kind) -> bool:
        theirs = dict(other.terms)
        if any(kind in theirs and not words & theirs[kind] for kind, words in self.terms):
            return False
        return self.object == other.object or bool(self.object & other.object)


def stance_conflicts(
    story: Story, positions: Iterable[Position], claims: Sequence[Claim], sources: Sources
) -> Iterator[Conflict]:
    """The conflicts of stance in a story: for each party and action, as many as do not hang together."""
    claims_of: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in claims:
        if claim.party is not None and claim.kind is ClaimKind.POSITION:
            for telling in claim.tellings:
                claims_of[claim.party.id, telling.position].add(claim.id)
    parties = (claim.party for claim in claims if claim.party is not None and claim.kind is ClaimKind.POSITION)
    named = {party.id: party for party in sorted(parties, reverse=True)}
    for (party, _), held in sorted(_by_party_and_action(positions).items()):
        for found in _parted(held):
            yield _conflict(story, named[party], found, claims_of, sources)


def _by_party_and_action(positions: Iterable[Position]) -> dict[tuple[str, Action], list[Position]]:
    held: dict[tuple[str, Action], list[Position]] = defaultdict(list)
    for position in positions:
        if position.stance in _ORDER:
            for party in {party.id for party in position.parties}:
                held[party, position.action].append(position)
    return {key: _without_derived(found) for key, found in held.items()}


def _without_derived(positions: Sequence[Position]) -> list[Position]:
    """A headline or key point counts only where its article's body is silent on the matter."""
    with_body = {position.document for position in positions if position.role not in DERIVED_ROLES}
    return [each for each in positions if each.role not in DERIVED_ROLES or each.document not in with_body]


def _parted(positions: Sequence[Position]) -> list[list[Position]]:
    """The positions that conflict, in groups that conflict with each other."""
    told: dict[str, set[Stance]] = defaultdict(set)
    for position in positions:
        told[position.document].add(position.stance)
    alike: dict[_Kind, list[Position]] = defaultdict(list)
    for position in positions:
        alike[_kind(position, frozenset(told[position.document]))].append(position)
    edges = [
        (one, other)
        for one, other in _candidates(list(alike))
        if one.conflicts(other) and len({each.document for each in (*alike[one], *alike[other])}) > 1
    ]
    groups = connected(dict.fromkeys(kind for edge in edges for kind in edge), edges)
    parted = [[position for kind in group for position in alike[kind]] for group in groups]
    return [group for group in parted if _sure(group)]


def _sure(group: Sequence[Position]) -> bool:
    """Whether two stances are read surely; what rules alone or people have read has no score, and is."""
    best: dict[Stance, float] = defaultdict(float)
    for position in group:
        score = 1.0 if position.score is None else position.score
        best[position.stance] = max(best[position.stance], score)
    return sum(score >= _SURE for score in best.values()) > 1


def _candidates(kinds: Sequence[_Kind]) -> Iterator[tuple[_Kind, _Kind]]:
    """The pairs of different stances that share a word of what is undertaken, or have none, in order.

    Each is compared with some of every other stance: with all of them, but in stories of hundreds.
    """
    holders: dict[str, dict[Stance, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, kind in enumerate(kinds):
        for word in kind.object or {""}:
            holders[word][kind.stance].append(number)
    pairs: set[tuple[int, int]] = set()
    for by_stance in holders.values():
        for its, others in permutations(by_stance.values(), 2):
            pairs |= {(min(one, other), max(one, other)) for one in its[:_REACH] for other in others}
    return ((kinds[one], kinds[other]) for one, other in sorted(pairs))


def _kind(position: Position, told: frozenset[Stance]) -> _Kind:
    terms: dict[TermKind, set[str]] = defaultdict(set)
    for term in position.terms:
        if term.kind not in _UNBOUND:
            terms[term.kind] |= {term.value} if term.value else _content(term.span)
    conditional = any(term.kind is TermKind.CONDITION for term in position.terms)
    words = _undertaken(position) if position.action in OPEN_ACTIONS else frozenset[str]()
    held = frozenset((kind, frozenset(found)) for kind, found in terms.items() if found)
    return _Kind(position.stance, told, conditional, held, words)


def _undertaken(position: Position) -> frozenset[str]:
    """The words for what is undertaken, without those for who does it: its name says nothing of what."""
    names = [party.name for party in position.parties] + ([position.mention.exact] if position.mention else [])
    return _content(position.object or position.span) - {word for name in names for word in stems(name)}


def _content(span: Span) -> frozenset[str]:
    words = frozenset(stems(span.exact)) - function_words()
    occasions = words & _occasions()
    return (words - occasions) | {_OCCASION} if occasions else words


@functools.cache
def _occasions() -> frozenset[str]:
    return frozenset(load_yaml("wordings")["occasions"])


def _conflict(
    story: Story,
    party: Party,
    positions: Sequence[Position],
    claims_of: Mapping[tuple[str, str], set[str]],
    sources: Sources,
) -> Conflict:
    sides = tuple(
        side(
            stance_in_words(stance),
            {each.id: Passage(each.document, each.span) for each in positions if each.stance is stance},
            sources,
        )
        for stance in _ORDER
        if any(each.stance is stance for each in positions)
    )
    about = f"{party.name} on {action_in_words(positions[0].action)}"
    told = {
        claim for each in positions for claim in claims_of.get((party.id, each.id), ()) if each.id in sides[0].records
    }
    claim = told.pop() if len(told) == 1 else None
    return Conflict(story.id, ConflictKind.STANCE, about, summary(about, sides), sides, claim)
