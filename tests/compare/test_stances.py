from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.compare import compare
from onrecord.model import Action, Conflict, Polarity, Reading, Stance, TermKind

# Two tellings of one evening: alike enough to be one story, without copying each other.
FIRST = "The Ostend summit on the Sava ceasefire force ended late. Germany {0}. Ministers left Ostend by train."
SECOND = "After the Ostend summit, ministers spoke of a ceasefire force for the Sava. Germany {0}, they said."
THIRD = "Who will join the Sava ceasefire force? At the Ostend summit Germany {0}, officials recalled on Friday."


def conflicts(*readings: Reading) -> list[str]:
    return [conflict.summary for conflict in compare(readings).conflicts]


@pytest.fixture
def germany(read: Callable[..., Reading], held: Callable[..., object]) -> Callable[..., Reading]:
    """An article that gives Germany one stance, in the words given."""

    def make(template: str, stance: Stance, words: str, *args: object, **rest: object) -> Reading:
        return read(template[:9], template.format(words), held("Germany", stance, words, *args), **rest)

    return make


def test_pledged_here_and_ruled_out_there_is_a_conflict(germany: Callable[..., Reading]) -> None:
    one = germany(FIRST, Stance.PLEDGED, "will send troops")
    other = germany(SECOND, Stance.REFUSED, "will not send troops")
    assert conflicts(one, other) == ["Germany on deploying forces: pledged in 1 article, ruled out in 1."]


def test_articles_and_origins_are_counted_apart(
    germany: Callable[..., Reading], read: Callable[..., Reading], held: Callable[..., object]
) -> None:
    text = FIRST.format("is undecided")
    copies = [read(name, text, held("Germany", Stance.UNDECIDED, "is undecided")) for name in ("a", "b")]
    other = germany(SECOND, Stance.REFUSED, "will not send troops")
    assert conflicts(*copies, other) == [
        "Germany on deploying forces: undecided in 2 articles (1 origin), ruled out in 1."
    ]


def test_a_conflict_shows_the_words_of_both_sides_and_its_claim(germany: Callable[..., Reading]) -> None:
    one = germany(FIRST, Stance.PLEDGED, "will send troops")
    other = germany(SECOND, Stance.REFUSED, "will not send troops")
    found = compare([one, other])
    (conflict,) = found.conflicts
    assert [passage.span.exact for side in conflict.sides for passage in side.passages] == [
        "will send troops",
        "will not send troops",
    ]
    assert [side.records for side in conflict.sides] == [(one.positions[0].id,), (other.positions[0].id,)]
    (pledged,) = (claim for claim in found.claims if claim.polarity is Polarity.FOR)
    assert conflict.claim == pledged.id


@pytest.mark.parametrize(
    ("one", "other", "parted"),
    [
        (Stance.PLEDGED, Stance.REFUSED, True),
        (Stance.WILLING, Stance.REFUSED, True),
        (Stance.UNDECIDED, Stance.REFUSED, True),
        (Stance.PLEDGED, Stance.UNDECIDED, True),
        (Stance.WILLING, Stance.UNDECIDED, True),
        (Stance.PLEDGED, Stance.WILLING, False),
        (Stance.REFUSED, Stance.REFUSED, False),
        (Stance.DEMANDED, Stance.REFUSED, False),
        (Stance.THREATENED, Stance.REFUSED, False),
        (Stance.DEMANDED, Stance.PLEDGED, False),
    ],
)
def test_which_stances_conflict(germany: Callable[..., Reading], one: Stance, other: Stance, parted: bool) -> None:
    readings = (germany(FIRST, one, "spoke of troops"), germany(SECOND, other, "talked about troops"))
    assert bool(conflicts(*readings)) is parted


def test_one_article_does_not_conflict_with_itself(read: Callable[..., Reading], held: Callable[..., object]) -> None:
    text = "Germany will send troops. Germany will not send troops."
    both = [
        held("Germany", Stance.PLEDGED, "Germany will send troops"),
        held("Germany", Stance.REFUSED, "Germany will not send troops"),
    ]
    assert conflicts(read("a", text, *both)) == []


def test_articles_that_both_tell_both_stances_do_not_part(
    read: Callable[..., Reading], held: Callable[..., object]
) -> None:
    both = [held("Germany", Stance.PLEDGED, "will send troops"), held("Germany", Stance.REFUSED, "would send none")]
    words = "will send troops now, though in May it would send none"
    assert conflicts(read("a", FIRST.format(words), *both), read("b", SECOND.format(words), *both)) == []


def test_undecided_beside_open_to_it_in_one_article_is_no_conflict_with_another(
    germany: Callable[..., Reading], read: Callable[..., Reading], held: Callable[..., object]
) -> None:
    hedged = read(
        "a",
        FIRST.format("is open to sending troops but has not decided"),
        held("Germany", Stance.WILLING, "is open to sending troops"),
        held("Germany", Stance.UNDECIDED, "has not decided"),
    )
    assert conflicts(hedged, germany(SECOND, Stance.WILLING, "could send troops")) == []


def test_another_place_is_another_undertaking(germany: Callable[..., Reading]) -> None:
    inside = ((TermKind.WHERE, "to Serbia", "inside SRB"),)
    outside = ((TermKind.WHERE, "to Austria", "outside SRB"),)
    refused = germany(FIRST, Stance.REFUSED, "will send no troops to Serbia", Action.DEPLOY, inside)
    pledged = germany(SECOND, Stance.PLEDGED, "will send troops to Austria", Action.DEPLOY, outside)
    somewhere = germany(SECOND, Stance.PLEDGED, "will send troops to the force")
    assert conflicts(refused, pledged) == []
    assert conflicts(refused, somewhere) == ["Germany on deploying forces: pledged in 1 article, ruled out in 1."]


