"""Deeds between parties, coded after PLOVER."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.extract import extract
from onrecord.identify import identify
from onrecord.model import Block, Metadata, Reading, Role, Text
from onrecord.parse import parse

Understand = Callable[..., Reading]


@pytest.mark.parametrize(
    ("sentence", "code", "source", "target"),
    [
        ("Norway expelled a Russian diplomat.", "SANCTION", "NOR", "RUS"),
        ("Iran was attacked by Israel on Sunday.", "ASSAULT", "ISR", "IRN"),
        ("Canada held talks with Mexico.", "CONSULT", "CAN", "MEX"),
        ("Turkey accused Greece of bad faith.", "ACCUSE", "TUR", "GRC"),
        ("Kenya and Ethiopia signed a treaty.", "AGREE", "KEN", "ETH"),
        ("The delegation arrived after Turkey's invasion of Syria.", "ASSAULT", "TUR", "SYR"),
        ("Chile confirmed the delivery of rescue helicopters to Peru.", "AID", "CHL", "PER"),
        ("North Korea fired two missiles into Japanese waters.", "ASSAULT", "PRK", "JPN"),
        ("Norway lifted its sanctions on Cuba.", "YIELD", "NOR", "CUB"),
        ("Brazil withdrew from its trade agreement with Chile.", "REJECT", "BRA", "CHL"),
        ("Norway began shelling Swedish ports.", "ASSAULT", "NOR", "SWE"),
    ],
)
def test_a_past_deed_has_a_code_and_both_parties(
    understand: Understand, sentence: str, code: str, source: str, target: str
) -> None:
    (act,) = understand(sentence).acts
    assert (act.code.value, act.source[0].id, act.target[0].id) == (code, source, target)


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway did not expel the Russian diplomat.",
        "Norway may expel a Russian diplomat.",
        "Norway denied that it had attacked Sweden.",
        "If Norway had attacked Sweden, nobody would have known.",
        "Sweden accused Norway's envoys of a plan.",
        "Did Norway attack Sweden?",
        "No Norwegian minister has met Cuban officials.",
        "Norway urged Sweden to attack Denmark.",
        "Norway feared that Sweden had expelled Danish diplomats.",
    ],
)
def test_what_did_not_happen_is_no_act(understand: Understand, sentence: str) -> None:
    assert [act.code.value for act in understand(sentence).acts if act.code.value != "ACCUSE"] == []


def test_an_act_keeps_the_words_for_its_place_and_day(understand: Understand) -> None:
    (act,) = understand("Norway's foreign minister met Cuban officials in Geneva on March 3, 2024.").acts
    assert act.place is not None
    assert act.place.exact == "Geneva"
    assert act.date is not None
    assert (act.date.exact, act.day) == ("March 3, 2024", "2024-03-03")


def test_a_headline_tells_deeds_in_the_present() -> None:
    exact = "Norway expels a Russian diplomat"
    text = Text("document-1", Metadata("article.txt"), "0", exact, (Block(0, len(exact), Role.HEADLINE),))
    sentences = parse(text)
    (act,) = identify(text, sentences, extract(text, sentences, models=False)).acts
    assert act.code.value == "SANCTION"
