"""What is told without a name of its own: administrations, inspectors, councils, members, offices in headings."""

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
        ("The Obama administration spoke.\nSyria's president left.\nThe administration agreed.", ["USA"]),
        (
            "President Assad met President Putin in Syria. The United States said no.\nThe administration agreed.",
            ["USA"],
        ),
        ("The Duterte administration spoke of the United States.\nThe administration agreed.", ["PHL"]),
        ("Norway's prime minister spoke.\nThe administration agreed.", []),
        ("The United States spoke.\nNorway took a course in public administration.", []),
    ],
)
def test_a_bare_administration_is_the_one_told_of_last_else_the_american(content: str, expected: list[str]) -> None:
    names = names_of(content)
    index = len(names.sentences) - 1
    token = next(t for t in names.sentences[index].tokens if t.lemma == "administration")
    assert [party.id for party in names.parties(Place(index, token.index))] == expected


def test_inspectors_are_those_of_the_agency_named_last_that_sends_such() -> None:
    assert parties("The OPCW met.\nThe IAEA agreed. Inspectors will return.", "Inspectors") == ["iaea"]
    assert parties("Inspectors will return.\nThe IAEA agreed.", "Inspectors") == ["iaea"]
    assert parties("Norway agreed.\nInspectors will return.", "Inspectors") == []


def test_a_council_needs_no_capital_where_it_was_named_in_full() -> None:
    assert parties("The Security Council met.\nNorway hopes that the council agrees.", "council") == ["un"]
    assert parties("The United Nations met.\nNorway hopes that the council agrees.", "council") == []
    assert parties("The Security Council met.\nNorway hopes that the city council agrees.", "council") == []


def test_member_states_are_those_of_the_organisation_named_last_but_of_the_united_nations_everybody() -> None:
    assert parties("NATO met.\nEach member state will pay.", "state") == ["nato"]
    assert parties("The United Nations met.\nEach member state will pay.", "state") == []


def test_a_group_that_meets_under_a_name_is_the_group() -> None:
    assert parties("The G7 met in Norway.\nNorway wants the group to agree.", "group") == ["g7"]


def test_names_in_capitals_are_known_but_not_short_words_and_lines_that_tell_where() -> None:
    assert parties("NEVER THREATEN THE UNITED STATES AGAIN.", "STATES") == ["USA"]
    assert parties("He said that MALI MAY agree.", "MAY") == []
    assert parties("BRUSSELS (Reuters) - Norway agreed.", "BRUSSELS") == []
    assert parties("BRUSSELS, July 8 (AP) - Norway agreed.", "BRUSSELS") == []
    assert parties("EU, Norway agree.", "EU") == ["eu"]


def test_the_president_who_criticizes_a_state_is_not_its_own() -> None:
    content = "President Barack Obama spoke.\nPresident Vladimir Putin left.\nThe president criticized Russia."
    assert parties(content, "president") == ["USA"]
    assert parties(content.replace("criticized Russia", "slept"), "president") == ["RUS"]


def test_in_a_heading_an_office_needs_no_article(understand: Understand) -> None:
    text = "President pledges to send troops to Mali\n\nPresident Emmanuel Macron spoke in France on Monday."
    assert {p.parties[0].id for p in understand(text).positions} == {"FRA"}


def test_allies_of_whom_something_is_asked_are_those_of_the_state_that_asks(understand: Understand) -> None:
    asked = understand("The United States urged allies to send troops to Mali.").positions
    assert {p.parties[0].id for p in asked} == {"allies_of_usa"}


def test_what_must_be_done_is_asked_of_another_than_who_says_so(understand: Understand) -> None:
    text = "Iran's foreign minister said that the United States can join the talks, but must lift its sanctions first."
    told = {(p.parties[0].id, p.action.value) for p in understand(text).positions if p.stance.value == "demanded"}
    assert told == {("USA", "ease")}
