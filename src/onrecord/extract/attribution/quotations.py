"""Passages between quotation marks, whatever the style of the marks."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import READ_ROLES, Text

_OPENING = {"“": "”", "„": "“”", "«": "»", "‟": "”", "‹": "›", "‚": "‘’"}
_TURNED = {"»": "«", "›": "‹"}  # as Danish and German books set them, pointing inward
_STRAIGHT = '"'
_CLOSERS_OF_STRAIGHT = '"”'
_SINGLE_OPEN, _SINGLE_CLOSE = "‘", "’"
_BEFORE_OPEN = set(" \t\u00a0([{—–-/:‘'")
NOT_CLOSED = "quotation mark never closed"
REOPENED = "quotation mark opened again before it was closed"
CONTINUES = "continues in the next paragraph"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted passage, marks included: ``text[start:end]``; ``note`` says what is unusual about it."""

    start: int
    end: int
    paragraph: int
    note: str | None = None


def find(text: Text) -> tuple[Quotation, ...]:
    """All outermost quotations of the blocks that are read, in order; none crosses a paragraph.

    A quotation left open ends with its paragraph, so it can never swallow the article: it is noted
    as continuing where the next paragraph opens with a mark again, else as never closed.
    """
    found: list[Quotation] = []
    numbers = [number for number, block in enumerate(text.blocks) if block.role in READ_ROLES]
    for position, number in enumerate(numbers):
        block = text.blocks[number]
        following = text.blocks[numbers[position + 1]] if position + 1 < len(numbers) else None
        reopened = following is not None and text.text[following.start] in {*_OPENING, _STRAIGHT}
        found.extend(_in_paragraph(text.text, block.start, block.end, number, reopened))
    return tuple(found)


def _in_paragraph(text: str, start: int, end: int, number: int, reopened: bool) -> list[Quotation]:
    found: list[Quotation] = []
    closers, opened, inner = "", -1, 0
    nests = text.count("“", start, end) == text.count("”", start, end)
    for at in range(start, end):
        mark = text[at]
        if opened >= 0:
            if mark == text[opened] == "“" and nests:
                inner += 1
            elif mark == text[opened] == "“":
                # a closing mark is missing before it: what was opened there may not swallow this one too
                last = len(text[opened:at].rstrip())
                found.append(Quotation(opened, opened + last, number, REOPENED))
                opened = at
            elif mark in closers and not (mark in "’'" and _is_apostrophe(text, at, end)):
                if inner:
                    inner -= 1
                    continue
                found.append(Quotation(opened, at + 1, number))
                opened = -1
            continue
        closers = _closers(text, at, start, end)
        if closers:
            opened = at
    if opened >= 0 and text[opened] not in "‘'":
        found.append(Quotation(opened, end, number, CONTINUES if reopened else NOT_CLOSED))
    return found


def _closers(text: str, at: int, start: int, end: int) -> str:
    """The marks that would close a quotation opened here; "" when this character opens none."""
    mark = text[at]
    if mark in _OPENING:
        # some outlets open with a curly mark and close with a straight one
        return _OPENING[mark] + _STRAIGHT
    fresh = at == start or text[at - 1] in _BEFORE_OPEN
    followed = at + 1 < end and not text[at + 1].isspace()
    if mark in _TURNED and fresh and followed:
        return _TURNED[mark]
    if mark == _STRAIGHT and followed and (fresh or not text[at - 1].isalnum()):
        return _CLOSERS_OF_STRAIGHT
    if mark == _SINGLE_OPEN and followed and _closes_later(text, at, end, _SINGLE_CLOSE):
        return _SINGLE_CLOSE
    if mark == "'" and fresh and followed and _closes_later(text, at, end, "'"):
        return "'"
    return ""


_FARTHEST = 600  # characters a quotation in single marks may run: beyond, it was an apostrophe


def _closes_later(text: str, at: int, end: int, closer: str) -> bool:
    """Whether a single mark that is no apostrophe follows within the paragraph."""
    stop = min(end, at + _FARTHEST)
    place = text.find(closer, at + 1, stop)
    while place >= 0:
        if not _is_apostrophe(text, place, end) and text[place - 1] not in " \t":
            return True
        place = text.find(closer, place + 1, stop)
    return False


def _is_apostrophe(text: str, at: int, end: int) -> bool:
    """Whether the mark stands inside a word ("don't") or drops letters ("'90s")."""
    return at + 1 < end and text[at + 1].isalnum()
