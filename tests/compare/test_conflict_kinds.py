"""Each kind of conflict on short articles, beside what is alike and no conflict."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.compare import compare
from onrecord.model import Conflict, ConflictKind, Reading

PLACE = "The summit on the herring quarrel was held in the old customs house of Turku, where fleets of trawlers wait."


def found(kind: ConflictKind, *readings: Reading) -> list[Conflict]:
    return [each for each in compare(readings).conflicts if each.kind is kind]


def test_the_same_number_of_leaders_and_of_countries_is_told_with_what_is_compatible(
    understand: Callable[..., Reading],
) -> None:
    leaders = understand(f"{PLACE}\nThe summit was attended by 35 leaders.")
    countries = understand(f"{PLACE}\nThe summit was attended by 35 countries.")
    bound = understand(f"{PLACE}\nThe summit was attended by more than 30 leaders.")
    (conflict,) = found(ConflictKind.NUMBER, leaders, countries, bound)
    assert {side.label for side in conflict.sides} == {"35 leaders", "35 countries", "more than 30 leaders"}
    assert conflict.note == "more than 30 can be true beside 35"
    assert found(ConflictKind.NUMBER, leaders, bound) == []


def test_the_number_of_those_beside_others_is_no_conflict(understand: Callable[..., Reading]) -> None:
    one = understand(f"{PLACE}\nA court in Turku fined 23 skippers a million kroner for herring theft.")
    other = understand(f"{PLACE}\nA court in Turku fined Lind and 22 other skippers a million for herring theft.")
    assert found(ConflictKind.NUMBER, one, other) == []


def test_all_of_a_group_stands_against_some_of_it(understand: Callable[..., Reading]) -> None:
    every = understand(f"{PLACE}\n26 nations have pledged to deploy troops to Ukraine after the war ends.")
    some = understand(
        f"{PLACE}\n26 nations have pledged to give security guarantees to Ukraine. "
        "Others will train soldiers outside Ukraine."
    )
    (conflict,) = found(ConflictKind.SCOPE, every, some)
    assert [side.label for side in conflict.sides] == [
        "all deploying forces",
        "giving guarantees, some of them from outside",
    ]
    assert found(ConflictKind.SCOPE, every, understand(f"Late news.\n{every.text.text}")) == []


def test_who_is_counted_among_heads_though_another_is_told_as_the_head(understand: Callable[..., Reading]) -> None:
    counted = understand(
        f"{PLACE}\nStefan Kornelius and Giorgia Meloni, among other heads of government, said that the talks went well."
    )
    told = understand(f"{PLACE}\nGerman Chancellor Friedrich Merz said that the talks in Turku went well.")
    (conflict,) = found(ConflictKind.ROLE, counted, told)
    assert conflict.about == "the office of Stefan Kornelius"
    assert [len(side.passages) for side in conflict.sides] == [1, 1]


def test_a_known_person_counted_among_heads_is_looked_at_though_nobody_has_him_speak(
    understand: Callable[..., Reading],
) -> None:
    counted = understand(
        f"{PLACE}\nStefan Kornelius and Giorgia Meloni, among other heads of government, had a herring lunch in Turku."
    )
    merz = understand(f"{PLACE}\nGerman Chancellor Friedrich Merz said that the talks in Turku went well.")
    (conflict,) = found(ConflictKind.ROLE, counted, merz)
    assert conflict.about == "the office of Stefan Kornelius"
    # who is told as such a head, before or after the name, may be counted among them, whoever else is one
    for office in ("Prime Minister Stefan Kornelius", "Stefan Kornelius, the acting federal chancellor,"):
        told = understand(f"{PLACE}\n{office} stayed for the herring.")
        assert found(ConflictKind.ROLE, counted, merz, told) == []


def test_a_deed_told_of_two_days_conflicts_and_a_week_told_from_today_is_left_open(
    understand: Callable[..., Reading],
) -> None:
    def met(when: str) -> Reading:
        return understand(f"{PLACE}\nGerman Chancellor Friedrich Merz met with President Emmanuel Macron {when}.")

    assert len(found(ConflictKind.TIME, met("on Monday"), met("on Tuesday"))) == 1
    assert found(ConflictKind.TIME, met("on Monday"), met("on Monday morning")) == []
    assert found(ConflictKind.TIME, met("on Monday"), met("in the castle")) == []


def test_who_would_not_speak_of_what_another_article_has_from_him(understand: Callable[..., Reading]) -> None:
    silent = understand(f"{PLACE}\nEmmanuel Macron did not say whether he has spoken with Putin about herring.")
    told = understand(f"{PLACE}\nEmmanuel Macron said he has spoken with Putin about herring.")
    (conflict,) = found(ConflictKind.STANCE, silent, told)
    assert [side.label for side in conflict.sides] == ["not answered", "told"]
    assert found(ConflictKind.STANCE, silent, silent) == []


def test_the_same_clause_with_another_year_conflicts_unless_the_article_tells_both_of_the_same(
    understand: Callable[..., Reading],
) -> None:
    early = understand(f"{PLACE}\nThe trawler Halcyon was launched at the Marinova shipyard in 2002.")
    late = understand(f"{PLACE}\nIn the morning it sank. Halcyon, launched at the Marinova shipyard in 2003, is lost.")
    other = understand(f"{PLACE}\nThe bakery on the quay went bankrupt in 2011, to the grief of the skippers.")
    (conflict,) = found(ConflictKind.TIME, early, late, other)
    assert {side.label for side in conflict.sides} == {"in 2002", "in 2003"}
    ordered = understand(f"{PLACE}\nHalcyon, launched at the Marinova shipyard in 2003, was ordered in 2002.")
    assert len(found(ConflictKind.TIME, early, ordered)) == 1  # another deed's year is no year of this one
    both = understand(
        f"{PLACE}\nThe trawler Halcyon was launched at the Marinova shipyard in 2003, by its papers. "
        "By its bell the trawler Halcyon was launched at the Marinova shipyard in 2002."
    )
    assert found(ConflictKind.TIME, early, both) == []


def test_one_thing_stands_against_two_of_which_the_article_never_has_the_second(
    understand: Callable[..., Reading],
) -> None:
    one = understand(f"{PLACE}\nNorway will not be spared from tariffs on herring exports.")
    two = understand(f"{PLACE}\nNorway will not be spared from tariffs on herring and salmon.")
    (conflict,) = found(ConflictKind.SCOPE, one, two)
    assert [side.label for side in conflict.sides] == ["“tariffs on herring”", "“tariffs on herring and salmon”"]
    knows = understand(f"{PLACE}\nNorway will not be spared from tariffs on herring exports, nor from those on salmon.")
    assert found(ConflictKind.SCOPE, knows, two) == []
    deed = understand(f"{PLACE}\nNorway put tariffs on herring and salted its cod.")
    assert found(ConflictKind.SCOPE, one, deed) == []


def test_a_summit_told_as_planned_stands_against_one_that_may_be_called_off(
    understand: Callable[..., Reading],
) -> None:
    firm = understand(f"{PLACE}\nPresident Emmanuel Macron is planning to meet with the Russian leader in June.")
    open_ = understand(
        f"{PLACE}\nPresident Emmanuel Macron plans to meet with Putin. "
        "Macron said the summit might be called off because of a lack of agreement."
    )
    (conflict,) = found(ConflictKind.STANCE, firm, open_)
    assert {side.label for side in conflict.sides} == {"pledged", "undecided"}
    assert found(ConflictKind.STANCE, open_, open_) == []
