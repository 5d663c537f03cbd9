"""Where tellings of one happening name things of which only one can be meant: a car here, a truck there."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.compare.bounded import few
from onrecord.compare.components import connected
from onrecord.compare.phrases import shortened, side, summary
from onrecord.compare.retold import Part, Retold, pairs, telling
from onrecord.compare.sources import Sources
from onrecord.compare.words import stem
from onrecord.lexicon import load_yaml
from onrecord.model import Conflict, ConflictKind, Passage, Reading, Story

# Chosen on articles of 33 events: with less in common, half the pairs told of two things.
_SHARE = 0.5
_LEAST = 6.0


@dataclass(frozen=True, slots=True, eq=False)
class _Named:
    """A part of a sentence that names one thing of a list; ``words`` are its other telling words."""

    part: Part
    kind: str
    thing: str
    words: frozenset[str]


def thing_conflicts(
    story: Story, readings: Sequence[Reading], retold: Retold, sources: Sources
) -> Iterator[Conflict]:
    """The same told with one thing here and with another of its kind there, which neither document has."""
    ordered = sorted(reading.text.id for reading in readings)
    named = [each for document in ordered for part in retold.parts[document] for each in _named(part)]
    has: dict[str, set[str]] = defaultdict(set)
    for document in ordered:
        for part in retold.parts[document]:
            has[document] |= {thing for _, thing in _things(part)}
    kept = few(named, lambda each: (each.thing, each.words))
    edges = [
        (kept[one], kept[other])
        for one, other in pairs([[f"{each.kind} {word}" for word in each.words] for each in kept])
        if _part(kept[one], kept[other], retold)
        and kept[other].thing not in has[kept[one].part.document]
        and kept[one].thing not in has[kept[other].part.document]
    ]
    for group in connected(dict.fromkeys(each for edge in edges for each in edge), edges):
        held: dict[str, dict[str, Passage]] = defaultdict(dict)
        for each in group:
            key = f"{each.part.document}:{each.part.span.start}"
            held[each.thing][key] = Passage(each.part.document, each.part.span)
        sides = tuple(side(label, records, sources) for label, records in held.items())
        about = f"which {group[0].kind}: “{shortened(group[0].part.span.exact)}”"
        yield Conflict(story.id, ConflictKind.SCOPE, about, summary(about[0].upper() + about[1:], sides), sides)


def _part(one: _Named, other: _Named, retold: Retold) -> bool:
    if one.part.document == other.part.document or one.kind != other.kind or one.thing == other.thing:
        return False
    weight, share = retold.weights.shared(one.words, other.words)
    if weight < _LEAST or share < _SHARE:
        return False
    more = one.part.names - telling(other.part.sentence.exact)
    less = other.part.names - telling(one.part.sentence.exact)
    return not (more and less)


def _named(part: Part) -> Iterator[_Named]:
    found: dict[str, set[str]] = defaultdict(set)
    for kind, thing in _things(part):
        found[kind].add(thing)
    for kind, things in sorted(found.items()):
        if len(things) == 1:
            (thing,) = things
            yield _Named(part, kind, thing, part.telling - _meanings())


def _things(part: Part) -> Iterator[tuple[str, str]]:
    return (_forms()[word] for word in part.stems & _forms().keys())


@functools.cache
def _meanings() -> frozenset[str]:
    return frozenset[str]().union(*map(telling, _forms()))


@functools.cache
def _forms() -> dict[str, tuple[str, str]]:
    """For each form the kind of thing, and the word that stands for it."""
    return {
        stem(word): (kind, words.split("/")[0])
        for kind, things in load_yaml("events")["one_of"].items()
        for words in things
        for word in words.split("/")
    }
