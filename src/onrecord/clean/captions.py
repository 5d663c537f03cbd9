"""Which lines describe a picture."""

from __future__ import annotations

from onrecord.clean.page import Page

_ENOUGH = 3
_LONGEST = 90  # words: a longer line is text with a picture's credit in it


def caption_score(page: Page, index: int) -> int:
    """The evidence that a line is a caption, by itself: each sign with its weight."""
    line = page.lines[index]
    shape, picture = line.shape, line.picture
    if shape.signed_post:
        return 0
    pointing = picture.pointing + picture.numbered + picture.agency_first
    score = 3 * picture.credited + 2 * pointing + picture.described + page.is_open(index)
    if shape.words > _LONGEST or (shape.ended and shape.sentences and not picture.credited):
        score -= 2
    return score


def is_caption(page: Page, index: int) -> bool:
    """Whether the evidence is enough, counting a caption next to the line."""
    score = caption_score(page, index)
    if score == _ENOUGH - 1 and page.is_open(index) and index >= page.first:
        beside = (index - 1, index + 1)
        score += any(0 <= i < len(page.lines) and caption_score(page, i) >= _ENOUGH for i in beside)
    return score >= _ENOUGH
