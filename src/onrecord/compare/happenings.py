"""Where tellings give one happening two times, or two places."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.compare.bounded import few
from onrecord.compare.components import connected
from onrecord.compare.events import Event, events_of, same_event
from onrecord.compare.periods import Period
from onrecord.compare.phrases import shortened, side, summary
from onrecord.compare.retold import Retold, Weights, english, pairs
from onrecord.compare.sources import Sources
from onrecord.lexicon import load_table
from onrecord.model import Conflict, ConflictKind, Passage, Reading, Story

_DIRECTION = r"(?:(?:north|south|east|west)(?:(?:east|west)?(?:ern)?)?|central|downtown)"
_PLACE = re.compile(
    r"\b(?P<word>in|at|near|inside|outside)\s(?:the\s(?:city\s|town\s|village\s)?(?:of\s)?)?"
    rf"(?:(?P<side>{_DIRECTION})\s)?(?P<name>[A-Z][\w’-]+(?:\s(?:(?:of|de|la|el|al)\s)?[A-Z][\w’-]+){{0,3}})"
)
_WITHIN = frozenset({"in", "at", "inside"})
_NO_PLACE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Easter|Christmas|Ramadan|English|Mr|Mrs|Ms|Dr)\b"
)
_APART = 80  # characters: two places named so near each other are one within the other, or on one road


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """An event with the one place that is told of it: within it, near it or outside it, on which side."""

    event: Event
    word: str
    direction: str
    name: str
    stems: frozenset[str]

    @property
    def label(self) -> str:
        return " ".join(filter(None, (self.word, self.direction, self.name)))


def happening_conflicts(
    story: Story, readings: Sequence[Reading], retold: Retold, sources: Sources, known: Iterable[Conflict] = ()
) -> Iterator[Conflict]:
    """Happenings of one kind, told in words that mean the same one, with times or places that exclude each other.

    ``known`` are conflicts of time found otherwise: what they rest on is not told again.
    """
    ordered = sorted(readings, key=lambda each: each.text.id)
    events = [each for reading in ordered for each in events_of(reading, retold.parts[reading.text.id])]
    yield from _of_time(story, events, retold.weights, sources, list(known))
    yield from _of_place(story, readings, events, retold.weights, sources)


def _of_time(
    story: Story, events: Sequence[Event], weights: Weights, sources: Sources, known: Sequence[Conflict]
) -> Iterator[Conflict]:
    timed = few([each for each in events if each.times], lambda each: (each.kinds, each.words, _told(each.times)))
    same: dict[Event, list[Event]] = defaultdict(list)
    for one, other in pairs([_keys(each) for each in timed]):
        if same_event(timed[one], timed[other], weights):
            same[timed[one]].append(timed[other])
            same[timed[other]].append(timed[one])

    def knows(document: str, its: Event, other: Event) -> bool:
        """Whether a document tells the same of the other's time as well."""
        return any(not _exclude(each, other) for each in (its, *same[its], *same[other]) if each.document == document)

    edges = [
        (one, other)
        for one in timed
        for other in same[one]
        if one.document < other.document
        and _exclude(one, other)
        and not knows(one.document, one, other)
        and not knows(other.document, other, one)
        and not _among(one, other, known)
    ]
    yield from _conflicts(story, ConflictKind.TIME, "when", edges, _when, sources)


def _exclude(one: Event, other: Event) -> bool:
    return all(its.excludes(others) for its in one.times for others in other.times)


def _told(times: Iterable[Period]) -> tuple[tuple[object, ...], ...]:
    return tuple((each.place, each.told, each.weekday, each.clock, each.first, each.last) for each in times)


def _when(event: Event) -> str:
    return " and ".join(each.span.exact for each in event.times)


def _keys(event: Event) -> Iterator[str]:
    """What finds the events that may be the same: a kind with a word."""
    return (f"{kind} {word}" for kind in event.kinds for word in event.words)


def _among(one: Event, other: Event, known: Sequence[Conflict]) -> bool:
    """Whether a conflict that is known rests on both."""
    return any(
        all(
            any(
                passage.document == each.document and passage.span.overlaps(each.part.span)
                for held in conflict.sides
                for passage in held.passages
            )
            for each in (one, other)
        )
        for conflict in known
    )


