"""What stands before the first paragraph: headline, standfirst, key points."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.clean.captions import is_caption
from onrecord.clean.page import TITLE, Page, is_interface

_KICKER = 3  # words that a section's or a writer's name has at most
_POINT = 5  # words that a key point has at least
_NAMES = 8  # words that a line of writers' names has at most


@dataclass(frozen=True, slots=True)
class Head:
    """The lines, by number, that are headlines and those that are the article's own points."""

    headlines: frozenset[int]
    points: frozenset[int]


def head_of(page: Page) -> Head:
    """Reads the head of the page, and labelled key points wherever they stand.

    The first title is the headline; one more under it is the standfirst, several are key points.
    """
    points = _labelled_points(page)
    bullets = [index for index in range(page.first) if page.lines[index].shape.bullet and index not in points]
    points = points | frozenset(bullets if len(bullets) > 1 else [])
    titles = _titles(page, points)
    if not titles:
        return Head(frozenset(), points)
    headline, *below = titles
    again = [index for index in below if _same(page, headline, index)]
    below = [index for index in below if page.lines[index].times_seen == 1 and not _names(page, index)]
    if len(below) == 1 or points:
        return Head(frozenset([headline, *again, *below]), points)
    return Head(frozenset([headline, *again]), frozenset(below))


def _titles(page: Page, points: frozenset[int]) -> list[int]:
    """The lines that may be titles; the short ones, names of sections, only where there is no other."""
    candidates = [index for index in range(page.first) if index not in points and _may_be_title(page, index)]
    return [index for index in candidates if page.lines[index].shape.words > _KICKER] or candidates[:1]


def _same(page: Page, one: int, other: int) -> bool:
    return page.lines[one].line.text.casefold() == page.lines[other].line.text.casefold()


def _may_be_title(page: Page, index: int) -> bool:
    line = page.lines[index]
    known = line.marks.related or line.marks.key_points or line.shape.bullet
    if known or is_interface(line) or index in page.listed or is_caption(page, index):
        return False
    return page.is_title(index) or index == 0 or (line.shape.titled and line.shape.words <= TITLE)


def _names(page: Page, index: int) -> bool:
    """Whether a line has nothing but names: who wrote the article, for whom."""
    shape, text = page.lines[index].shape, page.lines[index].line.text
    joined = shape.words <= _NAMES and ("," in text or " and " in text)
    return shape.title_case >= 1 and (shape.words < _POINT or joined)


def _labelled_points(page: Page) -> frozenset[int]:
    points: set[int] = set()
    for index, line in enumerate(page.lines):
        if index in page.listed or index in points:
            continue
        leads = line.marks.points_lead and page.is_open(index) and index < page.first
        if line.marks.key_points or leads:
            points.update(_run(page, index + 1))
        if leads:
            points.add(index)
    return frozenset(points)


def _run(page: Page, index: int) -> range:
    """The points that follow a label: a list, or lines without an end mark."""
    end = index
    listed = index < len(page.lines) and page.lines[index].shape.bullet
    while end < len(page.lines) and _is_point(page, end, listed):
        end += 1
    return range(index, end)


def _is_point(page: Page, index: int, listed: bool) -> bool:
    line = page.lines[index]
    if listed:
        return line.shape.bullet
    if is_interface(line) or is_caption(page, index):
        return False
    return page.is_title(index) and line.shape.words >= _POINT
