"""The words of a document that count for comparing it: those of its headline, key points and body."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from onrecord.model import READ_ROLES, Span, Text

# A word, with what follows an apostrophe within it, or a mark that opens or closes a quotation.
_PIECE = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[“”„«»\"]")
# A quotation in single marks, as far as apostrophes can be told from them: it begins like a sentence and ends with a
# mark of its own.
_SINGLE = re.compile(r"(?<![\w’'])['‘](?=[A-Z])[^'‘’\"“”\n]*(?:(?<=\w)['’][^'‘’\"“”\n]*)*(?<=[.,!?])['’](?!\w)")
_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_MARKS = _OPENING | _CLOSING | {'"'}
_KEPT = 200  # texts: all of a story but for very large ones


@dataclass(frozen=True, slots=True)
class Words:
    """The words read in one document; the same index in each field is the same word.

    ``forms`` are in lower case. ``blocks`` tells the block that each stands in, ``quoted`` whether
    it stands between quotation marks. A quotation that is never closed ends with its block.
    """

    document: str
    text: str
    forms: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    blocks: tuple[int, ...]
    quoted: tuple[bool, ...]

    def span(self, first: int, last: int) -> Span:
        """The passage from one word through another."""
        return Span.of(self.text, self.places[first][0], self.places[last][1])


@functools.lru_cache(maxsize=_KEPT)
def words_of(text: Text) -> Words:
    """The words of the blocks that are read; those of the latest texts are kept, as all of comparing asks for them."""
    forms: list[str] = []
    places: list[tuple[int, int]] = []
    blocks: list[int] = []
    quoted: list[bool] = []
    for number, block in enumerate(text.blocks):
        if block.role not in READ_ROLES:
            continue
        within = False
        single = [found.span() for found in _SINGLE.finditer(text.text, block.start, block.end)]
        for piece in _PIECE.finditer(text.text, block.start, block.end):
            mark = piece.group()
            if mark in _MARKS:
                within = mark in _OPENING or (mark not in _CLOSING and not within)
            else:
                forms.append(mark.lower())
                places.append(piece.span())
                quoted.append(within or (bool(single) and any(start <= piece.start() < end for start, end in single)))
        blocks += [number] * (len(forms) - len(blocks))
    return Words(text.id, text.text, tuple(forms), tuple(places), tuple(blocks), tuple(quoted))


@functools.lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word in lower case without plural or possessive ending: crude, but the same for all tellings."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def stems(text: str) -> list[str]:
    """The stems of all words of a passage, in order."""
    return [stem(piece) for piece in _PIECE.findall(text) if piece not in _MARKS]
