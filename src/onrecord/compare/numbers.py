"""Where tellings count the same thing and arrive at different numbers."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onrecord.compare.blocking import neighbours
from onrecord.compare.bounded import few
from onrecord.compare.components import connected
from onrecord.compare.phrases import side, summary
from onrecord.compare.quantities import Range, in_words, range_of
from onrecord.compare.sources import Sources
from onrecord.compare.weights import function_words
from onrecord.compare.words import stem, stems
from onrecord.lexicon import load_yaml
from onrecord.model import DERIVED_ROLES, Conflict, ConflictKind, Figure, Passage, Reading, Story

_NEAR = 160  # characters on either side that tell what is counted
_RARE = 2  # a word this rare in an article tells of this number rather than of the whole story
# How many rare words must stand around both numbers. Measured with articles of 33 events: with one, two conflicts
# of three were between counts of different things; a sum or a length of time says even less of what it measures.
_SHARED = 2
_SHARED_OF_MEASURES = 3
_REACH = 100  # numbers near the same rare word that one is compared with: all of them but in stories of hundreds
_LISTED = 12  # more numbers of one kind in an article make a table: none of them stands for the whole
SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n")
_HEAD_ENDS = frozenset(
    {"of", "in", "from", "for", "to", "at", "on", "who", "that", "which", "with", "by", "near", "per", "a"}
)

# What is counted, as far as it can be compared: a unit or "", and the stem of the noun or "".
_Subject = tuple[str, str]
_NOTHING_SAID = frozenset({("", ""), ("percent", "")})


@dataclass(frozen=True, slots=True)
class Count:
    """A figure with what decides whether another one counts the same thing.

    ``kind`` are the words that say more of what is counted, ``around`` the rare words that stand near;
    ``derived``: it stands in the headline or a key point, and sums up the body.
    """

    figure: Figure
    subject: _Subject
    range: Range
    kind: frozenset[str]
    around: frozenset[str]
    derived: bool = False

    def differs(self, other: Count) -> bool:
        """Whether both count one thing, in two documents or as head and body of one, and cannot both be right."""
        if self.within(other) and self.derived == other.derived:
            return False
        if self.range.meets(other.range):
            return False
        if self.kind and other.kind and not self.kind & other.kind:
            return False
        thing = self.subject[1]
        needed = _SHARED if thing and thing not in _measures() else _SHARED_OF_MEASURES
        return len(self.around & other.around) >= needed

    def within(self, other: Count) -> bool:
        """Whether both stand in one document."""
        return self.figure.document == other.figure.document


def number_conflicts(
    story: Story, readings: Sequence[Reading], counts: Mapping[str, Sequence[Count]], sources: Sources
) -> Iterator[Conflict]:
    """The conflicts of number in a story: between documents, and between the head of one and its body.

    ``counts`` are the figures of each document that can be compared, by its id.
    """
    told = {reading.text.id: frozenset(map(_told, reading.figures)) for reading in readings}
    subjects: dict[_Subject, list[Count]] = defaultdict(list)
    for reading in sorted(readings, key=lambda each: each.text.id):
        for count in counts[reading.text.id]:
            subjects[count.subject].append(count)
    for _, same in sorted(subjects.items()):
        for found in _parted(same, told):
            yield _conflict(story, found, sources)


def _told(figure: Figure) -> tuple[Decimal, str | None]:
    return Decimal(figure.value), figure.unit


def _parted(
    counts: Sequence[Count], told: Mapping[str, frozenset[tuple[Decimal, str | None]]]
) -> Iterator[list[Count]]:
    """Counts that differ, in groups; where an article has the other's number too, they do not part."""
    ranges: dict[str, list[Range]] = defaultdict(list)
    own: dict[tuple[str, bool], list[Range]] = defaultdict(list)
    for count in counts:
        ranges[count.figure.document].append(count.range)
        own[count.figure.document, count.derived].append(count.range)

    def silent(document: str, other: Count) -> bool:
        return _told(other.figure) not in told[document] and not any(
            held.meets(other.range) for held in ranges[document]
        )

    def part(one: Count, other: Count) -> bool:
        if not one.differs(other):
            return False
        if one.within(other):
            document = one.figure.document
            return not any(held.meets(each.range) for each in (one, other) for held in own[document, not each.derived])
        return silent(one.figure.document, other) and silent(other.figure.document, one)

    told_in = few(counts, lambda count: in_words(count.figure))
    edges = [
        (told_in[one], told_in[other]) for one, other in _near_pairs(told_in) if part(told_in[one], told_in[other])
    ]
    kept = {count.figure.id for count in told_in}
    left = [count for count in counts if count.figure.id not in kept]
    for group in connected(dict.fromkeys(count for edge in edges for count in edge), edges):
        yield [*group, *(count for count in left if any(part(count, other) for other in group))]


