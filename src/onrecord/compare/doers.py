"""Where tellings of one deed name two doers: "American airstrikes", "airstrikes by NATO"."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.compare.bounded import few
from onrecord.compare.components import connected
from onrecord.compare.phrases import shortened, side, summary
from onrecord.compare.retold import Part, Retold, english, pairs, telling
from onrecord.compare.sources import Sources
from onrecord.compare.words import stem
from onrecord.lexicon import load_table, load_yaml
from onrecord.model import Conflict, ConflictKind, Passage, Reading, Story

_NAME = r"[A-Z][\w’'-]*(?:\.[A-Z]\.)*(?: (?:of )?[A-Z][\w’'-]+){0,3}"
_BY = re.compile(
    r"\b(?P<deed>[a-z]{3,}(?:ed|en|wn|ld|ught|un|t|s))\s"
    rf"(?:(?:[a-z]+ly|first|carried out|launched|led|ordered)\s)?by\s(?:the\s)?(?P<doer>{_NAME})"
)
# Chosen on articles of 33 events.
_SHARE = 0.4
_LEAST = 3.5
_NEAR = 60  # characters: who is named so near another is a part of it, or did it with it


@dataclass(frozen=True, slots=True, eq=False)
class _Done:
    """A deed with its doer: ``doer`` is the same for all names of a party, ``label`` the name as told.

    ``words`` are the telling words around them.
    """

    part: Part
    deed: str
    doer: str
    label: str
    words: frozenset[str]


def doer_conflicts(story: Story, readings: Sequence[Reading], retold: Retold, sources: Sources) -> Iterator[Conflict]:
    """One deed with two doers, of whom neither document has the other's for it."""
    ordered = sorted(readings, key=lambda each: each.text.id)
    done = [each for reading in ordered for part in retold.parts[reading.text.id] for each in _done(part)]
    kept = few(done, lambda each: (each.deed, each.doer, each.words))
    doers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in done:
        doers[each.part.document, each.deed].add(each.doer)
    texts = [reading.text.text for reading in ordered]
    edges = [
        (kept[one], kept[other])
        for one, other in pairs([[f"{each.deed} {word}" for word in each.words] for each in kept])
        if _part(kept[one], kept[other], retold)
        and kept[one].doer not in doers[kept[other].part.document, kept[one].deed]
        and kept[other].doer not in doers[kept[one].part.document, kept[one].deed]
        and not any(_together(kept[one].label, kept[other].label, text) for text in texts)
    ]
    for group in connected(dict.fromkeys(each for edge in edges for each in edge), edges):
        held: dict[str, dict[str, Passage]] = defaultdict(dict)
        names: dict[str, str] = {}
        for each in group:
            key = f"{each.part.document}:{each.part.span.start}"
            held[names.setdefault(each.doer, each.label)][key] = Passage(each.part.document, each.part.span)
        sides = tuple(side(label, records, sources) for label, records in held.items())
        about = f"whose deed: “{shortened(group[0].part.span.exact)}”"
        yield Conflict(story.id, ConflictKind.ACTOR, about, summary(about[0].upper() + about[1:], sides), sides)


def _part(one: _Done, other: _Done, retold: Retold) -> bool:
    if one.part.document == other.part.document or one.deed != other.deed or one.doer == other.doer:
        return False
    its, others = set(one.label.split()), set(other.label.split())
    if its & others:
        return False
    weight, share = retold.weights.shared(one.words, other.words)
    if weight < _LEAST or share < _SHARE:
        return False
    more = one.part.names - telling(other.part.sentence.exact) - telling(one.label)
    less = other.part.names - telling(one.part.sentence.exact) - telling(other.label)
    return not (more and less)


def _together(one: str, other: str, text: str) -> bool:
    """Whether a text names both close together: as one and its part, or as doing it together."""
    its = [found.start() for found in re.finditer(re.escape(one), text)]
    others = [found.start() for found in re.finditer(re.escape(other), text)]
    return any(abs(here - there) <= _NEAR for here in its for there in others)


def _done(part: Part) -> Iterator[_Done]:
    text = part.span.exact
    if part.stems & _deeds():
        for found in _attributive().finditer(text):
            yield _told(part, found["deed"], found["doer"])
    for found in _BY.finditer(text) if " by " in text else ():
        yield _told(part, found["deed"], found["doer"])


def _told(part: Part, deed: str, doer: str) -> _Done:
    name = re.sub(r"['’]s$", "", doer)
    words = part.telling - telling(name)
    return _Done(part, english(deed), _parties().get(name, name), name, words)


@functools.cache
def _deeds() -> frozenset[str]:
    return frozenset(map(stem, load_yaml("events")["done_by"]))


@functools.cache
def _attributive() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(_parties(), key=lambda form: (-len(form), form)))
    deeds = "|".join(load_yaml("events")["done_by"])
    return re.compile(rf"\b(?P<doer>{forms})(?:-led)?\s(?:[a-z]+\s)?(?P<deed>{deeds})s?\b")


@functools.cache
def _parties() -> dict[str, str]:
    """Every form of a state, its people and an organisation, with whom it stands for."""
    found = {form: name for name, each in load_yaml("organisations").items() for form in each["forms"]}
    for row in load_table("states"):
        for form in (row["name"], *row["aliases"].split(";"), *row["demonyms"].split(";")):
            if form:
                found[form] = row["id"]
    return found
