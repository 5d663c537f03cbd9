"""Statements from what the token model marked, beside the quotations that the marks of a text tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeGuard

from onrecord.extract.attribution.by_model import Read
from onrecord.extract.attribution.linked import Linked, Passage
from onrecord.extract.attribution.quotations import Quotation
from onrecord.extract.attribution.quoted import Quoted
from onrecord.extract.attribution.relays import cited, hearers, relays
from onrecord.extract.attribution.sources import Attributed, source_span
from onrecord.extract.tagging.labels import Marked
from onrecord.model import Mode, Sentence, Span, Statement, Text, Token
from onrecord.model.candidate import Place, StatementCandidate

_MARKS = frozenset('“”"«»„')
_FIRST_PERSON = frozenset({"i", "we"})
_EDGES = " \t\n\r\u00a0,;:"


class Told:
    """The attributions of a document as the model reads them, and which of them attributes a quotation."""

    def __init__(self, text: Text, sentences: Sequence[Sentence], attributions: Iterable[Read]) -> None:
        self._text, self._sentences = text, sentences
        self._candidates: list[tuple[StatementCandidate, bool]] = []  # with whether it is told within another
        self._by_paragraph: dict[int, list[StatementCandidate]] = {}
        outer: dict[tuple[int, Linked], StatementCandidate] = {}  # by the first sentence of their passage
        for each in attributions:
            if each.told_in is not None and _same_words(each.linked, each.told_in):
                continue  # one cue hung on another: "stressing the need for trade, which he said was vital"
            first = each.passage.first
            around = outer.get((first, each.told_in)) if each.told_in is not None else None
            candidate = self._candidate(each, around)
            if each.told_in is not None and candidate.source is not None and self._first_person(candidate.source):
                continue  # "I think …" within one's own words is no further attribution
            self._candidates.append((candidate, each.told_in is not None))
            outer[first, each.linked] = candidate
            if each.told_in is None and candidate.source is not None:
                paragraph = sentences[candidate.source.sentence].paragraph
                self._by_paragraph.setdefault(paragraph, []).append(candidate)

    def retold(self, quoted: Quoted) -> Iterator[StatementCandidate]:
        """The attributions of words that stand in no quotation, or not wholly in one."""
        for candidate, inner in self._candidates:
            content = candidate.statement.content
            own = content if inner else tuple(piece for piece in content if not quoted.mostly_holds(piece))
            if own:
                told = Mode.INDIRECT if all(_MARKS.isdisjoint(piece.exact) for piece in own) else Mode.MIXED
                yield replace(candidate, statement=replace(candidate.statement, content=own, mode=told))

    def of(self, quotation: Quotation) -> Attributed | None:
        """What attributes a quotation: that whose content shares most of it."""
        best, most = None, 0
        for candidate in self._by_paragraph.get(quotation.paragraph, ()):
            for piece in candidate.statement.content:
                shared = min(piece.end, quotation.end) - max(piece.start, quotation.start)
                if shared > most:
                    best, most = candidate, shared
        if best is None or 2 * most <= quotation.end - quotation.start:
            return None
        found = best.statement
        return Attributed(found.source, found.cue, best.source, best.relay, found.content)

    def _candidate(self, read: Read, outer: StatementCandidate | None) -> StatementCandidate:
        passage, linked = read.passage, read.linked
        content = tuple(self._span(passage, piece) for piece in _pieces(passage, linked))
        cue = self._span(passage, linked.cue) if linked.cue is not None else None
        source = self._span(passage, linked.source) if linked.source is not None else None
        statement = Statement(self._text.id, Mode.INDIRECT, content, source, cue)
        candidate = StatementCandidate(statement, _place(passage.head(linked.source)) if linked.source else None)
        if linked.cue is None:
            return candidate
        if outer is None:
            return self._relayed(candidate, read)
        index, verb = passage.head(linked.cue)
        heard = tuple(Place(index, each.index) for each in hearers(self._sentences[index], verb))
        return replace(candidate, relay=(*heard, *((outer.source,) if outer.source else ()), *outer.relay))

    def _relayed(self, candidate: StatementCandidate, read: Read) -> StatementCandidate:
        """The attribution with its links; whom the teller cites is its source, and the teller the first link."""
        passage, linked = read.passage, read.linked
        if linked.cue is None:
            return candidate
        index, verb = passage.head(linked.cue)
        sentence = self._sentences[index]
        source = sentence.tokens[candidate.source.token] if _in(candidate.source, index) else None
        content = [piece for each in linked.content if (piece := passage.words_in(index, each))]
        links = relays(sentence, verb, source, content)
        behind = cited(sentence, verb)
        if behind is not None and source is not None and not any(behind.index in piece for piece in content):
            links, source = (source, *links), behind
            span = source_span(self._text.text, sentence, behind)
            candidate = StatementCandidate(replace(candidate.statement, source=span), Place(index, behind.index))
        return replace(candidate, relay=tuple(Place(index, link.index) for link in links))

    def _first_person(self, source: Place) -> bool:
        return self._sentences[source.sentence].tokens[source.token].text.lower() in _FIRST_PERSON

    def _span(self, passage: Passage, marked: Marked) -> Span:
        """The words as they stand, separating marks at their edges left out."""
        start, end = passage.place(marked[0])[1].start, passage.place(marked[1] - 1)[1].end
        exact = self._text.text[start:end]
        kept = exact.strip(_EDGES)
        if kept:  # else a mark is the cue: "Macron: …"
            start += exact.index(kept)
            end = start + len(kept)
        return Span.of(self._text.text, start, end)


def _pieces(passage: Passage, linked: Linked) -> tuple[Marked, ...]:
    """The content, without the "it" that only stands for it ("it is expected that …")."""
    told = tuple(each for each in linked.content if each[1] - each[0] > 1 or passage.head(each)[1].pos != "PRON")
    return told or linked.content


def _same_words(inner: Linked, outer: Linked) -> bool:
    return (inner.content[0][0], inner.content[-1][1]) == (outer.content[0][0], outer.content[-1][1])


def _place(found: tuple[int, Token]) -> Place:
    sentence, token = found
    return Place(sentence, token.index)


def _in(place: Place | None, sentence: int) -> TypeGuard[Place]:
    return place is not None and place.sentence == sentence
