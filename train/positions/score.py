"""Scores of a model of positions on marked articles, as eval.marked counts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tagging.decode import Chain
from onrecord.extract.tagging.labels import OUTSIDE, Labels, Marked
from train.positions.corpus import ACTIONS, TAGGED, Article, Mark, Place
from train.positions.passages import Learnt

Emissions = dict[str, NDArray[np.float32]]
Chains = Mapping[str, tuple[NDArray[np.float32], ...]]

_TOGETHER = 64  # passages of like length, decoded at once


@dataclass(frozen=True, slots=True)
class Found:
    """A clause that was found, with what was read of it."""

    clause: Place
    stance: str
    action: str
    mention: Place | None


@dataclass(slots=True)
class Counts:
    """Of predictions and marks, as in eval.marked; the last are counted of the predictions that are right."""

    right: int = 0
    wrong: int = 0
    marks: int = 0
    found: int = 0
    agreeing: dict[str, int] = field(default_factory=lambda: {"stance": 0, "action": 0, "both": 0, "mention": 0})

    def line(self) -> str:
        """The figures in one line."""
        precision, recall = self.right / max(1, self.right + self.wrong), self.found / max(1, self.marks)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        shares = " ".join(f"{name} {count / max(1, self.right):.3f}" for name, count in self.agreeing.items())
        return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f} of {self.right + self.wrong}; {shares}"


def overlap(one: Place, other: Place) -> bool:
    """Whether the two share at least half of the shorter."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common > 0 and 2 * common >= min(one[1] - one[0], other[1] - other[0])


def spans(
    head: str, emissions: Sequence[Emissions], chains: Chains, bias: float = 0.0, entry: float = 0.0
) -> list[list[Marked]]:
    """The best spans of each passage: ``bias`` is added to each word's outside, ``entry`` to each span's beginning."""
    found: list[list[Marked]] = [[] for _ in emissions]
    labels, chain = Labels(TAGGED[head]), Chain(*chains[head])
    order = sorted(range(len(emissions)), key=lambda place: len(emissions[place][head]))
    for start in range(0, len(order), _TOGETHER):
        places = order[start : start + _TOGETHER]
        lengths = np.array([len(emissions[place][head]) for place in places])
        told = np.zeros((len(places), int(lengths.max()), labels.number), dtype=np.float32)
        for row, place in enumerate(places):
            told[row, : lengths[row]] = emissions[place][head]
        told[:, :, OUTSIDE] += bias
        told[:, :, 1::4] += entry  # a span begins with its first label, or is of one word and has its fourth
        told[:, :, 4::4] += entry
        for place, path in zip(places, chain.best(told, lengths), strict=True):
            found[place] = labels.spans(path)
    return found


def read(
    clauses: Sequence[Marked], mentions: Sequence[Marked], actions: NDArray[np.float32], passage: Learnt
) -> Iterator[Found]:
    """The clauses of a passage with their actions and mentions."""
    for first, end, stance in clauses:
        action = ACTIONS[int(actions[first:end].mean(axis=0).argmax())]
        mention = nearest(mentions, first, end)
        place = _characters(passage, mention) if mention else None
        yield Found(_characters(passage, (first, end, stance)), stance, action, place)


def nearest(mentions: Sequence[Marked], first: int, end: int) -> Marked | None:
    """The first mention that begins within a clause; else the last before it; else the first after it."""
    within = [each for each in mentions if first <= each[0] < end]
    before = [each for each in mentions if each[0] < first]
    return within[0] if within else before[-1] if before else mentions[0] if mentions else None


def _characters(passage: Learnt, span: Marked) -> Place:
    return int(passage.example.offsets[span[0], 0]), int(passage.example.offsets[span[1] - 1, 1])


def count(counts: Counts, found: Sequence[Found], marks: Sequence[Mark]) -> None:
    """An article's predictions against its marks."""
    for each in found:
        hit = [mark for mark in marks if overlap(each.clause, mark.clause)]
        sure = [mark for mark in hit if not mark.unsure]
        counts.wrong += not hit
        if sure:
            counts.right += 1
            counts.agreeing["stance"] += any(mark.stance == each.stance for mark in sure)
            counts.agreeing["action"] += any(mark.action == each.action for mark in sure)
            counts.agreeing["both"] += any((mark.stance, mark.action) == (each.stance, each.action) for mark in sure)
            counts.agreeing["mention"] += any(each.mention and overlap(each.mention, mark.mention) for mark in sure)
    for mark in marks:
        if not mark.unsure and not mark.repeat:
            counts.marks += 1
            counts.found += any(overlap(each.clause, mark.clause) for each in found)


def agreement(found: Iterable[set[Place]], marked: Iterable[set[Place]]) -> str:
    """Precision, recall and F1 of places that overlap."""
    hit = right = predictions = marks = 0
    for mine, theirs in zip(found, marked, strict=True):
        predictions, marks = predictions + len(mine), marks + len(theirs)
        hit += sum(any(overlap(each, other) for other in theirs) for each in mine)
        right += sum(any(overlap(each, other) for other in mine) for each in theirs)
    precision, recall = hit / max(1, predictions), right / max(1, marks)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}"


def report(
    emissions: Sequence[Emissions],
    passages: Sequence[Learnt],
    articles: Sequence[Article],
    chains: Chains,
    bias: float = 0.0,
    entry: float = 0.0,
) -> str:
    """Scores over articles in one line: clauses, then all mentions and all conditions."""
    clauses: list[list[Found]] = [[] for _ in articles]
    mentions: list[set[Place]] = [set() for _ in articles]
    conditions: list[set[Place]] = [set() for _ in articles]
    told = (
        spans("stance", emissions, chains, bias, entry),
        spans("mention", emissions, chains),
        spans("condition", emissions, chains),
    )
    for scores, passage, stances, named, held in zip(emissions, passages, *told, strict=True):
        clauses[passage.article] += read(stances, named, scores["action"], passage)
        mentions[passage.article].update(_characters(passage, each) for each in named)
        conditions[passage.article].update(_characters(passage, each) for each in held)
    counts = Counts()
    for these, article in zip(clauses, articles, strict=True):
        count(counts, these, article.marks)
    named_well = agreement(mentions, ({mark.mention for mark in article.marks} for article in articles))
    held_well = agreement(
        conditions, ({mark.condition for mark in article.marks if mark.condition} for article in articles)
    )
    return f"clauses {counts.line()}; mentions {named_well}; conditions {held_well}"
