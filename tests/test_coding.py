"""Codes of marked sentences, as the shipped model gives them."""

from __future__ import annotations

import sys

import pytest

from onrecord.coding import code, read_marked


def coded(sentence: str) -> str:
    return next(code([read_marked(sentence)])).value


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
def test_plain_deeds_are_coded(sentence: str, root: str) -> None:
    assert coded(sentence) == root


def test_the_passive_turns_nothing_round() -> None:
    assert coded("<t>A journalist</t> was arrested by <s>police</s>.") == "COERCE"
    assert coded("<t>Two prisoners</t> were released by <s>the rebels</s>.") == "YIELD"


def test_what_is_promised_refused_and_done_are_three_things() -> None:
    told = ("agreed to withdraw", "refused to withdraw", "withdrew")
    found = [coded(f"<s>France</s> {words} its troops from <t>Chad</t>.") for words in told]
    assert found == ["AGREE", "REJECT", "YIELD"]


def test_a_sentence_is_coded_alike_whatever_stands_beside_it() -> None:
    one, other = read_marked("<s>France</s> sued <t>Chad</t>."), read_marked("<s>Mali</s> met <t>Togo</t>.")
    assert list(code([one, other])) == [*code([one]), *code([other])]


def test_numpy_is_all_that_the_model_needs() -> None:
    coded("<s>France</s> sued <t>Chad</t>.")
    from onrecord.extract.coding import model

    assert not {"onnxruntime", "tokenizers", "torch"} & vars(sys.modules[model.__name__]).keys()
