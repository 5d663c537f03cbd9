"""What pronouns, pairs and groups told of again stand for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Reading
from onrecord.model.candidate import Place
from tests.identify.naming import names_of, parties

Understand = Callable[..., Reading]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Israel and Hamas met in Cairo. Both sides agreed to a truce.", ["ISR", "hamas"]),
        ("The European Union and Japan met. The two sides agreed.", ["JPN", "eu"]),
        ("Israel and Lebanon met at the United Nations. Both sides agreed.", ["ISR", "LBN"]),
    ],
)
def test_two_sides_may_be_an_organisation_and_not_who_mediates(content: str, expected: list[str]) -> None:
    assert sorted(parties(content, "sides")) == expected


@pytest.mark.parametrize("who", ["Facebook", "The company", "The airline"])
def test_it_is_the_body_that_speaks_though_that_is_no_party(who: str, understand: Understand) -> None:
    reading = understand(f"Russia met Norway on Monday. {who} announced that it will impose sanctions on Iran.")
    assert reading.positions == ()
    reading = understand("Russia met Norway on Monday. The Kremlin announced that it will impose sanctions on Iran.")
    assert {party.id for each in reading.positions for party in each.parties} == {"RUS"}


def test_nobody_goes_on_about_an_unnamed_official() -> None:
    content = "French President Emmanuel Macron plans to visit Kyiv, a Ukrainian official said. He left on Monday."
    assert parties(content, "He") == ["FRA"]


@pytest.mark.parametrize(
    ("content", "word", "expected"),
    [
        ("Norway and Sweden met. The sides agreed.", "sides", ["NOR", "SWE"]),
        ("Norway and Sweden met. Each has threatened the other.", "Each", ["NOR", "SWE"]),
        (
            "Norway urged Sweden and Finland to act against Danish ships. Both countries agreed.",
            "countries",
            ["FIN", "SWE"],
        ),
        ("Egypt and Qatar held talks with Israel and Hamas. Both sides agreed.", "sides", ["ISR", "hamas"]),
        ("Israel and Hamas met. Egypt and Qatar urged both sides to agree.", "sides", ["ISR", "hamas"]),
        ("Armed pro-Russia groups agreed.", "groups", []),
        ("The embassy in Yemen will close.", "embassy", []),
        ("Danish warships in Yemen will leave.", "warships", ["DNK"]),
        ("Danish ships will leave.", "ships", ["DNK"]),
        ("The 31 members of the International Energy Agency agreed.", "members", ["iea"]),
        ("Norway spoke. No country will leave.", "country", []),
    ],
)
def test_two_that_were_named_and_what_is_abroad(content: str, word: str, expected: list[str]) -> None:
    assert parties(content, word) == expected


def test_both_countries_are_the_two_told_of_last() -> None:
    assert parties("Norway met Sweden.\nBoth countries agreed.", "countries") == ["NOR", "SWE"]


def test_a_long_chain_of_pronouns_leads_back_to_its_name() -> None:
    content = "Turkish President Kemal Aydin spoke.\n" + "He went on.\n" * 1500 + "He left."
    names = names_of(content)
    last = Place(len(names.sentences) - 1, 0)
    assert [party.id for party in names.parties(last)] == ["TUR"]


def test_a_chain_of_pronouns_without_a_name_stands_for_nobody() -> None:
    names = names_of("He went on.\n" * 1500 + "He left.")
    assert names.parties(Place(len(names.sentences) - 1, 0)) == ()


def test_the_group_told_of_again_is_the_organisation_named_last() -> None:
    assert parties("The Taliban met in Doha. The group will free ten men.", "group") == ["taliban"]


@pytest.mark.parametrize(
    ("content", "word", "expected"),
    [
        (
            "French President Ada Roy called Swedish Prime Minister Per Lund, urging him to accept the plan.",
            "him",
            ["SWE"],
        ),
        (
            "Norwegian Prime Minister Ola Berg came. Swedish Prime Minister Per Lund prodded him to keep his word.",
            "his",
            ["NOR"],
        ),
        ("Swedish Prime Minister Per Lund told reporters he would go.", "he", ["SWE"]),
    ],
)
def test_whoever_is_urged_is_not_who_urges(content: str, word: str, expected: list[str]) -> None:
    assert parties(content, word) == expected


@pytest.mark.parametrize(
    "content",
    ["Norway waited. Facebook said it would act.", "Norway waited. The city announced that it would act."],
)
def test_it_is_whoever_says_so_though_nobody_we_know(content: str) -> None:
    assert parties(content, "it") == []
