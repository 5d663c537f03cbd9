"""All that a register holds as lines, kind by kind, each checked against its text once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from onrecord.model import Passage, Position, Text
from onrecord.model.evidence import check_comparison, check_record, check_text
from onrecord.model.holdings import Holdings
from onrecord.model.origins import Origins
from onrecord.model.people import Naming, story_names
from onrecord.model.record import place_of
from onrecord.publish.lines import (
    Line,
    act_line,
    claim_line,
    conflict_line,
    document_line,
    evidence_line,
    figure_line,
    lineage_line,
    position_line,
    rejection_line,
    statement_line,
    story_line,
)
from onrecord.publish.review import judgement_line

KINDS = (
    *("documents", "statements", "positions", "figures", "acts"),
    *("claims", "conflicts", "lineage", "stories", "rejections", "review"),
)
_TEXTS_AT_HAND = 1_000

KindAndLine = tuple[str, Line]


def told(holdings: Holdings) -> Iterator[KindAndLine]:
    """Each line with its kind, always in the same order: document by document, then what joins them,
    then what people hold of it, in the order in which they judged.

    Raises EvidenceError where a span does not stand in its text.
    """
    evidence: dict[str, Line] = {}
    yield from told_in_documents(holdings, evidence)
    yield from _comparison(holdings, evidence)
    yield from _sorted("rejections", (rejection_line(each) for each in holdings.rejections()))
    for judgement in holdings.judgements():
        yield "review", judgement_line(judgement)


def told_in_documents(holdings: Holdings, evidence: dict[str, Line] | None = None) -> Iterator[KindAndLine]:
    """The lines of documents and what was read in them; ``evidence`` gains the words of each record by its id."""
    evidence = {} if evidence is None else evidence
    named = story_names(holdings)
    origins = Origins(holdings.comparison().lineage)
    for text in holdings.texts():
        check_text(text)
        yield "documents", document_line(text, origins.of(text.id), origins.named(text.id))
        yield from _records(text, holdings, named, evidence)


def _records(text: Text, holdings: Holdings, named: Naming, evidence: dict[str, Line]) -> Iterator[KindAndLine]:
    """The records of a document; ``evidence`` gains the words of each by its id."""
    for statement in holdings.statements(document=text.id):
        check_record(statement, text)
        evidence[statement.id] = evidence_line(text, place_of(statement))
        yield "statements", statement_line(statement, text, named)
    for position in holdings.positions(document=text.id):
        check_record(position, text)
        evidence[position.id] = evidence_line(text, position.span)
        yield "positions", position_line(position, text, named, _as_read(position, holdings))
    for figure in holdings.figures(document=text.id):
        check_record(figure, text)
        evidence[figure.id] = evidence_line(text, figure.span)
        yield "figures", figure_line(figure, text)
    for act in holdings.acts(document=text.id):
        check_record(act, text)
        evidence[act.id] = evidence_line(text, act.span)
        yield "acts", act_line(act, text)


def _as_read(position: Position, holdings: Holdings) -> Position | None:
    """The position as the machine read it, where people hold it to be otherwise."""
    return None if position.corrects is None else holdings.position_as_read(position.corrects)


def _comparison(holdings: Holdings, evidence: dict[str, Line]) -> Iterator[KindAndLine]:
    comparison = holdings.comparison()
    text_of = lru_cache(maxsize=_TEXTS_AT_HAND)(holdings.text)
    check_comparison(comparison, text_of)

    def words(passage: Passage) -> Line:
        return evidence_line(text_of(passage.document), passage.span)

    yield from _sorted("claims", (claim_line(each, evidence.__getitem__) for each in comparison.claims))
    yield from _sorted("conflicts", (conflict_line(each, words) for each in comparison.conflicts))
    yield from _sorted("lineage", (lineage_line(each, words) for each in comparison.lineage))
    yield from _sorted("stories", (story_line(each) for each in comparison.stories))


def _sorted(kind: str, lines: Iterable[Line]) -> Iterator[KindAndLine]:
    for line in sorted(lines, key=lambda line: str(line["id"])):
        yield kind, line
