"""The gate: what does not stand in its text does not pass."""

from dataclasses import replace

import pytest

from onrecord.errors import EvidenceError
from onrecord.model import Block, Role, Span, Term, TermKind
from onrecord.model.evidence import check_comparison, check_reading, check_text, passages, spans


def test_spans_are_found_however_deep(summit):
    germany = summit.morning.positions[1]
    found = {span.exact for span in spans(germany)}
    assert {"will", "send troops", "if the truce holds"} <= found


def test_passages_belong_to_their_own_documents_and_are_told_apart(summit):
    conflict = summit.comparison.conflicts[0]
    assert list(spans(conflict)) == []
    assert len(list(passages(conflict))) == 3


def test_a_good_reading_passes(summit):
    check_reading(summit.morning)


@pytest.mark.parametrize("wrong", [Span(0, 2, "no"), Span(-3, -1, "x"), Span(5, 5, ""), Span(10_000, 10_002, "no")])
def test_one_wrong_term_stops_the_reading(summit, wrong):
    germany = replace(summit.morning.positions[1], terms=(Term(TermKind.WHERE, wrong),))
    with pytest.raises(EvidenceError, match=r"morning\.txt"):
        check_reading(replace(summit.morning, positions=(germany,)))


@pytest.mark.parametrize("blocks", [((5, 9), (0, 4)), ((0, 5), (4, 9)), ((0, 9_999),), ((3, 3),)])
def test_blocks_out_of_order_overlapping_empty_or_outside_are_refused(summit, blocks):
    made = tuple(Block(start, end, Role.BODY) for start, end in blocks)
    with pytest.raises(EvidenceError, match="out of order or outside"):
        check_text(replace(summit.evening.text, blocks=made))


def test_a_comparison_is_checked_against_each_passages_own_document(summit):
    texts = {reading.text.id: reading.text for reading in summit.readings}
    check_comparison(summit.comparison, texts.__getitem__)
    swapped = {summit.morning.text.id: summit.evening.text, summit.evening.text.id: summit.morning.text}
    with pytest.raises(EvidenceError):
        check_comparison(summit.comparison, (texts | swapped).__getitem__)
