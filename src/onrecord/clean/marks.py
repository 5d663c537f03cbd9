"""What the words of a line give away: interface, invitation, byline, label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.clean.shape import Shape, is_address
from onrecord.clean.wording import Phrases, Wording, words_of

_LABEL = re.compile(r"\W{0,20}([^:]{2,30}):\s{0,20}\S")
_RIGHTS = re.compile(r"©|copyright\s(?:©|\(c\)|\d{4}\b)", re.IGNORECASE)
_BEGINNING = 600  # characters of a line that are looked at
_LONGEST = 60  # words of a line that are looked up
_BYLINE = 12  # words that a byline has at most
_NOTE = 30  # words that a note on who contributed has at most
_LABEL_TAIL = 3  # words that may follow a label in its line ("More from Politics")


@dataclass(frozen=True, slots=True)
class Marks:
    """Evidence from the lexicon of furniture.

    ``interface`` is the share of the line's words that belong to the interface of pages, ``phrases``
    how many such phrases there are. ``related`` and ``key_points`` are labels that fill the line,
    ``leads`` is a label before a title, ``trails`` one behind it, ``points_lead`` one before a key
    point. ``finite`` says that a finite verb shows.
    """

    letters: bool
    interface: float
    phrases: int
    invitation: bool
    byline: bool
    related: bool
    leads: bool
    trails: bool
    key_points: bool
    points_lead: bool
    finite: bool


def marks_of(text: str, words: Sequence[str], shape: Shape, wording: Wording) -> Marks:
    """The evidence in a line, given with its words in lower case and its shape."""
    share, phrases = _interface(text, wording)
    first = words[:_LONGEST]
    points = wording.key_points.opening(first)
    return Marks(
        letters=any(map(str.isalpha, text[:_BEGINNING])),
        interface=share,
        phrases=phrases,
        invitation=bool(wording.invitations.opening(first) or _RIGHTS.match(text)),
        byline=_byline(first, shape, wording),
        related=_is_label(first, shape, wording.related),
        leads=_leads(text, wording),
        trails=not shape.ended and any(wording.related.at(first, i) == len(words) - i for i in range(2, len(first))),
        key_points=0 < points == len(words),
        points_lead=1 < points < len(words),
        finite=not wording.finite.isdisjoint(first),
    )


def _interface(text: str, wording: Wording) -> tuple[float, int]:
    tokens = text[:_BEGINNING].split()[:_LONGEST]
    addresses = sum(map(is_address, tokens))
    words = words_of(" ".join(token for token in tokens if not is_address(token)))
    covered, phrases = wording.interface.covered(words)
    total = len(words) + addresses
    return ((covered + addresses) / total if total else 0.0), phrases + addresses


def _byline(words: Sequence[str], shape: Shape, wording: Wording) -> bool:
    if shape.words <= _NOTE and wording.bylines_anywhere.anywhere(words):
        return True
    short = len(words) <= _BYLINE and (not shape.ended or any(map(str.isdigit, words)))
    opening = wording.byline_openings.opening(words)
    named = bool(words) and words[0] in wording.by and shape.title_case >= 1
    return bool(opening and (short or shape.bracketed)) or (named and short)


def _is_label(words: Sequence[str], shape: Shape, labels: Phrases) -> bool:
    length = labels.opening(words)
    if not length:
        return False
    return length == len(words) or (1 < length >= len(words) - _LABEL_TAIL and not shape.ended)


def _leads(text: str, wording: Wording) -> bool:
    found = _LABEL.match(text[:_BEGINNING])
    if not found:
        return False
    words = words_of(found.group(1))
    return any(labels.opening(words) == len(words) > 0 for labels in (wording.leads, wording.related))
