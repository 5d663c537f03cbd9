"""Where tellings of one happening name things of which only one can be meant: a car here, a truck there."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.compare.bounded import few
from onrecord.compare.components import connected
from onrecord.compare.phrases import shortened, side, summary
from onrecord.compare.retold import Part, Retold, pairs, telling
from onrecord.compare.sources import Sources
from onrecord.compare.words import stem
from onrecord.lexicon import load_yaml
from onrecord.model import Conflict, ConflictKind, Passage, Story

# Chosen on articles of 33 events: with less in common, a consulate and a hospital of one town were compared.
_SHARE = 0.4
_LEAST = 5.0
_LOOSELY = 3.5  # what a document tells of another thing in words like these, it may tell of the same happening


@dataclass(frozen=True, slots=True, eq=False)
class _Named:
    """A part of a sentence that names one thing of a list; ``words`` are its other telling words."""

    part: Part
    kind: str
    thing: str
    words: frozenset[str]


def thing_conflicts(story: Story, retold: Retold, sources: Sources) -> Iterator[Conflict]:
    """The same told with one thing here and with another of its kind there, which neither document has."""
    named = [each for _, parts in sorted(retold.parts.items()) for part in parts for each in _named(part)]
    kept = few(named, lambda each: (each.thing, each.words))
    alike: dict[_Named, list[_Named]] = defaultdict(list)
    for one, other in pairs([[f"{each.kind} {word}" for word in each.words] for each in kept]):
        if kept[one].kind == kept[other].kind and retold.weights.of(kept[one].words & kept[other].words) >= _LOOSELY:
            alike[kept[one]].append(kept[other])
            alike[kept[other]].append(kept[one])
    edges = [
        (one, other)
        for one in kept
        for other in alike[one]
        if one.part.document < other.part.document
        and _part(one, other, retold)
        and not _knows(one, other, alike)
        and not _knows(other, one, alike)
    ]
    for group in connected(dict.fromkeys(each for edge in edges for each in edge), edges):
        held: dict[str, dict[str, Passage]] = defaultdict(dict)
        for each in group:
            key = f"{each.part.document}:{each.part.span.start}"
            held[each.thing][key] = Passage(each.part.document, each.part.span)
        sides = tuple(side(label, records, sources) for label, records in held.items())
        about = f"which {group[0].kind}: “{shortened(group[0].part.span.exact)}”"
        yield Conflict(story.id, ConflictKind.SCOPE, about, summary(about[0].upper() + about[1:], sides), sides)


def _knows(one: _Named, other: _Named, alike: Mapping[_Named, Sequence[_Named]]) -> bool:
    """Whether the one's document tells something like it of the other's thing as well."""
    return any(
        each.thing == other.thing and each.part.document == one.part.document for each in (*alike[one], *alike[other])
    )


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
