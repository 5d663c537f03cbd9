"""Blocks and their roles: Document -> Text."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from onrecord.clean.html import web_page
from onrecord.clean.language import identified_language
from onrecord.clean.layout import page_of
from onrecord.clean.lines import Line, lines_of
from onrecord.clean.roles import roles_of
from onrecord.clean.signals import signals_of
from onrecord.clean.wording import wording
from onrecord.model import READ_ROLES, Block, Document, Media, Metadata, Rejected, Role, Text
from onrecord.model.language import language_code

__all__ = ["clean"]

_NEAR_TOP = 5  # lines among which the title is looked for
_MOST_LINES = 100_000  # a line costs about a kilobyte of evidence; no article has a hundredth of it


def clean(document: Document) -> Text | Rejected:
    """The document's text with the role of every block, and what metadata can be had.

    Plain text stays as it is, a block a line. Of a web page the cleaned text is kept, a block an
    element. Rejected: "no text found", "too many lines", "too many tags", "malformed HTML".
    """
    if document.media is Media.PLAIN:
        lines = _with_title(tuple(lines_of(document.content)), document.metadata.title)
        return _cleaned(document, document.content, lines, document.metadata)
    page = web_page(document)
    if isinstance(page, Rejected):
        return page
    return _cleaned(document, page.text, page.lines, page.metadata)


def _with_title(lines: tuple[Line, ...], title: str | None) -> tuple[Line, ...]:
    """The lines, with the hint that one of the first is the headline, where it is the title known from elsewhere."""
    known = " ".join((title or "").split()).casefold()
    top = (
        dataclasses.replace(line, hint=Role.HEADLINE) if " ".join(line.text.split()).casefold() == known else line
        for line in lines[:_NEAR_TOP]
    )
    return (*top, *lines[_NEAR_TOP:]) if known else lines


def _cleaned(document: Document, text: str, lines: Sequence[Line], metadata: Metadata) -> Text | Rejected:
    if not any(map(str.isalpha, text)):
        return Rejected(metadata.name, "clean", "no text found")
    if len(lines) > _MOST_LINES:
        return Rejected(metadata.name, "clean", "too many lines", f"more than {_MOST_LINES}")
    roles = roles_of(page_of(signals_of(lines, wording())))
    blocks = tuple(Block(line.start, line.end, role) for line, role in zip(lines, roles, strict=True))
    return Text(document.id, _with_language(metadata, text, blocks), document.sha256, text, blocks)


def _with_language(metadata: Metadata, text: str, blocks: Sequence[Block]) -> Metadata:
    stated = language_code(metadata.language)
    passages = (text[block.start : block.end] for block in blocks if block.role in READ_ROLES)
    return dataclasses.replace(metadata, language=stated or identified_language(passages))
