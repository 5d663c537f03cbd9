"""Where sentences that tell the same part in what they say of a thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.compare.components import connected
from onrecord.compare.lines import Line, aligned, lines_of
from onrecord.compare.phrases import shortened, side, summary
from onrecord.compare.retold import Retold
from onrecord.compare.slots import Difference, Slot, Slots
from onrecord.compare.sources import Sources
from onrecord.model import Conflict, Passage, Reading, Span, Story

_RANK = 1  # of the sentences of another document each stands against its likeliest and the next


def otherwise_conflicts(
    story: Story,
    readings: Sequence[Reading],
    retold: Retold,
    sources: Sources,
    known: Sequence[Conflict],
    settled: Sequence[tuple[str, Span]] = (),
) -> Iterator[Conflict]:
    """The conflicts between sentences that are each other's likeliest; ``known`` ones are not told again.

    Of ``settled``, documents and words, people have said what they hold of them: their sentences are passed over.
    """
    pairs = aligned(lines_of(retold))
    slots = Slots(readings, pairs, retold.weights)
    taken = _taken(known)
    found: dict[tuple[str, str], list[Difference]] = defaultdict(list)
    for pair in pairs:
        if pair.rank > _RANK or _among(taken, pair.one, pair.other) or _holds(settled, pair.one, pair.other):
            continue
        each = slots.difference(pair)
        if each is not None:
            found[each.kind.value, each.family].append(each)
    for _, differences in sorted(found.items()):
        edges = [(each.one.line, each.other.line) for each in differences]
        for group in connected([line for edge in edges for line in edge], edges):
            held = set(group)
            yield _conflict(story, [each for each in differences if each.one.line in held], sources)


_Taken = dict[str, list[tuple[Span, int, int]]]


def _taken(known: Sequence[Conflict]) -> _Taken:
    """By document the passages of conflicts, with the number of the conflict and of its side."""
    found: _Taken = defaultdict(list)
    for number, conflict in enumerate(known):
        for which, each in enumerate(conflict.sides):
            for passage in each.passages:
                found[passage.document].append((passage.span, number, which))
    return found


def _among(taken: _Taken, one: Line, other: Line) -> bool:
    """Whether a conflict that is known rests on both sentences, on two of its sides."""
    its, others = (
        {(number, which) for span, number, which in taken.get(line.document, ()) if span.overlaps(line.span)}
        for line in (one, other)
    )
    return any(number == same and which != side for number, which in its for same, side in others)


def _holds(settled: Sequence[tuple[str, Span]], *lines: Line) -> bool:
    return any(line.document == document and line.span.overlaps(span) for document, span in settled for line in lines)


def _conflict(story: Story, differences: Sequence[Difference], sources: Sources) -> Conflict:
    held: dict[str, dict[str, Passage]] = defaultdict(dict)
    slots = sorted(
        {(each.line.document, each.span): each for one in differences for each in (one.one, one.other)}.items(),
        key=lambda item: item[0],
    )
    for _, each in slots:
        held[each.label][f"{each.line.document}:{each.span.start}"] = Passage(each.line.document, _clause(each))
    kind = differences[0].kind
    sides = tuple(side(label, records, sources) for label, records in held.items())
    first = slots[0][1]
    about = f"what is told: “{shortened(_clause(first).exact)}”"
    return Conflict(story.id, kind, about, summary(about[0].upper() + about[1:], sides), sides)


def _clause(slot: Slot) -> Span:
    """The part of the sentence with what parts, and those beside it: they tell of what it is."""
    parts = slot.line.parts
    at = next((number for number, part in enumerate(parts) if slot.span.start < part.span.end), len(parts) - 1)
    start, end = parts[max(0, at - 1)].span.start, parts[min(len(parts) - 1, at + 1)].span.end
    sentence = slot.line.span
    start, end = min(start, slot.span.start), max(end, slot.span.end)
    return Span(start, end, sentence.exact[start - sentence.start : end - sentence.start])
