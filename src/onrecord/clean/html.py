"""Text, title and metadata of a web page, by trafilatura."""

from __future__ import annotations

import dataclasses
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.clean.lines import Line
from onrecord.model import Document, Metadata, Rejected, Role
from onrecord.model.language import language_code

_MOST_TAGS = 50_000  # a long news page has a tenth of it; the extractor takes seconds for as many
_FULL_PAGE = re.compile(r"<(?:!doctype|html|\?xml)", re.IGNORECASE)
_BEGINNING = 2000  # characters within which a full page says that it is one
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)]{0,3}$")
_SENTENCE_TAIL = 10  # characters in which the end of a sentence shows
_NEAR_TOP = 3  # lines among which the title is looked for
_BLOCKS = frozenset({"p", "head", "item", "quote", "row", "code", "ab", "list", "table"})
# dates come from metadata alone; the bound is fixed, so that the day of the run changes nothing
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a web page gives: its text, the lines of it with what markup says of them, its metadata."""

    text: str
    lines: tuple[Line, ...]
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class _Piece:
    """The text of one block element."""

    text: str
    hint: Role | None = None
    item: bool = False


def web_page(document: Document) -> WebPage | Rejected:
    """Extracts the text of a document of HTML."""
    name = document.metadata.name
    if document.content.count("<") > _MOST_TAGS:
        return Rejected(name, "clean", "too many tags", f"more than {_MOST_TAGS}")
    from lxml.etree import LxmlError

    try:
        return _web_page(document)
    except (RecursionError, LxmlError) as error:
        return Rejected(name, "clean", "malformed HTML", type(error).__name__)


def _web_page(document: Document) -> WebPage | Rejected:
    # the extractor takes a second to load: only where a page is read
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    _silence()
    tree = load_html(_full_page(document.content))
    if tree is None:
        return Rejected(document.metadata.name, "clean", "malformed HTML")
    language = language_code(tree.get("lang"))
    captions = frozenset(_squeezed(element.itertext()) for element in tree.iter("figcaption"))
    found = bare_extraction(tree, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES))
    pieces = [] if found is None or found.body is None else list(_pieces(found.body, captions))
    if found is None or not pieces:
        return Rejected(document.metadata.name, "clean", "no text found")
    text, lines = _laid_out(_with_title(pieces, found.title))
    return WebPage(text, lines, _filled(document.metadata, found, language))


def _silence() -> None:
    """Keeps the extractor from writing to the log: what it has to say is in what it returns."""
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _full_page(content: str) -> str:
    """The content as a page: feeds carry fragments, which the extractor does not take."""
    if _FULL_PAGE.search(content[:_BEGINNING]):
        return content
    return f"<html><body>{content}</body></html>"


def _pieces(body: Any, captions: frozenset[str]) -> Iterator[_Piece]:
    """The block elements in order; text that stands in none is a piece too.

    A line break parts a block only behind the end of a sentence: else it is mere layout.
    """
    from lxml.etree import iterwalk

    buffer: list[str] = []
    open_blocks: list[Any] = []
    for event, element in iterwalk(body, events=("start", "end")):
        block = element.tag in _BLOCKS
        if block or (element.tag == "lb" and _ends_sentence(buffer)):
            yield from _flushed(buffer, open_blocks, captions)
        if event == "start":
            open_blocks.extend([element] if block else [])
            _add(buffer, element.text if element.tag != "lb" else " ")
        else:
            del open_blocks[len(open_blocks) - block :]
            _add(buffer, " | " if element.tag == "cell" else "")
            _add(buffer, element.tail)
    yield from _flushed(buffer, open_blocks, captions)


def _add(buffer: list[str], text: str | None) -> None:
    """Appends text; white space at most once in a row, so that the last words stay near the end."""
    if text and (not text.isspace() or (buffer and not buffer[-1].isspace())):
        buffer.append(text)


def _ends_sentence(buffer: Sequence[str]) -> bool:
    return any(_SENTENCE_END.search(text.rstrip()[-_SENTENCE_TAIL:]) for text in buffer[-2:] if not text.isspace())


def _flushed(buffer: list[str], open_blocks: Sequence[Any], captions: frozenset[str]) -> Iterator[_Piece]:
    text = _squeezed(buffer).strip(" |")
    buffer.clear()
    if not text:
        return
    item = any(element.tag == "item" for element in open_blocks[-3:])
    yield _Piece(text, Role.CAPTION if text in captions else _hint(open_blocks), item)


def _hint(open_blocks: Sequence[Any]) -> Role | None:
    if not open_blocks or open_blocks[-1].tag != "head":
        return None
    return Role.HEADLINE if open_blocks[-1].get("rend") == "h1" else Role.HEADING


def _squeezed(texts: Iterable[str]) -> str:
    return " ".join("".join(texts).split())


def _with_title(pieces: Sequence[_Piece], title: str | None) -> list[_Piece]:
    """The pieces with the title first, where none of the first is it; only the top of a page is a headline."""
    title = _squeezed(title or "")
    below = False
    found: list[_Piece] = []
    for piece in pieces:
        hint = piece.hint
        if hint is Role.HEADLINE and below:
            hint = Role.HEADING
        if title and not below and piece.text.casefold() == title.casefold():
            hint = Role.HEADLINE
        below = below or (hint is None and not piece.item)
        found.append(dataclasses.replace(piece, hint=hint))
    near = [piece.text.casefold() for piece in found[:_NEAR_TOP]]
    if title and not any(text.startswith(title.casefold()) for text in near):
        found.insert(0, _Piece(title, Role.HEADLINE))
    return found


def _laid_out(pieces: Iterable[_Piece]) -> tuple[str, tuple[Line, ...]]:
    """The text, one line a piece, and its lines."""
    lines: list[Line] = []
    start = 0
    for piece in pieces:
        lines.append(Line(start, start + len(piece.text), piece.text, piece.hint, piece.item))
        start += len(piece.text) + 1
    return "\n".join(line.text for line in lines), tuple(lines)


def _filled(metadata: Metadata, found: Any, language: str | None) -> Metadata:
    """The document's own metadata; the page's where it has none."""
    return dataclasses.replace(
        metadata,
        url=metadata.url or found.url,
        title=metadata.title or _squeezed(found.title or "") or None,
        publisher=metadata.publisher or found.sitename,
        published=metadata.published or found.date,
        language=metadata.language or language,
    )
