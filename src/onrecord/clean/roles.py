"""Which role every line of a page plays. The rules stand in order; the first that speaks decides."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.clean.captions import is_caption
from onrecord.clean.head import Head, head_of
from onrecord.clean.page import Page, is_interface
from onrecord.model import Role

_HEADING = 12  # words that a heading between paragraphs has at most
_TEASER = 40  # words that a line with a link to another story has at most
_SHOUTED = 6  # words from which a line in capitals is a link and no heading
_REPEATED = 12  # words that a line of the page's frame has at most
_ANSWER = 4  # words that a repeated sentence may have and still be somebody's answer ("No.")
_TITLE = 25  # words that a title in the shape of a sentence has at most
_ABOUT = 0.5  # share of telling words from which a line without end mark still belongs to the story

Rule = Callable[[Page, Head, int], Role | None]


def roles_of(page: Page) -> tuple[Role, ...]:
    """The role of every line, in order."""
    head = head_of(page)
    return tuple(_role(page, head, index) for index in range(len(page.lines)))


def _role(page: Page, head: Head, index: int) -> Role:
    decided = (rule(page, head, index) for rule in _RULES)
    return next((role for role in decided if role), Role.BODY)


def _marked_up(page: Page, head: Head, index: int) -> Role | None:
    """Markup names the title of the page and the captions of its figures."""
    hint = page.lines[index].line.hint
    return hint if hint in (Role.HEADLINE, Role.CAPTION) else None


def _key_point(page: Page, head: Head, index: int) -> Role | None:
    return Role.KEY_POINTS if index in head.points else None


def _headline(page: Page, head: Head, index: int) -> Role | None:
    return Role.HEADLINE if index in head.headlines else None


def _interface(page: Page, head: Head, index: int) -> Role | None:
    line = page.lines[index]
    label = line.marks.related or (line.marks.key_points and index + 1 in head.points)
    return Role.CHROME if label or is_interface(line) else None


def _listed_story(page: Page, head: Head, index: int) -> Role | None:
    return Role.TEASER if index in page.listed else None


def _caption(page: Page, head: Head, index: int) -> Role | None:
    return Role.CAPTION if is_caption(page, index) else None


def _linked_story(page: Page, head: Head, index: int) -> Role | None:
    """One line that leads elsewhere, wherever it stands: "More: …", "… Read more", "[…]"."""
    shape, marks = page.lines[index].shape, page.lines[index].marks
    if shape.words > _TEASER or shape.signed_post or (shape.sentences and shape.ended):
        return None
    if marks.leads or marks.trails:
        return Role.TEASER
    shaped = shape.glued_label or shape.bracketed or (shape.capitals and shape.words >= _SHOUTED)
    played = shape.playing_time and page.is_open(index)
    return Role.TEASER if played or (shaped and page.is_title(index)) else None


def _frame(page: Page, head: Head, index: int) -> Role | None:
    """Short lines of the frame: said more than once, or a name beside the headline."""
    line = page.lines[index]
    titled = line.shape.titled and line.shape.words > _ANSWER
    if not (page.is_open(index) or titled) or line.shape.bullet or line.shape.words > _REPEATED:
        return None
    beside = page.last >= 0 and index < page.first and page.is_open(index) and bool(head.headlines)
    return Role.CHROME if line.times_seen > 1 or beside else None


def _after_the_story(page: Page, head: Head, index: int) -> Role | None:
    """Titles after the last paragraph lead to other stories, and so do list items on other subjects."""
    if not 0 <= page.last < index or page.lines[index].shape.signed_post:
        return None
    line, about = page.lines[index], page.about[index]
    if line.shape.bullet:
        return Role.TEASER if about == 0 and line.telling else None
    if not page.is_title(index):
        near = (index - 2, index - 1, index + 1)
        titles = sum(page.last < i < len(page.lines) and page.is_title(i) for i in near)
        return Role.TEASER if titles > 1 and line.shape.words <= _TITLE and not line.shape.quoted else None
    alone = page.lines[index - 1].shape.ended and not line.shape.titled and line.shape.mark != "…"
    belongs = alone and about >= _ABOUT and line.marks.finite
    return None if belongs else Role.TEASER


def _heading(page: Page, head: Head, index: int) -> Role | None:
    shape = page.lines[index].shape
    if page.lines[index].line.hint is Role.HEADING:
        return Role.HEADING
    if not page.first <= index < page.last or shape.words > _HEADING or not page.is_title(index):
        return None
    trailing = shape.mark == "…" and not shape.titled
    return None if shape.bullet or shape.lower_start or shape.signed_post or trailing else Role.HEADING


_RULES: tuple[Rule, ...] = (
    _marked_up,
    _key_point,
    _headline,
    _interface,
    _listed_story,
    _caption,
    _linked_story,
    _frame,
    _after_the_story,
    _heading,
)
