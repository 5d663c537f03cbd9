"""Where tellings have the same number but count different things by it: 35 leaders, 35 countries."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onrecord.compare.bounded import few
from onrecord.compare.components import connected
from onrecord.compare.numbers import SENTENCE_END, near, subject_of
from onrecord.compare.phrases import side, summary
from onrecord.compare.quantities import in_words, range_of
from onrecord.compare.sources import Sources
from onrecord.compare.utterances import named
from onrecord.compare.words import stem
from onrecord.lexicon import load_yaml
from onrecord.lexicon.numerals import whole_number
from onrecord.model import READ_ROLES, Bound, Conflict, ConflictKind, Figure, Passage, Reading, Span, Story

_FEWEST = 10  # smaller numbers are told of anything
_NEAR = 300  # characters after a count of meetings in which its sentence names who met
_TITLE = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|Gen|Sen)\.")
_BOTH = 2  # names that a count of meetings needs
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CLOSE = Decimal("1.5")  # times: "more than 30" may be told of 35, not of 300


@dataclass(frozen=True, slots=True, eq=False)
class _Count:
    figure: Figure
    kind: str
    thing: str
    around: frozenset[str]


def counted_conflicts(story: Story, readings: Sequence[Reading], sources: Sources) -> Iterator[Conflict]:
    """The numbers of a story that count people in some documents and states in others, or pages and papers."""
    exact: dict[Decimal, list[_Count]] = defaultdict(list)
    bounded: list[_Count] = []
    for reading in sorted(readings, key=lambda each: each.text.id):
        for count in _counts(reading):
            (exact[Decimal(count.figure.value)] if count.figure.bound is Bound.EXACT else bounded).append(count)
    yield from _occasions(story, readings, sources)
    for _, counts in sorted(exact.items()):
        for group in _of_one_thing(counts):
            documents = defaultdict(set)
            for count in group:
                documents[count.kind].add(count.figure.document)
            for one, other in load_yaml("counted")["told_for"]:
                if documents[one] - documents[other] and documents[other] - documents[one]:
                    yield _conflict(story, [each for each in group if each.kind in {one, other}], bounded, sources)


def _occasions(story: Story, readings: Sequence[Reading], sources: Sources) -> Iterator[Conflict]:
    """How often the same people met: "having met six times" stands against "their third summit"."""
    told = few([each for reading in readings for each in _meetings(reading)], lambda each: (each.times, each.names))
    edges = [
        (one, other)
        for index, one in enumerate(told)
        for other in told[index + 1 :]
        if one.passage.document != other.passage.document
        and one.times != other.times
        and len(one.names & other.names) >= _BOTH
    ]
    for group in connected(list(dict.fromkeys(each for edge in edges for each in edge)), edges):
        held: dict[str, dict[str, Passage]] = defaultdict(dict)
        for each in group:
            key = f"{each.passage.document}:{each.passage.span.start}"
            held[f"{each.times} {'times' if each.met else each.occasion + 's with this one'}"][key] = each.passage
        sides = tuple(side(label, records, sources) for label, records in held.items())
        who = " and ".join(sorted(frozenset.intersection(*(each.names for each in group))))
        about = f"how often {who.title()} met"
        note = (
            None
            if len({each.occasion for each in group}) == 1
            else "both can be true where they count different occasions"
        )
        yield Conflict(
            story.id, ConflictKind.NUMBER, about, summary(about[0].upper() + about[1:], sides), sides, note=note
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Meetings:
    """How often some met, with this occasion where ``occasion`` names one; their names by last word."""

    times: int
    occasion: str
    met: bool
    names: frozenset[str]
    passage: Passage


def _meetings(reading: Reading) -> Iterator[_Meetings]:
    text = reading.text.text
    names = {
        each.speaker.name.split()[-1].casefold() for each in reading.statements if named(each.speaker) and each.speaker
    }
    for block in reading.text.blocks:
        if block.role not in READ_ROLES:
            continue
        for found in _occasion_pattern().finditer(text, block.start, block.end):
            number = found["times"] or found["ordinal"]
            times = whole_number(number) if found["times"] else _ORDINALS.index(number.casefold()) + 1
            before = SENTENCE_END.split(text[block.start : found.start()])[-1]
            after = _TITLE.sub(r"\1", text[found.end() : min(block.end, found.end() + _NEAR)])
            here = set(re.findall(r"\w+", f"{before} {found.group()} {SENTENCE_END.split(after)[0]}".casefold()))
            if times and len(names & here) >= _BOTH:
                span = Span.of(text, *found.span())
                occasion = stem(found["occasion"] or "")
                yield _Meetings(
                    times, occasion, bool(found["times"]), frozenset(names & here), Passage(reading.text.id, span)
                )


@functools.cache
def _occasion_pattern() -> re.Pattern[str]:
    lists = load_yaml("counted")
    met, occasions = "|".join(lists["met"]), "|".join(lists["occasions"])
    return re.compile(
        rf"(?:\b(?:{met}) (?P<times>\w+(?:-\w+)?) times\b"
        rf"|\b(?:their|the) (?P<ordinal>{'|'.join(_ORDINALS)})(?: [\w–-]+)? (?P<occasion>{occasions})\b)"
    )


def _of_one_thing(counts: Sequence[_Count]) -> list[list[_Count]]:
    """Counts with the same number, in groups that are told in the same words."""
    counts = few(counts, lambda count: (count.thing, count.around))
    first: dict[tuple[str, ...], _Count] = {}
    edges = [
        (first.setdefault(shared, count), count)
        for count in counts
        for shared in (*((word,) for word in count.around), (count.thing, count.kind))
    ]
    return connected(counts, edges)


def _conflict(story: Story, group: Sequence[_Count], bounded: Sequence[_Count], sources: Sources) -> Conflict:
    value = Decimal(group[0].figure.value)
    around = frozenset[str]().union(*(count.around for count in group))
    alike = [
        count
        for count in bounded
        if count.around & around
        and range_of(count.figure).meets(range_of(group[0].figure))
        and max(value, Decimal(count.figure.value)) <= _CLOSE * min(value, Decimal(count.figure.value))
    ]
    held: dict[str, dict[str, Passage]] = defaultdict(dict)
    for count in (*sorted(group, key=lambda each: (each.kind, each.thing, each.figure.id)), *alike):
        held[_label(count)][count.figure.id] = Passage(count.figure.document, count.figure.span)
    sides = tuple(side(label, records, sources) for label, records in held.items())
    told = sorted({in_words(count.figure) for count in alike})
    note = f"{' and '.join(told)} can be true beside {in_words(group[0].figure)}" if told else None
    about = f"whom the number {in_words(group[0].figure)} counts"
    return Conflict(
        story.id, ConflictKind.NUMBER, about, summary(about[0].upper() + about[1:], sides), sides, note=note
    )


def _label(count: _Count) -> str:
    thing = re.sub("y$", "ie", count.thing)
    return f"{in_words(count.figure)} {thing}s"


def _counts(reading: Reading) -> Iterator[_Count]:
    for figure in reading.figures:
        thing = subject_of(figure)[1]
        kind = _kinds().get(thing)
        if kind is not None and figure.unit is None and Decimal(figure.value) >= _FEWEST:
            yield _Count(figure, kind, thing, near(reading, figure) - frozenset(_kinds()))


@functools.cache
def _kinds() -> dict[str, str]:
    lists = load_yaml("counted")
    same = {word: group[0] for group in lists["same"] for word in group}
    kinds = {"people": lists["people"], "states": lists["states"], **lists["apart"]}
    return {same.get(word, word): kind for kind, words in kinds.items() for word in words}
