"""Whether a line describes a picture: credits, pointing words, participles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.clean.wording import Wording, words_of

_EDGE = 200  # characters from the end of a line within which a credit stands
_ASIDE = re.compile(r"\(([^()]{1,40})\)|,\s([^\W\d_]{1,9}(?:\s[^\W\d_]{1,9})?),")
_BRACKETED_END = re.compile(r"[\[(]([^\[\]()]{2,120})[\])]\s{0,5}(?:[.)]\s{0,5})?(?:\(\s{0,5}/[^()]{2,60}\))?$")
_NAME_STROKE_NAME = re.compile(r"[^\W\d_a-z][\w.’'-]{0,40}\s[^/]{2,40}/\s?[^\W\d_a-z]")
_COUNTED_FIRST = re.compile(r"\d{1,3}\s?/\s?\d{1,3}\s")
_COUNTED_LAST = re.compile(r"\b\d{1,3} of \d{1,3}$")
_DESCRIPTION = 7  # words that a description without a finite verb has at least


@dataclass(frozen=True, slots=True)
class Picture:
    """Evidence that a line is a caption.

    ``credited`` names who made a picture or says that here is one, ``pointing`` points into it,
    ``agency_first`` begins with who sold it, ``numbered`` counts it in a gallery, ``described`` has a
    participle and no finite verb.
    """

    credited: bool
    pointing: bool
    agency_first: bool
    numbered: bool
    described: bool


def picture_of(text: str, words: Sequence[str], wording: Wording) -> Picture:
    """The evidence in a line, given with its words in lower case."""
    return Picture(
        credited=_credited(text[-_EDGE:], wording) or wording.pictured_labels.anywhere(words),
        pointing=_points(text[: 2 * _EDGE], words, wording),
        agency_first=bool(wording.agency_first.match(text)),
        numbered=bool(_COUNTED_FIRST.match(text) or _COUNTED_LAST.search(text[-20:])),
        described=len(words) >= _DESCRIPTION and _participle(words, wording) and wording.finite.isdisjoint(words),
    )


def _points(text: str, words: Sequence[str], wording: Wording) -> bool:
    if wording.pictured_openings.opening(words) or wording.pictured_phrases.anywhere(words):
        return True
    asides = (found.group(1) or found.group(2) for found in _ASIDE.finditer(text))
    return any(wording.pictured_asides.opening(aside.lower().split()) for aside in asides)


def _participle(words: Sequence[str], wording: Wording) -> bool:
    return any(len(word) > 5 and word.endswith("ing") and word not in wording.not_participles for word in words[1:])


def _credited(tail: str, wording: Wording) -> bool:
    bracket = _BRACKETED_END.search(tail)
    return bool(wording.credit.search(tail)) or bool(bracket and _names_maker(bracket.group(1), wording))


def _names_maker(bracket: str, wording: Wording) -> bool:
    """Whether what stands in brackets is a credit: "Name/AGENCY", "Photo: Name", "Name / Outlet"."""
    words = words_of(bracket)
    agency = any(wording.agencies.at(words, i) == len(words) - i for i in range(len(words)))
    label = wording.credit_labels.opening(words) or (":" in bracket and wording.credit_labels.anywhere(words))
    return (agency and not bracket.islower()) or bool(label) or bool(_NAME_STROKE_NAME.match(bracket))
