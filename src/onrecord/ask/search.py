"""Full text over positions, statements and articles, with the words that were found set apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from onrecord.ask.choice import check
from onrecord.ask.query import Asked, parse_query
from onrecord.model import READ_ROLES, Position, Span, Statement, Text
from onrecord.model.holdings import Holdings
from onrecord.model.query import Found, Match
from onrecord.tokens import Word, words

_REACH = 60  # characters shown on either side of a record's words
_ARTICLE_REACH = 110  # and of the first word found in an article
_AT_ONCE = 100  # of them at a time: no more than can be shown where few are asked for
_MOST_LOOKED_AT = 5_000  # articles and records opened to see whether a phrase stands in them


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``found``: it is what was searched for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found, with its document's name and date, and its words in their surroundings.

    ``position`` and ``statement`` are set for those; ``start`` and ``end`` are the code points of
    the text that the pieces make up; ``cut_before`` and ``cut_after`` where it goes on.
    """

    kind: Found
    id: str
    document: str
    title: str | None
    published: str | None
    start: int
    end: int
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool
    position: Position | None = None
    statement: Statement | None = None


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, the newest first; ``more``: there is more than was asked for."""

    query: str
    hits: tuple[Hit, ...]
    more: bool


def search(holdings: Holdings, query: str, limit: int = 20) -> Hits:
    """What fulfils the query: words in any form, "phrases", beginnings*, field:value, -without.

    Raises UsageError for a query that asks for nothing, an unknown field, or a party or document
    that is not held.
    """

    def held(field: str, value: str) -> str:
        if field == "document":
            check(holdings, None, value)
            return holdings.names().get(value, value)
        check(holdings, value, None)
        parties = (
            each for each in holdings.parties() if value.casefold() in (each.id.casefold(), each.name.casefold())
        )
        return next(parties).id

    asked = parse_query(query, held)
    found: list[Hit] = []
    for hit in _hits(holdings, asked, min(limit + 1, _AT_ONCE)):
        if len(found) == limit:
            return Hits(query, tuple(found), more=True)
        found.append(hit)
    return Hits(query, tuple(found), more=False)


def _hits(holdings: Holdings, asked: Asked, at_once: int) -> Iterator[Hit]:
    found = islice(holdings.search(asked.query), _MOST_LOOKED_AT)
    while some := list(islice(found, at_once)):
        for match, text, record in holdings.opened(some):
            spans = _spans(text, record)
            if all(_stands(phrase, spans) for phrase in asked.phrases):
                yield _hit(match, text, record, spans, asked)


def _spans(text: Text, record: Position | Statement | None) -> list[Span]:
    """The words that were searched: of a record its own, of an article all that is read."""
    if isinstance(record, Position):
        return [record.span, *(term.span for term in record.terms)]
    if isinstance(record, Statement):
        return list(record.content)
    return [Span.of(text.text, block.start, block.end) for block in text.blocks if block.role in READ_ROLES]


def _stands(phrase: tuple[str, ...], spans: Iterable[Span]) -> bool:
    """Whether the words stand side by side in one of the spans."""
    for span in spans:
        told = [word.folded for word in words(span.exact)]
        if any(tuple(told[at : at + len(phrase)]) == phrase for at in range(len(told) - len(phrase) + 1)):
            return True
    return False


def _hit(match: Match, text: Text, record: Position | Statement | None, spans: list[Span], asked: Asked) -> Hit:
    start, end = _window(text, record, spans, asked)
    return Hit(
        match.kind,
        match.id,
        text.metadata.name,
        text.metadata.title,
        text.metadata.published,
        start,
        end,
        tuple(_pieces(text.text[start:end], asked)),
        start > 0,
        end < len(text.text),
        position=record if isinstance(record, Position) else None,
        statement=record if isinstance(record, Statement) else None,
    )


def _window(text: Text, record: Position | Statement | None, spans: list[Span], asked: Asked) -> tuple[int, int]:
    """The stretch of the text to show, from whole word to whole word."""
    if record is not None:
        first, last = (record.span,) * 2 if isinstance(record, Position) else (spans[0], spans[-1])
        start, end, reach = min(first.start, last.start), max(first.end, last.end), _REACH
    else:
        start, end = next(_places(spans, asked), (0, 0))
        reach = _ARTICLE_REACH
    before, after = max(0, start - reach), min(len(text.text), end + reach)
    if before > 0 and (space := text.text.find(" ", before, start)) != -1:
        before = space + 1
    if after < len(text.text) and (space := text.text.rfind(" ", end, after)) != -1:
        after = space
    return before, after


def _places(spans: Iterable[Span], asked: Asked) -> Iterator[tuple[int, int]]:
    for span in spans:
        for word in words(span.exact):
            if _is_found(word, asked):
                yield span.start + word.start, span.start + word.end


def _is_found(word: Word, asked: Asked) -> bool:
    return word.token in asked.shown or word.token.startswith(asked.beginnings)


def _pieces(text: str, asked: Asked) -> Iterator[Piece]:
    at = 0
    for word in words(text):
        if _is_found(word, asked):
            if word.start > at:
                yield Piece(text[at : word.start], False)
            yield Piece(text[word.start : word.end], True)
            at = word.end
    if at < len(text):
        yield Piece(text[at:], False)
