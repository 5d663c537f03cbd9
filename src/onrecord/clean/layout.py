"""Where the story begins and ends on a page, what it is about, and what is listed beside it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from onrecord.clean.page import TITLE, Page, is_interface
from onrecord.clean.signals import LineSignals
from onrecord.clean.topic import Topic

_PARAGRAPH = 12  # words that a paragraph has at least, to be told from a title by its shape
_CUT_OFF = 25  # words from which a line is a paragraph even if it breaks off
_LEAD = 25  # words that a headline printed as a sentence has at most
_ABOUT = 0.2  # share of telling words: nine in ten paragraphs of a story reach it, one in four of another story
_RESUMES = (0.2, 0.15, 0.12)  # the mean share with which one, two, three paragraphs in a row take the story up again
_STRAY = 0.1  # below this a paragraph has hardly a word in common with the story
_KINDRED = 0.6  # of the share that a story's paragraphs have in common, what others on its subject reach
_ECHO = 0.6  # share of a headline's telling words that the next lines repeat
_TELLING = 3  # telling words without which a line cannot be said to be repeated
_CORE = 3  # paragraphs that are enough to know a story by, if they are
_PART = 3  # at least one in so many of all


def page_of(lines: Sequence[LineSignals]) -> Page:
    """Reads the whole from its lines."""
    punctuated = _is_punctuated(lines)
    paragraphs = [index for index, line in enumerate(lines) if _is_paragraph(line, punctuated)]
    if paragraphs and paragraphs[0] == 0 and _is_headline(lines):
        del paragraphs[0]
    labels = [index for index, line in enumerate(lines) if line.marks.related]
    core = _core(paragraphs, labels)
    topic = Topic.of(lines[index].telling for index in core)
    about = tuple(topic.share(line.telling, own=index in core) for index, line in enumerate(lines))
    return _laid_out(Page(tuple(lines), about, punctuated), paragraphs, labels)


def _is_punctuated(lines: Sequence[LineSignals]) -> bool:
    """Whether more than half of the running text stands in lines that end with a mark."""
    long = [line.shape for line in lines if line.shape.words >= _PARAGRAPH]
    return 2 * sum(shape.words for shape in long if shape.mark) >= sum(shape.words for shape in long)


def _is_paragraph(line: LineSignals, punctuated: bool) -> bool:
    shape = line.shape
    if line.line.hint is not None or shape.words < _PARAGRAPH or shape.bullet:
        return False
    if shape.words <= TITLE and shape.titled:
        return False
    if is_interface(line) or line.picture.credited or line.marks.leads or _asks(line):
        return False
    return shape.ended or not punctuated or (shape.sentences and shape.words >= _CUT_OFF)


def _asks(line: LineSignals) -> bool:
    """Whether the line is one question, as headlines are and seldom paragraphs."""
    return line.shape.mark == "?" and line.shape.words <= _LEAD and not line.shape.quoted


def _is_headline(lines: Sequence[LineSignals]) -> bool:
    """Whether the first line, a sentence by its shape, is a headline.

    It is one with a standfirst joined to it, and one that longer lines after it say again.
    """
    first = lines[0]
    if first.shape.joined:
        return True
    if first.shape.words > _LEAD or first.shape.sentences or len(first.telling) < _TELLING:
        return False
    later = [line for line in lines[1:4] if line.shape.words > first.shape.words]
    return any(len(first.telling & line.telling) >= _ECHO * len(first.telling) for line in later)


def _core(paragraphs: Sequence[int], labels: Sequence[int]) -> frozenset[int]:
    """The paragraphs that the story is known by: those before the first list of other stories, if they are enough."""
    before = [index for index in paragraphs if not labels or index < labels[0]]
    enough = len(before) >= _CORE and _PART * len(before) >= len(paragraphs)
    return frozenset(before if enough else paragraphs)


def _laid_out(page: Page, paragraphs: Sequence[int], labels: Sequence[int]) -> Page:
    label = labels[0] if labels else len(page.lines)
    pairs = _paired(page, frozenset(paragraphs))
    before = [index for index in paragraphs if index < label]
    resumed = _resumed(page, frozenset(paragraphs) - pairs, label)
    after = [index for index in paragraphs if index in resumed]
    last = after[-1] if after else _last(page, before, pairs, label)
    first = paragraphs[0] if paragraphs and last >= 0 else len(page.lines)
    listed = _listed(page, labels, resumed) | {each for index in pairs if index > last for each in (index - 1, index)}
    return dataclasses.replace(page, first=first, last=last, listed=listed)


def _paired(page: Page, paragraphs: frozenset[int]) -> frozenset[int]:
    """The sentences that stand one by one under titles, two or more in a row: so are stories listed."""
    pairs = {
        index for index in paragraphs if index and page.is_title(index - 1) and not page.lines[index].shape.sentences
    }
    return frozenset(index for index in pairs if index - 2 in pairs or index + 2 in pairs)


def _resumed(page: Page, paragraphs: frozenset[int], label: int) -> frozenset[int]:
    """The lines after the first label in which the story goes on: stretches of text that are about it on the whole."""
    resumed: set[int] = set()
    for run in _runs(page, paragraphs, label + 1):
        shares = [page.about[index] for index in run if index in paragraphs]
        if shares and _mean(shares) >= _RESUMES[min(len(shares), len(_RESUMES)) - 1]:
            resumed.update(run)
    return frozenset(resumed)


def _runs(page: Page, paragraphs: frozenset[int], start: int) -> Iterator[list[int]]:
    """The stretches of running text: lines that end as sentences do, with no title or list between."""
    run: list[int] = []
    for index in range(start, len(page.lines)):
        line = page.lines[index]
        runs_on = index in paragraphs or (line.shape.ended and not line.shape.bullet and not line.marks.related)
        if runs_on:
            run.append(index)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _last(page: Page, before: list[int], pairs: frozenset[int], label: int) -> int:
    """The last paragraph or list item of a story that no label interrupts."""
    kept = _without_pairs(page, before, pairs)
    if len(kept) > _CORE:
        kept = [index for index in kept if page.about[index] >= _STRAY] or kept
    items = [index for index in range(label) if page.lines[index].shape.bullet and page.about[index] >= _ABOUT]
    return max([*kept[-1:], *items[-1:]], default=-1)


def _without_pairs(page: Page, paragraphs: list[int], pairs: frozenset[int]) -> list[int]:
    """Without the sentences under titles that end the page, when their subject is not that of the rest."""
    end = len(paragraphs)
    while end and paragraphs[end - 1] in pairs:
        end -= 1
    story, run = paragraphs[:end], paragraphs[end:]
    if not story or not run:
        return paragraphs
    topic = Topic.of(page.lines[index].telling for index in story)
    own = _mean(topic.share(page.lines[index].telling, own=True) for index in story)
    strange = _mean(topic.share(page.lines[index].telling, own=False) for index in run)
    return story if strange < own * _KINDRED else paragraphs


def _mean(shares: Iterable[float]) -> float:
    listed = list(shares)
    return sum(listed) / len(listed) if listed else 0.0


def _listed(page: Page, labels: Sequence[int], resumed: frozenset[int]) -> frozenset[int]:
    """The lines under a label, up to where the story goes on; all that follow, where it does not."""
    listed: set[int] = set()
    for label in labels:
        index = label + 1
        while index < len(page.lines) and index not in listed and index not in resumed:
            listed.add(index)
            index += 1
    return frozenset(listed)
