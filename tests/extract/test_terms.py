"""The terms of positions: conditions and triggers with what they say, and whom and what an undertaking is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Reading, Term

Understand = Callable[..., Reading]


def circumstances(reading: Reading) -> list[Term]:
    return [term for term in reading.positions[0].terms if term.kind.value in {"condition", "trigger"}]


@pytest.mark.parametrize(
    ("sentence", "kind", "value", "exact"),
    [
        ("France would send troops if a ceasefire is reached.", "condition", "ceasefire", "if a ceasefire is reached"),
        ("France would send troops in the event of a truce.", "condition", "ceasefire", "in the event of a truce"),
        ("France would send troops once the fighting stops.", "trigger", "fighting_over", "once the fighting stops"),
        ("France will send troops after the war ends.", "trigger", "fighting_over", "after the war ends"),
        (
            "France will send troops as soon as a peace deal is signed.",
            "trigger",
            "peace_treaty",
            "as soon as a peace deal is signed",
        ),
        (
            "Norway will send troops only if the United States takes part.",
            "condition",
            "us_participation",
            "only if the United States takes part",
        ),
        (
            "Norway will send troops provided Washington backs it.",
            "condition",
            "us_backing",
            "provided Washington backs it",
        ),
        (
            "Norway will impose sanctions should Moscow drag its feet.",
            "condition",
            "russia_delays",
            "should Moscow drag its feet",
        ),
        (
            "Norway will impose sanctions if the Kremlin plays for time.",
            "condition",
            "russia_delays",
            "if the Kremlin plays for time",
        ),
        ("Norway will not send troops without a UN mandate.", "condition", "not un_mandate", "without a UN mandate"),
        ("Norway will withdraw unless Iran complies.", "condition", "not iran_compliance", "unless Iran complies"),
        (
            "Norway will impose sanctions if Iran refuses to comply.",
            "condition",
            "not iran_compliance",
            "if Iran refuses to comply",
        ),
        ("Norway will impose sanctions if the talks fail.", "condition", "not talks_succeed", "if the talks fail"),
        (
            "Norway will send troops the day the conflict stops.",
            "trigger",
            "fighting_over",
            "the day the conflict stops",
        ),
        ("Norway will send aid if the harvest spoils.", "condition", "harvest_spoil", "if the harvest spoils"),
    ],
)
def test_a_condition_or_trigger_says_a_proposition(
    understand: Understand, sentence: str, kind: str, value: str, exact: str
) -> None:
    (term,) = circumstances(understand(sentence))
    assert (term.kind.value, term.value, term.span.exact) == (kind, value, exact)


def test_metonyms_and_names_of_one_party_give_one_proposition(understand: Understand) -> None:
    told = ["if Moscow attacks", "if Russia attacks", "if the Kremlin attacks"]
    values = {circumstances(understand(f"Norway will send troops {each}."))[0].value for each in told}
    assert values == {"russia_attack"}


def test_alternatives_are_one_term_and_joint_conditions_two(understand: Understand) -> None:
    (either,) = circumstances(understand("France will send troops if a truce or a peace treaty is signed."))
    assert [each.key for each in either.propositions] == ["ceasefire", "peace_treaty"]
    both = circumstances(understand("France will send troops if Russia withdraws and the fighting stops."))
    assert [[each.key for each in term.propositions] for term in both] == [["russia_withdrawal"], ["fighting_over"]]
    (neither,) = circumstances(understand("France will attack unless Russia withdraws and the fighting stops."))
    assert [(each.key, each.holds) for each in neither.propositions] == [
        ("russia_withdrawal", False),
        ("fighting_over", False),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "France pledged to send troops after the ministers had met.",
        "When Russia invaded, France pledged to send troops.",
        "France will send troops even if Russia attacks.",
        "France will send troops, officials said on condition of anonymity.",
    ],
)
def test_what_has_happened_already_or_makes_no_difference_is_no_condition(
    understand: Understand, sentence: str
) -> None:
    assert circumstances(understand(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "kind", "exact"),
    [
        ("Norway will impose tariffs on Cuban sugar.", "target", "Cuban sugar"),
        ("Norway vowed to strike Cuba.", "target", "Cuba"),
        ("Norway will arm the rebels.", "beneficiary", "the rebels"),
        ("Norway will give tanks to Ukraine.", "beneficiary", "Ukraine"),
        ("Norway will hold talks with Cuba.", "with", "Cuba"),
        ("Norway is willing to talk to Cuba.", "with", "Cuba"),
        ("Norway will deploy troops outside Ukraine.", "where", "outside Ukraine"),
        ("Norway will send 600 troops to Mali.", "amount", "600 troops"),
        ("Norway will impose sanctions by 2027.", "deadline", "by 2027"),
    ],
)
def test_the_other_terms_keep_their_words(understand: Understand, sentence: str, kind: str, exact: str) -> None:
    (position,) = understand(sentence).positions
    assert exact in [term.span.exact for term in position.terms if term.kind.value == kind]


def test_a_number_after_a_name_is_part_of_it_and_no_amount(understand: Understand) -> None:
    (position,) = understand("Norway will deploy Chang 4 to Mali.").positions
    assert not [term for term in position.terms if term.kind.value == "amount"]


@pytest.mark.parametrize("how", ["without delay", "without any hesitation"])
def test_how_a_thing_is_done_is_no_condition(understand: Understand, how: str) -> None:
    assert not circumstances(understand(f"France will not send troops {how}."))
    assert circumstances(understand("France will not send troops without a mandate."))