def _near_pairs(counts: Sequence[Count]) -> list[tuple[int, int]]:
    """The pairs, by number, with enough rare words in common."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, count in enumerate(counts):
        for word in count.around:
            holders[word].append(number)
    shared = Counter(neighbours(holders.values(), _REACH))
    return sorted(pair for pair, words in shared.items() if words >= _SHARED)


def _conflict(story: Story, counts: Sequence[Count], sources: Sources) -> Conflict:
    held: dict[str, dict[str, Passage]] = defaultdict(dict)
    for count in sorted(counts, key=lambda each: (Decimal(each.figure.value), in_words(each.figure))):
        held[in_words(count.figure)][count.figure.id] = Passage(count.figure.document, count.figure.span)
    sides = tuple(side(label, records, sources) for label, records in held.items())
    about = f"how many: {_name(counts)}" if counts[0].subject[1] else f"how much ({counts[0].subject[0]})"
    return Conflict(story.id, ConflictKind.NUMBER, about, summary(about[0].upper() + about[1:], sides), sides)


def _name(counts: Iterable[Count]) -> str:
    named = [count.figure.counted.exact for count in counts if count.figure.counted is not None]
    return min(named, key=lambda words: (len(words), words))


def comparable(reading: Reading) -> Iterator[Count]:
    """The figures of a document that can be compared: those with a unit or a thing that is counted."""
    if not reading.figures:
        return
    often = Counter(stems(reading.text.text))
    subjects = {figure.id: subject_of(figure) for figure in reading.figures}
    listed = Counter(subjects.values())
    for figure in reading.figures:
        subject = subjects[figure.id]
        if subject in _NOTHING_SAID or listed[subject] > _LISTED or _of_the_rest(reading, figure):
            continue
        counted = frozenset(stems(figure.counted.exact)) if figure.counted else frozenset[str]()
        around = frozenset(word for word in near(reading, figure) - counted if often[word] <= _RARE)
        kind = frozenset(word for word in counted if _thing(word) != subject[1]) - function_words()
        yield Count(figure, subject, range_of(figure), kind, around, _derived(reading, figure))


def _derived(reading: Reading, figure: Figure) -> bool:
    return any(
        block.role in DERIVED_ROLES for block in reading.text.blocks if block.start <= figure.span.start < block.end
    )


def _of_the_rest(reading: Reading, figure: Figure) -> bool:
    """Whether a number counts those beside others that were told of: "22 other defendants", "a further 18"."""
    text = reading.text.text
    before = text[max(0, figure.span.start - _NEAR) : figure.span.start].split()[-1:]
    after = text[figure.span.end : figure.span.end + _NEAR].split()[:1]
    return bool({word.casefold() for word in (*before, *after)} & frozenset(load_yaml("counted")["beside"]))


def subject_of(figure: Figure) -> tuple[str, str]:
    """What is counted, as far as it can be compared: a unit or "", and the stem of the noun or ""."""
    words = stems(figure.counted.exact) if figure.counted else []
    end = next((index for index, word in enumerate(words) if word in _HEAD_ENDS and index), len(words))
    return figure.unit or "", _thing(words[end - 1]) if words else ""


def near(reading: Reading, figure: Figure) -> frozenset[str]:
    """The stems of the words near the number in its sentence that tell anything."""
    text = reading.text.text
    blocks = (block for block in reading.text.blocks if block.start <= figure.span.start < block.end)
    start, end = next(((block.start, block.end) for block in blocks), (0, len(text)))
    before = SENTENCE_END.split(text[max(start, figure.span.start - _NEAR) : figure.span.start])[-1]
    after = SENTENCE_END.split(text[figure.span.end : min(end, figure.span.end + _NEAR)])[0]
    near = (word for word in stems(f"{before} {after}") if word.isalpha() and len(word) > 2)
    return frozenset(near) - function_words() - _numerals()


@functools.cache
def _same_things() -> dict[str, str]:
    return {word: same[0] for same in load_yaml("counted")["same"] for word in same}


@functools.cache
def _numerals() -> frozenset[str]:
    return frozenset(load_yaml("counted")["numerals"])


@functools.cache
def _measures() -> frozenset[str]:
    return frozenset(load_yaml("counted")["measures"])


def _thing(word: str) -> str:
    return _same_things().get(stem(word), stem(word))
