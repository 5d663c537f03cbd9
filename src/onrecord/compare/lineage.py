"""Which documents have their text from each other, or from the same third one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.compare.components import connected
from onrecord.compare.copies import Links, Shingle, candidates, same, shingles
from onrecord.compare.words import Words
from onrecord.model import Lineage, LineageKind, Passage

# Measured on full articles of 33 events: articles that only quote the same people share up to .12 of the shorter
# one's own words in runs of five; extracts and reprints .25 and more; between lie some that lean on one agency's
# text in part. Jaccard similarity does not tell them apart: an extract of a long text scores as low as a quotation.
_COPIED_SHARE = 0.25
_COPIED_RUNS = 20  # a shared notice at the foot of two short articles is no copy


def find_lineage(documents: Sequence[Words]) -> list[Lineage]:
    """The pairs of copies among the documents of one story.

    An exact copy has the same words in all that is read of it. A near copy has a quarter or more
    of the shorter document's own words, outside quotation marks, in runs of five.
    """
    told = sorted(documents, key=lambda each: each.document)
    links = Links(len(told))
    found = []
    for one, other in same(told):
        links.add(one, other)
        found.append(_exact(told[one], told[other]))
    runs = [shingles(words) for words in told]
    for one, other in candidates(runs):
        if told[one].forms == told[other].forms or links.enough(one, other):
            continue
        score = copied(runs[one], runs[other])
        if score is not None:
            links.add(one, other)
            found.append(_near(told[one], told[other], _seeds(runs[one], runs[other]), score))
    return sorted(found, key=lambda each: each.id)


def copied(one: Mapping[Shingle, int], other: Mapping[Shingle, int]) -> float | None:
    """The share of the shorter document's runs that the longer has too, or None where that is no copy."""
    common = len(one.keys() & other.keys())
    share = common / max(1, min(len(one), len(other)))
    return share if common >= _COPIED_RUNS and share >= _COPIED_SHARE else None


def origins(documents: Iterable[str], lineage: Iterable[Lineage]) -> dict[str, str]:
    """For each document the one that stands for its origin: all that copy each other share one."""
    held = set(documents)
    edges = (each.documents for each in lineage if held.issuperset(each.documents))
    return {document: group[0] for group in connected(sorted(held), edges) for document in group}


def _exact(one: Words, other: Words) -> Lineage:
    seeds = ((index, index) for index in range(len(one.forms)))
    return Lineage((one.document, other.document), LineageKind.EXACT_COPY, 1.0, _longest_shared(one, other, seeds))


def _near(one: Words, other: Words, seeds: Iterable[tuple[int, int]], score: float) -> Lineage:
    passages = _longest_shared(one, other, seeds)
    return Lineage((one.document, other.document), LineageKind.NEAR_COPY, round(score, 4), passages)


def _seeds(one: dict[Shingle, int], other: dict[Shingle, int]) -> list[tuple[int, int]]:
    return sorted((at, other[run]) for run, at in one.items() if run in other)


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
