"""Which documents have their text from each other, or from the same third one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.compare.copies import Links, Shingle, candidates, same, shingles
from onrecord.compare.rewrites import Rewrite, rewrites
from onrecord.compare.words import Words
from onrecord.model import Direction, Lineage, LineageKind, Metadata, Passage
from onrecord.model.origins import Origins

# Measured on full articles of 33 events: articles that only quote the same people share up to .12 of the shorter
# one's own words in runs of five; extracts and reprints .25 and more; between lie some that lean on one agency's
# text in part. Jaccard similarity does not tell them apart: an extract of a long text scores as low as a quotation.
_COPIED_SHARE = 0.25
_COPIED_RUNS = 20  # a shared notice at the foot of two short articles is no copy
_CONTAINED_SHARE = 0.5
_LONGER = 1.5  # times the runs: what is half as long again has as much of its own beside what it shares


def find_lineage(documents: Sequence[Words]) -> list[Lineage]:
    """The pairs of copies and rewrites among the documents of one story.

    An exact copy has the same words in all that is read of it. A near copy has a quarter or more
    of the shorter document's own words, outside quotation marks, in runs of five; a partial copy
    stands by half or more within a document that is longer by half or more. A rewrite tells the
    same in the same order in other words. Directions are left open.
    """
    if len(documents) < 2:
        return []
    told = sorted(documents, key=lambda each: each.document)
    links = Links(len(told))
    found = []
    for one, other in same(told):
        links.add(one, other)
        found.append(_exact(told[one], told[other]))
    runs = [shingles(words) for words in told]
    copies = set()
    for one, other in candidates(runs):
        if told[one].forms == told[other].forms or links.enough(one, other):
            continue
        score = copied(runs[one], runs[other])
        if score is not None:
            links.add(one, other)
            copies.add((one, other))
            found.append(_copy(told[one], told[other], runs[one], runs[other], score))

    def known(one: int, other: int) -> bool:
        return (one, other) in copies or told[one].forms == told[other].forms or links.enough(one, other)

    for each in rewrites(told, known):
        links.add(each.one, each.other)
        found.append(_rewrite(told[each.one], told[each.other], each))
    return sorted(found, key=lambda each: each.id)


def copied(one: Mapping[Shingle, int], other: Mapping[Shingle, int]) -> float | None:
    """The share of the shorter document's runs that the longer has too, or None where that is no copy."""
    common = len(one.keys() & other.keys())
    share = common / max(1, min(len(one), len(other)))
    return share if common >= _COPIED_RUNS and share >= _COPIED_SHARE else None


def origins(documents: Iterable[str], lineage: Iterable[Lineage]) -> dict[str, str]:
    """For each document the one that stands for its origin: all that copy each other share one."""
    held = set(documents)
    found = Origins(each for each in lineage if held.issuperset(each.documents))
    return {document: found.of(document) for document in held}


def directed(
    lineage: Iterable[Lineage],
    credited_to: Iterable[Lineage],
    metadata: Mapping[str, Metadata],
    lengths: Mapping[str, int],
) -> list[Lineage]:
    """The edges with who has it from whom, where that can be told.

    A document that credits the other's outlet has it from there; else the one published later; else,
    of a partial copy, the longer one, which has more beside it. ``lengths`` are in words.
    """
    credited = {
        (each.derived, other)
        for each in credited_to
        for other in each.documents
        if each.derived is not None and other != each.derived
    }
    return [_directed(each, credited, metadata, lengths) for each in lineage]


def _directed(
    edge: Lineage, credited: set[tuple[str, str]], metadata: Mapping[str, Metadata], lengths: Mapping[str, int]
) -> Lineage:
    one, other = edge.documents
    if ((one, other) in credited) != ((other, one) in credited):
        return replace(edge, derived=one if (one, other) in credited else other, direction=Direction.CREDIT)
    early, late = sorted((metadata[each].published or "", each) for each in (one, other))
    if early[0] and _earlier(early[0], late[0]):
        return replace(edge, derived=late[1], direction=Direction.TIME)
    if edge.kind is LineageKind.PARTIAL_COPY and lengths[one] != lengths[other]:
        return replace(edge, derived=max(one, other, key=lengths.__getitem__), direction=Direction.CONTAINMENT)
    return edge


def _earlier(one: str, other: str) -> bool:
    """Whether one time of publication is before another; a date and a time of the same day are not compared."""
    if one[:10] != other[:10]:
        return one[:10] < other[:10]
    return len(one) == len(other) and one[16:] == other[16:] and one < other


def _exact(one: Words, other: Words) -> Lineage:
    seeds = ((index, index) for index in range(len(one.forms)))
    return Lineage((one.document, other.document), LineageKind.EXACT_COPY, 1.0, _longest_shared(one, other, seeds))


def _copy(one: Words, other: Words, its: Mapping[Shingle, int], others: Mapping[Shingle, int], score: float) -> Lineage:
    short, long = sorted((len(its), len(others)))
    partial = score >= _CONTAINED_SHARE and long >= _LONGER * short
    kind = LineageKind.PARTIAL_COPY if partial else LineageKind.NEAR_COPY
    seeds = sorted((at, others[run]) for run, at in its.items() if run in others)
    return Lineage((one.document, other.document), kind, round(score, 4), _longest_shared(one, other, seeds))


def _rewrite(one: Words, other: Words, found: Rewrite) -> Lineage:
    passages = tuple(
        Passage(words.document, words.span(told.first, told.last))
        for words, told in zip((one, other), found.shown, strict=True)
    )
    return Lineage((one.document, other.document), LineageKind.REWRITE, round(found.share, 4), passages)


def _longest_shared(one: Words, other: Words, seeds: Iterable[tuple[int, int]]) -> tuple[Passage, ...]:
    """The longest run of words that both have within a paragraph, found where a seed begins."""
    best, at, there, end = 0, 0, 0, 0
    for start, begin in seeds:
        if start < end:
            continue
        length = _run(one, other, start, begin)
        end = start + length
        if length > best:
            best, at, there = length, start, begin
    return (
        Passage(one.document, one.span(at, at + best - 1)),
        Passage(other.document, other.span(there, there + best - 1)),
    )


def _run(one: Words, other: Words, start: int, begin: int) -> int:
    length = 0
    most = min(len(one.forms) - start, len(other.forms) - begin)
    while (
        length < most
        and one.forms[start + length] == other.forms[begin + length]
        and (one.blocks[start + length], one.quoted[start + length]) == (one.blocks[start], one.quoted[start])
        and other.blocks[begin + length] == other.blocks[begin]
    ):
        length += 1
    return length
