"""Codes of marked sentences, as the shipped model gives them."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from onrecord.coding import code, described, missing, read_marked
from onrecord.extract.coding import load, reader
from onrecord.extract.coding.marks import Part

needs_encoder = pytest.mark.skipif(missing() is not None, reason="onnxruntime and tokenizers are not installed")
either = pytest.mark.parametrize("encoder", [False, pytest.param(True, marks=needs_encoder)])


def coded(sentence: str, encoder: bool) -> str:
    return next(code([read_marked(sentence)], encoder)).value


@pytest.mark.parametrize(
    ("sentence", "root"),
    [
        ("<s>France</s> promised to send doctors to <t>Chad</t>.", "AGREE"),
        ("<s>The French president</s> held talks with <t>his Chadian counterpart</t>.", "CONSULT"),
        ("<s>France</s> expressed its support for <t>Chad</t>.", "SUPPORT"),
        ("<s>France</s> delivered food to <t>Chad</t>.", "AID"),
        ("<s>France</s> released <t>two prisoners</t>.", "YIELD"),
        ("<s>France</s> urged <t>Chad</t> to show restraint.", "REQUEST"),
        ("<s>France</s> condemned <t>the raid</t>.", "ACCUSE"),
        ("<s>France</s> refused to release <t>two prisoners</t>.", "REJECT"),
        ("<s>France</s> threatened to attack <t>Chad</t>.", "THREATEN"),
        ("<s>Students</s> protested against <t>the government</t>.", "PROTEST"),
        ("<s>France</s> suspended aid to <t>Chad</t>.", "SANCTION"),
        ("<s>Police</s> arrested <t>a journalist</t>.", "COERCE"),
        ("<s>Rebels</s> attacked <t>a village</t>.", "ASSAULT"),
    ],
)
@either
def test_plain_deeds_are_coded(sentence: str, root: str, encoder: bool) -> None:
    assert coded(sentence, encoder) == root


@either
def test_the_passive_turns_nothing_round(encoder: bool) -> None:
    assert coded("<t>A journalist</t> was arrested by <s>police</s>.", encoder) == "COERCE"
    assert coded("<t>Two prisoners</t> were released by <s>the rebels</s>.", encoder) == "YIELD"


@either
def test_what_is_promised_refused_and_done_are_three_things(encoder: bool) -> None:
    told = ("agreed to withdraw", "refused to withdraw", "withdrew")
    found = [coded(f"<s>France</s> {words} its troops from <t>Chad</t>.", encoder) for words in told]
    assert found == ["AGREE", "REJECT", "YIELD"]


def test_a_sentence_is_coded_alike_whatever_stands_beside_it() -> None:
    one, other = read_marked("<s>France</s> sued <t>Chad</t>."), read_marked("<s>Mali</s> met <t>Togo</t>.")
    together, (first, second) = list(described([one, other])), (next(described([each])) for each in (one, other))
    model = load()
    assert [model.scores(each).tolist() for each in together] == [model.scores(e).tolist() for e in (first, second)]


@needs_encoder
def test_the_network_reads_each_sentence_by_itself() -> None:
    one, other = read_marked("<s>France</s> sued <t>Chad</t>."), read_marked("<s>Mali</s> met <t>Togo</t>.")
    network = reader.load()
    first = network.scores(one)
    network.scores(other)
    assert (network.scores(one) == first).all()


@needs_encoder
@pytest.mark.parametrize(
    ("sentence", "root"),
    [
        ("<s>France</s> and <t>Germany</t> held joint naval drills.", "COOPERATE"),
        ("<s>France</s> will send food to <t>Chad</t>.", "AGREE"),
    ],
)
def test_the_encoder_tells_what_single_words_do_not(sentence: str, root: str) -> None:
    assert coded(sentence, encoder=True) == root
    assert coded(sentence, encoder=False) != root


@needs_encoder
def test_source_and_target_stand_between_marks_of_their_own() -> None:
    pieces = reader.load()._pieces
    opening = {part: marks[0] for part, marks in pieces.marks.items()}
    closing = {part: marks[1] for part, marks in pieces.marks.items()}
    told = pieces.of(read_marked("<s>France</s> sued <t>Chad and <s>its</s> king</t> [unused0].")).tolist()
    assert [told.count(opening[part]) for part in (Part.SOURCE, Part.TARGET)] == [2, 2]
    assert [told.count(closing[part]) for part in (Part.SOURCE, Part.TARGET)] == [2, 2]
    assert told.index(opening[Part.SOURCE]) == 1
    turned = pieces.of(read_marked("<t>France</t> sued <s>Chad</s>.")).tolist()
    assert turned != pieces.of(read_marked("<s>France</s> sued <t>Chad</t>.")).tolist()


@needs_encoder
def test_of_a_long_sentence_the_network_reads_from_shortly_before_its_first_party_on() -> None:
    listed = "Peru, " * 20_000
    sentence = read_marked(f"Yesterday in {listed} and Oslo, <s>France</s> sued <t>Chad</t>, {listed} it was said.")
    pieces = reader.load()._pieces
    told = pieces.of(sentence).tolist()
    assert len(told) == 110
    assert pieces.marks[Part.SOURCE][0] in told[:15]
    assert pieces.marks[Part.TARGET][0] in told
    assert reader.load().code(sentence).value == "ACCUSE"


@needs_encoder
@pytest.mark.parametrize("strange", ["\x00", "\u202e\u200b", "\U00010000" * 5000, "((((" * 4000])
def test_strange_text_is_coded_all_the_same(strange: str) -> None:
    assert np.isfinite(reader.load().scores(read_marked(f"<s>{strange}</s> {strange} <t>-</t>"))).all()


def test_words_alone_are_coded_without_onnxruntime() -> None:
    script = (
        "import sys; sys.modules['onnxruntime'] = sys.modules['tokenizers'] = None;"
        "from onrecord.coding import code, read_marked;"
        "print(next(code([read_marked('<s>France</s> sued <t>Chad</t>.')], False)).value)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "ACCUSE\n"
