"""Where clauses that tell the same thing are given different dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.compare.clauses import alike, clauses_of, telling_words
from onrecord.compare.components import connected
from onrecord.compare.phrases import shortened, side, summary
from onrecord.compare.sources import Sources
from onrecord.compare.times import When, times_in
from onrecord.model import Conflict, ConflictKind, Passage, Reading, Span, Story

# Days of the week and feasts are told of whatever happened lately: the words of a clause do not tell which of it.
_DATES = frozenset({"month", "date"})


@dataclass(frozen=True, slots=True, eq=False)
class _Dated:
    document: str
    span: Span
    when: When
    telling: frozenset[str]


def dated_conflicts(
    story: Story, readings: Sequence[Reading], sources: Sources, known: Iterable[Conflict] = ()
) -> Iterator[Conflict]:
    """Clauses of the same words with dates that exclude each other, where neither document has the other's date.

    ``known`` are conflicts of time found otherwise: what they rest on is not told again.
    """
    told = [each for reading in sorted(readings, key=lambda each: each.text.id) for each in _dated(reading)]
    dates: dict[str, list[When]] = defaultdict(list)
    for each in told:
        dates[each.document].append(each.when)
    pairs = ((told[one], told[other]) for one, other in alike([each.telling for each in told]))
    edges = [pair for pair in pairs if _part(*pair, dates) and not _among(pair, known)]
    for group in connected(dict.fromkeys(each for edge in edges for each in edge), edges):
        held: dict[str, dict[str, Passage]] = defaultdict(dict)
        for each in group:
            held[each.when.span.exact][f"{each.document}:{each.span.start}"] = Passage(each.document, each.span)
        sides = tuple(side(label, records, sources) for label, records in held.items())
        about = f"when: “{shortened(group[0].span.exact)}”"
        yield Conflict(story.id, ConflictKind.TIME, about, summary(about[0].upper() + about[1:], sides), sides)


def _dated(reading: Reading) -> Iterator[_Dated]:
    """The clauses with a single date, without its words."""
    for clause in clauses_of(reading):
        found = list(times_in(reading.text.text, clause.span.start, clause.span.end))
        if len(found) == 1 and found[0].kind in _DATES:
            telling = clause.telling - telling_words(found[0].span.exact)
            yield _Dated(clause.document, clause.span, found[0], telling)


def _part(one: _Dated, other: _Dated, dates: dict[str, list[When]]) -> bool:
    if one.document == other.document or not one.when.excludes(other.when):
        return False
    return all(each.excludes(other.when) for each in dates[one.document]) and all(
        each.excludes(one.when) for each in dates[other.document]
    )


def _among(pair: tuple[_Dated, _Dated], known: Iterable[Conflict]) -> bool:
    passages = [passage for conflict in known for held in conflict.sides for passage in held.passages]
    return all(
        any(
            passage.document == each.document
            and passage.span.start < each.span.end
            and each.span.start < passage.span.end
            for passage in passages
        )
        for each in pair
    )

