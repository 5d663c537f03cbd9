"""Whether a document can hold a position at all, before anything dear is done: Document, Text -> kept or Rejected.

Looked at twice: the page as it came, furniture and all, before it is cleaned; and then what of it is read. Only words
are looked at. A sentence shows a position where it has a word of stance, one of action (or two that tell one together)
and a name of a party of the lexicon; how many such sentences are asked for grows with the text.
``python -m eval.triage`` tells what that costs.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from onrecord.model import READ_LANGUAGES, READ_ROLES, Document, Media, Rejected, Text
from onrecord.model.language import language_code
from onrecord.triage.markup import lines_of_page
from onrecord.triage.signs import count_signs

__all__ = ["STAGE", "Reason", "triage", "triage_text"]

STAGE = "triage"
_MOST = 4  # sentences: more are asked of no text
_LONG = 8  # sentences of a text for each further one asked for
_LEAST_ENGLISH = 0.2  # share of words that hold English sentences together; in English it is twice that
_FEWEST = 20  # words from which on that share tells the language


class Reason(StrEnum):
    """Why a document is left out."""

    NO_SIGN = "no words of a position"
    """Too few of its sentences have a word of stance, one of action and a party of the lexicon."""
    LANGUAGE = "language not read"
    """It says so, or its words are not English."""


def triage(document: Document) -> Rejected | None:
    """Why a document, as it came, is left out; None where it may hold a position."""
    stated = language_code(document.metadata.language)
    if stated is not None and stated not in READ_LANGUAGES:
        return Rejected(document.metadata.name, STAGE, Reason.LANGUAGE.value, stated)
    page = document.media is Media.HTML
    lines = lines_of_page(document.content) if page else document.content.splitlines()
    return _left_out(document.metadata.name, lines)


def triage_text(text: Text) -> Rejected | None:
    """The same for a cleaned text: what is read of it alone counts."""
    language = text.metadata.language
    if language is not None and language not in READ_LANGUAGES:
        return Rejected(text.metadata.name, STAGE, Reason.LANGUAGE.value, language)
    read = (text.text[block.start : block.end] for block in text.blocks if block.role in READ_ROLES)
    return _left_out(text.metadata.name, read)


def _left_out(name: str, lines: Iterable[str]) -> Rejected | None:
    found = count_signs(lines, enough=_MOST)
    asked = min(_MOST, 1 + found.sentences // _LONG)
    if found.showing >= asked:
        return None
    if found.words >= _FEWEST and found.english < _LEAST_ENGLISH * found.words:
        return Rejected(name, STAGE, Reason.LANGUAGE.value, "by its words")
    return Rejected(name, STAGE, Reason.NO_SIGN.value, f"{found.showing} of {asked} sentences")