def test_another_beneficiary_is_another_undertaking(germany: Callable[..., Reading]) -> None:
    serbs = ((TermKind.BENEFICIARY, "Serbia", "SRB"),)
    croats = ((TermKind.BENEFICIARY, "Croatia", "HRV"),)
    one = germany(FIRST, Stance.PLEDGED, "will pay Serbia", Action.FINANCE, serbs)
    other = germany(SECOND, Stance.REFUSED, "will not pay Croatia", Action.FINANCE, croats)
    assert conflicts(one, other) == []


def test_a_place_without_a_value_is_known_by_its_words(germany: Callable[..., Reading]) -> None:
    river = ((TermKind.WHERE, "along the river", None),)
    bank = ((TermKind.WHERE, "on the river bank", None),)
    hills = ((TermKind.WHERE, "in the hills", None),)
    refused = germany(FIRST, Stance.REFUSED, "will send nobody along the river", Action.DEPLOY, river)
    near = germany(SECOND, Stance.PLEDGED, "will send troops on the river bank", Action.DEPLOY, bank)
    far = germany(SECOND, Stance.PLEDGED, "will send troops in the hills", Action.DEPLOY, hills)
    assert conflicts(refused, near)
    assert not conflicts(refused, far)


def test_two_conditional_stances_may_say_the_same(germany: Callable[..., Reading]) -> None:
    if_truce = ((TermKind.CONDITION, "if the truce holds", None),)
    unless = ((TermKind.CONDITION, "unless the truce holds", None),)
    one = germany(FIRST, Stance.PLEDGED, "will send troops if the truce holds", Action.DEPLOY, if_truce)
    other = germany(SECOND, Stance.REFUSED, "will send nobody unless the truce holds", Action.DEPLOY, unless)
    assert conflicts(one, other) == []


def test_a_class_as_wide_as_negotiating_needs_the_same_matter(
    read: Callable[..., Reading], held: Callable[..., object]
) -> None:
    def talks(template: str, stance: Stance, words: str, matter: str) -> Reading:
        record = held("Germany", stance, words, Action.NEGOTIATE, (), matter)
        return read(template[:9], template.format(words), record)

    fish = talks(FIRST, Stance.PLEDGED, "will talk about herring quotas", "herring quotas")
    visas = talks(SECOND, Stance.REFUSED, "will not talk about visas", "visas")
    herring = talks(SECOND, Stance.REFUSED, "will not talk about herring", "herring")
    assert conflicts(fish, visas) == []
    assert conflicts(fish, herring) == ["Germany on negotiating: pledged in 1 article, ruled out in 1."]


def test_a_headline_does_not_speak_against_what_its_own_body_says(
    read: Callable[..., Reading], held: Callable[..., object], germany: Callable[..., Reading]
) -> None:
    body = germany(SECOND, Stance.UNDECIDED, "has not decided")
    headed = read(
        "a",
        "Germany will send no troops\n" + FIRST.format("has yet to decide"),
        held("Germany", Stance.REFUSED, "Germany will send no troops"),
        held("Germany", Stance.UNDECIDED, "has yet to decide"),
        headed=True,
    )
    headline_alone = read(
        "b",
        "Germany will send no troops\n" + FIRST.format("arrived late"),
        held("Germany", Stance.REFUSED, "Germany will send no troops"),
        headed=True,
    )
    assert conflicts(headed, body) == []
    assert conflicts(headline_alone, body) == ["Germany on deploying forces: undecided in 1 article, ruled out in 1."]


def test_stances_that_do_not_hang_together_are_conflicts_apart(
    read: Callable[..., Reading], held: Callable[..., object]
) -> None:
    here, there = ((TermKind.WHERE, "in Serbia", "inside SRB"),), ((TermKind.WHERE, "in Croatia", "inside HRV"),)
    one = read(
        "a",
        FIRST.format("pledged troops in Serbia and ships in Croatia"),
        held("Germany", Stance.PLEDGED, "pledged troops in Serbia", Action.DEPLOY, here),
        held("Germany", Stance.PLEDGED, "ships in Croatia", Action.DEPLOY, there),
    )
    other = read(
        "b",
        SECOND.format("refused troops in Serbia and boats in Croatia"),
        held("Germany", Stance.REFUSED, "refused troops in Serbia", Action.DEPLOY, here),
        held("Germany", Stance.REFUSED, "boats in Croatia", Action.DEPLOY, there),
    )

    def words(conflict: Conflict) -> set[str]:
        return {passage.span.exact for side in conflict.sides for passage in side.passages}

    assert sorted(map(sorted, map(words, compare([one, other]).conflicts))) == [
        ["boats in Croatia", "ships in Croatia"],
        ["pledged troops in Serbia", "refused troops in Serbia"],
    ]


def test_a_third_telling_joins_its_side(germany: Callable[..., Reading]) -> None:
    readings = (
        germany(FIRST, Stance.UNDECIDED, "put off its decision"),
        germany(SECOND, Stance.REFUSED, "ruled out troops"),
        germany(THIRD, Stance.UNDECIDED, "was still thinking"),
    )
    assert conflicts(*readings) == ["Germany on deploying forces: undecided in 2 articles, ruled out in 1."]
