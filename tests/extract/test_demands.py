"""Who must act, who asks for it, and whose doing it is."""

from __future__ import annotations

import pytest

from tests.extract.by_rules import Understand, by_rules_alone, told

__all__ = ["by_rules_alone"]  # the fixture of the tests below


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Norway wants Sweden to withdraw its troops.", ("SWE", "withdraw", "demanded")),
        ("Norway prefers that Sweden withdraw its troops.", ("SWE", "withdraw", "demanded")),
        ("Norway insisted that Sweden withdraw its troops.", ("SWE", "withdraw", "demanded")),
        ("Norway wants guarantees from Sweden.", ("SWE", "guarantee", "demanded")),
        ("Norway is looking for aid from Sweden.", ("SWE", "aid", "demanded")),
        ("Norway is seeking Swedish aid.", ("SWE", "aid", "demanded")),
        ("The plan would require Sweden to withdraw its troops, Norway said.", ("SWE", "withdraw", "demanded")),
        ("It is essential that Sweden withdraw its troops, Norway said.", ("SWE", "withdraw", "demanded")),
        ("It is time for Sweden to withdraw its troops, Norway said.", ("SWE", "withdraw", "demanded")),
        ("“I would urge Sweden to withdraw its troops,” the Norwegian leader said.", ("SWE", "withdraw", "demanded")),
        ("Norway is seeking an exemption from Swedish tariffs.", ("SWE", "exempt", "demanded")),
        ("Norway is seeking the withdrawal of Swedish troops from Mali.", ("SWE", "withdraw", "demanded")),
        ("Norway hoped that the talks would force Sweden to withdraw its troops.", ("SWE", "withdraw", "demanded")),
        ("Norway sought assurances that Sweden will withdraw its troops.", ("SWE", "withdraw", "demanded")),
        ("Norway called for Sweden's release of the two men.", ("SWE", "release", "demanded")),
        # of itself, or of nobody
        ("Norway wants to withdraw its troops.", ("NOR", "withdraw", "willing")),
        ("Norway is seeking a ceasefire.", ("NOR", "ceasefire", "willing")),
        ("Norway is seeking a withdrawal of its troops.", ("NOR", "withdraw", "willing")),
    ],
)
def test_what_is_wanted_of_another_is_demanded(
    understand: Understand, sentence: str, expected: tuple[str, str, str]
) -> None:
    assert {(party, stance) for party, _, stance in told(understand(sentence))} == {(expected[0], expected[2])}
    assert expected in told(understand(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway insisted that it would not withdraw its troops.",
        "Norway insisted that Sweden had withdrawn its troops.",
        "Norway cautioned that Sweden was withdrawing its troops.",
        "It is not essential that Sweden withdraw its troops, Norway said.",
        "Finland said that Sweden has Norway's blessing to withdraw its troops.",
        "It is essential for us to withdraw the troops, Norway said.",
        "The Norwegian leader was asked whether Sweden would send troops to Mali.",
        "Norway asked Finland what Sweden would do with its troops.",
    ],
)
def test_what_only_is_told_firmly_demands_nothing(understand: Understand, sentence: str) -> None:
    assert all(stance != "demanded" for _, _, stance in told(understand(sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        "Any use of nuclear weapons will be met with a massive military response, the Norwegian leader said.",
        "The Norwegian leader said any attack would be met with “greater action”.",
        "Norway warned Sweden that it faces consequences.",
    ],
)
def test_what_another_would_meet_with_is_threatened_by_who_says_so(understand: Understand, sentence: str) -> None:
    assert ("NOR", "retaliate", "threatened") in told(understand(sentence))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Norwegian government said Swedish diplomats will be expelled.", {"NOR"}),
        ("The Norwegian government said Swedish aircraft will be kept out.", {"NOR"}),
        ("The Norwegian government said Swedish troops were out of the question.", {"NOR"}),
        ("The Norwegian government said Swedish troops will be withdrawn.", {"SWE"}),
    ],
)
def test_what_befalls_a_party_is_undertaken_by_who_announces_it(
    understand: Understand, sentence: str, expected: set[str]
) -> None:
    assert {party for party, _, _ in told(understand(sentence))} == expected


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("Norway said countries should withdraw their troops.", {"states"}),
        ("Norway said all nations should withdraw their troops.", {"international_community"}),
        ("Norway urged all member states to withdraw their troops.", {"international_community"}),
        ("The European Council president urged member states to withdraw their troops.", {"eu"}),
        ("Norway urged all countries in the region to withdraw their troops.", set()),
        ("Norway and Sweden met. Both countries must withdraw their troops, Norway said.", {"SWE"}),
    ],
)
def test_of_everybody_and_of_the_other_is_asked(understand: Understand, sentence: str, asked: set[str]) -> None:
    found = told(understand(sentence))
    assert {party for party, _, stance in found if stance == "demanded"} == asked


