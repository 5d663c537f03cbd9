"""Where tellings agree that a group undertakes something, but not what, or not whether all of it does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.compare.bounded import few
from onrecord.compare.phrases import action_in_words, shortened, side, summary
from onrecord.compare.sources import Sources
from onrecord.compare.weights import function_words
from onrecord.compare.words import stems
from onrecord.lexicon import load_yaml
from onrecord.model import (
    DERIVED_ROLES,
    Action,
    Conflict,
    ConflictKind,
    Party,
    PartyKind,
    Passage,
    Position,
    Stance,
    Story,
    TermKind,
)

_TELLING = 6  # letters of a word that may be a part of another
_FOR = frozenset({Stance.PLEDGED, Stance.WILLING})


@dataclass(slots=True)
class _Telling:
    """What one document says of a group: what all of it undertakes, and what parts of it do."""

    whole: dict[Action, list[Position]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[Action, list[Position]] = field(default_factory=lambda: defaultdict(list))


def scope_conflicts(
    story: Story, positions: Sequence[Position], superseded: frozenset[str], sources: Sources
) -> Iterator[Conflict]:
    """For each counted group: documents in which all of it does one thing, others in which only some do.

    ``superseded`` are positions that their own document corrects.
    """
    counted = {party.id: party for each in positions for party in each.parties if party.size is not None}
    for _, party in sorted(counted.items()):
        told = _by_document(party, positions, superseded)
        narrow, wide = _sides(told)
        if narrow and wide:
            yield _conflict(story, party, told, narrow, wide, sources)


def talk_conflicts(story: Story, positions: Sequence[Position], sources: Sources) -> Iterator[Conflict]:
    """Where a party is ready to do a thing by one document, and by another only to talk about it."""
    held: dict[tuple[str, Action], list[Position]] = defaultdict(list)
    named: dict[str, Party] = {}
    for each in positions:
        for party in each.parties if each.stance in _FOR else ():
            named[party.id] = min(party, named.get(party.id, party))
            held[party.id, each.action].append(each)
    for talk, deeds in load_yaml("wordings")["only_talk"].items():
        for party_id, party in sorted(named.items()):
            for deed in map(Action, deeds):
                found = _talked_of(held[party_id, Action(talk)], held[party_id, deed])
                if found is not None:
                    sides = (
                        side(f"“{_undertaking(found[1])}”", _passages(found[1]), sources),
                        side(f"only to talk: “{_undertaking(found[0])}”", _passages(found[0]), sources),
                    )
                    about = f"what {party.name} is ready for"
                    yield Conflict(
                        story.id, ConflictKind.SCOPE, about, summary(about[0].upper() + about[1:], sides), sides
                    )


def _talked_of(talks: Sequence[Position], deeds: Sequence[Position]) -> tuple[list[Position], list[Position]] | None:
    """The talks about the very thing that other documents tell as to be done, where neither tells both."""
    done_in = {each.document for each in deeds}
    only = [(talk, _telling_words(talk)) for talk in talks if talk.document not in done_in]
    told = few([(deed, _telling_words(deed)) for deed in deeds], lambda each: (each[0].stance, each[1]))
    pairs = [
        (talk, deed)
        for talk, its in few(only, lambda each: (each[0].stance, each[1]))
        for deed, others in told
        if talk.stance is deed.stance and _one_thing(its, others)
    ]
    if not pairs:
        return None
    return list(dict.fromkeys(talk for talk, _ in pairs)), list(dict.fromkeys(deed for _, deed in pairs))


def _telling_words(position: Position) -> frozenset[str]:
    words = stems((position.object or position.span).exact)
    return frozenset(word for word in words if len(word) >= _TELLING) - function_words()


def _one_thing(its: frozenset[str], others: frozenset[str]) -> bool:
    """Whether the words of two undertakings meet, in a part of a word as well: "nuclear", "denuclearize"."""
    return any(word in part or part in word for word in its for part in others)


def _undertaking(positions: Sequence[Position]) -> str:
    return shortened((positions[0].object or positions[0].span).exact)


def _by_document(party: Party, positions: Sequence[Position], superseded: frozenset[str]) -> dict[str, _Telling]:
    told: dict[str, _Telling] = defaultdict(_Telling)
    for each in positions:
        if each.stance not in _FOR or each.id in superseded or each.role in DERIVED_ROLES:
            continue
        if any(held.id == party.id for held in each.parties):
            told[each.document].whole[each.action].append(each)
        elif any(_part(held) for held in each.parties):
            told[each.document].parts[each.action].append(each)
    return {document: each for document, each in told.items() if each.whole}


def _part(party: Party) -> bool:
    """Whether a party is a part of a group that is told of: "some countries", "others"."""
    return party.kind is PartyKind.GROUP and party.size is None and party.id.startswith(("some_", "other_"))


def _sides(told: Mapping[str, _Telling]) -> tuple[dict[str, Action], dict[str, Action]]:
    """The documents by which all do the narrower thing, and those by which all do only a wider one, or parts differ."""
    narrower: dict[str, list[str]] = load_yaml("wordings")["narrower"]
    for wide_name, names in narrower.items():
        wider = Action(wide_name)
        for action in map(Action, names):
            wide = {
                document: wider
                for document, each in told.items()
                if wider in each.whole and (action not in each.whole or action in each.parts or each.parts)
            }
            narrow = {
                document: action
                for document, each in told.items()
                if action in each.whole and document not in wide and not each.parts
            }
            if narrow and wide:
                return narrow, wide
    return {}, {}


def _conflict(
    story: Story,
    party: Party,
    told: Mapping[str, _Telling],
    narrow: Mapping[str, Action],
    wide: Mapping[str, Action],
    sources: Sources,
) -> Conflict:
    first, second = next(iter(narrow.values())), next(iter(wide.values()))
    its = [each for document in narrow for each in told[document].whole[first]]
    others = [each for document in wide for each in _told(told[document], second)]
    apart = [each for document in wide for each in _all(told[document].parts)]
    others += apart
    label = action_in_words(second)
    if any(_outside(each) for each in apart):
        label += ", some of them from outside"
    elif apart:
        label += ", some of them in other ways"
    sides = (side(f"all {action_in_words(first)}", _passages(its), sources), side(label, _passages(others), sources))
    about = f"what the {party.size} {'pledged' if any(p.stance is Stance.PLEDGED for p in its) else 'offer'}"
    return Conflict(story.id, ConflictKind.SCOPE, about, summary(about[0].upper() + about[1:], sides), sides)


def _told(telling: _Telling, action: Action) -> list[Position]:
    return telling.whole[action]


def _all(held: Mapping[Action, Sequence[Position]]) -> Iterator[Position]:
    for found in held.values():
        yield from found


def _outside(position: Position) -> bool:
    terms = [term for term in position.terms if term.kind is TermKind.WHERE]
    if any((term.value or "").startswith("outside") for term in terms):
        return True
    return bool(set(load_yaml("wordings")["outside"]) & set(position.span.exact.casefold().split()))


def _passages(positions: Sequence[Position]) -> dict[str, Passage]:
    return {each.id: Passage(each.document, each.span) for each in positions}
