from __future__ import annotations

from collections.abc import Callable

from onrecord.compare import compare
from onrecord.model import Action, Claim, Reading, Stance, TermKind

REPORT = "Germany will send troops to Ukraine, said the chancellor in Berlin after a night of talks on the ceasefire."
RETOLD = "After a night of talks on the ceasefire the chancellor in Berlin said Germany would send troops to Ukraine."


def claims(*readings: Reading) -> list[tuple[str, Action, str | None, int, int]]:
    """Party, action, place, number of tellings, number of origins."""

    def row(claim: Claim) -> tuple[str, Action, str | None, int, int]:
        return claim.party.name, claim.action, claim.where, len(claim.tellings), claim.origins

    return sorted((row(claim) for claim in compare(readings).claims), key=str)


def test_tellings_of_one_party_action_and_place_make_one_claim(
    read: Callable[..., Reading], held: Callable[..., object]
) -> None:
    one = read("a", REPORT, held("Germany", Stance.PLEDGED, "will send troops"))
    other = read("b", RETOLD, held("Germany", Stance.WILLING, "would send troops"))
    assert claims(one, other) == [("Germany", Action.DEPLOY, None, 2, 2)]


def test_a_claim_keeps_every_telling_with_its_own_stance(
    read: Callable[..., Reading], held: Callable[..., object]
) -> None:
    one = read("a", REPORT, held("Germany", Stance.PLEDGED, "will send troops"))
    other = read("b", RETOLD, held("Germany", Stance.WILLING, "would send troops"))
    (claim,) = compare([one, other]).claims
    assert {(telling.document, telling.stance, telling.position) for telling in claim.tellings} == {
        (reading.text.id, position.stance, position.id) for reading in (one, other) for position in reading.positions
    }


def test_copies_count_as_one_origin(read: Callable[..., Reading], held: Callable[..., object]) -> None:
    promise = held("Germany", Stance.PLEDGED, "will send troops")
    assert claims(read("a", REPORT, promise), read("b", REPORT, promise)) == [("Germany", Action.DEPLOY, None, 2, 1)]


def test_each_party_of_a_position_has_its_claim(read: Callable[..., Reading], held: Callable[..., object]) -> None:
    text = "Spain and Italy will send troops."
    assert claims(read("a", text, held("Spain and Italy", Stance.PLEDGED, "will send troops"))) == [
        ("Italy", Action.DEPLOY, None, 1, 1),
        ("Spain", Action.DEPLOY, None, 1, 1),
    ]


def test_inside_and_outside_are_two_claims(read: Callable[..., Reading], held: Callable[..., object]) -> None:
    text = "Italy will train soldiers in Poland but will not train soldiers inside Ukraine."
    abroad = held(
        "Italy",
        Stance.PLEDGED,
        "will train soldiers in Poland",
        Action.TRAIN,
        ((TermKind.WHERE, "in Poland", "outside UKR"),),
    )
    at_home = held(
        "Italy",
        Stance.REFUSED,
        "will not train soldiers inside Ukraine",
        Action.TRAIN,
        ((TermKind.WHERE, "inside Ukraine", "inside UKR"),),
    )
    assert claims(read("a", text, abroad, at_home)) == [
        ("Italy", Action.TRAIN, "inside UKR", 1, 1),
        ("Italy", Action.TRAIN, "outside UKR", 1, 1),
    ]


def test_the_same_position_in_two_stories_makes_two_claims(
    read: Callable[..., Reading], held: Callable[..., object]
) -> None:
    promise = held("Germany", Stance.PLEDGED, "Germany will pay")
    flood = (
        "Rescuers in Larvik pulled forty hikers from the flooded Numedal valley after the Tunhovd dam overflowed. "
        "Engineers lowered sluices while farmers drove cattle uphill through mud. Germany will pay."
    )
    museum = (
        "Archaeologists unearthed bronze swords beneath a Lisbon tram depot, delaying construction until autumn. "
        "Curators want glass cases and a gallery overlooking the excavation. Germany will pay."
    )
    readings = [read("a", flood, promise), read("b", museum, promise)]
    assert len({claim.story for claim in compare(readings).claims}) == 2