def test_aides_who_are_asked_are_whose_asks_them(understand: Understand) -> None:
    found = told(understand("The Norwegian president asked aides to prepare sanctions."))
    assert {(party, stance) for party, _, stance in found} == {("NOR", "willing")}


def test_what_is_hoped_of_another_commits_nobody(understand: Understand) -> None:
    assert told(understand("Norway expressed hope that Sweden will withdraw its troops.")) == set()
    assert ("NOR", "withdraw", "willing") in told(understand("Norway said that it hopes it will withdraw its troops."))
    assert told(understand("Norway hopes for continued Swedish aid.")) == set()
    assert ("NOR", "negotiate", "willing") in told(understand("Norway hopes for talks with Sweden."))
    assert told(understand("Norway said: “We hope all sides withdraw their troops.”")) == set()


def test_a_warning_that_goes_on_with_what_is_to_be_done_asks_it_of_whom_it_is_meant_for(understand: Understand) -> None:
    assert told(understand("Norway gave Sweden an ultimatum to withdraw its troops or face sanctions.")) == {
        ("SWE", "withdraw", "demanded")
    }
    assert ("SWE", "withdraw", "demanded") in told(
        understand("Norway issued a warning to Sweden to withdraw its troops.")
    )
    assert ("NOR", "sanction", "threatened") in told(understand("Norway issued a warning of sanctions."))


def test_who_is_advised_that_another_will_act_is_asked_for_nothing(understand: Understand) -> None:
    told_so = told(understand("Citizens were advised that Norway will not accept refugees from the camp."))
    assert told_so == {("NOR", "migration", "refused")}


def test_to_reject_what_is_said_to_be_so_refuses_nothing(understand: Understand) -> None:
    assert told(understand("Norway rejected the notion that its troops had attacked the camp.")) == set()
    assert told(understand("Norway rejected the report on its sanctions.")) == set()
    assert {stance for _, _, stance in told(understand("Norway rejected the plan to send troops."))} == {"refused"}


def test_who_is_blamed_for_a_threat_has_made_it(understand: Understand) -> None:
    found = told(understand("Norway criticized Sweden for refusing to ratify the treaty."))
    assert ("NOR", "ratify", "refused") not in found


@pytest.mark.parametrize(
    "sentence", ["Norway told the government to withdraw its troops.", "Norway ordered the ambassador to leave."]
)
def test_what_others_are_told_to_do_is_no_pledge_of_who_tells_them(understand: Understand, sentence: str) -> None:
    assert ("NOR", "withdraw", "pledged") not in told(understand(sentence))


def test_who_wants_another_to_act_is_not_who_must_act(understand: Understand) -> None:
    found = told(understand("Germany wants the agency's board to withdraw its inspectors from the plant next week."))
    assert all(party != "DEU" for party, _, stance in found if stance == "demanded")


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("Norway spoke of an agreement between Sweden and Finland to withdraw troops.", {"SWE", "FIN"}),
        ("Norway's agreement to withdraw troops stands.", {"NOR"}),
    ],
)
def test_an_agreement_is_of_those_between_whom_it_is(understand: Understand, sentence: str, parties: set[str]) -> None:
    assert {party for party, _, _ in told(understand(sentence))} == parties


def test_those_to_be_released_are_not_asked_to_release(understand: Understand) -> None:
    assert not told(understand("Norway called for the release of 5,000 Swedish soldiers."))
    assert not told(understand("Norway called for the Swedish minister's release."))
