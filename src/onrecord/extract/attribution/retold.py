"""Indirect speech: the clauses below a verb of speech, and what stands "according to" somebody."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract.attribution.quoted import Quoted
from onrecord.extract.attribution.relays import relays
from onrecord.extract.attribution.sources import according_to, is_cue, source_span
from onrecord.extract.clauses import extent, passage, subject
from onrecord.model import Mode, Sentence, Span, Statement, Text, Token
from onrecord.model.candidate import Place, StatementCandidate

_MARKS = frozenset('“”"«»„')


def indirect_speech(text: Text, index: int, sentence: Sentence, quoted: Quoted) -> Iterator[StatementCandidate]:
    """Every retelling in a sentence; one that holds quotation marks is mixed."""
    for token in sentence.tokens:
        source = according_to(sentence, token)
        if source is not None:
            yield from _by_account(text, index, sentence, token, source)
        elif is_cue(token, "plain") and not quoted.holds(token):
            yield from _content_clauses(text, index, sentence, token, quoted)


def _by_account(
    text: Text, index: int, sentence: Sentence, token: Token, source: Token
) -> Iterator[StatementCandidate]:
    root = next((above for above in sentence.above(token) if above.pos in {"VERB", "AUX"}), None)
    if root is None:
        return
    first, last = extent(sentence, root, ("punct",))
    low, high = extent(sentence, token)
    if low <= first:
        first = high + 1
    elif high >= last:
        last = low - 1
    if first < last:
        yield _retold(text, index, sentence, token, source, first, last)


def _content_clauses(
    text: Text, index: int, sentence: Sentence, cue: Token, quoted: Quoted
) -> Iterator[StatementCandidate]:
    source = subject(sentence, cue)
    for clause in sentence.below(cue, "ccomp"):
        if quoted.holds(clause) and clause.index < cue.index:
            continue
        first, last = extent(sentence, clause, ("punct",))
        if first <= cue.index <= last:  # the parser hung the cue inside its own content
            continue
        if source is None or not first <= source.index <= last:
            yield _retold(text, index, sentence, cue, source, first, last)


def _retold(
    text: Text, index: int, sentence: Sentence, cue: Token, source: Token | None, first: int, last: int
) -> StatementCandidate:
    content = passage(text.text, sentence, first, last)
    statement = Statement(
        text.id,
        Mode.INDIRECT if _MARKS.isdisjoint(content.exact) else Mode.MIXED,
        (content,),
        source_span(text.text, sentence, source) if source is not None else None,
        Span.of(text.text, cue.start, cue.end),
    )
    links = relays(sentence, cue, source, [range(first, last + 1)])
    place = Place(index, source.index) if source is not None else None
    return StatementCandidate(statement, place, tuple(Place(index, link.index) for link in links))
