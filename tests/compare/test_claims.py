from __future__ import annotations

from collections.abc import Callable, Iterable

from onrecord.compare import compare
from onrecord.model import Action, Claim, ClaimKind, Polarity, Reading, Stance, TermKind, Verdict

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


SCENE = "The talks on herring in the old customs house of Turku ran past midnight, said the mayor of the town."


def verdicts(found: Iterable[Claim]) -> dict[tuple[str | None, Polarity | None], Verdict | None]:
    positions = (claim for claim in found if claim.kind is ClaimKind.POSITION)
    return {(claim.party.id if claim.party else None, claim.polarity): claim.verdict for claim in positions}


def test_for_and_against_are_two_claims_both_contested_and_related(
    read: Callable[..., Reading], held: Callable[..., object]
) -> None:
    one = read("a", REPORT, held("Germany", Stance.PLEDGED, "will send troops"))
    other = read("b", RETOLD, held("Germany", Stance.REFUSED, "would send troops"))
    found = compare([one, other]).claims
    assert verdicts(found) == {
        ("DEU", Polarity.FOR): Verdict.CONTESTED,
        ("DEU", Polarity.AGAINST): Verdict.CONTESTED,
    }
    assert [claim.related for claim in found] == [(found[1].id,), (found[0].id,)]


def test_two_origins_corroborate_and_copies_do_not(read: Callable[..., Reading], held: Callable[..., object]) -> None:
    promise = held("Germany", Stance.PLEDGED, "will send troops")
    retold = held("Germany", Stance.PLEDGED, "would send troops")
    two = compare([read("a", REPORT, promise), read("b", RETOLD, retold)]).claims
    copies = compare([read("a", REPORT, promise), read("b", REPORT, promise)]).claims
    assert verdicts(two) == {("DEU", Polarity.FOR): Verdict.CORROBORATED}
    assert verdicts(copies) == {("DEU", Polarity.FOR): Verdict.SINGLE_ORIGIN}


def test_the_first_telling_is_that_of_the_document_published_first(
    read: Callable[..., Reading], held: Callable[..., object]
) -> None:
    late = read("a", REPORT, held("Germany", Stance.PLEDGED, "will send troops"), published="2025-03-02")
    early = read("b", RETOLD, held("Germany", Stance.PLEDGED, "would send troops"), published="2025-03-01")
    undated = read("c", RETOLD, held("Germany", Stance.PLEDGED, "would send troops"))
    assert [claim.first for claim in compare([late, early]).claims] == [early.positions[0].id]
    assert [claim.first for claim in compare([late, undated]).claims] == [None]


def test_what_a_speaker_takes_back_is_superseded_and_conflicts_with_nothing(understand: Callable[..., Reading]) -> None:
    corrected = understand(
        f"{SCENE}\nEmmanuel Macron initially said Germany would deploy troops to Ukraine. "
        "But he later said Germany would train soldiers."
    )
    refused = understand(f"{SCENE}\nGermany ruled out deploying troops to Ukraine.")
    found = compare([corrected, refused])
    told = {(claim.action, claim.polarity): claim.verdict for claim in found.claims if claim.action}
    assert told[Action.DEPLOY, Polarity.FOR] is Verdict.SUPERSEDED
    assert told[Action.DEPLOY, Polarity.AGAINST] is Verdict.SINGLE_ORIGIN
    assert found.conflicts == ()


def test_what_two_documents_have_from_one_outlet_has_one_origin(understand: Callable[..., Reading]) -> None:
    first = understand(f"{SCENE}\nGermany will send troops to Ukraine, according to Reuters.")
    second = understand(f"Late news.\n{SCENE}\nGermany will send troops to Ukraine, Reuters reported.")
    (claim,) = (each for each in compare([first, second]).claims if each.action is Action.DEPLOY)
    assert (len(claim.tellings), claim.origins, claim.named) == (2, 1, ("Reuters",))


def test_deeds_figures_and_quotations_make_claims_of_their_own(understand: Callable[..., Reading]) -> None:
    reading = understand(
        f"{SCENE}\nRussia attacked Ukraine with 112 drones.\n"
        "“Nobody will lose a single boat this spring,” Anna Holt said."
    )
    found = {claim.kind: claim for claim in compare([reading]).claims}
    assert {ClaimKind.ACT, ClaimKind.FIGURE, ClaimKind.QUOTATION} <= found.keys()
    assert found[ClaimKind.ACT].object == "ASSAULT: Russia → Ukraine"
    assert str(found[ClaimKind.FIGURE].object).startswith("112 ")
    assert found[ClaimKind.QUOTATION].object == "Nobody will lose a single boat this spring"