def _of_place(
    story: Story, readings: Sequence[Reading], events: Sequence[Event], weights: Weights, sources: Sources
) -> Iterator[Conflict]:
    found = [each for event in events if not event.denied for each in _placed(event)]
    placed = few(found, lambda each: (each.event.kinds, each.event.words, each.label))
    texts = {reading.text.id: reading.text.text for reading in readings}
    label = {(each.event.document, each.event.part.span.start): each.label for each in placed}
    edges = [
        (one.event, other.event)
        for one, other in ((placed[one], placed[other]) for one, other in pairs([_keys(each.event) for each in placed]))
        if one.event.document != other.event.document
        and same_event(one.event, other.event, weights, one.stems | other.stems)
        and _places_part(one, other, texts)
    ]
    yield from _conflicts(
        story, ConflictKind.PLACE, "where", edges, lambda each: label[each.document, each.part.span.start], sources
    )


def _placed(event: Event) -> Iterator[_Placed]:
    places = [found for found in _PLACE.finditer(event.part.span.exact) if not _NO_PLACE.match(found["name"])]
    if len(places) == 1:
        (found,) = places
        name = found["name"].replace("’s", "").replace("'s", "")
        stems = frozenset(english(word) for word in (*name.split(), found["side"] or found["word"]))
        yield _Placed(event, found["word"], found["side"] or "", name, stems)


def _places_part(one: _Placed, other: _Placed, texts: dict[str, str]) -> bool:
    """Whether two places exclude each other: within and outside of one, its two sides, or two that lie apart."""
    if one.name == other.name:
        if (one.word in _WITHIN) != (other.word in _WITHIN):
            return "outside" in {one.word, other.word}
        return bool(one.direction and other.direction) and not _compatible(one.direction, other.direction)
    if not (one.word in _WITHIN and other.word in _WITHIN) or set(one.name.split()) & set(other.name.split()):
        return False
    if (one.name in _states()) != (other.name in _states()) or {one.name, other.name} & _peoples():
        return False  # a town and a state: the one may lie in the other
    return not any(_near(one.name, other.name, text) for text in texts.values())


def _compatible(one: str, other: str) -> bool:
    return any(it in its for it in (one.removesuffix("ern"),) for its in (other,)) or other.removesuffix("ern") in one


def _near(one: str, other: str, text: str) -> bool:
    """Whether a text names both close together, as it does with a town and its region."""
    its = [found.start() for found in re.finditer(re.escape(one), text)]
    others = [found.start() for found in re.finditer(re.escape(other), text)]
    return any(abs(here - there) <= _APART for here in its for there in others)


@functools.cache
def _states() -> frozenset[str]:
    rows = load_table("states")
    return frozenset(form for row in rows for form in (row["name"], *row["aliases"].split(";")) if form)


@functools.cache
def _peoples() -> frozenset[str]:
    return frozenset(form for row in load_table("states") for form in row["demonyms"].split(";") if form)


def _conflicts(
    story: Story,
    kind: ConflictKind,
    asked: str,
    edges: Sequence[tuple[Event, Event]],
    label: Callable[[Event], str],
    sources: Sources,
) -> Iterator[Conflict]:
    by_part = {(each.document, each.part.span.start): each for edge in edges for each in edge}  # one word of each part

    def kept(each: Event) -> Event:
        return by_part[each.document, each.part.span.start]

    edges = [(kept(one), kept(other)) for one, other in edges]
    for group in connected(dict.fromkeys(each for edge in edges for each in edge), edges):
        held: dict[str, dict[str, Passage]] = defaultdict(dict)
        for each in group:
            held[label(each)][f"{each.document}:{each.part.span.start}"] = Passage(each.document, each.evidence)
        sides = tuple(side(told, records, sources) for told, records in held.items())
        about = f"{asked}: “{shortened(group[0].part.span.exact)}”"
        yield Conflict(story.id, kind, about, summary(about[0].upper() + about[1:], sides), sides)
