"""Posts set into an article: a paragraph that ends with who wrote it, "— Ada Berg (@adaberg) May 5, 2018"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from onrecord.model import READ_ROLES, Mode, Sentence, Span, Statement, Text, Token
from onrecord.model.candidate import Place, StatementCandidate

_SIGNED = re.compile(r"\(@\w{1,30}\)(?:\s{1,3}[A-Z][a-z]{2,8} [0-9]{1,2}, [0-9]{4})?\s*")
_DASHES = "—–"
_LONGEST_NAME = 60  # code points
_LEAST_WORDS = 3


def posts(text: Text, sentences: Sequence[Sentence]) -> Iterator[StatementCandidate]:
    """Every post with its writer; the words stand in the signed paragraph, or are the whole of the one before."""
    starts = [sentence.start for sentence in sentences]
    before: tuple[int, int] | None = None
    for block in text.blocks:
        if block.role not in READ_ROLES:
            continue
        signature = _signature(text.text, block.start, block.end)
        if signature is not None:
            dash, name = signature
            written = _stripped(text.text, block.start, dash) or before
            source = _head(sentences, starts, name)
            if written is not None and len(text.text[slice(*written)].split(None, _LEAST_WORDS)) >= _LEAST_WORDS:
                content = (Span.of(text.text, *written),)
                yield StatementCandidate(Statement(text.id, Mode.DIRECT, content, Span.of(text.text, *name)), source)
        before = _stripped(text.text, block.start, block.end) if signature is None else None


def _signature(text: str, start: int, end: int) -> tuple[int, tuple[int, int]] | None:
    """Where the dash before the writer's name stands, and the name, of a paragraph that ends so."""
    at = text.rfind("(@", start, end)
    if at < 0 or _SIGNED.fullmatch(text, at, end) is None:
        return None
    dash = max(text.rfind(mark, max(start, at - _LONGEST_NAME), at) for mark in _DASHES)
    name = _stripped(text, dash + 1, at) if dash >= 0 else None
    return (dash, name) if name is not None else None


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The words between two places without the white space around them; None where there are none."""
    words = text[start:end].strip()
    if not words:
        return None
    begin = start + text[start:end].index(words)
    return begin, begin + len(words)


def _head(sentences: Sequence[Sentence], starts: Sequence[int], name: tuple[int, int]) -> Place | None:
    """The word of a name that its others hang from."""
    index = bisect_right(starts, name[0]) - 1
    inside = [token for token in sentences[index].tokens if name[0] <= token.start < name[1]] if index >= 0 else []
    words = {token.index for token in inside}

    def leads(token: Token) -> bool:
        return token.head not in words or token.head == token.index

    head = next((token for token in reversed(inside) if leads(token) and token.pos != "PUNCT"), None)
    return Place(index, head.index) if head is not None else None
