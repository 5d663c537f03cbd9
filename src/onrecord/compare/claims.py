"""One claim for all tellings of one proposition: typed slots first, likeness of words second."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from onrecord.compare.components import connected
from onrecord.compare.numbers import Count
from onrecord.compare.quantities import in_words
from onrecord.compare.sources import Sources
from onrecord.compare.times import when_of
from onrecord.compare.utterances import Utterance
from onrecord.compare.weights import function_words
from onrecord.compare.words import stems
from onrecord.lexicon import load_yaml
from onrecord.model import (
    POLARITY,
    Action,
    Claim,
    ClaimKind,
    Conflict,
    Party,
    PartyKind,
    Polarity,
    Position,
    Reading,
    Span,
    Story,
    Telling,
    TermKind,
    Verdict,
)
from onrecord.model.judgement import NOTHING_SETTLED, Settled

# Classes that name what is done only in part: two positions are on the same undertaking when their words meet.
OPEN_ACTIONS = frozenset(
    {
        Action.ACCEPT,
        Action.COMPLY,
        Action.COOPERATE,
        Action.DISCLOSE,
        Action.GOVERN,
        Action.LEGISLATE,
        Action.NEGOTIATE,
        Action.OTHER,
        Action.PRESSURE,
        Action.RATIFY,
        Action.RELATIONS,
        Action.TRADE_MEASURE,
    }
)
_SHOWN = 4
Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class _Told:
    """A record as a claim takes it in: the telling, where it stands, and its place of origin."""

    telling: Telling
    span: Span


def find_claims(
    story: Story,
    readings: Sequence[Reading],
    counts: Mapping[str, Sequence[Count]],
    quoted: Sequence[Utterance],
    edges: Sequence[tuple[Utterance, Utterance]],
    sources: Sources,
    settled: Settled = NOTHING_SETTLED,
) -> list[Claim]:
    """The claims of a story, without verdicts; the party is told as the first of its names in the alphabet.

    ``counts`` are the figures of each document that can be compared, by its id; ``edges`` the pairs of ``quoted``
    that render one utterance.
    """
    published = {reading.text.id: reading.text.metadata.published for reading in readings}
    made = [
        *_of_positions(story, readings, settled),
        *_of_acts(story, readings),
        *_of_figures(story, [count for reading in readings for count in counts[reading.text.id]]),
        *_of_quotations(story, quoted, edges),
    ]
    told_of: dict[str, list[_Told]] = defaultdict(list)
    claims = {claim.id: claim for claim, _ in made}
    for claim, told in made:
        told_of[claim.id] += told
    return _related([_counted(claim, told_of[claim_id], sources, published) for claim_id, claim in claims.items()])


def judged(claims: Iterable[Claim], conflicts: Iterable[Conflict], withdrawn: frozenset[str]) -> list[Claim]:
    """The claims with their verdicts: taken back, contested, or borne out by so many origins."""
    parted = {record for conflict in conflicts for held in conflict.sides for record in held.records}
    return [replace(claim, verdict=_verdict(claim, parted, withdrawn)) for claim in claims]


def _verdict(claim: Claim, parted: set[str], withdrawn: frozenset[str]) -> Verdict:
    records = {telling.position for telling in claim.tellings}
    if records <= withdrawn:
        return Verdict.SUPERSEDED
    if records & parted:
        return Verdict.CONTESTED
    return Verdict.CORROBORATED if claim.origins > 1 else Verdict.SINGLE_ORIGIN


def places(position: Position) -> list[str | None]:
    """The places that a position is known to be at by a value, or None alone."""
    found: set[str] = {term.value for term in position.terms if term.kind is TermKind.WHERE and term.value}
    return [*sorted(found)] if found else [None]


def _of_positions(story: Story, readings: Sequence[Reading], settled: Settled) -> Iterator[tuple[Claim, list[_Told]]]:
    held: dict[tuple[str, Action, str, Polarity, str], list[Position]] = defaultdict(list)
    parties: dict[str, set[Party]] = defaultdict(set)
    for reading in readings:
        for position in reading.positions:
            for party in sorted(position.parties):
                parties[party.id].add(party)
                for where in places(position):
                    apart = position.id if position.id in settled.apart else ""
                    held[party.id, position.action, where or "", POLARITY[position.stance], apart].append(position)
    for (party_id, action, where, polarity, apart), positions in sorted(held.items()):
        same = _known_together(positions, settled)
        for group in _alike(positions, _undertaking, same) if action in OPEN_ACTIONS else [positions]:
            thing = _shared_words(group) if action in OPEN_ACTIONS else None
            told = [_Told(Telling(each.id, each.document, each.stance), each.span) for each in group]
            party = min(parties[party_id], key=lambda each: (each.name, each.kind.value, each.size or 0))
            claim = Claim(
                story.id, party, action, where or None, (), 0, polarity=polarity, object=thing, apart=apart or None
            )
            yield claim, told


def _known_together(positions: Iterable[Position], settled: Settled) -> Iterator[tuple[Position, Position]]:
    """Pairs of positions that people hold to be on one undertaking, whatever their words."""
    by_id = {each.id: each for each in positions}
    for group in settled.together:
        held = [by_id[identity] for identity in group if identity in by_id]
        yield from ((held[0], other) for other in held[1:])


def _undertaking(position: Position) -> frozenset[str]:
    return frozenset(stems((position.object or position.span).exact)) - function_words()


def _shared_words(positions: Sequence[Position]) -> str:
    """The words that all have, or those of the first where none are in all: what tells one claim from another."""
    common = frozenset.intersection(*(_undertaking(each) for each in positions))
    return " ".join(sorted(common or _undertaking(min(positions, key=lambda each: each.id))))


def _alike(
    items: Sequence[Item], words: Callable[[Item], frozenset[str]], known: Iterable[tuple[Item, Item]] = ()
) -> list[list[Item]]:
    """Items of different documents or one, in groups whose words meet, or that are ``known`` to be one."""
    holders: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for word in words(item):
            holders[word].append(item)
    edges = [(held[0], other) for _, held in sorted(holders.items()) for other in held[1:]]
    return connected(items, [*edges, *known])


def _of_acts(story: Story, readings: Sequence[Reading]) -> Iterator[tuple[Claim, list[_Told]]]:
    held: dict[tuple[str, str, str, str], list[_Told]] = defaultdict(list)
    source: dict[str, Party] = {}
    for reading in readings:
        for act in reading.acts:
            when = when_of(reading, act)
            doer, done_to = _names(act.source), _names(act.target)
            told = _Told(Telling(act.id, act.document), act.span)
            held[act.code.value, doer, done_to, when.span.exact if when else ""].append(told)
            for party in act.source[:1]:
                source[doer] = min(party, source.get(doer, party))
    for (code, doer, done_to, date), tellings in sorted(held.items()):
        thing = f"{code}: {doer}{' → ' + done_to if done_to else ''}{', ' + date if date else ''}"
        yield Claim(story.id, source.get(doer), None, None, (), 0, ClaimKind.ACT, object=thing), tellings


def _names(parties: Iterable[Party]) -> str:
    return ", ".join(sorted(party.name for party in parties))


def _of_figures(story: Story, counts: Iterable[Count]) -> Iterator[tuple[Claim, list[_Told]]]:
    held: dict[tuple[str, str, str], list[Count]] = defaultdict(list)
    for count in counts:
        held[(*count.subject, in_words(count.figure))].append(count)
    for (_, _, number), found in sorted(held.items()):
        groups = _alike(found, lambda count: count.around | count.kind)
        for group in groups:
            named = [each.figure.counted.exact for each in group if each.figure.counted is not None]
            thing = f"{number} {min(named, key=lambda words: (len(words), words))}" if named else number
            if len(groups) > 1:
                thing += f" ({_near_all(group)})"
            told = [_Told(Telling(each.figure.id, each.figure.document), each.figure.span) for each in group]
            yield Claim(story.id, None, None, None, (), 0, ClaimKind.FIGURE, object=thing), told


def _near_all(group: Sequence[Count]) -> str:
    """Words that stand near all of the counts, or near the first: they tell what is counted from other things."""
    common = frozenset.intersection(*(each.around for each in group))
    return " ".join(sorted(common or min(group, key=lambda each: each.figure.id).around)[:_SHOWN])


def _of_quotations(
    story: Story, quoted: Sequence[Utterance], edges: Sequence[tuple[Utterance, Utterance]]
) -> Iterator[tuple[Claim, list[_Told]]]:
    held = [each for each in quoted if each.statement is not None]
    known = (edge for edge in edges if edge[0].statement is not None and edge[1].statement is not None)
    for group in connected(held, known):
        first = min(group, key=lambda each: (-len(each.forms), each.document, each.span))
        party = next((each.speaker.party for each in group if each.speaker and each.speaker.party), None)
        told = [_Told(Telling(str(each.statement), each.document), each.span) for each in group]
        thing = " ".join(first.span.exact.split())
        yield Claim(story.id, party, None, None, (), 0, ClaimKind.QUOTATION, object=thing), told


def _counted(claim: Claim, told: Sequence[_Told], sources: Sources, published: Mapping[str, str | None]) -> Claim:
    """The claim with its tellings, its origins, and the record that told it first."""
    found = [sources.of(each.telling.document, each.span) for each in told]
    dated = sorted((published[each.telling.document] or "", each.span.start, each.telling.position) for each in told)
    return replace(
        claim,
        tellings=tuple(sorted({each.telling for each in told}, key=lambda each: (each.position, each.document))),
        origins=len({origin for origin, _ in found}),
        named=tuple(sorted({name for _, name in found if name is not None})),
        first=dated[0][2] if dated[0][0] else None,
    )


def _related(claims: Sequence[Claim]) -> list[Claim]:
    """Positions of other granularity, place or polarity refer to each other; none is merged."""
    families: dict[str, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        if claim.kind is ClaimKind.POSITION and claim.action is not None:
            identity = claim.id  # made anew whenever it is asked for
            for name in _families()[claim.action.value]:
                families[name][identity] = claim
    related: dict[str, set[str]] = defaultdict(set)
    for family in families.values():
        groups = {each for each, claim in family.items() if claim.party and claim.party.kind is PartyKind.GROUP}
        by_party: dict[str, set[str]] = defaultdict(set)
        for each, claim in family.items():
            if claim.party is not None:
                by_party[claim.party.id].add(each)
        for each, claim in family.items():
            related[each] |= by_party[claim.party.id if claim.party else ""]
            related[each] |= family.keys() if each in groups else groups
    return [
        replace(claim, related=tuple(sorted(related[identity] - {identity}))) if identity in related else claim
        for claim, identity in ((claim, claim.id) for claim in claims)
    ]


@functools.cache
def _families() -> dict[str, set[str]]:
    """For each action the undertakings that it is, or is a part of, as the lexicon has them."""
    found: dict[str, set[str]] = {action.value: {action.value} for action in Action}
    for wide, parts in load_yaml("wordings")["narrower"].items():
        for part in parts:
            found[part].add(wide)
    return found
